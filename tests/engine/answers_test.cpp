// What ack, fail, requeue and drop answer about effects that do not wait for them.
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kRules = R"(
relance: 1
name: answers
initial: incoming
states:
  incoming:
    stage: new
    enter: [{call: first_call, within: 20 min}, {alert: sales_manager}]
    events: {lost: gone}
  gone: {stage: lost}
)";

/// A scene whose alert was given up at its first failure.
struct GivenUp {
  static EngineOptions one_try() {
    EngineOptions options;
    options.max_attempts = 1;
    return options;
  }
  GivenUp() : scene(kRules, one_try()) {
    scene.submit(event("received"), "2026-11-23T09:00:00Z");
    for (const Effect& effect : scene.claim("2026-11-23T09:00:00Z")) {
      (effect.verb == "alert" ? alert : call) = effect;
    }
  }
  ErrorCode fail(const Effect& effect) {
    return scene.engine.fail("t", effect.id, effect.token, "smtp.421", now);
  }
  ErrorCode ack(const Effect& effect) {
    return scene.engine.ack("t", effect.id, effect.token, now);
  }
  ErrorCode drop(const Effect& effect) { return scene.engine.drop("t", effect.id, now); }
  ErrorCode requeue(const Effect& effect) { return scene.engine.requeue("t", effect.id, now); }

  const Instant now = at("2026-11-23T09:01:00Z");
  Scene scene;
  Effect alert, call;
};

TEST(DeadLetters, DroppedOnceTheyAreNoneAnyMore) {
  GivenUp given_up;
  ASSERT_EQ(given_up.fail(given_up.alert), ErrorCode::ok);
  EXPECT_EQ(given_up.drop(given_up.alert), ErrorCode::ok);
  EXPECT_EQ(given_up.drop(given_up.alert), ErrorCode::unknown);
  EXPECT_EQ(given_up.requeue(given_up.alert), ErrorCode::unknown);
  EXPECT_EQ(given_up.fail(given_up.alert), ErrorCode::unknown);
  EXPECT_EQ(given_up.ack(given_up.alert), ErrorCode::ok) << "an ack of what is settled is fine";
}

TEST(DeadLetters, WhatIsSafeWithTheHostOrStillOpenIsNone) {
  GivenUp given_up;
  ASSERT_EQ(given_up.ack(given_up.alert), ErrorCode::ok);
  for (const Effect& effect : {given_up.alert, given_up.call}) {
    EXPECT_EQ(given_up.requeue(effect), ErrorCode::unknown) << effect.verb;
    EXPECT_EQ(given_up.drop(effect), ErrorCode::unknown) << effect.verb;
    const std::string told = given_up.scene.engine.answer_text(ErrorCode::unknown, "t", effect.id);
    EXPECT_EQ(told, to_text(effect.id) + " is no dead letter");
  }
  EXPECT_EQ(given_up.fail(given_up.alert), ErrorCode::unknown);
  given_up.scene.submit(event("lost", {{"reason", "invalid"}}), "2026-11-23T09:01:00Z");
  EXPECT_EQ(given_up.drop(given_up.call), ErrorCode::unknown) << "withdrawn";
  EXPECT_EQ(given_up.ack(given_up.call), ErrorCode::withdrawn);
}

TEST(Tokens, AnAnswerSaysWhatIsWrongWithTheOneGiven) {
  GivenUp given_up;
  const auto told = [&](std::uint32_t token) {
    return given_up.scene.engine.answer_text(ErrorCode::stale_token, "t", given_up.call.id, token);
  };
  EXPECT_NE(told(2).find("no hand-out of " + to_text(given_up.call.id) + " had the token 2"),
            std::string::npos);
  ASSERT_EQ(given_up.ack(given_up.call), ErrorCode::ok);
  EXPECT_EQ(given_up.fail(given_up.call), ErrorCode::stale_token);
  EXPECT_NE(told(1).find("it was acknowledged"), std::string::npos) << told(1);
}

TEST(Tokens, OneThatWasFollowedByAnotherNoLongerCounts) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto first = scene.claim("2026-11-23T09:00:00Z");
  ASSERT_EQ(scene.claim("2026-11-23T09:05:00Z").size(), first.size());
  const std::string told =
      scene.engine.answer_text(ErrorCode::stale_token, "t", first[0].id, first[0].token);
  EXPECT_NE(told.find("no longer counts: it was handed out again since"), std::string::npos)
      << told;
}

}  // namespace
}  // namespace relance::test
