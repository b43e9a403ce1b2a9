#include "time/civil.hpp"

#include <gtest/gtest.h>

#include "time/times.hpp"

namespace relance {
namespace {

TEST(Civil, KnowsWeekdays) {
  EXPECT_EQ(weekday_of(date("1970-01-01")), Weekday::thursday);
  EXPECT_EQ(weekday_of(date("2000-01-01")), Weekday::saturday);
  EXPECT_EQ(weekday_of(date("1969-12-31")), Weekday::wednesday);
  EXPECT_EQ(weekday_of(date("1900-01-01")), Weekday::monday);
}

// Dates of Easter as published by the astronomical offices; 1943 and 2038 are the latest possible,
// 2285 would be the earliest, 1954 and 1981 are the two exceptions of the rule.
TEST(Civil, KnowsEaster) {
  for (const char* text : {"1943-04-25", "1954-04-18", "1961-04-02", "1981-04-19", "2008-03-23",
                           "2010-04-04", "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20",
                           "2026-04-05", "2038-04-25", "2049-04-18", "2050-04-10"}) {
    EXPECT_EQ(easter(taken_apart(date(text)).year), date(text));
  }
}

TEST(Civil, FindsTheNthAndTheLastWeekdayOfAMonth) {
  EXPECT_EQ(nth_weekday(2026, 11, Weekday::thursday, 4), date("2026-11-26"));
  EXPECT_EQ(nth_weekday(2026, 6, Weekday::monday, 1), date("2026-06-01"));
  EXPECT_EQ(nth_weekday(2026, 5, Weekday::monday, 5), date("2026-05-25"));
  EXPECT_EQ(nth_weekday(2026, 8, Weekday::monday, 5), date("2026-08-31"));
}

TEST(Civil, FindsTheWeekdayBeforeAndFromADate) {
  const Date sunday = date("2026-11-22");
  EXPECT_EQ(weekday_before(sunday, Weekday::sunday), date("2026-11-15"));
  EXPECT_EQ(weekday_before(sunday, Weekday::saturday), date("2026-11-21"));
  EXPECT_EQ(weekday_from(sunday, Weekday::sunday), sunday);
  EXPECT_EQ(weekday_from(sunday, Weekday::saturday), date("2026-11-28"));
}

TEST(Civil, RefusesDaysThatDoNotExist) {
  EXPECT_FALSE(date_of(2026, 2, 29));
  EXPECT_FALSE(date_of(2026, 13, 1));
  EXPECT_FALSE(date_of(2026, 1, 0));
  EXPECT_FALSE(date_of(1899, 12, 31));
  EXPECT_FALSE(date_of(2200, 1, 1));
  EXPECT_FALSE(date_of(100'000, 1, 1));
}

}  // namespace
}  // namespace relance
