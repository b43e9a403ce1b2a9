#include "time/civil.hpp"

#include <boost/date_time/gregorian/gregorian_types.hpp>

namespace relance {
namespace {

namespace gregorian = boost::gregorian;

const gregorian::date kEpoch(1970, 1, 1);
constexpr int kFirstYear = 1900, kLastYear = 2199;

gregorian::greg_weekday boost_weekday(Weekday weekday) {
  return static_cast<unsigned short>((static_cast<int>(weekday) + 1) % 7);  // Sunday is 0 there
}

Date ours(const gregorian::date& date) {
  return {static_cast<std::int32_t>((date - kEpoch).days())};
}

gregorian::date boosts(Date date) { return kEpoch + gregorian::days(date.days); }

}  // namespace

std::optional<Date> date_of(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1) return {};
  const auto y = static_cast<unsigned short>(year), m = static_cast<unsigned short>(month);
  if (day > gregorian::gregorian_calendar::end_of_month_day(y, m)) return {};
  return ours(gregorian::date(y, m, static_cast<unsigned short>(day)));
}

YearMonthDay taken_apart(Date date) {
  const auto parts = boosts(date).year_month_day();
  return {static_cast<int>(parts.year), static_cast<int>(parts.month.as_number()),
          static_cast<int>(parts.day)};
}

Weekday weekday_of(Date date) {
  const int since_thursday = date.days % 7;  // 1970-01-01 was a Thursday
  return static_cast<Weekday>((since_thursday + 7 + 3) % 7);
}

// After the rule of the calendar reform: the Sunday after the full moon of the church's tables.
Date easter(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int leap_corrected = century - century / 4 - (8 * century + 13) / 25;
  int moon_age = (leap_corrected + 19 * golden + 15) % 30;
  if (moon_age == 29 || (moon_age == 28 && golden > 10)) --moon_age;
  const Date full_moon{date_of(year, 3, 21)->days + moon_age};
  return weekday_from({full_moon.days + 1}, Weekday::sunday);
}

Date nth_weekday(int year, int month, Weekday weekday, int n) {
  const auto m = static_cast<unsigned short>(month), y = static_cast<unsigned short>(year);
  if (n >= 5)
    return ours(gregorian::last_day_of_the_week_in_month(boost_weekday(weekday), m).get_date(y));
  using Nth = gregorian::nth_day_of_the_week_in_month;
  return ours(Nth(static_cast<Nth::week_num>(n), boost_weekday(weekday), m).get_date(y));
}

Date weekday_before(Date date, Weekday weekday) {
  return ours(
      gregorian::first_day_of_the_week_before(boost_weekday(weekday)).get_date(boosts(date)));
}

Date weekday_from(Date date, Weekday weekday) {
  return ours(gregorian::first_day_of_the_week_after(boost_weekday(weekday))
                  .get_date(boosts({date.days - 1})));
}

}  // namespace relance
