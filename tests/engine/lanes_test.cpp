#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

// Monday 23 November 2026; in winter Paris is an hour before UTC. The showroom opens at 9:00, the
// call centre works until 21:00.
constexpr std::string_view kRules = R"(
relance: 1
name: lanes
timezone: Europe/Paris
initial: incoming
calendars:
  showroom: {open: {mon-fri: 09:00-19:00}}
  call_centre: {open: {mon-sat: 08:00-21:00}}
lanes:
  seller: {calendar: showroom}
  bdc: {calendar: call_centre}
  reception: {}
events: {swapped: {to: text}, night: {}}
states:
  incoming:
    stage: new
    enter: [{assign: seller}]
    events:
      assigned: {if: 'event.outcome == "nobody_available"', do: [{hand_to: bdc}]}
      undelivered: {do: [{hand_to: reception}]}
      reached: talking
      night: {do: [{hand_to: bdc}]}
      swapped: {}
      lost: gone
  talking:
    stage: contacted
    events:
      qualified: {do: [{call: offer, within: 1 open h}]}
      night: {do: [{hand_to: bdc}]}
      ripe: {do: [{assign: seller}]}
      reopened: {do: [{assign: bdc}]}
      lost: gone
    after: [{delay: 2 open h, do: [{alert: boss}]}]
  gone: {stage: lost}
)";
constexpr std::string_view kMonday = "2026-11-23T10:00:00Z";   // 11:00 in Paris
constexpr std::string_view kEvening = "2026-11-23T18:30:00Z";  // 19:30: the showroom is closed

std::vector<std::string> asked(Scene& scene, std::string_view now) {
  std::vector<std::string> verbs;
  for (const Effect& effect : scene.claim(now)) verbs.push_back(effect.verb + " " + effect.name);
  return verbs;
}
using Asked = std::vector<std::string>;

TEST(Lane, ANewLeadIsInTheFirstOneWritten) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  EXPECT_EQ(scene.record().lane, "seller");
  EXPECT_EQ(scene.record().owner, "");
}

TEST(Lane, ANewLeadIsInTheOneThatTheHostNames) {
  // `assign` then puts it where the rules want it; without it the host's word stands.
  std::string text(kRules);
  text.replace(text.find("enter: [{assign: seller}]"), 25, "enter: []");
  Scene scene(text);
  scene.submit(event("received", {{"lane", "bdc"}, {"owner", "lea"}}), kMonday);
  EXPECT_EQ(scene.record().lane, "bdc");
  EXPECT_EQ(scene.record().owner, "lea");
}

TEST(Lane, AnUnknownOneIsRefusedWithTheNamesOfThoseThatAreThere) {
  Scene scene(kRules);
  const Decision unborn = scene.submit(event("received", {{"lane", "sales"}}), kMonday);
  EXPECT_EQ(unborn.refusal, Refusal::bad_value);
  EXPECT_EQ(unborn.lead_number, 0u);
  scene.submit(event("received"), kMonday);
  const Decision decision = scene.submit(event("assigned", {{"lane", "sales"}}), kMonday);
  EXPECT_EQ(decision.refusal, Refusal::bad_value);
  EXPECT_EQ(decision.message,
            "'lane' has a value that it cannot have: the lanes of these rules are seller, bdc, "
            "reception");
  EXPECT_EQ(scene.record().lane, "seller");
  EXPECT_EQ(scene.submit(event("assigned", {{"lane", ""}}), kMonday).refusal, Refusal::bad_value);
}

TEST(Lane, RulesWithoutLanesTakeWhatTheHostSays) {
  Scene scene(
      "relance: 1\nname: none\ninitial: a\nstates:\n  a: {stage: new, events: {lost: z}}\n"
      "  z: {stage: lost}\n");
  scene.submit(event("received"), kMonday);
  EXPECT_EQ(scene.record().lane, "");
  scene.submit(event("assigned", {{"lane", "anything"}}), kMonday);
  EXPECT_EQ(scene.record().lane, "anything");
}

TEST(Assign, AsksTheHostAndIsDoneAtItsAck) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  const std::vector<Effect> effects = scene.claim(kMonday);
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(effects[0].verb, "assign");
  EXPECT_EQ(effects[0].name, "seller");
  EXPECT_EQ(effects[0].rule, "states.incoming.enter[0]");
  EXPECT_EQ(scene.engine.ack("t", effects[0].id, effects[0].token, at(kMonday)), ErrorCode::ok);
  EXPECT_TRUE(scene.record().effects.empty());
  scene.submit(event("assigned", {{"to", "karim"}}), kMonday);
  EXPECT_EQ(scene.record().owner, "karim");
  EXPECT_EQ(scene.record().lane, "seller");
}

