// A field that an event carries and that the rules set at the same instant, and dates far ahead.
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kRules = R"(relance: 1
name: carried
timezone: UTC
initial: came
lead: {n: number, d: date}
events: {ping: {}, chk: {}}
watch: {every: 2 d, do: [{alert: boss}]}
states:
  came:
    stage: new
    events:
      ping: {do: [{set: {n: '= lead.n + 1'}}, {set: {n: '= lead.n + 1', d: '= today + days(3)'}}, {raise: chk}]}
      chk:
        - {to: high, if: 'lead.n == 12'}
      booked: visit
    after: [{at: lead.d, do: [{call: renewal}]}]
  high:
    stage: qualified
    events: {ping: {do: [{set: {n: '= lead.n + 1'}}]}}
    after: [{delay: 24 h, since: d, do: [{call: later}]}]
  visit:
    stage: appointment
    after: [{delay: 1 d, since: appointment, raise: lost, with: {reason: gone}}]
    events: {lost: gone, moved: {}}
  gone: {stage: lost}
)";

constexpr std::string_view kReceived = "2026-03-02T09:00:00Z";

class Carried : public testing::Test {
 protected:
  Carried() : scene(kRules) { scene.submit(event("received"), kReceived); }

  std::vector<Instant> dues(TimerKind kind) {
    std::vector<Instant> all;
    for (const Timer& timer : scene.record().timers) {
      if (timer.kind == kind) all.push_back(timer.due);
    }
    return all;
  }
  std::int64_t n() {
    Scene& told = scene;
    return told.engine.lead("t", "L1").value().lead.attributes.fields.at(0).number;
  }

  Scene scene;
};

TEST_F(Carried, WhatIsSetCountsFromWhatWasSetBefore) {
  const Decision decision = scene.submit(event("ping", {{"n", "10"}}), "2026-03-03T09:00:00Z");
  EXPECT_EQ(decision.verdict, Verdict::accepted);
  EXPECT_EQ(n(), 12);
  EXPECT_EQ(scene.state(), "high");  // the raised event's guard sees 12
}

TEST_F(Carried, ALineIsArmedByWhatTheLeadHasInTheEnd) {
  scene.submit(event("ping", {{"n", "1"}, {"d", "2029-01-01"}}), "2026-03-03T09:00:00Z");
  EXPECT_EQ(dues(TimerKind::after), std::vector{at("2026-03-06T00:00:00Z")});
  scene.submit(event("noted", {{"d", "2026-03-20"}}), "2026-03-04T09:00:00Z");
  EXPECT_EQ(dues(TimerKind::after), std::vector{at("2026-03-20T00:00:00Z")});
}

TEST_F(Carried, ALineOfTheStateThatIsEnteredToo) {
  scene.submit(event("ping", {{"n", "10"}, {"d", "2029-01-01"}}), "2026-03-03T09:00:00Z");
  ASSERT_EQ(scene.state(), "high");
  EXPECT_EQ(dues(TimerKind::after), std::vector{at("2026-03-07T00:00:00Z")});
}

TEST_F(Carried, AnAppointmentBeyondThreeYearsIsASlip) {
  const Decision slip =
      scene.submit(event("booked", {{"at", "2062-03-05T10:00:00Z"}}), "2026-03-03T09:00:00Z");
  EXPECT_EQ(slip.refusal, Refusal::bad_value);
  EXPECT_NE(slip.message.find("three years"), std::string::npos) << slip.message;
  EXPECT_EQ(scene.state(), "came");
  const Decision far =
      scene.submit(event("booked", {{"at", "2029-03-02T10:00:00Z"}}), "2026-03-03T09:00:00Z");
  EXPECT_EQ(far.verdict, Verdict::accepted);
}

TEST_F(Carried, TheWatchDoesNotRestForWhatIsDueInDecades) {
  scene.submit(event("noted", {{"d", "2062-03-05"}}), "2026-03-03T09:00:00Z");
  EXPECT_EQ(dues(TimerKind::after), std::vector{at("2062-03-05T00:00:00Z")});
  EXPECT_EQ(dues(TimerKind::watch), std::vector{at("2026-03-05T09:00:00Z")});
  scene.engine.tick("t", at("2026-03-05T09:00:00Z"));
  EXPECT_EQ(dues(TimerKind::watch), std::vector{at("2026-03-07T09:00:00Z")});
  scene.submit(event("noted", {{"d", "2029-03-05"}}), "2026-03-06T09:00:00Z");
  EXPECT_TRUE(dues(TimerKind::watch).empty());  // within three years it rests
}

TEST_F(Carried, NorUnderTheRulesToWhichALeadIsMoved) {
  scene.submit(event("noted", {{"d", "2062-03-05"}}), "2026-03-03T09:00:00Z");
  scene.moved(edited(kRules, {{"every: 2 d", "every: 1 d"}}), "2026-03-03T10:00:00Z");
  EXPECT_EQ(dues(TimerKind::after), std::vector{at("2062-03-05T00:00:00Z")});
  EXPECT_EQ(dues(TimerKind::watch), std::vector{at("2026-03-04T09:00:00Z")});
}

TEST_F(Carried, AMoveArmsNothingAfterTheLastInstantEither) {
  scene.submit(event("ping", {{"n", "10"}, {"d", "2029-01-01"}}), "2026-03-03T09:00:00Z");
  ASSERT_EQ(scene.state(), "high");
  scene.submit(event("noted", {{"d", "2199-12-30"}}), "2026-03-04T09:00:00Z");
  ASSERT_EQ(dues(TimerKind::after), std::vector{at("2199-12-31T00:00:00Z")});
  scene.moved(edited(kRules, {{"delay: 24 h", "delay: 72 h"}}), "2026-03-04T10:00:00Z");
  EXPECT_TRUE(dues(TimerKind::after).empty());
  EXPECT_EQ(dues(TimerKind::watch), std::vector{at("2026-03-06T09:00:00Z")});
}

TEST_F(Carried, WhatWouldBeDueAfterTheLastInstantIsNotArmed) {
  scene.submit(event("ping", {{"n", "10"}}), "2026-03-03T09:00:00Z");
  ASSERT_EQ(scene.state(), "high");
  scene.submit(event("noted", {{"d", "2199-12-31"}}), "2026-03-04T09:00:00Z");
  EXPECT_TRUE(dues(TimerKind::after).empty());
  EXPECT_EQ(dues(TimerKind::watch), std::vector{at("2026-03-06T09:00:00Z")});
}

}  // namespace
}  // namespace relance::test
