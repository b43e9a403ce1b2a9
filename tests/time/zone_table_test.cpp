#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "relance/core/zone.hpp"
#include "time/times.hpp"

namespace relance {
namespace {

constexpr std::int64_t kMinute = 60'000'000, kHour = 60 * kMinute;

TEST(ZoneTable, IsUtcUnlessToldOtherwise) {
  const ZoneTable utc;
  EXPECT_EQ(utc.offset_at(instant("2026-07-01T12:00:00Z")), 0);
  EXPECT_EQ(utc.date_of({-1}), date("1969-12-31"));
  EXPECT_EQ(utc.time_of_day({-1}), 24 * kHour - 1);
  EXPECT_EQ(utc.instant_of(date("2026-07-01"), 12 * kHour), instant("2026-07-01T12:00:00Z"));
}

TEST(ZoneTable, ASkippedTimeIsTheEndOfTheGap) {
  const ZoneTable paris = zone("Europe/Paris");  // 29 March 2026: 02:00 becomes 03:00
  const Date day = date("2026-03-29");
  const Instant change = instant("2026-03-29T01:00:00Z");
  EXPECT_EQ(paris.instant_of(day, 2 * kHour - 1), (Instant{change.us - 1}));
  EXPECT_EQ(paris.instant_of(day, 2 * kHour), change);
  EXPECT_EQ(paris.instant_of(day, 2 * kHour + 30 * kMinute), change);
  EXPECT_EQ(paris.instant_of(day, 3 * kHour), change);
  EXPECT_EQ(paris.instant_of(day, 3 * kHour + 1), (Instant{change.us + 1}));
}

TEST(ZoneTable, ARepeatedTimeIsTheFirst) {
  const ZoneTable paris = zone("Europe/Paris");  // 25 October 2026: 03:00 becomes 02:00
  const Date day = date("2026-10-25");
  EXPECT_EQ(paris.instant_of(day, 2 * kHour), instant("2026-10-25T00:00:00Z"));
  EXPECT_EQ(paris.instant_of(day, 2 * kHour + 30 * kMinute), instant("2026-10-25T00:30:00Z"));
  EXPECT_EQ(paris.instant_of(day, 3 * kHour), instant("2026-10-25T02:00:00Z"));
}

TEST(ZoneTable, ADayThatWasSkippedBeginsWithTheNext) {
  const ZoneTable apia = zone("Pacific/Apia");  // 30 December 2011 did not take place
  const Instant change = instant("2011-12-30T10:00:00Z");
  EXPECT_EQ(apia.first_instant(date("2011-12-30")), change);
  EXPECT_EQ(apia.first_instant(date("2011-12-31")), change);
  EXPECT_EQ(apia.date_of({change.us - 1}), date("2011-12-29"));
  EXPECT_EQ(apia.date_of(change), date("2011-12-31"));
}

TEST(ZoneTable, TimesOfDayBeyondMidnightAreOfTheNextDay) {
  const ZoneTable paris = zone("Europe/Paris");
  EXPECT_EQ(paris.instant_of(date("2026-03-28"), 32 * kHour),
            paris.instant_of(date("2026-03-29"), 8 * kHour));
}

TEST(ZoneTable, DaysKeepTheClockTimeAcrossAChange) {
  const ZoneTable paris = zone("Europe/Paris");
  EXPECT_EQ(paris.add_days(instant("2026-03-28T09:00:00Z"), 1), instant("2026-03-29T08:00:00Z"));
  EXPECT_EQ(paris.add_days(instant("2026-03-28T01:30:00Z"), 1), instant("2026-03-29T01:00:00Z"));
  EXPECT_EQ(paris.add_days(instant("2026-03-29T08:00:00Z"), -1), instant("2026-03-28T09:00:00Z"));
}

TEST(ZoneTable, YearsMake28OutOf29February) {
  const ZoneTable paris = zone("Europe/Paris");
  const Instant leap = instant("2024-02-29T10:00:00+01:00");
  EXPECT_EQ(paris.add_years(leap, 1), instant("2025-02-28T10:00:00+01:00"));
  EXPECT_EQ(paris.add_years(leap, 4), instant("2028-02-29T10:00:00+01:00"));
  EXPECT_EQ(paris.add_years(leap, -1), instant("2023-02-28T10:00:00+01:00"));
  EXPECT_EQ(paris.add_years(instant("2026-03-27T02:30:00+01:00"), 5),
            instant("2031-03-27T02:30:00+01:00"));
}

TEST(ZoneTable, WhatWouldNotBeLawfulIsNever) {
  const ZoneTable utc;
  EXPECT_EQ(utc.add_years({0}, 230), kNever);
  EXPECT_EQ(utc.add_years({0}, INT64_MAX), kNever);
  EXPECT_EQ(utc.add_days({0}, INT64_MIN), kNever);
  EXPECT_EQ(utc.add_days(kLatest, 1), kNever);
  EXPECT_EQ(utc.add_days(kEarliest, -1), kNever);
  EXPECT_EQ(utc.add_days(kEarliest, 109'572), instant("2199-12-31T00:00:00Z"));
  EXPECT_EQ(utc.first_instant({INT32_MAX}), kNever);
}

TEST(ZoneTable, TheOrderOfCivilTimesIsPreservedInEveryZone) {
  EXPECT_TRUE(rc::check([] {
    static const std::vector<std::string> names = {"Europe/Paris", "Australia/Lord_Howe",
                                                   "Pacific/Apia", "Africa/Casablanca"};
    const ZoneTable table = zone(names[*rc::gen::inRange<std::size_t>(0, names.size())]);
    // From a quarter before a change to a quarter after: where order could break.
    const std::size_t change = *rc::gen::inRange<std::size_t>(1, table.since.size());
    const std::int64_t second = table.since[change] + table.offset[change - 1];
    const std::int64_t one = second + *rc::gen::inRange(-90'000, 90'000);
    const std::int64_t other = one + *rc::gen::inRange(0, 90'000);
    const auto at = [&](std::int64_t civil) {
      const std::int64_t day = civil >= 0 ? civil / 86'400 : (civil - 86'399) / 86'400;
      return table.instant_of({static_cast<std::int32_t>(day)}, (civil - day * 86'400) * 1'000'000);
    };
    RC_ASSERT(at(one) <= at(other));
  }));
}

TEST(ZoneTable, ClockTimesLeadBackToTheirInstantUnlessTheyAreRepeated) {
  const ZoneTable paris = zone("Europe/Paris");
  for (Instant t = instant("2026-01-01T00:00:00Z"); t < instant("2027-01-01T00:00:00Z");
       t = t + hours(1)) {
    const Instant back = paris.instant_of(paris.date_of(t), paris.time_of_day(t));
    const bool second_time = t == instant("2026-10-25T01:00:00Z");
    ASSERT_EQ(back, second_time ? Instant{t.us - kHour} : t);
  }
}

}  // namespace
}  // namespace relance
