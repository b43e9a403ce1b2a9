#include "relance/core/open_hours.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "time/times.hpp"

namespace relance {
namespace {

/// 2026-11-23 is a Monday; Paris is at +01:00 all week.
Instant at(std::string_view day_and_clock) {
  return instant("2026-11-" + std::string(day_and_clock.substr(0, 2)) + "T" +
                 std::string(day_and_clock.substr(3)) + ":00+01:00");
}

const OpenHours& showroom_hours() {
  static const OpenHours hours = build_calendar(showroom(), 2020, 2030);
  return hours;
}

TEST(OpenHours, AWindowHoldsItsOpeningAndNotItsClosing) {
  const OpenHours& hours = showroom_hours();
  EXPECT_FALSE(hours.open_at({at("23 09:00").us - 1}));
  EXPECT_TRUE(hours.open_at(at("23 09:00")));
  EXPECT_TRUE(hours.open_at({at("23 12:30").us - 1}));
  EXPECT_FALSE(hours.open_at(at("23 12:30")));
}

TEST(OpenHours, NextOpenIsNowOrTheNextOpening) {
  const OpenHours& hours = showroom_hours();
  EXPECT_EQ(hours.next_open(at("23 10:00")), at("23 10:00"));
  EXPECT_EQ(hours.next_open(at("23 12:30")), at("23 13:30"));
  EXPECT_EQ(hours.next_open(at("28 18:00")), at("30 09:00"));  // from Saturday to Monday
}

TEST(OpenHours, AddsAcrossClosedTimes) {
  const OpenHours& hours = showroom_hours();
  EXPECT_EQ(hours.add(at("23 12:15"), minutes(20)), at("23 13:35"));
  EXPECT_EQ(hours.add(at("23 12:15"), minutes(15)), at("23 12:30"));  // the closing itself
  EXPECT_EQ(hours.add(at("22 03:00"), minutes(1)), at("23 09:01"));   // Sunday night
  EXPECT_EQ(hours.add(at("23 09:00"), hours.between(at("23 09:00"), at("30 09:00"))),
            at("28 18:00"));
  EXPECT_EQ(hours.add(at("23 18:59"), microseconds(60'000'001)), Instant{at("24 09:00").us + 1});
}

TEST(OpenHours, AddingNothingIsTheNextOpening) {
  EXPECT_EQ(showroom_hours().add(at("23 12:30"), {}), at("23 13:30"));
  EXPECT_EQ(showroom_hours().add(at("23 14:00"), {}), at("23 14:00"));
}

TEST(OpenHours, TakesAwayAcrossClosedTimes) {
  const OpenHours& hours = showroom_hours();
  EXPECT_EQ(hours.add(at("23 13:35"), minutes(-20)), at("23 12:15"));
  EXPECT_EQ(hours.add(at("23 13:35"), minutes(-5)), at("23 13:30"));  // the opening itself
  EXPECT_EQ(hours.add(at("22 03:00"), minutes(-1)), at("21 17:59"));
}

TEST(OpenHours, MeasuresOpenTimeBothWays) {
  const OpenHours& hours = showroom_hours();
  EXPECT_EQ(hours.between(at("23 12:00"), at("23 14:00")), relance::hours(1));
  EXPECT_EQ(hours.between(at("23 14:00"), at("23 12:00")), relance::hours(-1));
  EXPECT_EQ(hours.between(at("23 00:00"), at("30 00:00")), relance::hours(5 * 9 + 9));
}

TEST(OpenHours, OpenDaysKeepTheClockTime) {
  const OpenHours& hours = showroom_hours();
  EXPECT_EQ(hours.add_open_days(at("23 10:00"), 1), at("24 10:00"));
  EXPECT_EQ(hours.add_open_days(at("27 10:00"), 3), instant("2026-12-01T10:00:00+01:00"));
  EXPECT_EQ(hours.add_open_days(at("28 10:00"), 1), at("30 10:00"));  // over Sunday
  EXPECT_EQ(hours.add_open_days(at("29 10:00"), 1), at("30 10:00"));  // from Sunday
  EXPECT_EQ(hours.add_open_days(at("23 13:00"), 1), at("24 13:30"));  // closed at noon
  EXPECT_EQ(hours.add_open_days(at("23 20:00"), 1), at("25 09:00"));  // closed in the evening
  EXPECT_EQ(hours.add_open_days(at("23 13:00"), 0), at("23 13:30"));
}

TEST(OpenHours, OpenDaysBackStayOnTheirDay) {
  const OpenHours& hours = showroom_hours();
  EXPECT_EQ(hours.add_open_days(at("24 10:00"), -1), at("23 10:00"));
  EXPECT_EQ(hours.add_open_days(at("23 10:00"), -1), at("21 10:00"));
  EXPECT_EQ(hours.add_open_days(at("24 08:00"), -1), at("23 09:00"));
  EXPECT_EQ(hours.add_open_days(at("24 13:00"), -1), at("23 13:30"));
  EXPECT_EQ(hours.add_open_days(at("29 20:00"), -1), at("28 09:00"));  // Saturday has one window
}

TEST(OpenHours, KnowsNothingBeyondItsHorizon) {
  const OpenHours& hours = showroom_hours();
  const Instant before = instant("2019-12-31T22:59:59Z"), after = instant("2031-01-01T00:00:00Z");
  EXPECT_EQ(hours.first, instant("2019-12-31T23:00:00Z"));
  EXPECT_EQ(hours.last, instant("2030-12-31T23:00:00Z"));
  for (const Instant t : {before, after, kEarliest, kLatest, kNever}) {
    EXPECT_FALSE(hours.open_at(t)) << t;
    EXPECT_EQ(hours.next_open(t), kNever) << t;
    EXPECT_EQ(hours.add(t, minutes(1)), kNever) << t;
    EXPECT_EQ(hours.add(t, minutes(-1)), kNever) << t;
    EXPECT_EQ(hours.add_open_days(t, 1), kNever) << t;
  }
  EXPECT_EQ(hours.add(at("23 10:00"), relance::hours(1'000'000)), kNever);
  EXPECT_EQ(hours.add(at("23 10:00"), relance::hours(-1'000'000)), kNever);
  EXPECT_EQ(hours.add(at("23 10:00"), microseconds(INT64_MAX)), kNever);
  EXPECT_EQ(hours.add(at("23 10:00"), microseconds(INT64_MIN)), kNever);
  EXPECT_EQ(hours.add_open_days(at("23 10:00"), 1'000'000), kNever);
  EXPECT_EQ(hours.add_open_days(at("23 10:00"), INT64_MIN), kNever);
  EXPECT_EQ(hours.next_open(instant("2030-12-31T19:00:00+01:00")), kNever);
}

TEST(OpenHours, TheWholeOpenTimeCanBeAddedAndTakenAway) {
  const OpenHours& hours = showroom_hours();
  const Duration all = hours.between(hours.first, hours.last);
  const Instant closing = instant("2030-12-31T19:00:00+01:00");
  EXPECT_EQ(hours.add(hours.first, all), closing);
  EXPECT_EQ(hours.add(hours.first, all + microseconds(1)), kNever);
  EXPECT_EQ(hours.add(hours.last, {-all.us}), instant("2020-01-01T09:00:00+01:00"));
}

TEST(OpenHours, ACalendarThatIsNeverOpenAnswersNever) {
  CalendarSpec spec;
  const OpenHours hours = build_calendar(spec, 2020, 2030);
  EXPECT_TRUE(hours.opens.empty());
  EXPECT_FALSE(hours.open_at(at("23 10:00")));
  EXPECT_EQ(hours.next_open(at("23 10:00")), kNever);
  EXPECT_EQ(hours.add(at("23 10:00"), minutes(1)), kNever);
  EXPECT_EQ(hours.add(at("23 10:00"), minutes(-1)), kNever);
  EXPECT_EQ(hours.add_open_days(at("23 10:00"), 1), kNever);
  EXPECT_EQ(hours.add_open_days(at("23 10:00"), -1), kNever);
  EXPECT_EQ(hours.between(hours.first, hours.last), Duration{});
  EXPECT_EQ(OpenHours{}.next_open({0}), kNever);
}

TEST(OpenHours, AddingAndMeasuringAgree) {
  EXPECT_TRUE(rc::check([] {
    const OpenHours& hours = showroom_hours();
    const Instant from{*rc::gen::inRange(hours.first.us, hours.last.us)};
    const Duration open{*rc::gen::inRange<std::int64_t>(1, relance::hours(20'000).us)};
    const Instant later = hours.add(from, open);
    if (later != kNever) {
      RC_ASSERT(hours.between(from, later) == open);
      RC_ASSERT(hours.open_at({later.us - 1}));  // none earlier has as much
    }
    const Instant earlier = hours.add(from, {-open.us});
    if (earlier != kNever) {
      RC_ASSERT(hours.between(earlier, from) == open);
      RC_ASSERT(hours.open_at(earlier));  // none later has as much
    }
  }));
}

}  // namespace
}  // namespace relance