TEST(Assign, LeavesTheOwnerUntilAnotherIsChosen) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  scene.submit(event("inbound"), kMonday);
  scene.submit(event("assigned", {{"to", "karim"}}), kMonday);
  scene.submit(event("reopened"), kMonday);  // assign: bdc
  EXPECT_EQ(scene.record().owner, "karim");
  EXPECT_EQ(scene.record().lane, "bdc");
  scene.submit(event("assigned", {{"to", "lea"}, {"lane", "reception"}}), kMonday);
  EXPECT_EQ(scene.record().owner, "lea");
  EXPECT_EQ(scene.record().lane, "reception");
}

TEST(Assign, IsNotWithdrawnWhenItsStateIsLeft) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  scene.submit(event("inbound"), kMonday);
  ASSERT_EQ(scene.state(), "talking");
  EXPECT_EQ(asked(scene, kMonday), Asked{"assign seller"});
}

TEST(HandTo, TakesTheLeadFromItsOwnerAtOnce) {
  Scene scene(kRules);
  scene.submit(event("received", {{"owner", "karim"}}), kMonday);
  scene.submit(event("night"), kMonday);
  EXPECT_EQ(scene.record().owner, "");
  EXPECT_EQ(scene.record().lane, "bdc");
  EXPECT_EQ(asked(scene, kMonday), (Asked{"assign seller", "hand_to bdc"}));
}

TEST(Assigned, WithALaneAloneGivesTheLeadToTheLane) {
  Scene scene(kRules);
  scene.submit(event("received", {{"owner", "karim"}}), kMonday);
  scene.submit(event("assigned", {{"lane", "reception"}}), kMonday);
  EXPECT_EQ(scene.record().owner, "");
  EXPECT_EQ(scene.record().lane, "reception");
}

TEST(Lane, OfALeadThatIsReceivedAgainComesWithItsOwner) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  scene.submit(event("received", {{"owner", "nora"}, {"lane", "bdc"}}), kMonday);
  EXPECT_EQ(scene.record().owner, "nora");
  EXPECT_EQ(scene.record().lane, "bdc");
}

TEST(Assigned, TellsThatNobodyWasChosenAndTheLeadStaysWithItsLane) {
  for (const std::string outcome : {"nobody_available", "denied", "failed"}) {
    Scene scene(kRules);
    scene.submit(event("received"), kMonday);
    scene.submit(event("inbound"), kMonday);  // talking does not list `assigned`
    const Decision decision = scene.submit(event("assigned", {{"outcome", outcome}}), kMonday);
    EXPECT_EQ(decision.verdict, Verdict::accepted);
    EXPECT_EQ(scene.record().lane, "seller");
    EXPECT_EQ(scene.record().owner, "");
  }
}

TEST(Assigned, LetsTheRulesActWhenNobodyIsAvailable) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  scene.submit(event("assigned", {{"outcome", "denied"}}), kMonday);
  EXPECT_EQ(scene.record().lane, "seller");
  scene.submit(event("assigned", {{"outcome", "nobody_available"}}), kMonday);
  EXPECT_EQ(scene.record().lane, "bdc");
}

TEST(Assigned, SaysOneOfPersonLaneAndOutcome) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  EXPECT_EQ(scene.submit(event("assigned"), kMonday).refusal, Refusal::missing);
  const Decision both =
      scene.submit(event("assigned", {{"to", "karim"}, {"outcome", "denied"}}), kMonday);
  EXPECT_EQ(both.refusal, Refusal::bad_value);
  EXPECT_EQ(scene.record().owner, "");
  for (const std::string outcome : {"done", "no_answer", "delivered", "later"}) {
    const Decision other = scene.submit(event("assigned", {{"outcome", outcome}}), kMonday);
    EXPECT_EQ(other.refusal, Refusal::bad_value) << outcome;
    EXPECT_EQ(other.message,
              "'outcome' has a value that it cannot have: it says why nobody was chosen (failed, "
              "denied, nobody_available), and stands without 'to' and 'lane'");
  }
}

