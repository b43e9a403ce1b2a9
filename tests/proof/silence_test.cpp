// Rounds that look as if somebody were told of them, and are silent.
#include <gtest/gtest.h>

#include "proof/refusal.hpp"

namespace relance::test {
namespace {

const std::string kWatch = "watch: {every: 2 d, do: [{alert: boss}]}\n";

// What stands on the worklist is not asked for twice: after the first time nobody hears of it.
TEST(Silence, AWatchThatAsksForAStepWithoutALimitTellsOnceOnly) {
  const std::string events = rules("    events: {lost: z}\n");
  expect_refused("watch: {every: 2 d, do: [{call: back}]}\n" + events, "RL0609",
                 "the call `back` has no `within`, so it is not asked for again");
  expect_refused("watch: {every: 2 d, do: [{send: hello, after: 1 d}]}\n" + events, "RL0609",
                 "comes back to nobody");
  EXPECT_EQ(told("watch: {every: 2 d, do: [{call: back, within: 1 d}]}\n" + events), "");
  EXPECT_EQ(told("watch: {every: 2 d, do: [{call: back}, {alert: boss}]}\n" + events), "");
  // The watch rests until the step has been handed out, however late that is.
  EXPECT_EQ(told("watch: {every: 2 d, do: [{call: back, after: 5 d, within: 1 d}]}\n" + events),
            "");
}

TEST(Silence, AStepThatIsAskedForAnewOnEachEntryTells) {
  EXPECT_EQ(told(rules("    enter: [{call: back}]\n    after: [{delay: 2 d, raise: ring}]\n"
                       "    events: {ring: a, lost: z}\n")),
            "");
}

// The lines that tell count from the entry, the deadline from the event before: `a` is left before
// its alert, and `b` 22 h before its own.
TEST(Silence, ADeadlineMayBreakBeforeALineThatIsShorter) {
  const auto text = [](const std::string& breach) {
    return "relance: 1\nname: test\ninitial: a\n" + kWatch +
           "events: {ring: {}, on: {}}\n"
           "deadlines: {d: {from: ring, until: sold, within: 120 h, breach: [" +
           breach +
           "]}}\nstates:\n"
           "  a: {stage: new, events: {ring: a, on: b, lost: z}, after: [{delay: 118 h, raise: "
           "on}, "
           "{delay: 119 h, do: [{alert: boss}]}]}\n"
           "  b: {stage: new, events: {ring: a, lost: z}, after: [{delay: 24 h, do: [{alert: "
           "boss}]}]}\n  z: {stage: lost}\n";
  };
  expect_refused(text("{raise: ring}"), "RL0609", "nobody is told");
  EXPECT_EQ(told(text("{raise: ring}, {alert: boss}")), "");
}

// Each round begins the lines of the state anew, those that would end it too.
TEST(Silence, ADeadlineThatALineBeginsRunsOnWhenTheStateIsLeft) {
  const auto text = [](const std::string& a, const std::string& breach) {
    return "relance: 1\nname: test\ninitial: a\n" + kWatch +
           "events: {ring: {}, on: {}, back: {}}\n"
           "deadlines: {d: {from: ring, until: sold, within: 1 d, breach: [" +
           breach + "]}}\nstates:\n  a:\n    stage: new\n" + a +
           "  b: {stage: new, events: {back: a, lost: z}, after: [{delay: 1 d, raise: back}]}\n"
           "  z: {stage: lost}\n";
  };
  const std::string closes =
      "    after: [{delay: 1 d, raise: ring}, {delay: 30 d, raise: lost, with: {reason: cold}}]\n"
      "    events: {ring: {}, on: b, lost: z}\n";
  const std::string asks =
      "    enter: [{call: first, after: 30 d, within: 1 d}]\n"
      "    after: [{delay: 1 d, raise: ring}]\n"
      "    events: {ring: {}, on: b, lost: z, attempted: {do: [{call: next, after: 30 d, within: "
      "1 d}]}}\n";
  for (const std::string& a : {closes, asks}) {
    expect_refused(text(a, "{raise: on}"), "RL0609", "nobody is told");
    EXPECT_EQ(told(text(a, "{raise: on}, {alert: boss}")), "");
  }
}

// The end that counts from the receipt is due an hour after `b` is entered, the breach earlier.
TEST(Silence, ADeadlineMayBreakBeforeTheReceiptEndsTheRound) {
  EXPECT_EQ(told(rules("    after: [{delay: 2 h, raise: ring}, {delay: 30 d, since: received_at, "
                       "raise: lost, with: {reason: cold}}]\n    events: {ring: a, lost: z}\n")),
            "");
  expect_refused(
      "relance: 1\nname: test\ninitial: a\n" + kWatch +
          "events: {ring: {}, on: {}}\n"
          "deadlines: {d: {from: ring, until: sold, within: 150 min, breach: [{raise: ring}]}}\n"
          "states:\n"
          "  a: {stage: new, events: {ring: a, on: b, lost: z}, after: [{delay: 2 h, raise: on}]}\n"
          "  b: {stage: new, events: {ring: a, lost: z}, after: [{delay: 30 d, since: received_at, "
          "raise: lost, with: {reason: cold}}]}\n  z: {stage: lost}\n",
      "RL0609", "`b` > the breach of `d` > `a`");
}

/// `ring` leads from `b` to `a` after 90 d and begins a deadline of 3 d, whose breach leads back.
std::string recalled(const std::string& a) {
  return "relance: 1\nname: test\ninitial: i\n" + kWatch +
         "events: {ring: {}, back: {}, other: {}}\n"
         "deadlines: {d: {from: ring, until: reached, within: 3 d, breach: [{raise: back}]}}\n"
         "states:\n  i: {stage: new, events: {back: b, lost: z}}\n  a:\n    stage: contacted\n" +
         a +
         "  b: {stage: nurture, events: {ring: a, lost: z}, after: [{delay: 90 d, raise: ring}]}\n"
         "  c: {stage: contacted, events: {back: b, lost: z}}\n  z: {stage: lost}\n";
}

const std::string kBack = "    events: {back: b, reached: c, lost: z}\n";

TEST(Silence, WhatTellsBeforeADeadlineBreaksEndsTheSilence) {
  EXPECT_EQ(told(recalled("    enter: [{call: x, after: 1 h, within: 1 d}]\n" + kBack)), "");
  EXPECT_EQ(told(recalled("    after: [{delay: 1 d, do: [{alert: boss}]}]\n" + kBack)), "");
  const std::string round = "`b` > `ring` > `a` > the breach of `d` > `b`";
  expect_refused(recalled(kBack), "RL0609", round);
  expect_refused(recalled("    enter: [{call: x, after: 4 d, within: 1 d}]\n" + kBack), "RL0609",
                 round);
  expect_refused(recalled("    after: [{delay: 3 d, do: [{alert: boss}]}]\n" + kBack), "RL0609",
                 round);
  expect_refused(recalled(kBack), "RL0609", "such as `breach: [{alert: sales_manager}]`");
}

// It goes round within `a` and `b` faster than anything there tells.
TEST(Silence, ADeadlineMayBreakAfterItsStateWasEnteredAnew) {
  const auto text = [](const std::string& leaves) {
    return recalled(
        "    enter: [{call: x, after: 1 d, within: 1 d}]\n"
        "    events: {back: b, other: a, reached: c, lost: z}\n    after: [{delay: " +
        leaves + ", raise: other}]\n");
  };
  expect_refused(text("12 h"), "RL0609", "nobody is told");
  EXPECT_EQ(told(text("2 d")), "");
}

// The stay in `a` lasts 3 d each time, so the end that counts from the receipt comes in it. (Where
// the deadline begins earlier it need not: ADeadlineMayBreakBeforeTheReceiptEndsTheRound.)
TEST(Silence, TheReceiptEndsARoundWhoseDeadlineBeginsOnEntering) {
  const std::string ends =
      "    after: [{delay: 540 d, since: received_at, raise: lost, with: {reason: cold}}]\n";
  EXPECT_EQ(told(recalled(kBack + ends)), "");
}

// 5 d are never over, since 1 d ends the stay before.
TEST(Silence, ALineThatIsNeverDueMakesNoRound) {
  const auto text = [](const std::string& first) {
    return rules("    after: [{delay: " + first +
                 ", raise: lost, with: {reason: cold}}, {delay: 5 d, raise: ring}]\n"
                 "    events: {ring: a, lost: z}\n");
  };
  EXPECT_EQ(told(text("1 d")), "");
  expect_refused(text("9 d"), "RL0609", "`a` > `ring` > `a`");
}

// Opened again and closed again for ever, and nobody hears of it.
TEST(Silence, ARoundThroughAClosedStateIsSilentToo) {
  const auto text = [](const std::string& reopens) {
    return "relance: 1\nname: test\ninitial: a\nstates:\n"
           "  a: {stage: new, events: {lost: z}, after: [{delay: 9 d, raise: lost, with: {reason: "
           "cold}}]}\n  b: {stage: nurture, events: {lost: z}, after: [{delay: 30 d, raise: lost, "
           "with: {reason: cold}}]}\n"
           "  z: {stage: lost, events: {reopened: b}, after: [{delay: 180 d, " +
           reopens + "}]}\n";
  };
  expect_refused(text("raise: reopened"), "RL0609", "`z` > `reopened` > `b` > `lost` > `z`");
  EXPECT_EQ(told(text("raise: reopened, do: [{alert: boss}]")), "");
  EXPECT_NE(told(text("do: [{raise: reopened}]")), "");
}

TEST(Silence, AStepThatALineAsksForOnceInEachStayTells) {
  const auto text = [](const std::string& call) {
    return rules("    after: [{delay: 2 d, do: [{call: back}]}, {delay: " + call +
                 ", raise: ring}]\n    events: {ring: a, lost: z}\n");
  };
  EXPECT_EQ(told(text("7 d")), "");
  expect_refused(text("1 d"), "RL0609", "`a` > `ring` > `a`");
}

// Each of the lines arms the other by the date that its event carries, once an hour.
TEST(Silence, AFieldThatARaisedEventCarriesArmsWhatCountsFromIt) {
  const auto text = [](const std::string& more) {
    return "relance: 1\nname: test\ninitial: a\n" + kWatch +
           "lead: {next: date}\nevents: {x: {next: date}, y: {next: date}}\nstates:\n"
           "  a:\n    stage: new\n    events: {x: {}, y: {}, lost: z}\n    after:\n"
           "      - {delay: 1 d, since: next, raise: x, with: {next: 2026-01-01}" +
           more + "}\n      - {delay: 1 d, since: next, raise: y, with: {next: 2026-02-01}" + more +
           "}\n  z: {stage: lost}\n";
  };
  expect_refused(text(""), "RL0609", "nobody is told");
  EXPECT_EQ(told(text(", do: [{alert: boss}]")), "");
}

// A condition that fails lets no way be taken, the last one neither: the fact stays without answer.
TEST(Silence, AConditionThatFailsLeavesTheWayWithoutOneUntaken) {
  const auto text = [](const std::string& guard) {
    return rules(
        "    enter: [{call: first, within: 1 d}]\n    events:\n      attempted:\n"
        "        - {if: '" +
        guard +
        "', do: [{call: soon, within: 1 d}]}\n        - {do: [{call: later, within: 3 d}]}\n"
        "      lost: z\n");
  };
  for (const char* fails :
       {"100 / lead.count > 3", "lead.count * 2 > 3", "lead.count + 1 > 3",
        "has(lead.count) && 100 / lead.count > 3", "lead.next + days(3) > today", "lead.next < now",
        "[1, 2][lead.count] > 1", "lead.count % lead.count == 0"}) {
    expect_refused(text(fails), "RL0600", "`attempted` takes no way when a condition of it fails");
    EXPECT_EQ(told(kWatch + text(fails)), "");
  }
  for (const char* safe :
       {"lead.hot", "lead.count > 3", "lead.count / 100 > 3", "lead.attempts + 1 > 3",
        "has(lead.next) && lead.next > today + days(365)", "lead.next - today < days(30)",
        "now - lead.received_at > hours(2)", "lead.source.startsWith(\"web\")",
        "lead.received_at.getHours() < 9", "attempts(\"phone\", \"busy\") >= 3",
        "lead.hot ? lead.count > 3 : lead.count > 5",
        "lead.source.lowerAscii() in [\"web\", \"shop\"]",
        "lead.count != 0 && 100 / lead.count > 3", "lead.count == 0 || 100 / lead.count > 3",
        "lead.count != 0 ? 100 % lead.count > 3 : false",
        "lead.attempts > 0 && lead.count / lead.attempts > 3",
        "size(lead.source) == 5 && lead.source.substring(0, 2) == \"75\""}) {
    EXPECT_EQ(told(text(safe)), "") << safe;
  }
}

TEST(Silence, ALineWhoseEventTakesNoWayWhenAConditionFailsIsTriedInSilence) {
  const auto text = [](const std::string& guard) {
    return rules("    after: [{delay: 1 d, raise: ring}]\n    events: {ring: [{to: z, if: '" +
                 guard + "'}, {to: z, do: [{alert: boss}]}], lost: z}\n");
  };
  expect_refused(text("100 / lead.count > 3"), "RL0609",
                 "`ring` is refused there when an `if` fail");
  EXPECT_EQ(told(text("lead.count > 3")), "");
}

}  // namespace
}  // namespace relance::test
