#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kRules = R"(
relance: 1
name: timers
timezone: Europe/Paris
initial: incoming
calendars:
  showroom:
    open: {mon-fri: [09:00-12:30, 13:30-19:00]}
lead:
  project: {type: date}
watch: {every: 2 open days, do: [{alert: sales_manager}]}
states:
  incoming:
    stage: new
    events: {reached: talking, booked: visit, postponed: nursery, lost: gone}
    after: [{delay: 20 min, do: [{alert: untreated}]}]
  talking:
    stage: contacted
    events: {booked: visit, postponed: nursery, lost: gone}
  visit:
    stage: appointment
    events:
      moved: {}
      shown: room
      missed: talking
    after: [{delay: 1 h, since: appointment, raise: missed}]
  room:
    stage: shown
    events: {sold: won}
    after: [{delay: 3 open hours, raise: lost, with: {reason: slow}}]
  nursery:
    stage: nurture
    events: {ripe: talking, lost: gone}
    after:
      - {at: lead.project - days(90), raise: ripe}
      - {delay: 540 d, raise: lost, with: {reason: gone_cold}}
  won: {stage: sold, after: [{delay: 30 d, do: [{call: satisfaction}]}]}
  gone: {stage: lost}
)";

TEST(After, FiresAsOfItsDueInstantHoweverLateTheTickComes) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const TickResult tick = scene.engine.tick("t", at("2026-11-23T10:00:00Z"));
  EXPECT_EQ(tick.fired, 1u);
  EXPECT_FALSE(tick.more);
  EXPECT_EQ(scene.history().back(), "elapsed accepted incoming incoming 2026-11-23T09:20:00Z");
}

TEST(After, IsCancelledWhenItsStateIsLeft) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("inbound"), "2026-11-23T09:19:59Z");
  EXPECT_EQ(scene.engine.tick("t", at("2026-11-23T10:00:00Z")).fired, 0u);
}

TEST(After, ATimerComesBeforeAHostEventOfTheSameInstant) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("inbound"), "2026-11-23T09:20:00Z");
  EXPECT_EQ(scene.history()[1], "elapsed accepted incoming incoming 2026-11-23T09:20:00Z");
}

TEST(After, AnEventThatMovesTheLeadLosesNoneOfTheLinesEffects) {
  Scene scene(R"(
relance: 1
name: both
initial: incoming
states:
  incoming:
    stage: new
    events: {unreachable: talking}
    after: [{delay: 1 h, raise: unreachable, do: [{alert: boss}]}]
  talking: {stage: contacted}
)");
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto effects = scene.claim("2026-11-23T10:00:00Z");
  EXPECT_EQ(scene.state(), "talking");
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(effects[0].name, "boss");
}

TEST(Since, FollowsTheAppointmentAndIsArmedAnewWhenItMoves) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("booked", {{"at", "2026-11-25T10:00:00Z"}}), "2026-11-23T09:01:00Z");
  EXPECT_EQ(scene.record().next_due(), at("2026-11-25T11:00:00Z"));
  scene.submit(event("moved", {{"at", "2026-11-26T10:00:00Z"}}), "2026-11-23T09:02:00Z");
  EXPECT_EQ(scene.record().next_due(), at("2026-11-26T11:00:00Z"));
  scene.engine.tick("t", at("2026-11-26T11:00:00Z"));
  EXPECT_EQ(scene.state(), "talking");
}

TEST(Since, APastInstantFiresAtOnce) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("booked", {{"at", "2026-11-20T10:00:00Z"}}), "2026-11-23T09:01:00Z");
  EXPECT_EQ(scene.state(), "talking");
  EXPECT_EQ(scene.history().back(), "missed accepted visit talking 2026-11-23T09:01:00Z");
}

TEST(Since, ACycleOfTimersTakesTime) {
  Scene scene(R"(
relance: 1
name: cycle
initial: a
states:
  a: {stage: new, events: {booked: b}}
  b:
    stage: appointment
    events: {missed: b}
    after: [{delay: 1 h, since: appointment, raise: missed}]
)");
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("booked", {{"at", "2026-11-20T10:00:00Z"}}), "2026-11-23T09:00:00Z");
  EXPECT_EQ(scene.engine.tick("t", at("2026-11-23T12:00:00Z")).fired, 3u)
      << "at once for the host, then every hour";
}

