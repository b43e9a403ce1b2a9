// Conditions that decide nothing, and conditions that do.
#include <gtest/gtest.h>

#include "proof/refusal.hpp"

namespace relance::test {
namespace {

TEST(Proof, AGuardThatContradictsItselfIsNeverTrue) {
  expect_refused("watch: {every: 2 d, do: [{alert: boss}]}\n" +
                     rules("    events: {ring: {to: z, if: 'lead.count > 5 && lead.count < 3'}, "
                           "lost: z}\n"),
                 "RL0606", "never true");
}

TEST(Proof, AGuardThatAnEarlierOneCoversHidesItsWay) {
  expect_refused("watch: {every: 2 d, do: [{alert: boss}]}\n" +
                     rules("    events: {ring: [{to: z, if: 'lead.count > 3'}, {to: a, if: "
                           "'lead.count == 7'}], lost: z}\n"),
                 "RL0605", "this way of `ring` is never taken");
}

std::string watched(const std::string& ring) {
  return "watch: {every: 2 d, do: [{alert: boss}]}\ncalendars: {c: {open: {sat: "
         "[09:00-12:00]}}}\n" +
         rules("    events:\n      ring:\n" + ring + "      lost: z\n");
}

TEST(Proof, AGuardWhoseAnswerIsAlwaysTheSameIsTold) {
  for (const char* never :
       {"lead.attempts < 0", "attempts(\"phone\") < 0", "attempts(\"sms\", \"busy\") == -1",
        "attempts(\"phone\") >= 3 && lead.attempts < 2", "attempts(\"phone\") + 1 < 1",
        "open(\"c\") && !open(\"c\")", "lead.count + 2 > 5 && lead.count < 3",
        "1 - lead.count > 3 && lead.count > -2", "-lead.count > 3 && lead.count > 3",
        "distance(lead.home, lead.shop) < 0",
        "distance(lead.home, place(\"48.8566, 2.3522\")) > 20015114",  // half the way round
        "lead.count > 3 && distance(lead.home, lead.shop) + 1 == 0", "lead.hot ? false : false",
        "(lead.hot ? lead.count : 5) > 7 && lead.count < 3"}) {
    expect_refused(watched("        - {to: z, if: '" + std::string(never) + "'}\n"), "RL0606",
                   "never true");
  }
  for (const char* always :
       {"lead.attempts >= 0", "attempts(\"phone\") >= 0", "attempts(\"phone\") + 1 > 0",
        "attempts(\"sms\") <= 2 || attempts(\"sms\") > 1", "open(\"c\") || !open(\"c\")",
        "lead.attempts > 5 ? true : true"}) {
    expect_refused(watched("        - {to: z, if: '" + std::string(always) + "'}\n"), "RL0606",
                   "always true");
  }
}

TEST(Proof, AGuardThatSomeValueMakesTrueAndAnotherFalseIsTaken) {
  for (const char* open :
       {"lead.attempts >= 1", "attempts(\"phone\") == 0", "open(\"c\")", "lead.count * 2 == 10",
        "lead.count + 2 == 9", "2 - lead.count == 9", "lead.count + 2 + 2 == 9", "-lead.count == 9",
        "lead.count + 2 == 2", "-(lead.count + 2) == 9", "lead.count - 2 == -2 - 2",
        "attempts(\"phone\") >= 3 && lead.attempts < 4", "distance(lead.home, lead.shop) <= 0",
        "distance(lead.home, place(\"48.8566, 2.3522\")) > 20015113",
        "attempts(\"phone\") > attempts(\"sms\") && attempts(\"sms\") > 5",
        "(lead.hot ? lead.count : 5) > 7", "lead.hot ? lead.count > 5 : lead.count < 3",
        "(lead.hot ? lead.count : 5) > attempts(\"sms\") && attempts(\"sms\") > 5"}) {
    EXPECT_EQ(told(watched("        - {to: z, if: '" + std::string(open) + "'}\n")), "") << open;
  }
}

TEST(Proof, CountsHideOneAnother) {
  const auto pair = [](const std::string& first, const std::string& second) {
    return watched("        - {to: z, if: '" + first + "'}\n        - {to: a, if: '" + second +
                   "'}\n");
  };
  const std::string hidden = "this way of `ring` is never taken";
  expect_refused(pair("attempts(\"phone\") >= 2", "attempts(\"phone\") >= 3"), "RL0605", hidden);
  expect_refused(pair("lead.attempts >= 2", "attempts(\"phone\") >= 2"), "RL0605", hidden);
  expect_refused(pair("attempts(\"sms\") > 1", "attempts(\"sms\", \"busy\") > 1"), "RL0605",
                 hidden);
  expect_refused(pair("open(\"c\")", "open(\"c\") && lead.hot"), "RL0605", hidden);
  expect_refused(pair("lead.count > 4", "lead.count + 2 > 6"), "RL0605", hidden);
  expect_refused(pair("lead.count > 4", "lead.hot ? lead.count > 5 : lead.count > 6"), "RL0605",
                 hidden);
  EXPECT_EQ(told(pair("attempts(\"phone\") >= 3", "attempts(\"phone\") >= 2")), "");
  EXPECT_EQ(told(pair("attempts(\"phone\") >= 2", "lead.attempts >= 2")), "");
  EXPECT_EQ(told(pair("attempts(\"sms\", \"busy\") > 1", "attempts(\"phone\", \"busy\") > 1")), "");
  EXPECT_EQ(told(pair("lead.count > 4", "lead.count + 2 > 5")), "");
}

std::string called(const std::string& attempted, const std::string& reached = "") {
  return rules("    enter: [{call: first, within: 1 d}]\n    events:\n      attempted:\n" +
               attempted + reached + "      lost: z\n");
}

const std::string kAgain = "do: [{call: again, within: 1 d}]}\n";

// Without a `watch` one of them must ask for the next call.
TEST(Proof, GuardsOfWhichOneIsTrueLeaveNoGap) {
  const auto pair = [](const std::string& first, const std::string& second) {
    return called("        - {if: '" + first + "', " + kAgain + "        - {if: '" + second +
                  "', " + kAgain);
  };
  EXPECT_EQ(told(pair("attempts(\"phone\") < 5", "attempts(\"phone\") >= 5")), "");
  EXPECT_EQ(told(pair("has(lead.next)", "!has(lead.next)")), "");
  EXPECT_EQ(told(pair("event.outcome == \"busy\"", "event.outcome != \"busy\"")), "");
  expect_refused(pair("attempts(\"phone\") < 1", "attempts(\"phone\") > 1"), "RL0600", "in `a`");
  expect_refused(pair("lead.count < 5", "lead.count >= 5"), "RL0600", "in `a`");  // or absent
  expect_refused(pair("event.outcome == \"busy\"", "event.outcome == \"failed\""), "RL0600",
                 "in `a`");
}

// What follows from an outcome is known with it.
TEST(Proof, AConversationReachesTheCustomerAndNothingElseDoes) {
  const std::string spoken =
      "        - {if: 'event.outcome == \"conversation\"'}\n        - {" + kAgain;
  const std::string reached =
      "      reached: {to: a, do: [{alert: boss}, {call: talk, within: 1 d}]}\n";
  EXPECT_EQ(told(called(spoken, reached)), "");
  expect_refused(called(spoken), "RL0600", "whose call ends with conversation");
  const std::string not_spoken =
      "        - {if: 'event.outcome == \"busy\"'}\n        - {" + kAgain;
  expect_refused(called(not_spoken, reached), "RL0600", "whose call ends with busy");
}

// `assigned` tells no outcome of a message.
TEST(Proof, AnEventTellsOnlyTheOutcomesThatItCanHave) {
  expect_refused("watch: {every: 2 d, do: [{alert: boss}]}\nlanes: {team: {}}\n" +
                     rules("    events: {assigned: {do: [{alert: boss}], if: '!has(event.outcome) "
                           "|| event.outcome in [\"failed\", \"denied\", "
                           "\"nobody_available\"]'}, lost: z}\n"),
                 "RL0606", "always true");
}

TEST(Proof, TheSameGuardTwiceHidesTheSecond) {
  expect_refused("watch: {every: 2 d, do: [{alert: boss}]}\n" +
                     rules("    events: {ring: [{to: z, if: 'lead.next > today'}, {to: a, if: "
                           "'lead.next > today'}], lost: z}\n"),
                 "RL0605", "this way of `ring` is never taken");
}

}  // namespace
}  // namespace relance::test
