#include "engine/outbox.hpp"

#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kRules = R"(
relance: 1
name: outbox
initial: incoming
host_effects: {desk: {}}
states:
  incoming:
    stage: new
    enter: [{call: first_call, within: 20 min}, {alert: sales_manager}]
    events: {reached: talking, lost: gone}
  talking:
    stage: contacted
    enter: [{send: offer, by: email, after: 1 h}, {tell: desk}]
    events: {booked: visit, lost: gone}
  visit:
    stage: appointment
    enter: [{remind: visit, before: 24 h}]
    events: {moved: visit}
  gone:
    stage: lost
)";

TEST(Claim, HandsOutInOrderWithLeaseTokenAndRule) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto effects = scene.claim("2026-11-23T09:00:00Z");
  ASSERT_EQ(effects.size(), 2u);
  EXPECT_EQ(effects[0].verb, "call");
  EXPECT_EQ(effects[0].name, "first_call");
  EXPECT_EQ(effects[0].lead, "L1");
  EXPECT_EQ(effects[0].rule, "states.incoming.enter[0]");
  EXPECT_EQ(effects[0].not_after, at("2026-11-23T09:20:00Z"));
  EXPECT_EQ(effects[0].token, 1u);
  EXPECT_EQ(effects[0].lease_until, at("2026-11-23T09:05:00Z"));
  EXPECT_EQ(effects[1].verb, "alert");
  EXPECT_TRUE(scene.claim("2026-11-23T09:04:59Z").empty()) << "leased";
}

TEST(Claim, ALeaseThatEndsIsHandedOutAgainWithANewTokenAndTheSameId) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto first = scene.claim("2026-11-23T09:00:00Z");
  const auto second = scene.claim("2026-11-23T09:05:00Z");
  ASSERT_EQ(second.size(), 2u);
  EXPECT_EQ(second[0].id, first[0].id);
  EXPECT_EQ(second[0].token, 2u);
  const auto ack = [&](std::uint32_t token) {
    return scene.engine.ack("t", first[0].id, token, at("2026-11-23T09:06:00Z"));
  };
  EXPECT_EQ(ack(1), ErrorCode::stale_token);
  EXPECT_EQ(ack(2), ErrorCode::ok);
  EXPECT_EQ(ack(2), ErrorCode::ok) << "a repeated ack is fine";
}

TEST(Claim, NeverBeforeNotBefore) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("inbound"), "2026-11-23T09:01:00Z");
  for (const Effect& effect : scene.claim("2026-11-23T10:00:59Z")) EXPECT_NE(effect.verb, "send");
  const auto effects = scene.claim("2026-11-23T10:01:00Z");
  bool sent = false;
  for (const Effect& effect : effects) sent |= effect.verb == "send" && effect.channel == "email";
  EXPECT_TRUE(sent);
}

TEST(Claim, TakesTheEarliestReadyLeadsFirstWhateverTheOrderOfCalls) {
  Scene scene(kRules);
  scene.submit(event("received", {}, "", "A"), "2026-11-23T09:00:00Z");
  scene.submit(event("received", {}, "", "B"), "2026-11-23T09:00:30Z");
  auto effects = scene.claim("2026-11-23T09:01:00Z", 3);
  ASSERT_EQ(effects.size(), 3u);
  EXPECT_EQ(effects[0].lead, "A");
  EXPECT_EQ(effects[1].lead, "A");
  EXPECT_EQ(effects[2].lead, "B");
  effects = scene.claim("2026-11-23T09:01:00Z", 3);
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(effects[0].lead, "B");
}

TEST(Ack, LeavesAStepOpenUntilItsOutcomeIsTold) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto effects = scene.claim("2026-11-23T09:00:00Z");
  const Instant now = at("2026-11-23T09:01:00Z");
  for (const Effect& effect : effects) {
    EXPECT_EQ(scene.engine.ack("t", effect.id, effect.token, now), ErrorCode::ok);
  }
  ASSERT_EQ(scene.engine.worklist("t", now, std::nullopt, 10).size(), 1u);
  scene.submit(
      event("attempted",
            {{"outcome", "no_answer"}, {"channel", "phone"}, {"effect", to_text(effects[0].id)}}),
      "2026-11-23T09:02:00Z");
  EXPECT_TRUE(scene.engine.worklist("t", now, std::nullopt, 10).empty());
  EXPECT_TRUE(scene.record().effects.empty());
  EXPECT_TRUE(scene.record().timers.empty()) << "its limit went with it";
}

