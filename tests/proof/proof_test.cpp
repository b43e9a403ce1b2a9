// What the proof refuses and why, one case for each way of forgetting; and what it takes.
#include <gtest/gtest.h>

#include "proof/codes.hpp"
#include "workflow/unproven.hpp"

namespace relance {
namespace {

/// Rules with one state `a`, from which `booked` leads to `v` and `lost` to `z`.
std::string rules(const std::string& a, const std::string& v = "") {
  return "relance: 1\nname: test\ninitial: a\ntimezone: Europe/Paris\n"
         "lead: {next: date, hot: bool, count: number}\nevents: {ring: {}}\nstates:\n"
         "  a:\n    stage: new\n" +
         a + (v.empty() ? "" : "  v:\n    stage: appointment\n" + v) + "  z: {stage: lost}\n";
}

std::string told(const std::string& text) {
  return to_text(compile(text, "test.yaml").diagnostics);
}

void expect_refused(const std::string& text, const std::string& code, const std::string& story) {
  const std::string diagnostics = told(text);
  EXPECT_NE(diagnostics.find("[" + code + "]"), std::string::npos) << diagnostics;
  EXPECT_NE(diagnostics.find(story), std::string::npos) << diagnostics;
}

const std::string kEvents = "    events: {lost: z}\n";

TEST(Proof, ALineThatOnlyDoesSomethingFiresOnce) {
  expect_refused(rules("    after: [{delay: 1 d, do: [{alert: boss}]}]\n" + kEvents), "RL0600",
                 "whose `after` rule in line 10 has fired on Sunday 2026-03-08 18:00 is due never");
}

TEST(Proof, ALineThatMovesTheLeadLasts) {
  EXPECT_EQ(told(rules("    after: [{delay: 1 d, raise: lost, with: {reason: cold}}]\n" + kEvents)),
            "");
}

// It is tried again at the watch's interval, a day without one (law 4).
TEST(Proof, ALineWhoseEventIsRefusedLasts) {
  EXPECT_EQ(told(rules("    after: [{delay: 1 d, raise: sold}]\n" + kEvents)), "");
}

TEST(Proof, ALineWhoseEventMayBeTakenWithoutAMoveFiresOnce) {
  expect_refused(
      rules("    after: [{delay: 1 d, raise: ring}]\n"
            "    events: {ring: [{to: z, if: lead.hot}, {do: [{alert: boss}]}], lost: z}\n"),
      "RL0600", "whose `after` rule in line 10 has fired");
}

TEST(Proof, ALineWhoseOnlyWayMovesTheLeadLastsWhateverItsGuard) {
  EXPECT_EQ(told(rules("    after: [{delay: 1 d, raise: ring}]\n"
                       "    events: {ring: {to: z, if: lead.hot}, lost: z}\n")),
            "");
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

TEST(Proof, APastThatStaysPastGoesRound) {
  expect_refused(rules("    after: [{delay: 1 d, since: received_at, raise: ring}]\n"
                       "    events: {ring: a, lost: z}\n"),
                 "RL0602", "`a` > `ring` > `a`");
}

TEST(Proof, AFieldThatIsSetAnewLetsTimePass) {
  EXPECT_EQ(told("watch: {every: 2 d, do: [{alert: boss}]}\n" +
                 rules("    enter: [{set: {next: '= today + days(3)'}}]\n"
                       "    after: [{delay: 1 d, since: next, raise: ring}]\n"
                       "    events: {ring: a, lost: z}\n")),
            "");
}

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

TEST(Proof, TheSameGuardTwiceHidesTheSecond) {
  expect_refused("watch: {every: 2 d, do: [{alert: boss}]}\n" +
                     rules("    events: {ring: [{to: z, if: 'lead.next > today'}, {to: a, if: "
                           "'lead.next > today'}], lost: z}\n"),
                 "RL0605", "this way of `ring` is never taken");
}

// What was deployed once is read again, whatever the proof has learnt since.
TEST(Unproven, TakesWhatTheProofRefuses) {
  const Compiled compiled = compile_unproven(rules(kEvents), "test.yaml");
  EXPECT_EQ(to_text(compiled.diagnostics), "");
  EXPECT_NE(compiled.workflow, nullptr);
}

}  // namespace
}  // namespace relance