TEST(Lane, KeepsALeadWhoseOwnerAnEventOfTheAuthorTakesAway) {
  Scene scene(kRules);
  scene.submit(event("received", {{"owner", "karim"}}), kMonday);
  scene.submit(event("swapped", {{"to", ""}}), kMonday);
  EXPECT_EQ(scene.record().owner, "");
  EXPECT_EQ(scene.record().lane, "seller");
  EXPECT_TRUE(scene.engine.audit().empty());
}

TEST(Lane, KeepsALeadWhoseAssignBecomesADeadLetter) {
  EngineOptions options;
  options.max_attempts = 1;
  Scene scene(kRules, options);
  scene.submit(event("received"), kMonday);
  const Effect effect = scene.claim(kMonday).front();
  scene.engine.fail("t", effect.id, effect.token, "crm_down", at(kMonday));
  EXPECT_EQ(scene.record().lane, "reception");  // what `undelivered` does
  EXPECT_EQ(scene.engine.dead_letters("t", 10).size(), 1u);
}

TEST(Audit, FindsAnOpenLeadThatNobodyHolds) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  EXPECT_EQ(scene.engine.audit(), std::vector<std::string>{});
  for (const std::string_view lane : {"", "sales"}) {
    LeadRecord lead = scene.record();
    lead.lane = lane;
    WriteSet forged;
    LeadWrite& write = forged.leads.emplace_back();
    write.lead = &lead;
    write.expected = lead.revision;
    ASSERT_TRUE(scene.engine.store().commit(forged));
    const std::vector<std::string> found = scene.engine.audit();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0],
              "tenant t lead 1 ('L1'): is open, and nobody holds it: no owner, and no lane");
  }
  scene.submit(event("lost", {{"reason", "price"}}), kMonday);
  EXPECT_EQ(scene.engine.audit(), std::vector<std::string>{});  // closed: nobody need hold it
}

TEST(Lane, IsNotAskedForAgainWhileNobodyHasTakenTheQuestion) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  scene.submit(event("inbound"), kMonday);
  scene.submit(event("ripe"), kMonday);  // assign: seller stands in the outbox already
  scene.submit(event("ripe"), kMonday);
  EXPECT_EQ(asked(scene, kMonday), Asked{"assign seller"});
  scene.submit(event("ripe"), kMonday);  // it was taken: this is another question
  EXPECT_EQ(asked(scene, kMonday), Asked{"assign seller"});
}

TEST(Lane, TheLastQuestionIsAboutTheLaneThatTheLeadIsIn) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  scene.submit(event("inbound"), kMonday);
  scene.submit(event("night"), kMonday);
  scene.submit(event("ripe"), kMonday);
  EXPECT_EQ(asked(scene, kMonday), (Asked{"assign seller", "hand_to bdc", "assign seller"}));
  EXPECT_EQ(scene.record().lane, "seller");
}

TEST(OpenTime, IsCountedInTheHoursOfTheLeadsLane) {
  Scene scene(kRules);
  scene.submit(event("received"), kEvening);
  scene.submit(event("inbound"), kEvening);  // in the lane seller: opens on Tuesday at 9:00
  EXPECT_EQ(scene.record().next_due(), at("2026-11-24T10:00:00Z"));

  Scene late(kRules);
  late.submit(event("received"), kEvening);
  late.submit(event("night"), kEvening);
  late.submit(event("inbound"), kEvening);  // in the lane bdc: until 21:00, then from 8:00
  EXPECT_EQ(late.record().next_due(), at("2026-11-24T07:30:00Z"));
}

TEST(OpenTime, OfALaneWithoutACalendarIsThatOfTheFirstOneWritten) {
  Scene scene(kRules);
  scene.submit(event("received"), kEvening);
  scene.submit(event("assigned", {{"lane", "reception"}}), kEvening);
  scene.submit(event("inbound"), kEvening);
  EXPECT_EQ(scene.record().next_due(), at("2026-11-24T10:00:00Z"));
}

TEST(OpenTime, ThatRunsIsNotCountedAnewWhenTheLeadChangesItsLane) {
  Scene scene(kRules);
  scene.submit(event("received"), kEvening);
  scene.submit(event("inbound"), kEvening);
  scene.submit(event("night"), kEvening);
  EXPECT_EQ(scene.record().next_due(), at("2026-11-24T10:00:00Z"));
}

