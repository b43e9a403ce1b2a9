// Dates of the Gregorian calendar: building, taking apart, Easter, "last Monday in May".
#pragma once

#include <optional>

#include "relance/instant.hpp"

namespace relance {

/// Monday is 0, Sunday 6.
enum class Weekday : int { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

struct YearMonthDay {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
};

/// Nothing where the month has no such day. Years 1900 to 2199.
std::optional<Date> date_of(int year, int month, int day);
YearMonthDay taken_apart(Date date);
Weekday weekday_of(Date date);

/// Easter Sunday of the Western churches, years 1900 to 2199.
Date easter(int year);
/// The n-th (1 to 4) such weekday of a month; 5 gives the last one.
Date nth_weekday(int year, int month, Weekday weekday, int n);
/// The latest such weekday before the date, never the date itself.
Date weekday_before(Date date, Weekday weekday);
/// The earliest such weekday on or after the date.
Date weekday_from(Date date, Weekday weekday);

}  // namespace relance