constexpr std::string_view kReturning = R"(
relance: 1
name: returning
initial: came
timezone: UTC
lead: {next: date}
events: {again: {}}
states:
  came: {stage: new, events: {reached: talking, lost: gone}}
  talking:
    stage: contacted
    events: {lost: gone, again: talking, postponed: talking}
    after: [{delay: 30 d, since: received_at, raise: lost, with: {reason: cold}}]
  dated:
    stage: qualified
    events: {lost: gone}
    after: [{delay: 2 d, since: next, raise: lost, with: {reason: cold}}]
  gone:
    stage: lost
    events: {reached: talking, reopened: talking, qualified: dated}
    after: [{delay: 50 d, raise: reopened}]
)";

class Returning : public testing::Test {
 protected:
  Returning() : scene(kReturning) {
    scene.submit(event("received"), "2026-01-01T09:00:00Z");
    scene.submit(event("lost", {{"reason", "cold"}}), "2026-01-02T09:00:00Z");
  }
  Scene scene;
};

// Thirty days since the receipt are long over when the customer calls: nobody means that he is
// lost in that moment.
TEST_F(Returning, CustomerGetsTheWholeDelayAgain) {
  scene.submit(event("inbound"), "2026-02-10T09:00:00Z");
  EXPECT_EQ(scene.state(), "talking");
  EXPECT_EQ(scene.record().next_due(), at("2026-03-12T09:00:00Z"));
  scene.engine.tick("t", at("2026-03-12T09:00:00Z"));
  EXPECT_EQ(scene.state(), "gone");
}

TEST_F(Returning, CustomerWhoIsCalledBackByTimeGetsItToo) {
  scene.engine.tick("t", at("2026-02-21T09:00:00Z"));
  EXPECT_EQ(scene.state(), "talking");
  EXPECT_EQ(scene.record().next_due(), at("2026-03-23T09:00:00Z"));
}

TEST_F(Returning, BeforeTheTimeIsOverItCountsFromTheReceipt) {
  scene.submit(event("inbound"), "2026-01-20T09:00:00Z");
  EXPECT_EQ(scene.record().next_due(), at("2026-01-31T09:00:00Z"));
}

TEST_F(Returning, WhatTheEventItselfTellsIsPastAtOnce) {
  scene.submit(event("qualified", {{"next", "2026-01-10"}}), "2026-02-10T09:00:00Z");
  EXPECT_EQ(scene.history().back(), "lost accepted dated gone 2026-02-10T09:00:00Z");
}

TEST_F(Returning, FieldThatWasPastBeforeCountsFromTheEntry) {
  scene.submit(event("changed", {{"next", "2026-01-10"}}), "2026-01-05T09:00:00Z");
  scene.submit(event("qualified"), "2026-02-10T09:00:00Z");
  EXPECT_EQ(scene.record().next_due(), at("2026-02-12T09:00:00Z"));
}

TEST_F(Returning, FieldThatBecomesPastInTheStateFiresAtOnce) {
  scene.submit(event("changed", {{"next", "2026-03-10"}}), "2026-01-05T09:00:00Z");
  scene.submit(event("qualified"), "2026-02-10T09:00:00Z");
  scene.submit(event("changed", {{"next", "2026-01-10"}}), "2026-02-11T09:00:00Z");
  EXPECT_EQ(scene.history().back(), "lost accepted dated gone 2026-02-11T09:00:00Z");
}

TEST(At, IsArmedWhenItsFieldComesAndNotWhenItLiesInThePast) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("postponed"), "2026-11-23T09:01:00Z");
  ASSERT_EQ(scene.record().timers.size(), 1u);
  scene.submit(event("changed", {{"project", "2027-06-30"}}), "2026-11-23T09:02:00Z");
  // 30 June less 90 days is 1 April; its first instant in Paris (summer time) is 22:00 UTC before.
  EXPECT_EQ(scene.record().next_due(), at("2027-03-31T22:00:00Z"));
  scene.submit(event("changed", {{"project", "2026-12-01"}}), "2026-11-23T09:03:00Z");
  EXPECT_EQ(scene.record().timers.size(), 1u) << "2 September is past";
  EXPECT_NE(scene.exported("2026-11-23T09:03:00Z").find("trace not_armed states.nursery.after[0]"),
            std::string::npos);
}

TEST(OpenHours, CountOnlyWhileTheCalendarIsOpen) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-27T16:00:00Z");
  scene.submit(event("booked", {{"at", "2026-11-27T17:00:00Z"}}), "2026-11-27T16:01:00Z");
  // Friday 18:00 in Paris: one open hour is left, two more on Monday from 09:00.
  scene.submit(event("shown"), "2026-11-27T17:00:00Z");
  EXPECT_EQ(scene.record().next_due(), at("2026-11-30T10:00:00Z"));
}