TEST(OpenTime, OfAStepIsThatOfTheLaneWhichHasTheLeadWhenItIsAskedFor) {
  Scene scene(kRules);
  scene.submit(event("received"), kEvening);
  scene.submit(event("inbound"), kEvening);
  scene.submit(event("night"), kEvening);
  scene.submit(event("qualified"), kEvening);
  const std::vector<WorkItem> work = scene.engine.worklist("t", at(kEvening), std::nullopt, 10);
  ASSERT_EQ(work.size(), 1u);
  EXPECT_EQ(work[0].by, at("2026-11-23T19:30:00Z"));  // within 1 open h, at 20:30
  EXPECT_EQ(work[0].lane, "bdc");
  EXPECT_EQ(work[0].owner, "");
}

TEST(OpenTime, OfAStepHandedOutAnewIsThatOfTheLaneOfThen) {
  Scene scene(kRules);
  scene.submit(event("received"), kMonday);
  scene.submit(event("inbound"), kMonday);
  scene.submit(event("qualified"), "2026-11-23T17:30:00Z");  // until 19:00 on Tuesday's clock: 9:30
  EXPECT_EQ(scene.engine.worklist("t", at(kEvening), std::nullopt, 1).at(0).by,
            at("2026-11-24T08:30:00Z"));
  scene.submit(event("night"), kEvening);
  // At 9:30 it runs out; from then on an hour of the call centre's.
  EXPECT_EQ(scene.engine.worklist("t", at("2026-11-24T08:31:00Z"), std::nullopt, 1).at(0).by,
            at("2026-11-24T09:30:00Z"));
}

// `since` follows its field; a lane alone changes nothing of what runs.
TEST(OpenTime, OfALineThatFollowsAFieldIsCountedAnewOnlyWithTheField) {
  Scene scene(
      "relance: 1\nname: since\ntimezone: Europe/Paris\ninitial: a\n"
      "calendars:\n  day: {open: {mon-fri: 09:00-19:00}}\n  long: {open: {mon-sun: 00:00-24:00}}\n"
      "lanes: {seller: {calendar: day}, bdc: {calendar: long}}\n"
      "lead: {brand: text, project: time}\n"
      "states:\n  a:\n    stage: new\n    events: {lost: z}\n"
      "    after: [{delay: 1 open h, since: project, do: [{alert: boss}]}]\n  z: {stage: lost}\n");
  scene.submit(event("received", {{"project", "2026-11-23T18:30:00Z"}}), kMonday);
  EXPECT_EQ(scene.record().next_due(), at("2026-11-24T09:00:00Z"));
  scene.submit(event("assigned", {{"lane", "bdc"}, {"brand", "Volta"}}), kMonday);
  EXPECT_EQ(scene.record().next_due(), at("2026-11-24T09:00:00Z"));
  scene.submit(event("changed", {{"project", "2026-11-23T18:31:00Z"}}), kMonday);
  EXPECT_EQ(scene.record().next_due(), at("2026-11-23T19:31:00Z"));
}

TEST(Worklist, OfALaneHasTheStepsOfItsLeadsWhoeverOwnsThem) {
  Scene scene(kRules);
  for (const std::string lead : {"A", "B", "C"}) {
    scene.submit(event("received", {}, "", lead), kMonday);
    scene.submit(event("inbound", {}, "", lead), kMonday);
    scene.submit(event("qualified", {}, "", lead), kMonday);
  }
  scene.submit(event("assigned", {{"to", "lea"}, {"lane", "bdc"}}, "", "A"), kMonday);
  scene.submit(event("assigned", {{"lane", "bdc"}}, "", "C"), kMonday);
  const auto leads = [&](std::optional<std::string_view> owner, std::string_view lane) {
    std::string found;
    for (const WorkItem& item : scene.engine.worklist("t", at(kMonday), owner, 10, lane)) {
      found += item.lead;
    }
    return found;
  };
  EXPECT_EQ(leads(std::nullopt, "bdc"), "AC");
  EXPECT_EQ(leads("lea", "bdc"), "A");
  EXPECT_EQ(leads("", "bdc"), "C");
  EXPECT_EQ(leads(std::nullopt, "seller"), "B");
  EXPECT_EQ(leads(std::nullopt, "nobody"), "");
}

TEST(Lane, WhatChangedStandsInTheJournal) {
  Scene scene(kRules);
  scene.submit(event("received", {{"owner", "karim"}}), kMonday);
  scene.submit(event("night"), kMonday);
  const std::string text = scene.exported(kMonday);
  EXPECT_NE(text.find("owner \"\" lane \"bdc\""), std::string::npos) << text;
  EXPECT_NE(text.find("    value lane \"seller\"\n"), std::string::npos) << text;
  EXPECT_NE(text.find("    value lane \"bdc\"\n    value owner \"\"\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace relance::test
