// One lifecycle for all who take part in the benchmark "decide": 8 states, 12 events, 26 rows, one
// guard, one counter; and a random stream of events of which each has a row where it comes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace relance::bench {

enum class State : std::uint8_t { incoming, talking, known, planned, room, nursery, won, gone };

enum class Told : std::uint8_t {
  attempted,  // the counter counts; from kMostAttempts on the lead goes to the nursery
  talked,
  qualified,
  booked,
  shown,
  missed,
  postponed,
  sold,
  lost,
  reopened,
  ripe,
  unreachable,
};
inline constexpr std::size_t kTold = 12;
inline constexpr std::string_view kToldNames[kTold] = {
    "attempted", "talked", "qualified", "booked",   "shown", "missed",
    "postponed", "sold",   "lost",      "reopened", "ripe",  "unreachable"};
inline constexpr std::uint32_t kMostAttempts = 4;

/// More than a branch predictor learns by heart.
inline constexpr std::size_t kStream = std::size_t{1} << 16;
/// After so many events everybody sets the counter back, or its guard would soon hold for ever.
inline constexpr std::size_t kStretch = 64;

struct Row {
  State from;
  Told told;
  State to;
};
const std::vector<Row>& rows();

/// Starts in `incoming`. The same on every call.
const std::vector<Told>& stream();

/// Where a lead stands.
struct Standing {
  State state = State::incoming;
  std::uint32_t attempts = 0;
  bool operator==(const Standing&) const = default;
};

/// The limit: a hand-written nested switch.
void by_switch(Standing& lead, const Told* told, std::size_t count);

/// The peer: Boost.Statechart, driven by process_event and nothing else.
class Chart {
 public:
  Chart();
  ~Chart();

  void restart();
  void reset_attempts();
  /// Runs `count` events from `told` on.
  void run(const Told* told, std::size_t count);
  Standing standing() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The lifecycle as rules. `acting`: every row has a guard, and every decision asks for a call with
/// a limit, in place of the one before.
std::string rules(bool acting);

}  // namespace relance::bench
