// A time zone as flat arrays: all that a decision needs of it, without the zone library.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "relance/instant.hpp"

namespace relance {

/// Piecewise-constant offsets from UTC. Copyable, const after building, shared between threads.
/// Civil times that a change of clocks skips mean the end of the gap; those that come twice mean
/// the first: the order of civil times is preserved.
struct ZoneTable {
  std::string name = "UTC";
  std::vector<std::int64_t> since{INT64_MIN};  // UTC seconds, ascending; the first is INT64_MIN
  std::vector<std::int32_t> offset{0};         // seconds east of UTC from then on

  /// Seconds east of UTC at an instant.
  std::int32_t offset_at(Instant t) const;
  /// The civil day that `t` falls on.
  Date date_of(Instant t) const;
  /// Microseconds since civil midnight, 0 to 86'399'999'999.
  std::int64_t time_of_day(Instant t) const;
  /// The instant of a civil day and time of day (0 to 48 h: beyond 24 h means the next day).
  Instant instant_of(Date day, std::int64_t time_of_day_us) const;
  Instant first_instant(Date day) const { return instant_of(day, 0); }
  /// The same clock time `days` civil days later (earlier when negative).
  Instant add_days(Instant t, std::int64_t days) const;
  /// The same date and clock time `years` later; 29 February becomes 28 where there is none.
  Instant add_years(Instant t, std::int64_t years) const;
};

}  // namespace relance
