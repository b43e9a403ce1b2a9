#include "proof/lengths.hpp"

#include <limits>

namespace relance::proof {
namespace {

constexpr std::int64_t kHour = hours(1).us;
// A civil day has 23 to 25 hours wherever clocks are changed by one hour, and a year so many days.
constexpr std::int64_t kShortDay = 23 * kHour, kLongDay = 25 * kHour;
constexpr std::int64_t kShortYear = 365, kLongYear = 366;

/// Open time takes at least as long as it counts; one open day may be any time of the next one.
std::int64_t shortest(const Delay& delay) {
  switch (delay.unit) {
    case Delay::elapsed:
    case Delay::open_time:
      return delay.amount;
    case Delay::days:
      return delay.amount * kShortDay;
    case Delay::years:
      return delay.amount * kShortYear * kShortDay;
    default:
      return 0;
  }
}

std::int64_t longest(const Delay& delay) {
  switch (delay.unit) {
    case Delay::elapsed:
      return delay.amount;
    case Delay::days:
      return delay.amount * kLongDay;
    case Delay::years:
      return delay.amount * kLongYear * kLongDay;
    default:
      return std::numeric_limits<std::int64_t>::max();
  }
}

}  // namespace

bool is_shorter(const Delay& a, const Delay& b) {
  if (a.unit == Delay::none || b.unit == Delay::none) return false;
  if (a.unit == b.unit && a.calendar == b.calendar) return a.amount < b.amount;
  return longest(a) < shortest(b);
}

bool lasts_more_than_an_hour(const Delay& delay) {
  return is_shorter({Delay::elapsed, kNone, kHour}, delay);
}

}  // namespace relance::proof
