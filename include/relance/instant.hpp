// Time as the engine sees it: whole microseconds, UTC, always given, never read from a clock.
#pragma once

#include <compare>
#include <cstdint>

namespace relance {

/// A length of time in whole microseconds. May be negative.
struct Duration {
  std::int64_t us = 0;
  constexpr auto operator<=>(const Duration&) const = default;
};

constexpr Duration microseconds(std::int64_t n) { return {n}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }
constexpr Duration minutes(std::int64_t n) { return {n * 60'000'000}; }
constexpr Duration hours(std::int64_t n) { return {n * 3'600'000'000}; }

/// A point in time: microseconds since 1970-01-01T00:00:00Z. Lawful instants lie within
/// [kEarliest, kLatest] (years 1900 to 2199), so that sums with any lawful delay cannot overflow;
/// every border of the library refuses others.
struct Instant {
  std::int64_t us = 0;
  constexpr auto operator<=>(const Instant&) const = default;
};

constexpr Instant operator+(Instant t, Duration d) { return {t.us + d.us}; }
constexpr Instant operator-(Instant t, Duration d) { return {t.us - d.us}; }
constexpr Duration operator-(Instant a, Instant b) { return {a.us - b.us}; }
constexpr Duration operator+(Duration a, Duration b) { return {a.us + b.us}; }

inline constexpr Instant kEarliest{-2'208'988'800'000'000};  // 1900-01-01T00:00:00Z
inline constexpr Instant kLatest{7'258'118'399'999'999};     // 2199-12-31T23:59:59.999999Z

/// "No such instant": no timer, no limit, or beyond the horizon of a calendar. Later than all.
inline constexpr Instant kNever{INT64_MAX};

constexpr bool lawful(Instant t) { return kEarliest <= t && t <= kLatest; }

/// A civil day: days since 1970-01-01 in the proleptic Gregorian calendar, without a zone.
struct Date {
  std::int32_t days = 0;
  constexpr auto operator<=>(const Date&) const = default;
};

}  // namespace relance
