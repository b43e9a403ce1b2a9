// The compact form in which the holiday data are written down.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "time/civil.hpp"

namespace relance::holiday {

/// How a year's day is found.
struct Day {
  enum Kind : std::uint8_t {
    fixed,   // month, day
    easter,  // day: days after Easter Sunday
    nth,     // month, weekday, day: 1 to 4, 5 is the last
    before,  // the last such weekday before month, day
    from,    // the first such weekday on or after month, day
  };
  Kind kind = fixed;
  std::int8_t month = 0;
  std::int8_t day = 0;
  Weekday weekday = Weekday::monday;
};

constexpr Day fixed(int month, int day) {
  return {Day::fixed, static_cast<std::int8_t>(month), static_cast<std::int8_t>(day), {}};
}
constexpr Day easter_plus(int days) { return {Day::easter, 0, static_cast<std::int8_t>(days), {}}; }
constexpr Day nth(int n, Weekday weekday, int month) {
  return {Day::nth, static_cast<std::int8_t>(month), static_cast<std::int8_t>(n), weekday};
}
constexpr Day last(Weekday weekday, int month) { return nth(5, weekday, month); }
constexpr Day before(int month, int day, Weekday weekday) {
  return {Day::before, static_cast<std::int8_t>(month), static_cast<std::int8_t>(day), weekday};
}
constexpr Day from(int month, int day, Weekday weekday) {
  return {Day::from, static_cast<std::int8_t>(month), static_cast<std::int8_t>(day), weekday};
}

/// What a day brings with it, mostly when it falls on a weekend.
enum class Weekend : std::uint8_t {
  stays,
  nearest,          // Saturday: the Friday before too; Sunday: the Monday after too
  monday,           // Saturday or Sunday: the Monday after too
  two_later,        // Saturday or Sunday: two days later too (the next day is a holiday of its own)
  sunday_monday,    // Sunday: the Monday after too
  saturday_friday,  // Saturday: the Friday before too
  eve,              // Friday or Saturday: the day before too; Sunday: the Friday before too
  moved_saturday,   // Sunday: the Saturday before instead
  // Christmas with one free day more, or the first and the second of two, next to it or to its
  // substitute.
  one_more,
  first_of_two_more,
  second_of_two_more,
};

/// The years in which a day is kept, ends included.
struct Years {
  std::int16_t first = 0;
  std::int16_t last = 9999;
  std::int16_t every = 1;  // that many years lie from one to the next, counted from `first`
  std::uint64_t among = ~std::uint64_t{0};  // bit 0 is 2000, bit 63 is 2063
};

constexpr Years since(int year) { return {static_cast<std::int16_t>(year), 9999, 1}; }
constexpr Years until(int year) { return {0, static_cast<std::int16_t>(year), 1}; }
constexpr Years during(int first, int last) {
  return {static_cast<std::int16_t>(first), static_cast<std::int16_t>(last), 1};
}
constexpr Years only(int year) { return during(year, year); }
constexpr Years every(int years, int first) {
  return {static_cast<std::int16_t>(first), 9999, static_cast<std::int16_t>(years)};
}
/// For days that are settled anew each year: those years.
constexpr Years in(std::initializer_list<int> years) {
  Years kept{.among = 0};
  for (const int year : years) kept.among |= std::uint64_t{1} << (year - 2000);
  return kept;
}
/// All years but those.
constexpr Years except(std::initializer_list<int> years) { return {.among = ~in(years).among}; }

/// One holiday of one or more regions.
struct Rule {
  /// Codes after ISO 3166-2, with a space between. A country's holiday is kept in all of its
  /// subdivisions but those that follow with a minus: "US -US-HI".
  std::string_view regions;
  Day day;
  std::string_view name;
  Years years = {};
  Weekend weekend = Weekend::stays;
};

/// What is known of a country: the regions that can be named, the country first, and the rules.
struct Country {
  std::span<const std::string_view> regions;
  std::span<const Rule> rules;
};

extern const Country kBelgium, kFrance, kGermany, kNetherlands, kSpain, kUnitedKingdom,
    kUnitedStates;

}  // namespace relance::holiday
