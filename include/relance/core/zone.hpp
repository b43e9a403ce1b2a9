// A time zone as flat arrays: all that a decision needs of it, without the zone library.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "relance/instant.hpp"

namespace relance {

inline constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosecondsPerDay = 86'400 * kMicrosecondsPerSecond;

/// Piecewise-constant offsets from UTC. Copyable, const after building, shared between threads.
/// Civil times that a change of clocks skips mean the end of the gap; those that come twice mean
/// the first: the order of civil times is preserved. In one sentence, the instant of a civil time
/// is the first instant at which the clocks show that time or a later one.
///
/// Europe/Paris, 29 March 2026, 02:00 becomes 03:00: 02:30 is 2026-03-29T01:00:00Z, as is 03:00.
/// Europe/Paris, 25 October 2026, 03:00 becomes 02:00: 02:30 is 2026-10-25T00:30:00Z.
///
/// Instants given must be lawful (see instant.hpp); the calls below give kNever for what would not
/// be lawful.
struct ZoneTable {
  std::string name = "UTC";
  std::vector<std::int64_t> since{INT64_MIN};  // UTC seconds, ascending; the first is INT64_MIN
  std::vector<std::int32_t> offset{0};         // seconds east of UTC from then on

  bool operator==(const ZoneTable&) const = default;

  /// Seconds east of UTC at an instant.
  std::int32_t offset_at(Instant t) const { return offset[span_at(t)]; }
  /// The civil day that `t` falls on.
  Date date_of(Instant t) const {
    const std::int64_t day = floor_days(civil_us(t));
    return {static_cast<std::int32_t>(day)};
  }
  /// Microseconds since civil midnight, 0 to 86'399'999'999.
  std::int64_t time_of_day(Instant t) const {
    const std::int64_t civil = civil_us(t);
    return civil - floor_days(civil) * kMicrosecondsPerDay;
  }
  /// The instant of a civil day and time of day (0 to 48 h: beyond 24 h means the next day).
  Instant instant_of(Date day, std::int64_t time_of_day_us) const;
  Instant first_instant(Date day) const { return instant_of(day, 0); }
  /// The same clock time `days` civil days later (earlier when negative).
  Instant add_days(Instant t, std::int64_t days) const;
  /// The same date and clock time `years` later; 29 February becomes 28 where there is none.
  Instant add_years(Instant t, std::int64_t years) const;

 private:
  std::int64_t civil_us(Instant t) const { return t.us + offset_at(t) * kMicrosecondsPerSecond; }
  std::size_t span_at(Instant t) const {
    const std::int64_t second =
        (t.us >= 0 ? t.us : t.us - (kMicrosecondsPerSecond - 1)) / kMicrosecondsPerSecond;
    const auto after = std::upper_bound(since.begin() + 1, since.end(), second);
    return static_cast<std::size_t>(after - since.begin()) - 1;
  }
  static constexpr std::int64_t floor_days(std::int64_t us) {
    return (us >= 0 ? us : us - (kMicrosecondsPerDay - 1)) / kMicrosecondsPerDay;
  }
};

inline Instant ZoneTable::instant_of(Date day, std::int64_t time_of_day_us) const {
  constexpr std::int64_t kReach = 90'000;  // days from 1970, beyond all lawful instants
  if (day.days < -kReach || day.days > kReach) return kNever;
  const std::int64_t civil = day.days * kMicrosecondsPerDay + time_of_day_us;
  // No offset in the zone data reaches 16 h, so no earlier span can show this time or a later one.
  constexpr std::int64_t kMostEastern = 16 * 3'600 * kMicrosecondsPerSecond;
  std::size_t i = span_at({civil - kMostEastern});
  while (i + 1 < since.size() && (since[i + 1] + offset[i]) * kMicrosecondsPerSecond <= civil) {
    ++i;
  }
  std::int64_t us = civil - offset[i] * kMicrosecondsPerSecond;
  if (i > 0) us = std::max(us, since[i] * kMicrosecondsPerSecond);
  return lawful({us}) ? Instant{us} : kNever;
}

inline Instant ZoneTable::add_days(Instant t, std::int64_t days) const {
  constexpr std::int64_t kFar = 200'000;  // more days than lie between two lawful instants
  if (days > kFar || days < -kFar) return kNever;
  const std::int64_t civil = civil_us(t);
  const std::int64_t day = floor_days(civil);
  return instant_of({static_cast<std::int32_t>(day + days)}, civil - day * kMicrosecondsPerDay);
}

inline Instant ZoneTable::add_years(Instant t, std::int64_t years) const {
  constexpr std::int64_t kFar = 300;
  if (years > kFar || years < -kFar) return kNever;
  const std::int64_t civil = civil_us(t);
  const std::int64_t day = floor_days(civil);
  namespace chrono = std::chrono;
  chrono::year_month_day date{chrono::sys_days{chrono::days{day}}};
  date += chrono::years{years};
  if (!date.ok()) date = date.year() / date.month() / chrono::last;
  const auto days = chrono::sys_days{date}.time_since_epoch().count();
  return instant_of({static_cast<std::int32_t>(days)}, civil - day * kMicrosecondsPerDay);
}

}  // namespace relance
