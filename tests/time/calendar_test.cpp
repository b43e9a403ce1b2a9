#include "time/calendar.hpp"

#include <gtest/gtest.h>

#include "relance/error.hpp"
#include "time/times.hpp"

namespace relance {
namespace {

/// The windows that begin from one instant to another, as "from/to" texts in UTC.
std::vector<std::string> windows_in(const OpenHours& hours, Instant from, Instant to) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < hours.opens.size(); ++i) {
    if (hours.opens[i] < from.us || hours.opens[i] >= to.us) continue;
    texts.push_back(to_rfc3339({hours.opens[i]}) + "/" + to_rfc3339({hours.closes[i]}));
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Calendar, OpensInTheWindowsOfTheWeekday) {
  const OpenHours hours = build_calendar(showroom(), 2026, 2026);
  // From Friday 27 to Sunday 29 November.
  EXPECT_EQ(windows_in(hours, instant("2026-11-27T00:00:00Z"), instant("2026-11-30T00:00:00Z")),
            (Texts{"2026-11-27T08:00:00Z/2026-11-27T11:30:00Z",
                   "2026-11-27T12:30:00Z/2026-11-27T18:00:00Z",
                   "2026-11-28T08:00:00Z/2026-11-28T17:00:00Z"}));
}

TEST(Calendar, ArraysAreAscendingDisjointAndCounted) {
  const OpenHours hours = build_calendar(daily("Europe/Paris", {"00:00-24:00"}), 2010, 2050);
  EXPECT_EQ(hours.opens.size(), 1u);           // windows that touch are one
  EXPECT_EQ(hours.open_days.size(), 14'975u);  // 41 years, ten of them leap years
  const OpenHours split =
      build_calendar(daily("Europe/Paris", {"20:00-08:00", "07:00-09:00"}), 2010, 2050);
  std::int64_t open = 0;
  for (std::size_t i = 0; i < split.opens.size(); ++i) {
    ASSERT_LT(split.opens[i], split.closes[i]);
    if (i > 0) {
      ASSERT_LT(split.closes[i - 1], split.opens[i]);
    }
    ASSERT_EQ(split.before[i], open);
    open += split.closes[i] - split.opens[i];
  }
}

TEST(Calendar, WindowsThatOverlapOrTouchAreOne) {
  const CalendarSpec one = daily("UTC", {"09:00-18:00"});
  EXPECT_EQ(build_calendar(daily("UTC", {"12:00-18:00", "09:00-12:00"}), 2026, 2026),
            build_calendar(one, 2026, 2026));
  EXPECT_EQ(build_calendar(daily("UTC", {"09:00-14:00", "10:00-11:00", "13:00-18:00"}), 2026, 2026),
            build_calendar(one, 2026, 2026));
}

TEST(Calendar, AnOvernightWindowBelongsToTheDayOnWhichItBegins) {
  CalendarSpec spec;
  spec.week[4] = windows({"20:00-08:00"});  // Friday night
  const OpenHours hours = build_calendar(spec, 2026, 2026);
  EXPECT_EQ(windows_in(hours, instant("2026-11-23T00:00:00Z"), instant("2026-11-30T00:00:00Z")),
            Texts{"2026-11-27T20:00:00Z/2026-11-28T08:00:00Z"});
  const std::int32_t friday = date("2026-11-27").days;
  EXPECT_TRUE(std::binary_search(hours.open_days.begin(), hours.open_days.end(), friday));
  EXPECT_FALSE(std::binary_search(hours.open_days.begin(), hours.open_days.end(), friday + 1));
}

TEST(Calendar, AClosedDateTakesAwayWhatBeginsOnIt) {
  CalendarSpec spec = daily("UTC", {"20:00-08:00"});
  spec.closed = {date("2026-11-25")};
  const OpenHours hours = build_calendar(spec, 2026, 2026);
  EXPECT_EQ(windows_in(hours, instant("2026-11-24T00:00:00Z"), instant("2026-11-27T00:00:00Z")),
            (Texts{"2026-11-24T20:00:00Z/2026-11-25T08:00:00Z",
                   "2026-11-26T20:00:00Z/2026-11-27T08:00:00Z"}));
}

TEST(Calendar, ASpecialDayReplacesTheWeekdayAndBeatsClosed) {
  CalendarSpec spec = showroom();
  spec.closed = {date("2026-12-26"), date("2026-12-25")};
  spec.special = {{date("2026-12-27"), windows({"14:00-17:00"})},  // a Sunday
                  {date("2026-12-26"), windows({"10:00-17:00"})},
                  {date("2026-12-28"), {}}};
  const OpenHours hours = build_calendar(spec, 2026, 2026);
  EXPECT_EQ(windows_in(hours, instant("2026-12-25T00:00:00Z"), instant("2026-12-29T00:00:00Z")),
            (Texts{"2026-12-26T09:00:00Z/2026-12-26T16:00:00Z",
                   "2026-12-27T13:00:00Z/2026-12-27T16:00:00Z"}));
}

TEST(Calendar, OvernightWindowsAreAnHourShorterOrLongerWhenTheClocksChange) {
  const OpenHours hours = build_calendar(daily("Europe/Paris", {"20:00-08:00"}), 2026, 2026);
  const auto night = [&](std::string_view evening) {
    const Instant from = hours.zone.instant_of(date(evening), 20 * kMicrosecondsPerDay / 24);
    return hours.between(from, from + relance::hours(14));
  };
  EXPECT_EQ(night("2026-03-27"), relance::hours(12));
  EXPECT_EQ(night("2026-03-28"), relance::hours(11));
  EXPECT_EQ(night("2026-10-24"), relance::hours(13));
}

TEST(Calendar, AWindowThatTheClocksSkipDoesNotOpen) {
  CalendarSpec spec = daily("Europe/Paris", {"02:15-02:45"});
  const OpenHours hours = build_calendar(spec, 2026, 2026);
  EXPECT_EQ(hours.opens.size(), 364u);
  EXPECT_EQ(hours.open_days.size(), 364u);
  const std::int32_t skipped = date("2026-03-29").days;
  EXPECT_FALSE(std::binary_search(hours.open_days.begin(), hours.open_days.end(), skipped));
}

TEST(Calendar, ADayThatWasSkippedIsNoOpenDay) {
  const OpenHours hours = build_calendar(daily("Pacific/Apia", {"09:00-17:00"}), 2011, 2011);
  EXPECT_EQ(hours.open_days.size(), 364u);  // 30 December 2011 did not take place
  const Instant eve = hours.zone.instant_of(date("2011-12-29"), 10 * kMicrosecondsPerDay / 24);
  EXPECT_EQ(hours.zone.date_of(hours.add_open_days(eve, 1)), date("2011-12-31"));
}

TEST(Calendar, WindowsAreCutAtTheHorizon) {
  const OpenHours hours = build_calendar(daily("UTC", {"12:00-13:00", "20:00-08:00"}), 2026, 2026);
  EXPECT_EQ(hours.opens.front(), instant("2026-01-01T00:00:00Z").us);
  EXPECT_EQ(hours.closes.front(), instant("2026-01-01T08:00:00Z").us);
  EXPECT_EQ(hours.opens.back(), instant("2026-12-31T20:00:00Z").us);
  EXPECT_EQ(hours.closes.back(), instant("2027-01-01T00:00:00Z").us);
  EXPECT_EQ(hours.open_days.front(), date("2026-01-01").days);
  EXPECT_EQ(hours.open_days.size(), 365u);
}

TEST(Calendar, DatesOutsideTheHorizonDoNotCount) {
  CalendarSpec spec = daily("UTC", {"20:00-08:00"});
  const OpenHours plain = build_calendar(spec, 2026, 2026);
  spec.closed = {date("2025-12-30"), date("2027-01-01")};
  spec.special = {{date("2025-12-29"), {}}, {date("2027-01-02"), {}}};
  EXPECT_EQ(build_calendar(spec, 2026, 2026), plain);
  spec.closed.push_back(date("2025-12-31"));  // its night reaches into the horizon
  EXPECT_EQ(build_calendar(spec, 2026, 2026).opens.front(), instant("2026-01-01T20:00:00Z").us);
}

TEST(Calendar, ReachesAsFarAsInstantsDoLessAYear) {
  const CalendarSpec spec = daily("Pacific/Kiritimati", {"09:00-17:00"});
  EXPECT_EQ(build_calendar(spec, 1901, 2198).open_days.size(),
            108'843u - 1u);  // 31 December 1994 was skipped
  EXPECT_THROW(build_calendar(spec, 1900, 2000), Fault);
  EXPECT_THROW(build_calendar(spec, 2000, 2199), Fault);
  EXPECT_THROW(build_calendar(spec, 2001, 2000), Fault);
}

TEST(Calendar, SpecsThatMeanTheSameAreEqualOnceNormalised) {
  CalendarSpec one = showroom(), other = showroom();
  std::swap(one.week[0][0], one.week[0][1]);
  one.closed = {date("2026-12-25"), date("2026-12-24"), date("2026-12-25"),
                date("2026-12-27"),   // a Sunday: closed anyway
                date("2026-12-28")};  // replaced by the special day
  one.special = {{date("2026-12-28"), windows({"09:00-10:00"})},
                 {date("2026-12-28"), windows({"11:00-12:00", "10:00-11:00"})}};
  other.closed = {date("2026-12-24"), date("2026-12-25")};
  other.special = {{date("2026-12-28"), windows({"10:00-12:00"})}};
  EXPECT_NE(one, other);
  EXPECT_EQ(normalised(one), normalised(other));
  EXPECT_EQ(build_calendar(one, 2026, 2026), build_calendar(other, 2026, 2026));
  EXPECT_EQ(build_calendar(normalised(one), 2026, 2026), build_calendar(one, 2026, 2026));
}

}  // namespace
}  // namespace relance