TEST(Ack, AnUncitedAttemptCompletesTheOpenCall) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("attempted", {{"outcome", "busy"}}), "2026-11-23T09:02:00Z");
  EXPECT_TRUE(scene.engine.worklist("t", at("2026-11-23T09:03:00Z"), std::nullopt, 10).empty());
  const std::string text = scene.exported("2026-11-23T09:03:00Z");
  EXPECT_NE(text.find("trace completed states.incoming.enter[0]"), std::string::npos);
  EXPECT_EQ(text.find("trace withdrawn"), std::string::npos);
}

TEST(Ack, UnknownAndForeignIdsAreTold) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto effects = scene.claim("2026-11-23T09:00:00Z");
  const Instant now = at("2026-11-23T09:01:00Z");
  EffectId wrong = effects[0].id;
  wrong.low ^= 1;  // another tag: of another tenant or other rules
  EXPECT_EQ(scene.engine.ack("t", wrong, 1, now), ErrorCode::unknown);
  EXPECT_EQ(scene.engine.ack("t", make_effect_id(99, 1, 0, 0), 1, now), ErrorCode::unknown);
  EXPECT_EQ(scene
                .submit(event("attempted", {{"outcome", "busy"}, {"effect", to_text(wrong)}}),
                        "2026-11-23T09:01:00Z")
                .refusal,
            Refusal::unknown_effect);
}

TEST(Withdraw, LeavingAStateWithdrawsItsStepsAndTellsTheHostOfThoseDelivered) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto effects = scene.claim("2026-11-23T09:00:00Z");
  scene.submit(event("lost", {{"reason", "invalid"}}), "2026-11-23T09:01:00Z");
  const auto later = scene.claim("2026-11-23T09:01:00Z");
  ASSERT_EQ(later.size(), 1u);
  EXPECT_EQ(later[0].verb, "withdraw");
  EXPECT_EQ(later[0].withdraws, effects[0].id);
  EXPECT_EQ(scene.engine.ack("t", effects[0].id, 1, at("2026-11-23T09:02:00Z")),
            ErrorCode::withdrawn);
  EXPECT_EQ(scene.engine.ack("t", later[0].id, 1, at("2026-11-23T09:02:00Z")), ErrorCode::ok);
  EXPECT_EQ(scene.engine.ack("t", effects[1].id, 1, at("2026-11-23T09:02:00Z")), ErrorCode::ok)
      << "an alert is never withdrawn";
}

TEST(Withdraw, WhatWasNeverHandedOutGoesWithoutAWord) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("lost", {{"reason", "invalid"}}), "2026-11-23T09:01:00Z");
  const auto effects = scene.claim("2026-11-23T09:01:00Z");
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(effects[0].verb, "alert");
  const std::string text = scene.exported("2026-11-23T09:01:00Z");
  EXPECT_NE(text.find("trace withdrawn states.incoming.enter[0]"), std::string::npos)
      << "but the journal has it";
}

TEST(Limit, AStepThatNobodyTouchesRaisesNeglectedAndIsHandedOutAnewForTheSameLength) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto first = scene.claim("2026-11-23T09:00:00Z");
  const auto second = scene.claim("2026-11-23T09:20:00Z");
  ASSERT_EQ(second.size(),
            3u);  // withdraw of the call, the alert again (its lease ended), the call
  std::vector<std::string> verbs;
  for (const Effect& effect : second) verbs.push_back(effect.verb);
  EXPECT_EQ(verbs, (std::vector<std::string>{"alert", "withdraw", "call"}));
  EXPECT_EQ(second[1].withdraws, first[0].id);
  EXPECT_NE(second[2].id, first[0].id);
  EXPECT_EQ(second[2].not_after, at("2026-11-23T09:40:00Z"));
  EXPECT_EQ(scene.history().back(), "neglected accepted incoming incoming 2026-11-23T09:20:00Z");
}

