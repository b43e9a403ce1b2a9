// Which of two lengths is over first, of which one may count open time.
#include "proof/lengths.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "proof/refusal.hpp"
#include "relance/core/due.hpp"
#include "workflow/unproven.hpp"

namespace relance::test {
namespace {

using proof::Lengths;

constexpr std::string_view kWeek = "{mon-fri: [09:00-12:00, 14:00-18:00]}";

/// A lead goes round in silence after `round`, unless the alert comes first.
std::string told_first(const std::string& first, const std::string& round,
                       std::string_view open = kWeek, const std::string& more = "") {
  return "calendars: {c: {open: " + std::string(open) + "}}\n" +
         rules("    after:\n      - {delay: " + first + ", do: [{alert: boss}]}\n      - {delay: " +
               round + ", raise: ring}\n" + more + "    events: {ring: a, lost: z}\n");
}

// 2 open h from a Friday's closing on are over on Monday at 11:00, 65 h later, or 66 h when the
// clocks are put back meanwhile.
TEST(Lengths, OpenTimeIsOverBeforeAPlainTimeThatIsLongerThanItsLongestWait) {
  EXPECT_EQ(told(told_first("2 open h", "90 d")), "");
  EXPECT_EQ(told(told_first("2 open h", "67 h")), "");
  expect_refused(told_first("2 open h", "66 h"), "RL0609", "`a` > `ring` > `a`");
}

TEST(Lengths, PlainTimeIsOverBeforeOpenTimeThatIsNoShorter) {
  EXPECT_EQ(told(told_first("7 h", "8 open h")), "");
  EXPECT_EQ(told(told_first("30 h", "2 open days")), "");
  // On Monday 2 open h are over before 3 h are.
  expect_refused(told_first("3 h", "2 open h"), "RL0609", "`a` > `ring` > `a`");
  expect_refused(told_first("4 d", "3 open days"), "RL0609", "`a` > `ring` > `a`");
}

TEST(Lengths, OpenHoursAndOpenDaysAreCompared) {
  EXPECT_EQ(told(told_first("2 open h", "3 open days")), "");
  EXPECT_EQ(told(told_first("1 open days", "2 open days")), "");
  // From Friday 12:30 on 6 open h are over on Monday at 11:00, the open day at 14:00.
  expect_refused(told_first("1 open days", "6 open h"), "RL0609", "`a` > `ring` > `a`");
}

// After Sunday 08:00 the first open day is Monday, closed again at 08:00, the second is Tuesday,
// not yet open: both are over on Tuesday at 09:00.
TEST(Lengths, AnOpenDayMoreMayBeOverAtTheSameOpening) {
  expect_refused(told_first("1 open days", "2 open days", "{mon: 07:00-07:30, tue: 09:00-12:00}"),
                 "RL0609", "`a` > `ring` > `a`");
  EXPECT_EQ(told(told_first("1 open days", "3 open days", "{mon: 07:00-07:30, tue: 09:00-12:00}")),
            "");
}

TEST(Lengths, ARoundOfOpenDaysTakesMoreThanTheHourThatItsEndNeeds) {
  EXPECT_EQ(told("calendars: {c: {open: {mon-fri: [09:00-12:00]}}}\n" +
                 rules("    after:\n      - {delay: 1 open days, raise: ring}\n"
                       "      - {delay: 30 d, since: received_at, raise: lost, with: {reason: "
                       "cold}}\n    events: {ring: a, lost: z}\n")),
            "");
}

class Sampled {
 public:
  explicit Sampled(std::uint64_t seed) : random_(seed) {}

  std::int64_t below(std::int64_t most) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most));
  }

  Delay delay() {
    switch (below(4)) {
      case 0:
        return {Delay::elapsed, kNone, hours(1).us * (1 + below(300))};
      case 1:
        return {Delay::days, kNone, 1 + below(12)};
      case 2:
        return {Delay::open_time, calendar(), hours(1).us * (1 + below(40))};
      default:
        return {Delay::open_days, calendar(), 1 + below(8)};
    }
  }

  /// Within the years of the calendars, also at clock times where windows and days begin and end.
  Instant instant() {
    const std::int64_t day = 19'750 + below(2'500);  // 2024-01-28 to 2030
    return Instant{day * kMicrosecondsPerDay} + minutes(30 * below(48)) +
           microseconds(below(3) - 1);
  }

 private:
  std::uint16_t calendar() { return static_cast<std::uint16_t>(below(3)); }

  std::mt19937_64 random_;
};

// What is said to be shorter is over first, whenever both begin; the instants are the engine's.
TEST(Lengths, WhatIsShorterIsOverFirstWheneverBothBegin) {
  const auto workflow =
      compile_unproven("calendars: {c: {open: " + std::string(kWeek) +
                           ", closed: [{holidays: FR}]}, d: {open: {mon: 07:00-07:30, tue: "
                           "09:00-12:00, fri: [22:00-02:00]}, timezone: Europe/London}, e: {open: "
                           "{mon-sun: 08:00-20:00}, closed: [2026-08-01]}}\n" +
                           rules("    events: {lost: z}\n"),
                       "test.yaml", {2024, 2034})
          .workflow;
  ASSERT_NE(workflow, nullptr);
  const Tables& tables = workflow->tables();
  const Lengths lengths(tables);
  Sampled sampled(7);
  int shorter = 0, longer = 0;
  for (int pair = 0; pair < 400; ++pair) {
    const Delay a = sampled.delay(), b = sampled.delay();
    const bool is_shorter = lengths.is_shorter(a, b);
    (is_shorter ? shorter : longer) += 1;
    for (int i = 0; is_shorter && i < 300; ++i) {
      const Instant from = sampled.instant();
      ASSERT_LT(due_after(tables, a, from), due_after(tables, b, from))
          << a.unit << " " << a.amount << " and " << b.unit << " " << b.amount << " from "
          << from.us;
    }
    EXPECT_FALSE(is_shorter && lengths.is_shorter(b, a));
  }
  EXPECT_GE(shorter, 80);
  EXPECT_GE(longer, 80);
}

}  // namespace
}  // namespace relance::test
