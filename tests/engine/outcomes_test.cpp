// Which step an outcome completes, and what the limit of a step means.
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kSeveral = R"(
relance: 1
name: several
initial: incoming
states:
  incoming:
    stage: new
    enter:
      - {call: some_day}
      - {call: later_call, after: 2 h, within: 5 min}
      - {call: second_call, within: 4 h}
      - {call: first_call, within: 20 min}
      - {send: brochure, within: 10 min}
)";

/// The open calls of the one lead, as the worklist has them.
std::vector<std::string> calls(Scene& scene, std::string_view now) {
  std::vector<std::string> names;
  for (const WorkItem& item : scene.engine.worklist("t", at(now), std::nullopt, 10)) {
    if (item.verb == "call") names.push_back(item.name);
  }
  return names;
}

using Names = std::vector<std::string>;

// The seller who calls without citing anything has made the call at the top of his list. That the
// first call ran out and was asked for anew makes its number higher, and it no less urgent.
TEST(Outcome, AnUncitedAttemptCompletesTheCallThatStandsFirstOnTheWorklist) {
  Scene scene(kSeveral);
  const Event attempt = event("attempted", {{"outcome", "busy"}});
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  ASSERT_EQ(calls(scene, "2026-11-23T09:30:00Z"),
            (Names{"first_call", "later_call", "second_call", "some_day"}));
  scene.submit(attempt, "2026-11-23T09:30:00Z");
  EXPECT_EQ(calls(scene, "2026-11-23T09:30:00Z"), (Names{"later_call", "second_call", "some_day"}));
  scene.submit(attempt, "2026-11-23T09:31:00Z");
  EXPECT_EQ(calls(scene, "2026-11-23T09:31:00Z"), (Names{"later_call", "some_day"}))
      << "the time of the later call has not come";
  scene.submit(attempt, "2026-11-23T11:00:00Z");
  EXPECT_EQ(calls(scene, "2026-11-23T11:00:00Z"), (Names{"some_day"}));
  scene.submit(attempt, "2026-11-23T11:01:00Z");
  EXPECT_EQ(calls(scene, "2026-11-23T11:01:00Z"), Names{}) << "no limit comes last";
}

TEST(Outcome, AnOutcomeThatCitesItsEffectCompletesThatOneWhereverItStands) {
  Scene scene(kSeveral);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const EffectId second =
      scene.engine.worklist("t", at("2026-11-23T09:01:00Z"), std::nullopt, 10).at(3).id;
  scene.submit(event("attempted", {{"outcome", "busy"}, {"effect", to_text(second)}}),
               "2026-11-23T09:02:00Z");
  EXPECT_EQ(calls(scene, "2026-11-23T09:02:00Z"), (Names{"first_call", "later_call", "some_day"}));
}

// Whoever rang the customer has not sent the message that he cites: it is still to be sent.
TEST(Outcome, AnOutcomeCompletesNoStepOfTheOtherKindThoughItCitesIt) {
  Scene scene(R"(
relance: 1
name: kinds
initial: incoming
states:
  incoming: {stage: new, enter: [{send: hello, within: 1 d}, {call: first_call, within: 1 d}]}
)");
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const std::vector<Effect> effects = scene.claim("2026-11-23T09:01:00Z");
  ASSERT_EQ(effects.at(0).verb, "send");
  scene.submit(event("attempted", {{"outcome", "busy"}, {"effect", to_text(effects[0].id)}}),
               "2026-11-23T09:02:00Z");
  scene.submit(event("sent", {{"outcome", "delivered"}, {"effect", to_text(effects.at(1).id)}}),
               "2026-11-23T09:03:00Z");
  EXPECT_EQ(scene.engine.worklist("t", at("2026-11-23T09:03:00Z"), std::nullopt, 10).size(), 2u);
  scene.submit(event("sent", {{"outcome", "delivered"}, {"effect", to_text(effects[0].id)}}),
               "2026-11-23T09:04:00Z");
  EXPECT_EQ(calls(scene, "2026-11-23T09:04:00Z"), (Names{"first_call"}));
  EXPECT_EQ(scene.engine.worklist("t", at("2026-11-23T09:04:00Z"), std::nullopt, 10).size(), 1u);
}

constexpr std::string_view kTwenty = R"(
relance: 1
name: twenty
initial: incoming
deadlines:
  attempt: {from: received, until: attempted, within: 20 min, breach: [{alert: boss}]}
states:
  incoming: {stage: new, enter: [{call: first_call, within: 20 min}]}
)";

// A promise is kept until its instant, that one included. The limit of a step is the instant from
// which it is no longer asked for: an outcome told then comes after it, as all events come after
// the timers of their instant, and is that of the step which is asked for anew.
TEST(Outcome, ToldAtTheVeryLimitKeepsThePromiseAndComesAfterTheLimit) {
  Scene scene(kTwenty);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("attempted", {{"outcome", "busy"}}), "2026-11-23T09:20:00Z");
  EXPECT_EQ(scene.history(), (Names{"received accepted - incoming 2026-11-23T09:00:00Z",
                                    "neglected accepted incoming incoming 2026-11-23T09:20:00Z",
                                    "attempted accepted incoming incoming 2026-11-23T09:20:00Z"}));
  EXPECT_TRUE(scene.record().deadlines.empty()) << "met";
  EXPECT_EQ(calls(scene, "2026-11-23T09:20:00Z"), Names{}) << "the call asked for anew is made";
}

TEST(Outcome, ToldAMicrosecondBeforeItsLimitEndsTheStepWithoutNeglect) {
  Scene scene(kTwenty);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("attempted", {{"outcome", "busy"}}), "2026-11-23T09:19:59.999999Z");
  scene.engine.tick("t", at("2026-11-24T09:00:00Z"));
  EXPECT_EQ(scene.history().size(), 2u);
}

TEST(Outcome, ToldAMicrosecondAfterThePromiseIsTooLate) {
  Scene scene(kTwenty);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("attempted", {{"outcome", "busy"}}), "2026-11-23T09:20:00.000001Z");
  EXPECT_EQ(scene.history(),
            (Names{"received accepted - incoming 2026-11-23T09:00:00Z",
                   "neglected accepted incoming incoming 2026-11-23T09:20:00Z",
                   "breached accepted incoming incoming 2026-11-23T09:20:00.000001Z",
                   "attempted accepted incoming incoming 2026-11-23T09:20:00.000001Z"}));
}

}  // namespace
}  // namespace relance::test
