// Events that come before their lead, and leads that are refused.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kRules = R"(
relance: 1
name: showroom
timezone: Europe/Paris
initial: incoming
lead:
  vehicle: {type: text, one_of: [new, used]}
states:
  incoming: {stage: new, events: {reached: talking}}
  talking: {stage: contacted, events: {sold: won}}
  won: {stage: sold}
)";

constexpr std::string_view kNow = "2026-11-23T09:00:00Z";

TEST(Waiting, AnEventBeforeItsLeadWaitsVisiblyAndIsDecidedWhenTheLeadComes) {
  Scene scene(kRules);
  const Event early = event("inbound", {{"channel", "phone"}}, "early");
  EXPECT_EQ(scene.submit(early, kNow).verdict, Verdict::waiting);
  EXPECT_EQ(scene.engine.waiting_leads("t", "", 10), std::vector<std::string>{"L1"});
  EXPECT_EQ(scene.engine.waiting("t", "L1").size(), 1u);
  EXPECT_TRUE(scene.submit(early, kNow).repeated);
  EXPECT_EQ(scene.engine.waiting("t", "L1").size(), 1u);

  scene.submit(event("received"), "2026-11-23T10:00:00Z");
  EXPECT_EQ(scene.state(), "talking");
  EXPECT_TRUE(scene.engine.waiting_leads("t", "", 10).empty());
  const Decision stands = scene.submit(early, "2026-11-23T11:00:00Z");
  EXPECT_TRUE(stands.repeated);
  EXPECT_EQ(stands.verdict, Verdict::accepted);
}

TEST(Waiting, AnEventIsNeverDecidedBeforeItWasToldHoweverFarBackItsLeadIsReceived) {
  Scene scene(kRules);
  scene.submit(event("inbound", {}, "early"), "2026-11-23T12:00:00Z");
  scene.submit(event("received", {}, "r"), "2026-11-23T08:00:00Z");
  EXPECT_EQ(scene.state(), "talking");
  EXPECT_EQ(scene.history(),
            (std::vector<std::string>{"received accepted - incoming 2026-11-23T08:00:00Z",
                                      "inbound accepted incoming incoming 2026-11-23T12:00:00Z",
                                      "reached accepted incoming talking 2026-11-23T12:00:00Z"}));
}

TEST(Waiting, ARefusedReceivedIsRememberedWithoutALeadAndSaysWhyEachTime) {
  Scene scene(kRules);
  const Event bad = event("received", {{"vehicle", "stolen"}}, "r");
  const Decision first = scene.submit(bad, kNow);
  EXPECT_EQ(first.refusal, Refusal::bad_value);
  const Decision again = scene.submit(bad, kNow);
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.refusal, Refusal::bad_value);
  EXPECT_EQ(again.message, first.message);
  EXPECT_EQ(scene.engine.waiting("t", "L1").size(), 1u);
  EXPECT_EQ(scene.submit(event("received", {{"vehicle", "used"}}, "r2"), kNow).verdict,
            Verdict::accepted);
}

TEST(Waiting, ARefusedReceivedIsDecidedAnewUnderItsKey) {
  Scene scene(kRules);
  scene.submit(event("inbound", {}, "early"), kNow);
  scene.submit(event("received", {{"vehicle", "stolen"}}, "r"), kNow);
  const Decision other = scene.submit(event("received", {{"vehicle", "lost"}}, "r"), kNow);
  EXPECT_EQ(other.refusal, Refusal::bad_value) << "and not key_conflict";
  EXPECT_FALSE(other.repeated);
  const std::vector<WaitingEvent> kept = scene.engine.waiting("t", "L1");
  ASSERT_EQ(kept.size(), 2u) << "what was told before is replaced";
  EXPECT_EQ(kept[1].event.attributes[0].value.text, "lost");

  const Event right = event("received", {{"vehicle", "used"}}, "r");
  EXPECT_EQ(scene.submit(right, kNow).verdict, Verdict::accepted);
  EXPECT_EQ(scene.state(), "talking") << "what waited was decided too";
  EXPECT_TRUE(scene.engine.waiting_leads("t", "", 10).empty());
  EXPECT_TRUE(scene.submit(right, kNow).repeated);
}

TEST(Waiting, ARefusedReceivedIsCorrectedInTheSameBatch) {
  Scene scene(kRules);
  const std::vector<Event> batch = {event("received", {{"vehicle", "stolen"}}, "r"),
                                    event("received", {{"vehicle", "lost"}}, "r"),
                                    event("inbound", {}, "a"),
                                    event("received", {{"vehicle", "used"}}, "r")};
  const auto decisions = scene.engine.submit("t", batch, at(kNow));
  EXPECT_EQ(decisions[1].refusal, Refusal::bad_value);
  EXPECT_EQ(decisions[3].verdict, Verdict::accepted);
  EXPECT_EQ(scene.state(), "talking");
  EXPECT_TRUE(scene.engine.waiting_leads("t", "", 10).empty());
}

TEST(Waiting, TheKeyOfAnEventThatWaitsIsUsed) {
  Scene scene(kRules);
  scene.submit(event("inbound", {}, "k"), kNow);
  EXPECT_EQ(scene.submit(event("received", {}, "k"), kNow).refusal, Refusal::key_conflict);
  EXPECT_EQ(scene.submit(event("clicked", {}, "k"), kNow).refusal, Refusal::key_conflict);
}

TEST(Waiting, TheLeadMayComeInTheSameBatch) {
  Scene scene(kRules);
  const std::vector<Event> batch = {event("inbound", {}, "a"), event("received", {}, "b")};
  const auto decisions = scene.engine.submit("t", batch, at(kNow));
  EXPECT_EQ(decisions[0].verdict, Verdict::waiting);
  EXPECT_EQ(scene.state(), "talking");
  EXPECT_TRUE(scene.engine.waiting_leads("t", "", 10).empty());
}

TEST(Waiting, AtMostAThousandEventsWaitForOneLead) {
  Scene scene(kRules);
  for (int i = 0; i < 1'000; ++i) {
    ASSERT_EQ(scene.submit(event("clicked", {}, std::to_string(i)), kNow).verdict,
              Verdict::waiting);
  }
  EXPECT_EQ(scene.submit(event("clicked", {}, "x"), kNow).refusal, Refusal::too_many_waiting);
}

}  // namespace
}  // namespace relance::test
