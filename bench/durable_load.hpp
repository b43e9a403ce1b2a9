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
  Instant due;  // where its timer stands afterwards: uniform over the next 30 days
};

/// The same steps for everybody who asks with the same seed.
class Steps {
 public:
  Steps(std::uint64_t leads, std::uint64_t seed) : leads_(leads), random_(seed) {}
  Step next() {
    now_ = now_ + seconds(1);
    const std::uint64_t lead = draw() % leads_ + 1;
    const auto wait = static_cast<std::int64_t>(draw() % 2'592'000);
    return {lead, now_, now_ + seconds(wait + 60)};
  }

 private:
  /// xorshift64*, Vigna 2016.
  std::uint64_t draw() {
    random_ ^= random_ >> 12;
    random_ ^= random_ << 25;
    random_ ^= random_ >> 27;
    return (random_ * 0x2545F4914F6CDD1Du) >> 16;
  }

  std::uint64_t leads_;
  std::uint64_t random_;
  Instant now_{1'793'610'000'000'000};  // 2026-11-02T09:00:00Z
};

/// The host's id of a lead, of a usual length; the order of ids is not that of numbers.
inline std::string host_id(std::uint64_t lead) {
  return "crm-" + std::to_string((lead * 7'919) % 100'000'007) + "-" + std::to_string(lead);
}

/// Somebody who takes events into a file.
class Contender {
 public:
  virtual ~Contender() = default;
  virtual void take(const std::vector<Step>& steps) = 0;  // one commit
  virtual void close() = 0;                               // the closing checkpoint
};

}  // namespace relance::bench
