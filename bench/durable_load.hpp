// The load of the durable benchmarks: one event on a random lead is a journal entry, the lead, one
// effect and one timer change.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "relance/instant.hpp"

namespace relance::bench {

struct Settings {
  std::uint64_t leads = 1'000'000;  // present before the first event
  std::string folder;               // of the files
  bool full = false;                // synchronous=FULL, else NORMAL
};

/// One event: the lead is 1 to Settings::leads.
struct Step {
  std::uint64_t lead = 0;
  Instant now;
  Instant due;  // where its timer stands afterwards: uniform over 30 days, from tomorrow on
};

/// The same steps for everybody who asks with the same seed. Seeds that grow give times that grow,
/// and none reaches the first timer.
class Steps {
 public:
  Steps(std::uint64_t leads, std::uint64_t seed)
      : leads_(leads), random_(seed), now_(kStart + minutes(2 * static_cast<std::int64_t>(seed))) {}
  Step next() {
    now_ = now_ + microseconds(1'000);
    const std::uint64_t lead = draw() % leads_ + 1;
    const auto wait = static_cast<std::int64_t>(draw() % 2'592'000);
    return {lead, now_, now_ + hours(24) + seconds(wait)};
  }

 private:
  /// xorshift64*, Vigna 2016.
  std::uint64_t draw() {
    random_ ^= random_ >> 12;
    random_ ^= random_ << 25;
    random_ ^= random_ >> 27;
    return (random_ * 0x2545F4914F6CDD1Du) >> 16;
  }

  static constexpr Instant kStart{1'793'610'000'000'000};  // 2026-11-02T09:00:00Z
  std::uint64_t leads_;
  std::uint64_t random_;
  Instant now_;
};

/// The host's id of a lead, of a usual length; the order of ids is not that of numbers.
inline std::string host_id(std::uint64_t lead) {
  return "crm-" + std::to_string((lead * 7'919) % 100'000'007) + "-" + std::to_string(lead);
}

/// Of one event; its length is that of a usual key.
inline std::string event_key(const Step& step) {
  return "k-" + std::to_string(step.now.us / 1'000 % 1'000'000'000);
}
inline constexpr const char* kActor = "seller-17";

/// Every lead in turn, `rounds` times, in batches for `take(steps, round)`: rows that have grown
/// and pages that are no longer packed.
template <class Take>
void live(const Settings& settings, int rounds, Take take) {
  constexpr std::size_t kBatch = 50'000;
  Steps steps(settings.leads, 1);
  std::vector<Step> batch;
  for (int round = 0; round < rounds; ++round) {
    for (std::uint64_t lead = 1; lead <= settings.leads; ++lead) {
      batch.push_back(steps.next());
      batch.back().lead = lead;
      if (batch.size() < kBatch && lead < settings.leads) continue;
      take(batch, round);
      batch.clear();
    }
  }
}

/// Somebody who takes events into a file.
class Contender {
 public:
  virtual ~Contender() = default;
  virtual void tell(const std::vector<Step>& steps) = 0;  // what a host does before it calls
  virtual void take() = 0;                                // what was told, in one commit
  virtual void close() = 0;                               // the closing checkpoint
};

}  // namespace relance::bench