TEST(Raise, ARefusedTimerEventDoesWhatTheWatchDoesAndIsTriedAgain) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("booked", {{"at", "2026-11-23T08:30:00Z"}}), "2026-11-23T09:01:00Z");
  scene.submit(event("shown"), "2026-11-23T09:02:00Z");
  ASSERT_EQ(scene.state(), "room");
  // Monday 10:02 in Paris: three open hours end at 14:02 (lunch). `room` does not take lost.
  scene.engine.tick("t", at("2026-11-23T13:02:00Z"));
  const auto history = scene.history();
  EXPECT_EQ(history[history.size() - 2], "lost refused room room 2026-11-23T13:02:00Z");
  EXPECT_EQ(history.back(), "watched accepted room room 2026-11-23T13:02:00Z");
  EXPECT_EQ(scene.record().next_due(), at("2026-11-25T13:02:00Z")) << "two open days later";
}

TEST(Watch, RestsWhileATimerIsDueAndCountsFromTheLastEvent) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  ASSERT_EQ(scene.record().timers.size(), 1u);
  EXPECT_EQ(scene.record().timers[0].kind, TimerKind::after);
  scene.submit(event("inbound"), "2026-11-23T09:10:00Z");
  ASSERT_EQ(scene.record().timers.size(), 1u);
  EXPECT_EQ(scene.record().timers[0].kind, TimerKind::watch);
  EXPECT_EQ(scene.record().next_due(), at("2026-11-25T09:10:00Z"));
  scene.submit(event("clicked"), "2026-11-24T10:00:00Z");
  EXPECT_EQ(scene.record().next_due(), at("2026-11-26T10:00:00Z"));
  scene.submit(event("sold"), "2026-11-24T11:00:00Z");
  EXPECT_EQ(scene.record().next_due(), at("2026-11-26T10:00:00Z")) << "a refusal is no event";
}

TEST(Watch, FiresAgainAndAgainUntilTheLeadIsClosed) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("inbound"), "2026-11-23T09:10:00Z");
  scene.engine.tick("t", at("2026-12-01T12:00:00Z"));
  std::size_t watched = 0;
  for (const std::string& line : scene.history()) watched += line.starts_with("watched") ? 1 : 0;
  EXPECT_EQ(watched, 3u) << "on 25 and 27 November and 1 December";
  scene.submit(event("lost", {{"reason", "bought"}}), "2026-12-01T12:00:00Z");
  EXPECT_TRUE(scene.record().timers.empty());
}

TEST(Tick, FiresAtMostSoManyAndSaysThatMoreIsDue) {
  Scene scene(kRules);
  for (int i = 0; i < 25; ++i) {
    scene.submit(event("received", {}, "", fmt::format("L{}", i)), "2026-11-23T09:00:00Z");
  }
  const TickResult first = scene.engine.tick("t", at("2026-11-23T09:30:00Z"), 10);
  EXPECT_EQ(first.fired, 10u);
  EXPECT_TRUE(first.more);
  const TickResult rest = scene.engine.tick(std::nullopt, at("2026-11-23T09:30:00Z"), 100);
  EXPECT_EQ(rest.fired, 15u);
  EXPECT_FALSE(rest.more);
  EXPECT_EQ(scene.engine.tick("t", at("2026-11-23T09:30:00Z")).fired, 0u);
}

TEST(Tick, IsNeverEarly) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const TickResult early = scene.engine.tick("t", at("2026-11-23T09:19:59.999999Z"));
  EXPECT_EQ(early.fired, 0u);
  EXPECT_EQ(early.next, at("2026-11-23T09:20:00Z"));
  EXPECT_EQ(scene.engine.tick("t", at("2026-11-23T09:20:00Z")).fired, 1u);
}

TEST(Behind, ACallOverTheWholeTenantAsksForTicksWhenTooMuchIsDue) {
  EngineOptions options;
  options.behind_after = 10;
  Scene scene(kRules, options);
  for (int i = 0; i < 25; ++i) {
    scene.submit(event("received", {}, "", fmt::format("L{}", i)), "2026-11-23T09:00:00Z");
  }
  try {
    scene.claim("2026-11-23T09:30:00Z");
    FAIL() << "no fault";
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), ErrorCode::behind);
  }
  while (scene.engine.tick("t", at("2026-11-23T09:30:00Z")).more) {
  }
  EXPECT_EQ(scene.claim("2026-11-23T09:30:00Z", 100).size(), 25u);
}

}  // namespace
}  // namespace relance::test