TEST(Limit, NothingIsHandedOutAtNotAfter) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto effects = scene.claim("2026-11-23T09:20:00Z");
  for (const Effect& effect : effects) {
    if (effect.verb == "call") {
      EXPECT_EQ(effect.not_before, at("2026-11-23T09:20:00Z"));
    }
  }
}

TEST(Steps, AskingAgainForAnOpenStepAsksForNothingNew) {
  Scene scene(R"(
relance: 1
name: eager
initial: a
states:
  a: {stage: new, events: {clicked: {do: [{call: back, within: 30 min}]}}}
)");
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  for (int i = 0; i < 5; ++i) scene.submit(event("clicked"), "2026-11-23T09:00:00Z");
  EXPECT_EQ(scene.record().effects.size(), 1u);
  EXPECT_EQ(scene.record().timers.size(), 1u);
  EXPECT_NE(
      scene.exported("2026-11-23T09:00:00Z").find("trace already_asked states.a.events.clicked"),
      std::string::npos);
}

TEST(Alerts, OneThatNobodyTookYetIsNotAskedForAgain) {
  Scene scene(R"(
relance: 1
name: loud
initial: a
states:
  a: {stage: new, events: {clicked: {do: [{alert: boss}]}}}
)");
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("clicked"), "2026-11-23T09:00:00Z");
  scene.submit(event("clicked"), "2026-11-23T09:00:01Z");
  ASSERT_EQ(scene.claim("2026-11-23T09:00:02Z").size(), 1u);
  scene.submit(event("clicked"), "2026-11-23T09:00:03Z");
  EXPECT_EQ(scene.claim("2026-11-23T09:00:04Z").size(), 1u) << "the first one was taken";
}

TEST(Remind, IsHandedOutItsTimeBeforeTheAppointment) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("inbound"), "2026-11-23T09:01:00Z");
  scene.submit(event("booked", {{"at", "2026-11-27T10:00:00Z"}}), "2026-11-23T09:02:00Z");
  const auto find = [](const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
      if (effect.verb == "remind") return true;
    }
    return false;
  };
  EXPECT_FALSE(find(scene.claim("2026-11-26T09:59:59Z")));
  EXPECT_TRUE(find(scene.claim("2026-11-26T10:00:00Z")));
}

TEST(Fail, BacksOffThenBecomesADeadLetterThatCanBeRequeued) {
  EngineOptions options;
  options.max_attempts = 3;
  Scene scene(kRules, options);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  Instant now = at("2026-11-23T09:00:00Z");
  EffectId alert;
  for (int attempt = 1; attempt <= 3; ++attempt) {
    bool found = false;
    for (const Effect& effect : scene.engine.claim("t", now, 100)) {
      if (effect.verb != "alert") continue;
      found = true;
      alert = effect.id;
      EXPECT_EQ(effect.attempt, attempt);
      EXPECT_EQ(scene.engine.fail("t", effect.id, effect.token, "smtp.421", now), ErrorCode::ok);
      EXPECT_EQ(scene.engine.fail("t", effect.id, effect.token, "smtp.421", now),
                ErrorCode::stale_token);
    }
    EXPECT_TRUE(found) << attempt;
    now = now + minutes(1);  // longer than the first back-offs (5, 10 s and a fifth more)
  }
  const auto letters = scene.engine.dead_letters("t", 10);
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].id, alert);
  EXPECT_EQ(letters[0].error, "smtp.421");
  EXPECT_EQ(scene.history().back().substr(0, 20), "undelivered accepted");
  EXPECT_EQ(scene.engine.requeue("t", alert, now), ErrorCode::ok);
  EXPECT_TRUE(scene.engine.dead_letters("t", 10).empty());
  const auto again = scene.engine.claim("t", now, 100);
  ASSERT_FALSE(again.empty());
  EXPECT_EQ(again[0].id, alert);
  EXPECT_EQ(again[0].attempt, 1);
}

