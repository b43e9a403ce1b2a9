#include "time/explain.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "time/times.hpp"

namespace relance {
namespace {

const OpenHours& hours() {
  static const OpenHours hours = build_calendar(showroom(), 2026, 2026);
  return hours;
}

/// In Paris, in winter.
Instant paris(std::string_view civil) { return instant(std::string(civil) + ":00+01:00"); }

std::string explained(std::string_view from, std::string_view due) {
  return to_text(explain(hours(), paris(from), paris(due)), hours().zone);
}

TEST(Explain, NamesTheClosedTimesBetween) {
  EXPECT_EQ(explained("2026-11-23T12:28", "2026-11-23T14:02"), "due 14:02: closed 12:30-13:30");
  EXPECT_EQ(explained("2026-11-23T12:28", "2026-11-23T12:29"), "due 12:29");
}

TEST(Explain, TellsDatesOfOtherDays) {
  EXPECT_EQ(explained("2026-11-23T18:50", "2026-11-24T09:10"),
            "due 2026-11-24 09:10: closed 19:00 to 2026-11-24 09:00");
  EXPECT_EQ(explained("2026-11-23T18:50", "2026-11-24T13:40"),
            "due 2026-11-24 13:40: closed 19:00 to 2026-11-24 09:00, 2026-11-24 12:30-13:30");
}

TEST(Explain, CutsGapsToTheTimeBetween) {
  EXPECT_EQ(explained("2026-11-23T13:00", "2026-11-23T13:45"), "due 13:45: closed 13:00-13:30");
  EXPECT_EQ(explained("2026-11-23T12:30", "2026-11-23T13:00"), "due 13:00: closed 12:30-13:00");
  EXPECT_EQ(explained("2026-11-23T12:00", "2026-11-23T12:30"), "due 12:30");
  EXPECT_EQ(explained("2026-11-23T13:30", "2026-11-23T14:00"), "due 14:00");
}

TEST(Explain, ListsTheFirstGapsAndCountsTheOthers) {
  // Two gaps on each of five days and one on Saturday: eleven a week.
  const Instant from = paris("2026-11-02T09:00");
  const Explanation weeks = explain(hours(), from, from + relance::hours(4 * 7 * 24), 2);
  EXPECT_EQ(weeks.gaps_in_all, 44u);
  ASSERT_EQ(weeks.gaps.size(), 2u);
  EXPECT_EQ(weeks.gaps[0], (ClosedGap{paris("2026-11-02T12:30"), paris("2026-11-02T13:30")}));
  EXPECT_EQ(
      to_text(weeks, hours().zone),
      "due 2026-11-30 09:00: closed 12:30-13:30, 19:00 to 2026-11-03 09:00 and 42 more times");
  EXPECT_EQ(to_text(explain(hours(), from, paris("2026-11-03T10:00"), 1), hours().zone),
            "due 2026-11-03 10:00: closed 12:30-13:30 and 1 more time");
}

TEST(Explain, NothingToTellOutsideTheHorizonOrBackwards) {
  EXPECT_EQ(explain(hours(), instant("2020-01-01T00:00:00Z"), instant("2021-01-01T00:00:00Z"))
                .gaps_in_all,
            0u);
  EXPECT_EQ(explain(hours(), paris("2026-11-24T09:00"), paris("2026-11-23T09:00")).gaps_in_all, 0u);
}

TEST(Explain, GapsAndOpenTimeMakeUpTheWhole) {
  EXPECT_TRUE(rc::check([] {
    const Instant from{*rc::gen::inRange(hours().first.us, hours().last.us)};
    const Instant due =
        from + Duration{*rc::gen::inRange<std::int64_t>(
                   0, std::min(relance::hours(2'000).us, hours().last.us - from.us))};
    const Explanation explanation = explain(hours(), from, due, 100'000);
    std::int64_t closed = 0;
    for (const ClosedGap& gap : explanation.gaps) {
      RC_ASSERT(gap.from < gap.until);
      RC_ASSERT(!hours().open_at(gap.from));
      closed += gap.until.us - gap.from.us;
    }
    RC_ASSERT(explanation.gaps.size() == explanation.gaps_in_all);
    RC_ASSERT(closed + hours().between(from, due).us == due.us - from.us);
  }));
}

}  // namespace
}  // namespace relance
