#include "lifecycle_stream.hpp"

namespace relance::bench {
namespace {

inline State next(Standing& lead, Told told) {
  const State stay = lead.state;
  switch (lead.state) {
    case State::incoming:
      switch (told) {
        case Told::talked:
          return State::talking;
        case Told::booked:
          return State::planned;
        case Told::lost:
          return State::gone;
        case Told::unreachable:
          return State::nursery;
        default:
          return stay;
      }
    case State::talking:
      switch (told) {
        case Told::attempted:
          return lead.attempts++ >= kMostAttempts ? State::nursery : stay;
        case Told::qualified:
          return State::known;
        case Told::booked:
          return State::planned;
        case Told::postponed:
          return State::nursery;
        case Told::lost:
          return State::gone;
        default:
          return stay;
      }
    case State::known:
      switch (told) {
        case Told::booked:
          return State::planned;
        case Told::shown:
          return State::room;
        case Told::sold:
          return State::won;
        case Told::lost:
          return State::gone;
        default:
          return stay;
      }
    case State::planned:
      switch (told) {
        case Told::shown:
          return State::room;
        case Told::missed:
          return State::talking;
        case Told::postponed:
          return State::nursery;
        case Told::lost:
          return State::gone;
        default:
          return stay;
      }
    case State::room:
      switch (told) {
        case Told::booked:
          return State::planned;
        case Told::sold:
          return State::won;
        case Told::postponed:
          return State::nursery;
        case Told::lost:
          return State::gone;
        default:
          return stay;
      }
    case State::nursery:
      switch (told) {
        case Told::ripe:
          return State::talking;
        case Told::booked:
          return State::planned;
        case Told::lost:
          return State::gone;
        default:
          return stay;
      }
    case State::won:
      return told == Told::reopened ? State::room : stay;
    case State::gone:
      return told == Told::reopened ? State::talking : stay;
  }
  return stay;
}

}  // namespace

void by_switch(Standing& lead, const Told* told, std::size_t count) {
  Standing at = lead;
  for (std::size_t i = 0; i < count; ++i) at.state = next(at, told[i]);
  lead = at;
}

}  // namespace relance::bench
