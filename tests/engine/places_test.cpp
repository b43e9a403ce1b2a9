// Places on a running engine: told, set, compared, measured, written down and read back.
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

// Rules for leads around Paris (48.8566, 2.3522); Versailles lies 17 km away, Lyons 391 km.
constexpr std::string_view kRules = R"(
relance: 1
name: places
timezone: UTC
initial: incoming
lead:
  home: place
  shop: {type: place}
  refuge: {type: place, personal: true}
  metres: number
events: {seen: {spot: place}}
watch: {every: 1 d, do: [{alert: boss}]}
states:
  incoming:
    stage: new
    enter: [{set: {shop: "48.8566,2.35220000"}}]
    events:
      qualified:
        - {if: 'distance(lead.home, lead.shop) <= 20000', to: near}
        - {if: 'has(lead.home)', do: [{set: {metres: '= distance(lead.shop, lead.home)'}}]}
      seen:
        - {if: 'event.spot == lead.home', to: near}
        - {if: 'distance(event.spot, place("-33.8688, 151.2093")) < 1000', do: [{set: {home: '= event.spot'}}]}
      lost: gone
  near: {stage: contacted, events: {lost: gone}}
  gone: {stage: lost}
)";

class Places : public testing::Test {
 protected:
  Places() : scene(kRules) {}

  Decision received(std::string home) {
    return scene.submit(event("received", {{"home", std::move(home)}}), "2026-03-02T09:00:00Z");
  }
  Value field(std::size_t index) { return scene.record().attributes.fields.at(index); }
  bool exports(std::string_view line) {
    return scene.exported("2026-03-02T12:00:00Z").find(line) != std::string::npos;
  }

  Scene scene;
};

TEST_F(Places, ALeadMovesIfItIsNearEnough) {
  received("48.8049, 2.1204");
  scene.submit(event("qualified"), "2026-03-02T10:00:00Z");
  EXPECT_EQ(scene.state(), "near");
}

TEST_F(Places, ALeadFarAwayDoesNotAndKnowsItsDistance) {
  received("45.764, 4.8357");
  const Decision decision = scene.submit(event("qualified"), "2026-03-02T10:00:00Z");
  EXPECT_EQ(decision.verdict, Verdict::accepted);
  EXPECT_EQ(scene.state(), "incoming");
  EXPECT_EQ(field(3), Value::of(std::int64_t{391'499}));
}

TEST_F(Places, WithoutAPlaceAConditionOnItsDistanceIsFalse) {
  scene.submit(event("received"), "2026-03-02T09:00:00Z");
  EXPECT_EQ(scene.submit(event("qualified"), "2026-03-02T10:00:00Z").refusal, Refusal::guard_false);
}

TEST_F(Places, AnEventCarriesOneOfItsOwn) {
  received("1, 2");
  scene.submit(event("seen", {{"spot", "-33.8690, 151.2090"}}), "2026-03-02T10:00:00Z");
  EXPECT_EQ(field(0), Value::of(Place{-33'869'000, 151'209'000}));
  scene.submit(event("seen", {{"spot", "-33.869,151.209"}}), "2026-03-02T10:01:00Z");
  EXPECT_EQ(scene.state(), "near");
}

TEST_F(Places, StandInTheExportAsTheyAreReadBack) {
  received("-48.85660, -180");
  EXPECT_TRUE(exports("  field home -48.8566, 180\n"));
  EXPECT_TRUE(exports("  field shop 48.8566, 2.3522\n"));
  scene.submit(event("changed", {{"home", "-48.8566, 180"}}), "2026-03-02T10:00:00Z");
  EXPECT_EQ(field(0), Value::of(Place{-48'856'600, 180'000'000}));
}

TEST_F(Places, AHostInThisLanguageTellsThemAsValues) {
  Event told = event("received");
  told.attributes.push_back({"home", Value::of(Place{12'000'000, -180'000'000})});
  EXPECT_EQ(scene.submit(told, "2026-03-02T09:00:00Z").verdict, Verdict::accepted);
  EXPECT_EQ(field(0), Value::of(Place{12'000'000, 180'000'000}));
  told.name = "changed";
  told.attributes[0].value = {Type::place, packed({90'000'001, 0}), {}};
  EXPECT_EQ(scene.submit(told, "2026-03-02T10:00:00Z").refusal, Refusal::bad_value);
}

TEST_F(Places, WhatIsNoneIsRefusedWithWhatOneLooksLike) {
  for (const char* home : {"Paris", "48,8566; 2,3522", "2.3522, 248.8566", "12.5", "12.5, "}) {
    const Decision decision = received(home);
    EXPECT_EQ(decision.refusal, Refusal::bad_value) << home;
    EXPECT_NE(decision.message.find("'home' has a value that it cannot have: it is a latitude (-90 "
                                    "to 90) and a longitude (-180 to 180) in degrees, such as "
                                    "48.8566, 2.3522"),
              std::string::npos)
        << decision.message;
    EXPECT_EQ(decision.message.find(home), std::string::npos) << decision.message;
  }
}

TEST_F(Places, APersonalOneIsKeptApart) {
  Event told = event("received", {{"refuge", "12.5, 13.25"}});
  scene.submit(told, "2026-03-02T09:00:00Z");
  EXPECT_EQ(field(2), Value::of(true));
  EXPECT_FALSE(exports("12.5"));
  told.name = "changed";
  told.attributes[0].value = Value::of(Place{1'500'000, -2'250'000});
  scene.submit(told, "2026-03-02T10:00:00Z");
  const auto personal = scene.engine.lead("t", "L1").value().personal;
  ASSERT_EQ(personal.size(), 1U);
  EXPECT_EQ(personal[0].value, "1.5, -2.25");
}

// A version of the rules that means something else by the name is no counterpart.
TEST_F(Places, AMoveToRulesWhereAFieldIsNoPlaceLeavesItBehind) {
  received("48.8566, 2.3522");
  const Edits other = {{"home: place", "home: number"},
                       {"distance(lead.home, lead.shop) <= 20000", "lead.home < 3"},
                       {"'= distance(lead.shop, lead.home)'", "3"},
                       {"event.spot == lead.home", "event.spot == lead.shop"},
                       {"set: {home: '= event.spot'}", "set: {shop: '= event.spot'}"}};
  const LeadMove move = scene.moved(edited(kRules, other), "2026-03-02T10:00:00Z");
  EXPECT_EQ(move.without, std::vector<std::string>{"lead.home (it is of another type there)"});
}

}  // namespace
}  // namespace relance::test
