#include "lifecycle_stream.hpp"

#include <random>

namespace relance::bench {

const std::vector<Row>& rows() {
  using S = State;
  static const std::vector<Row> kRows = {
      {S::incoming, Told::talked, S::talking},
      {S::incoming, Told::booked, S::planned},
      {S::incoming, Told::lost, S::gone},
      {S::incoming, Told::unreachable, S::nursery},
      {S::talking, Told::attempted, S::nursery},  // the guarded one
      {S::talking, Told::qualified, S::known},
      {S::talking, Told::booked, S::planned},
      {S::talking, Told::postponed, S::nursery},
      {S::talking, Told::lost, S::gone},
      {S::known, Told::booked, S::planned},
      {S::known, Told::shown, S::room},
      {S::known, Told::sold, S::won},
      {S::known, Told::lost, S::gone},
      {S::planned, Told::shown, S::room},
      {S::planned, Told::missed, S::talking},
      {S::planned, Told::postponed, S::nursery},
      {S::planned, Told::lost, S::gone},
      {S::room, Told::booked, S::planned},
      {S::room, Told::sold, S::won},
      {S::room, Told::postponed, S::nursery},
      {S::room, Told::lost, S::gone},
      {S::nursery, Told::ripe, S::talking},
      {S::nursery, Told::booked, S::planned},
      {S::nursery, Told::lost, S::gone},
      {S::won, Told::reopened, S::room},
      {S::gone, Told::reopened, S::talking},
  };
  return kRows;
}

namespace {

std::vector<Told> random_stream() {
  std::minstd_rand random(11);
  std::vector<Told> told;
  Standing lead;
  while (told.size() < kStream) {
    if (told.size() % kStretch == 0) lead.attempts = 0;
    std::vector<Told> possible;
    for (const Row& row : rows()) {
      if (row.from == lead.state) possible.push_back(row.told);
    }
    told.push_back(possible[static_cast<std::size_t>(random()) % possible.size()]);
    by_switch(lead, &told.back(), 1);
  }
  return told;
}

}  // namespace

const std::vector<Told>& stream() {
  static const std::vector<Told> kStreamed = random_stream();
  return kStreamed;
}

}  // namespace relance::bench
