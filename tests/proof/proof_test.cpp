// What the proof refuses and why, one case for each way of forgetting; and what it takes.
#include <gtest/gtest.h>

#include "proof/refusal.hpp"
#include "workflow/unproven.hpp"

namespace relance::test {
namespace {

TEST(Proof, ALineThatOnlyDoesSomethingFiresOnce) {
  expect_refused(rules("    after: [{delay: 1 d, do: [{alert: boss}]}]\n" + kEvents), "RL0600",
                 "whose `after` rule in line 10 has fired on Sunday 2026-03-08 18:00 is due never");
}

TEST(Proof, ALineThatMovesTheLeadLasts) {
  EXPECT_EQ(told(rules("    after: [{delay: 1 d, raise: lost, with: {reason: cold}}]\n" + kEvents)),
            "");
}

// It is tried again at the watch's interval, a day without one (law 4), but only a watch tells.
TEST(Proof, ALineWhoseEventIsRefusedBringsTheLeadBackToNobody) {
  const std::string sold = rules("    after: [{delay: 1 d, raise: sold}]\n" + kEvents);
  expect_refused(sold, "RL0609",
                 "on Sunday 2026-03-08 18:00 comes back to nobody: `sold` is refus");
  EXPECT_EQ(told("watch: {every: 2 d, do: [{alert: boss}]}\n" + sold), "");
}

TEST(Proof, ALineThatMayBeRefusedBringsTheLeadBackToNobody) {
  const std::string ring = "    after: [{delay: 1 d, raise: ring}]\n";
  expect_refused(rules(ring + "    events: {ring: {to: z, if: lead.hot}, lost: z}\n"), "RL0609",
                 "`ring` is refused there when no `if` is true");
  EXPECT_EQ(told(rules(ring + "    events: {ring: z, lost: z}\n")), "");
}

TEST(Proof, AStateThatTimeItselfEndsMayTryInSilenceUntilThen) {
  EXPECT_EQ(told(rules("    after:\n      - {delay: 1 d, raise: ring}\n"
                       "      - {delay: 30 d, raise: lost, with: {reason: cold}}\n"
                       "    events: {ring: {to: z, if: lead.hot}, lost: z}\n")),
            "");
}

TEST(Proof, AStateThatKeepsAskingForAStepMayTryInSilence) {
  EXPECT_EQ(told(rules("    enter: [{call: first, within: 1 d}]\n"
                       "    after: [{delay: 1 d, raise: ring}]\n    events:\n"
                       "      attempted: {do: [{call: again, within: 1 d}]}\n"
                       "      ring: {to: z, if: lead.hot}\n      lost: z\n")),
            "");
}

TEST(Proof, AWatchThatTellsNobodyIsNone) {
  for (const char* idle : {"[]", "[{set: {count: 1}}]", "[{raise: ring}]"}) {
    expect_refused(std::string("watch: {every: 2 d, do: ") + idle + "}\n" + rules(kEvents),
                   "RL0609", "what the `watch` does tells nobody of it");
  }
}

TEST(Proof, AWatchThatClosesTheLeadOrMovesItToSomebodyIsEnough) {
  EXPECT_EQ(
      told("watch: {every: 9 d, do: [{raise: lost, with: {reason: cold}}]}\n" + rules(kEvents)),
      "");
  EXPECT_EQ(told("watch: {every: 9 d, do: [{raise: booked, with: {at: 2026-05-01T10:00:00Z}}]}\n" +
                 rules("    events: {booked: v, lost: z}\n",
                       "    enter: [{call: visitor}]\n    events: {booked: v, lost: z}\n")),
            "");
}

// Each state holds its leads: the watch never comes to pass.
TEST(Proof, AWatchThatTellsNobodyHarmsNoStateThatNeedsNone) {
  EXPECT_EQ(told("watch: {every: 2 d, do: []}\n" +
                 rules("    after: [{delay: 1 d, raise: lost, with: {reason: cold}}]\n" + kEvents)),
            "");
}

TEST(Proof, ARoundInWhichNobodyIsToldIsRefusedThoughThereIsAWatch) {
  const auto text = [](const std::string& effects) {
    return "relance: 1\nname: test\ninitial: a\nwatch: {every: 2 d, do: [{alert: boss}]}\n"
           "events: {ring: {}, back: {}}\nstates:\n  a: {stage: new, events: {ring: b}}\n"
           "  b: {stage: contacted, events: {ring: c}, after: [{delay: 1 d, raise: ring}]}\n"
           "  c: {stage: contacted, after: [{delay: 1 d, raise: back}], events: {back: {to: b, do: "
           "[" +
           effects + "]}, lost: z}}\n  z: {stage: lost}\n";
  };
  expect_refused(text(""), "RL0609",
                 "by time alone, and nobody is told: `b` > `ring` > `c` > `back` > `b`");
  EXPECT_EQ(told(text("{alert: boss}")), "");
}

TEST(Proof, ARoundThatTheReceiptEndsIsNone) {
  const std::string round = "      - {delay: 1 d, raise: ring}\n";
  const std::string events = "    events: {ring: a, lost: z}\n";
  const std::string end = "raise: lost, with: {reason: cold}}\n";
  EXPECT_EQ(told(rules("    after:\n" + round + "      - {delay: 30 d, since: received_at, " + end +
                       events)),
            "");
  // Counted from the entry, it begins anew with each round.
  expect_refused(rules("    after:\n" + round + "      - {delay: 30 d, " + end + events), "RL0609",
                 "`a` > `ring` > `a`");
}

TEST(Proof, ARoundInWhichAnotherLineTellsFirstIsNone) {
  const auto text = [](const std::string& first) {
    return rules("    after:\n      - {delay: " + first +
                 ", do: [{alert: boss}]}\n      - {delay: 7 d, raise: ring}\n"
                 "    events: {ring: a, lost: z}\n");
  };
  EXPECT_EQ(told(text("2 d")), "");
  expect_refused(text("8 d"), "RL0609", "`a` > `ring` > `a`");
}

// What is withdrawn before it is handed out has told nobody.
TEST(Proof, AStepThatIsWithdrawnBeforeItsTimeTellsNobody) {
  const auto text = [](const std::string& after) {
    return rules("    enter: [{call: first, after: " + after +
                 "}]\n    after: [{delay: 7 d, raise: ring}]\n    events: {ring: a, lost: z}\n");
  };
  expect_refused(text("8 d"), "RL0609", "`a` > `ring` > `a`");
  expect_refused(text("7 d"), "RL0609", "`a` > `ring` > `a`");
  EXPECT_EQ(told(text("6 d")), "");
}

TEST(Proof, ADeadlineThatBreaksInSilenceAndBeginsAnewIsRefused) {
  const auto text = [](const std::string& breach) {
    return "deadlines: {d: {from: ring, until: sold, within: 1 d, breach: [" + breach +
           "]}}\nwatch: {every: 2 d, do: [{alert: boss}]}\n" +
           rules("    events: {ring: {}, lost: z}\n");
  };
  expect_refused(text("{raise: ring}"), "RL0609", "`a` > the breach of `d` > `a`");
  EXPECT_EQ(told(text("{raise: ring}, {alert: boss}")), "");
}

// Whoever is not reached within 3 d is given up; who is reached is in another state.
TEST(Proof, ADeadlineThatEndsItsStateHoldsALead) {
  const auto text = [](const std::string& deadline, const std::string& events) {
    return "relance: 1\nname: test\ninitial: a\nevents: {on: {}, off: {}}\ndeadlines: {d: {" +
           deadline + "}}\nstates:\n  a: {stage: new, events: {" + events +
           ", lost: z}}\n  b: {stage: contacted, after: [{delay: 9 d, raise: lost, with: {reason: "
           "cold}}], events: {lost: z}}\n  z: {stage: lost}\n";
  };
  const std::string gives_up =
      "from: received, until: reached, within: 3 d, breach: [{raise: lost, with: {reason: cold}}]";
  const std::string over = "the deadline `d` is over once it is met or broken";
  EXPECT_EQ(told(text(gives_up, "reached: b")), "");
  EXPECT_EQ(told(text(gives_up, "attempted: {}, reached: b")), "");
  expect_refused(text(gives_up, "reached: {}"), "RL0600", over);
  expect_refused(text(gives_up, "qualified: b"), "RL0600", over);  // a fact that moves nothing
  expect_refused(text(gives_up, "reached: {to: b, if: lead.attempts > 3}"), "RL0600", over);
  expect_refused(text(gives_up + ", pauses: {p: {from: on, until: off}}", "reached: b, on: {}"),
                 "RL0600", over + ", and stands still while it is paused");
  expect_refused(
      text("from: received, until: reached, within: 3 d, breach: [{alert: boss}]", "reached: b"),
      "RL0600", over);
  expect_refused(text("from: attempted, until: reached, within: 3 d, breach: [{raise: lost, with: "
                      "{reason: cold}}]",
                      "reached: b"),
                 "RL0600", "nothing in this state sets a time");
}

// Each lead has `d`; `e` begins with the first call only.
TEST(Proof, ABreachTellsWhichDeadlineItIsOf) {
  const auto text = [](const std::string& name) {
    return "relance: 1\nname: test\ninitial: a\ndeadlines:\n  d: {from: received, until: reached, "
           "within: 3 d, breach: [{alert: boss}]}\n  e: {from: attempted, until: reached, within: "
           "5 "
           "d, breach: [{alert: boss}]}\nstates:\n  a: {stage: new, events: {reached: b, breached: "
           "{to: b, if: 'event.deadline == \"" +
           name +
           "\"'}, lost: z}}\n  b: {stage: contacted, after: [{delay: 9 d, raise: lost, with: "
           "{reason: cold}}], events: {lost: z}}\n  z: {stage: lost}\n";
  };
  EXPECT_EQ(told(text("d")), "");
  expect_refused(text("e"), "RL0600", "the deadline `d` is over once it is met or broken");
}

TEST(Proof, NoOpenLeadWaitsLongerThanThreeYears) {
  const auto text = [](const std::string& every, const std::string& a) {
    return "calendars: {c: {open: {mon-fri: [09:00-12:00]}}}\nwatch: {every: " + every +
           ", do: [{alert: boss}]}\n" + rules(a + kEvents);
  };
  EXPECT_EQ(told(text("3 y", "")), "");
  expect_refused(text("100 y", ""), "RL0610", "an open lead would wait for 100 y");
  // 15 open hours a week: 2,300 are just below 3 years, 2,400 more.
  EXPECT_EQ(told(text("2300 open h", "")), "");
  expect_refused(text("2400 open h", ""), "RL0610", "an open lead would wait for 2400 open h");
  for (const char* a :
       {"    after: [{delay: 1097 d, do: [{alert: boss}]}]\n",
        "    enter: [{call: first, within: 4 y}]\n", "    enter: [{call: first, after: 4 y}]\n"}) {
    expect_refused(text("2 d", a), "RL0610", "an open lead would wait for");
  }
  EXPECT_EQ(told("watch: {every: 2 d, do: [{alert: boss}]}\n" + rules(kEvents) +
                 "  old: {stage: lost, after: [{delay: 9 y, do: [{alert: boss}]}]}\n")
                .find("RL0610"),
            std::string::npos);
}

TEST(Proof, ALineWhoseEventMayBeTakenWithoutAMoveFiresOnce) {
  expect_refused(
      rules("    after: [{delay: 1 d, raise: ring}]\n"
            "    events: {ring: [{to: z, if: lead.hot}, {do: [{alert: boss}]}], lost: z}\n"),
      "RL0600", "whose `after` rule in line 10 has fired");
}

TEST(Proof, AStepWithoutALimitIsNoDueInstant) {
  expect_refused(rules("    enter: [{call: first}]\n" + kEvents), "RL0600",
                 "the call `first` has no `within`");
}

TEST(Proof, AStepThatIsMadeIsNotAskedForAgain) {
  expect_refused(rules("    enter: [{call: first, within: 1 h}]\n" + kEvents), "RL0600",
                 "whose call ends with no_answer on Saturday 2026-03-07 18:00 is due never");
}

TEST(Proof, AStepThatEachOutcomeAsksForAgainLasts) {
  EXPECT_EQ(told(rules("    enter: [{call: first, within: 1 h}]\n"
                       "    events: {attempted: {do: [{call: again, within: 1 d}]}, lost: z}\n")),
            "");
}

TEST(Proof, AStepThatOnlySomeOutcomesAskForAgainDoesNot) {
  expect_refused(rules("    enter: [{call: first, within: 1 h}]\n    events:\n"
                       "      attempted:\n        - {if: 'event.outcome == \"no_answer\"', do: "
                       "[{call: again, within: 1 d}]}\n      lost: z\n"),
                 "RL0600", "whose call ends with busy");
}

TEST(Proof, AnInstantThatMayBeAbsentIsNone) {
  expect_refused(
      rules("    after: [{at: lead.next, raise: lost, with: {reason: cold}}]\n" + kEvents),
      "RL0600", "waits for an instant that may be absent or past");
  expect_refused(
      rules("    after: [{delay: 1 d, since: next, raise: lost, with: {reason: cold}}]\n" +
            kEvents),
      "RL0600", "counts from a field that may be absent");
}

TEST(Proof, WhatCountsFromTheReceiptOrFromACertainAppointmentLasts) {
  EXPECT_EQ(told(rules("    after: [{delay: 9 d, since: received_at, raise: lost, with: {reason: "
                       "cold}}]\n    events: {booked: v, lost: z}\n",
                       "    after: [{delay: 1 h, since: appointment, raise: lost, with: {reason: "
                       "missed}}]\n    events: {lost: z}\n")),
            "");
}

TEST(Proof, AnAppointmentThatNobodyBookedIsNone) {
  expect_refused(rules("    after: [{delay: 9 d, raise: lost, with: {reason: cold}}]\n"
                       "    events: {ring: v, lost: z}\n",
                       "    after: [{delay: 1 h, since: appointment, raise: lost, with: {reason: "
                       "missed}}]\n    events: {lost: z}\n"),
                 "RL0600", "a lead in `v` that is told `ring`");
}

// The host may tell none that is further away than three years; the rules might.
TEST(Proof, AnAppointmentThatTheRulesNameIsNone) {
  const std::string v =
      "    after: [{delay: 1 h, since: appointment, raise: lost, with: {reason: missed}}]\n"
      "    events: {lost: z";
  const std::string raise = "raise: booked, with: {at: 2090-01-01T10:00:00Z}}";
  expect_refused(
      rules("    after: [{delay: 1 d, " + raise + "]\n    events: {booked: v, lost: z}\n",
            v + "}\n"),
      "RL0600", "a lead in `v`");
  const std::string a =
      "    after: [{delay: 9 d, raise: lost, with: {reason: cold}}]\n"
      "    events: {booked: v, lost: z}\n";
  expect_refused(rules(a, v + ", booked: {}, noted: {do: [{" + raise + "]}}\n"), "RL0600",
                 "a lead in `v`");
  EXPECT_EQ(told(rules(a, v + ", booked: {}}\n")), "");
}

TEST(Proof, AnEffectThatIsRaisedAtOnceLeavesNoLeadBehind) {
  EXPECT_EQ(told(rules("    enter: [{raise: lost, with: {reason: cold}}]\n" + kEvents)), "");
}

TEST(Proof, AWatchMakesEveryOpenStateDue) {
  EXPECT_EQ(told("watch: {every: 2 d, do: [{alert: boss}]}\n" + rules(kEvents)), "");
}

TEST(Proof, AnEventThatRaisesItselfHasNoEnd) {
  expect_refused(rules("    after: [{delay: 1 d, raise: lost, with: {reason: cold}}]\n"
                       "    events: {ring: {do: [{raise: ring}]}, lost: z}\n"),
                 "RL0601", "`ring` in `a`, then `ring` in `a`");
}

TEST(Proof, AnEventRaisesThirtyTwoOthersAtMost) {
  const auto text = [](int count) {
    std::string raises;
    for (int i = 0; i < count; ++i) raises += "{raise: ring}, ";
    return rules(
        "    after: [{delay: 1 d, raise: lost, with: {reason: cold}}]\n    events:\n"
        "      ring: {do: [{set: {count: 1}}]}\n      booked: {do: [" +
        raises + "]}\n      lost: z\n");
  };
  EXPECT_EQ(told(text(32)), "");
  expect_refused(text(33), "RL0608", "one event raises more than 32 others at the same instant");
}

TEST(Proof, APastThatStaysPastGoesRound) {
  expect_refused(rules("    after: [{delay: 1 d, since: received_at, raise: ring}]\n"
                       "    events: {ring: a, lost: z}\n"),
                 "RL0602", "`a` > `ring` > `a`");
}

TEST(Proof, AFieldThatIsSetAnewLetsTimePass) {
  EXPECT_EQ(told("watch: {every: 2 d, do: [{alert: boss}]}\n" +
                 rules("    enter: [{set: {next: '= today + days(3)'}}]\n"
                       "    after: [{delay: 1 d, since: next, raise: ring}]\n"
                       "    events: {ring: {to: a, do: [{alert: boss}]}, lost: z}\n")),
            "");
}

// What was deployed once is read again, whatever the proof has learnt since.
TEST(Unproven, TakesWhatTheProofRefuses) {
  const Compiled compiled = compile_unproven(rules(kEvents), "test.yaml");
  EXPECT_EQ(to_text(compiled.diagnostics), "");
  EXPECT_NE(compiled.workflow, nullptr);
}

}  // namespace
}  // namespace relance::test