TEST(Fail, AnErrorStaysWithItsEffectWhenAnotherFailsOrIsDone) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto first = scene.claim("2026-11-23T09:00:00Z");
  ASSERT_EQ(first.size(), 2u);
  const Instant failed = at("2026-11-23T09:00:01Z");
  EXPECT_EQ(scene.engine.fail("t", first[0].id, first[0].token, "phone.busy", failed),
            ErrorCode::ok);
  EXPECT_EQ(scene.engine.fail("t", first[1].id, first[1].token, "smtp.421", failed), ErrorCode::ok);
  const auto again = scene.claim("2026-11-23T09:01:00Z");
  ASSERT_EQ(again.size(), 2u);
  EXPECT_EQ(again[0].error, "phone.busy");
  EXPECT_EQ(again[1].error, "smtp.421");
  EXPECT_EQ(scene.engine.ack("t", again[0].id, again[0].token, failed), ErrorCode::ok);
  EXPECT_EQ(
      scene.engine.fail("t", again[1].id, again[1].token, "smtp.550", at("2026-11-23T09:01:01Z")),
      ErrorCode::ok);
  const auto third = scene.claim("2026-11-23T09:02:00Z");
  ASSERT_EQ(third.size(), 1u);
  EXPECT_EQ(third[0].error, "smtp.550");
}

TEST(Fail, AnErrorThatIsNoCodeIsAFault) {
  Scene scene(kRules);
  EXPECT_THROW(scene.engine.fail("t", {}, 1, "Anna said no", at("2026-11-23T09:00:00Z")), Fault);
}

TEST(Fail, BackOffDoublesUpToAnHourWithinAFifth) {
  for (int attempt = 1; attempt <= 20; ++attempt) {
    const Duration wait = back_off({1, 2}, attempt);
    const double plain = std::min(3'600.0, 5.0 * static_cast<double>(1 << (attempt - 1)));
    EXPECT_GE(static_cast<double>(wait.us), plain * 0.8e6 - 1);
    EXPECT_LE(static_cast<double>(wait.us), std::min(3'600e6, plain * 1.2e6) + 1);
    EXPECT_EQ(wait, back_off({1, 2}, attempt)) << "the same draw every time";
  }
}

TEST(Order, StrictHoldsBackWhatFollowsAFailingEffectAndRelaxedDoesNot) {
  for (const bool strict : {false, true}) {
    EngineOptions options;
    options.strict_order = strict;
    Scene scene(kRules, options);
    scene.submit(event("received"), "2026-11-23T09:00:00Z");
    const auto first = scene.claim("2026-11-23T09:00:00Z", 1);
    ASSERT_EQ(first.size(), 1u);
    scene.engine.fail("t", first[0].id, first[0].token, "busy", at("2026-11-23T09:00:01Z"));
    EXPECT_EQ(scene.claim("2026-11-23T09:00:02Z").size(), strict ? 0u : 1u);
  }
}

TEST(Worklist, MostUrgentFirstSayingWhatWhyAndByWhen) {
  Scene scene(kRules);
  scene.submit(event("received", {}, "", "A"), "2026-11-23T09:05:00Z");
  scene.submit(event("received", {}, "", "B"), "2026-11-23T09:00:00Z");
  scene.submit(event("received", {{"owner", "karim"}}, "", "C"), "2026-11-23T09:03:00Z");
  const Instant now = at("2026-11-23T09:06:00Z");
  const auto items = scene.engine.worklist("t", now, std::nullopt, 2);
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].lead, "B");
  EXPECT_EQ(items[0].by, at("2026-11-23T09:20:00Z"));
  EXPECT_EQ(items[0].verb, "call");
  EXPECT_EQ(items[0].because, "received");
  EXPECT_EQ(items[0].rule, "states.incoming.enter[0]");
  EXPECT_EQ(items[1].lead, "C");
  const auto own = scene.engine.worklist("t", now, "karim", 10);
  ASSERT_EQ(own.size(), 1u);
  EXPECT_EQ(own[0].lead, "C");
}

TEST(Full, AHostThatNeverTakesAnythingIsToldSo) {
  EngineOptions options;
  options.effects_per_lead = 3;
  Scene scene(R"(
relance: 1
name: noisy
initial: a
host_effects: {desk: {}}
states:
  a: {stage: new, events: {clicked: {do: [{tell: desk}]}}}
)",
              options);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  for (int i = 0; i < 3; ++i) scene.submit(event("clicked"), "2026-11-23T09:00:00Z");
  EXPECT_THROW(scene.submit(event("clicked"), "2026-11-23T09:00:00Z"), Fault);
  EXPECT_EQ(scene.record().effects.size(), 3u) << "nothing was lost";
}

}  // namespace
}  // namespace relance::test
