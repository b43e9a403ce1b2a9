#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kRules = R"(
relance: 1
name: showroom
timezone: Europe/Paris
currency: EUR
initial: incoming
lead:
  budget: {type: money}
  project: {type: date}
  vehicle: {type: text, one_of: [new, used]}
  passport: {type: text, personal: true}
states:
  incoming:
    stage: new
    events:
      reached: talking
      qualified:
        - {to: nursery, if: 'lead.project > today + days(365)'}
        - {to: talking, if: 'has(lead.budget)'}
      lost: {to: gone, if: 'event.reason in ["invalid", "duplicate"]'}
  talking:
    stage: contacted
    enter: [{send: brochure, by: preferred}]
    events: {booked: visit, lost: gone}
  visit:
    stage: appointment
    events: {moved: visit, shown: room}
  room:
    stage: shown
    events: {sold: won}
  nursery:
    stage: nurture
    events: {reached: talking}
  won:
    stage: sold
  gone:
    stage: lost
    events: {reopened: talking}
)";

constexpr std::string_view kNow = "2026-11-23T09:00:00Z";

TEST(Submit, ReceivedCreatesTheLeadInTheInitialState) {
  Scene scene(kRules);
  const Decision decision = scene.submit(event("received", {{"source", "web"}}), kNow);
  EXPECT_EQ(decision.verdict, Verdict::accepted);
  EXPECT_EQ(decision.from, "");
  EXPECT_EQ(decision.to, "incoming");
  EXPECT_EQ(decision.lead_number, 1u);
  EXPECT_EQ(scene.record().source, "web");
}

TEST(Submit, AMoveThatTheStateDoesNotTakeIsRefusedAndNamesThoseItWould) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  const Decision decision = scene.submit(event("sold"), kNow);
  EXPECT_EQ(decision.verdict, Verdict::refused);
  EXPECT_EQ(decision.refusal, Refusal::not_here);
  EXPECT_EQ(decision.would_take, (std::vector<std::string>{"qualified", "lost"}));
  EXPECT_EQ(scene.state(), "incoming");
  EXPECT_EQ(scene.record().seq, 2u) << "a refusal is journalled";
}

TEST(Submit, AFactIsAcceptedInEveryStateAndMovesOnlyWhereItIsListed) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  EXPECT_EQ(scene.submit(event("clicked"), kNow).verdict, Verdict::accepted);
  EXPECT_EQ(scene.state(), "incoming");
}

TEST(Submit, AConversationDerivesReachedRightAfterItsCause) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  scene.submit(event("attempted", {{"channel", "phone"}, {"outcome", "no_answer"}}), kNow);
  EXPECT_EQ(scene.state(), "incoming");
  scene.submit(event("attempted", {{"channel", "phone"}, {"outcome", "conversation"}}), kNow);
  EXPECT_EQ(scene.state(), "talking");
  EXPECT_EQ(scene.history().back(), "reached accepted incoming talking 2026-11-23T09:00:00Z");
  EXPECT_EQ(scene.record().attempts, 2u);
}

TEST(Submit, AnInboundContactDerivesReachedToo) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  scene.submit(event("inbound", {{"channel", "email"}}), kNow);
  EXPECT_EQ(scene.state(), "talking");
}

TEST(Submit, TheFirstCandidateWhoseGuardHoldsWins) {
  Scene scene(kRules);
  scene.submit(event("received", {{"budget", "20000 EUR"}, {"project", "2028-01-01"}}), kNow);
  EXPECT_EQ(scene.submit(event("qualified"), kNow).to, "nursery");
  scene.submit(event("received", {{"budget", "20000 EUR"}, {"project", "2026-12-01"}}, "", "L2"),
               kNow);
  const Decision decision = scene.submit(event("qualified", {}, "", "L2"), kNow);
  EXPECT_EQ(decision.to, "talking");
  EXPECT_EQ(decision.rule, "states.incoming.events.qualified[1]");
}

TEST(Submit, AGuardOnAnAbsentFieldIsFalseAndTheTraceSaysSo) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  const Decision decision = scene.submit(event("qualified"), kNow);
  EXPECT_EQ(decision.refusal, Refusal::guard_false);
  EXPECT_EQ(std::count(decision.would_take.begin(), decision.would_take.end(), "qualified"), 0)
      << "it was just refused";
  EXPECT_FALSE(decision.would_take.empty());
  EXPECT_EQ(decision.message.find(", qualified"), std::string::npos) << decision.message;
  EXPECT_EQ(decision.message.find(": qualified"), std::string::npos) << decision.message;
  EXPECT_NE(scene.exported(kNow).find("trace guard_absent states.incoming.events.qualified[0] "
                                      "project"),
            std::string::npos);
}

TEST(Submit, WhatAnEventCarriesIsReadByItsGuardsAndKeptOnlyWhenItIsAccepted) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  // No guard reads vehicle, so this is refused and leaves nothing behind.
  EXPECT_EQ(scene.submit(event("qualified", {{"vehicle", "used"}}), kNow).verdict,
            Verdict::refused);
  EXPECT_EQ(scene.exported(kNow).find("field vehicle"), std::string::npos);
  EXPECT_EQ(scene.submit(event("qualified", {{"budget", "15000 EUR"}}), kNow).to, "talking");
  EXPECT_NE(scene.exported(kNow).find("field budget 15000.00 EUR"), std::string::npos);
}

TEST(Submit, AttributesOfTheWrongTypeOrNameAreRefused) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  const auto refusal = [&](const Event& e) { return scene.submit(e, kNow).refusal; };
  EXPECT_EQ(refusal(event("changed", {{"budget", "a lot"}})), Refusal::bad_value);
  EXPECT_EQ(refusal(event("changed", {{"vehicle", "stolen"}})), Refusal::bad_value);
  EXPECT_EQ(refusal(event("changed", {{"colour", "red"}})), Refusal::unknown_attribute);
  EXPECT_EQ(refusal(event("attempted", {{"channel", "phone"}})), Refusal::missing);
  EXPECT_EQ(refusal(event("attempted", {{"outcome", "delivered"}})), Refusal::bad_value);
  EXPECT_EQ(refusal(event("changed", {{"budget", "1 EUR"}, {"budget", "2 EUR"}})),
            Refusal::bad_value);
  EXPECT_EQ(refusal(event("reached")), Refusal::told_by_engine);
  EXPECT_EQ(refusal(event("teleported")), Refusal::unknown_event);
  EXPECT_EQ(refusal(event("lost")), Refusal::missing);
}

TEST(Submit, ARefusedValueSaysWhatTheFieldTakes) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  const auto message = [&](const Event& e) { return scene.submit(e, kNow).message; };
  EXPECT_EQ(message(event("changed", {{"vehicle", "stolen"}})),
            "'vehicle' has a value that it cannot have: it is one of new, used");
  EXPECT_EQ(message(event("changed", {{"budget", "900,50"}})),
            "'budget' has a value that it cannot have: it is an amount such as 900.50 EUR");
  EXPECT_NE(message(event("attempted", {{"outcome", "talked"}})).find("conversation, no_answer"),
            std::string::npos);
}

TEST(Submit, PersonalValuesAreKeptApartAndNeverExported) {
  Scene scene(kRules);
  scene.submit(
      event("received", {{"person.email", "anna.canary@example.com"}, {"passport", "P-CANARY-1"}}),
      kNow);
  scene.submit(event("noted", {{"text", "canary: prefers mornings"}}), kNow);
  const auto view = scene.engine.lead("t", "L1");
  ASSERT_EQ(view->personal.size(), 3u);
  EXPECT_EQ(view->personal[0].name, "lead.passport");
  EXPECT_EQ(view->personal[1].name, "note.2");
  EXPECT_EQ(view->personal[2].value, "anna.canary@example.com");
  const std::string exported = scene.exported(kNow);
  EXPECT_EQ(exported.find("anary"), std::string::npos);
  EXPECT_EQ(exported.find("CANARY"), std::string::npos);
  EXPECT_NE(exported.find("field passport true"), std::string::npos);
}

TEST(Submit, WholeNumbersAreExactTo64Bits) {
  Scene scene(
      "relance: 1\nname: n\ninitial: a\nlead: {n: {type: number}}\n"
      "states: {a: {stage: new}}\n");
  scene.submit(event("received", {{"n", "-9223372036854775808"}}), kNow);
  EXPECT_NE(scene.exported(kNow).find("field n -9223372036854775808"), std::string::npos);
  const auto refusal = [&](std::string_view text) {
    return scene.submit(event("changed", {{"n", std::string(text)}}), kNow).refusal;
  };
  EXPECT_EQ(refusal("9223372036854775807"), Refusal::none);
  for (const std::string_view bad : {"9223372036854775808", "1.5", "1 ", "", "0x10", "one"}) {
    EXPECT_EQ(refusal(bad), Refusal::bad_value) << bad;
  }
}

TEST(Submit, AnEventOverItsSizeIsRefusedWithOrWithoutItsLead) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  const auto noted = [](std::size_t bytes, std::string_view lead) {
    Event e = event("noted", {}, "", lead);
    // Four texts of at most 64 KiB each, under the names of four persons' values.
    for (int i = 0; i < 4; ++i) {
      e.attributes.push_back({fmt::format("person.x{}", i), Value::of(std::string(bytes, 'x'))});
    }
    return e;
  };
  EXPECT_EQ(scene.submit(noted(4'096, "L1"), kNow).verdict, Verdict::accepted);
  EXPECT_EQ(scene.submit(noted(4'097, "L1"), kNow).refusal, Refusal::bad_value);
  EXPECT_EQ(scene.submit(noted(70'000, "L1"), kNow).refusal, Refusal::limit);
  EXPECT_EQ(scene.submit(noted(70'000, "nobody"), kNow).refusal, Refusal::limit);
  EXPECT_TRUE(scene.engine.waiting_leads("t", "", 10).empty());
}

TEST(Idempotence, TheSameKeyAndContentGivesTheRecordedDecision) {
  Scene scene(kRules);
  scene.submit(event("received", {}, "k1"), kNow);
  const Decision first = scene.submit(event("sold", {}, "k2"), kNow);
  const Decision again = scene.submit(event("sold", {}, "k2"), "2026-11-24T09:00:00Z");
  EXPECT_FALSE(first.repeated);
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.refusal, Refusal::not_here) << "refusals are recorded";
  EXPECT_EQ(again.seq, first.seq);
  EXPECT_EQ(scene.record().seq, 2u);
}

TEST(Idempotence, TheSameKeyWithOtherContentIsAConflict) {
  Scene scene(kRules);
  scene.submit(event("received", {}, "k1"), kNow);
  const Decision decision = scene.submit(event("clicked", {}, "k1"), kNow);
  EXPECT_EQ(decision.refusal, Refusal::key_conflict);
  EXPECT_EQ(scene.record().seq, 1u);
}

TEST(Idempotence, AKeyNeverExpiresHoweverManyFollow) {
  Scene scene(kRules);
  scene.submit(event("received", {}, "k0"), kNow);
  for (int i = 1; i <= 200; ++i) {
    scene.submit(event("clicked", {}, fmt::format("k{}", i)), kNow);
  }
  for (const int i : {0, 1, 31, 32, 33, 100, 199, 200}) {
    const Event repeat = event(i == 0 ? "received" : "clicked", {}, fmt::format("k{}", i));
    const Decision decision = scene.submit(repeat, kNow);
    EXPECT_TRUE(decision.repeated) << i;
    EXPECT_EQ(decision.seq, static_cast<std::uint32_t>(i + 1));
  }
  EXPECT_EQ(scene.record().seq, 201u);
}

TEST(Idempotence, WorksInsideOneBatch) {
  Scene scene(kRules);
  const std::vector<Event> batch = {event("received", {}, "a"), event("clicked", {}, "b"),
                                    event("clicked", {}, "b"), event("opened", {}, "b")};
  const auto decisions = scene.engine.submit("t", batch, at(kNow));
  EXPECT_FALSE(decisions[1].repeated);
  EXPECT_TRUE(decisions[2].repeated);
  EXPECT_EQ(decisions[3].refusal, Refusal::key_conflict);
}

TEST(Submit, AnEventSaysEachThingOnceWhatIsPersonalToo) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  const auto said = [](std::string_view name, std::string_view again) {
    Event e = event("noted");
    for (const std::string_view each : {name, std::string_view("person.name"), again}) {
      e.attributes.push_back({std::string(each), Value::of("x")});
    }
    return e;
  };
  EXPECT_EQ(scene.submit(said("person.email", "person.phone"), kNow).verdict, Verdict::accepted);
  for (const std::string_view name : {"person.email", "text"}) {
    const Decision decision = scene.submit(said(name, name), kNow);
    EXPECT_EQ(decision.refusal, Refusal::bad_value) << name;
    EXPECT_NE(decision.message.find("once"), std::string::npos) << decision.message;
  }
}

TEST(Refusals, OfAKeyOrAnActorThatIsNotUtf8SayThatItMayBe) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  Event told = event("clicked");
  told.actor = "caf\xe9";
  for (const Event& wrong : {event("clicked", {}, "k\xff"), told}) {
    const Decision decision = scene.submit(wrong, kNow);
    EXPECT_EQ(decision.refusal, Refusal::limit);
    EXPECT_NE(decision.message.find("UTF-8"), std::string::npos) << decision.message;
  }
}

TEST(Refusals, OfAnUnknownAttributeNameItAndWhatWasMeant) {
  Scene scene(kRules);
  EXPECT_NE(scene.submit(event("received", {{"vehicel", "used"}}), kNow)
                .message.find("'vehicel': did you mean 'vehicle'?"),
            std::string::npos);
  const Decision far =
      scene.submit(event("received", {{"\x1b[2J" + std::string(500, 'x'), ""}}), kNow);
  EXPECT_NE(far.message.find("'?[2Jxxx"), std::string::npos) << "nothing that commands a terminal";
  EXPECT_EQ(far.message.find(std::string(65, 'x')), std::string::npos) << "and not all of it";
  EXPECT_NE(far.message.find("it may carry: person.*, "), std::string::npos) << far.message;
}

TEST(Clock, AnEventFromTheFutureIsRefusedOnBothSidesOfTheLimit) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  Event early = event("clicked");
  early.occurred_at = at(kNow) + minutes(5);
  EXPECT_EQ(scene.submit(early, kNow).verdict, Verdict::accepted);
  early.occurred_at = at(kNow) + minutes(5) + microseconds(1);
  EXPECT_EQ(scene.submit(early, kNow).refusal, Refusal::from_future);
}

TEST(Clock, ANowThatGoesBackIsDecidedAtTheLeadsClockAndMarkedLate) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  const Decision decision = scene.submit(event("clicked"), "2026-11-23T08:00:00Z");
  EXPECT_TRUE(decision.late);
  EXPECT_EQ(scene.history().back(), "clicked accepted incoming incoming 2026-11-23T09:00:00Z");
}

TEST(Clock, AnUnlawfulNowIsAFaultAndChangesNothing) {
  Scene scene(kRules);
  const Event received = event("received");
  EXPECT_THROW(scene.engine.submit("t", std::span(&received, 1), Instant{INT64_MAX}), Fault);
  EXPECT_FALSE(scene.engine.lead("t", "L1").has_value());
}

TEST(Batch, ARefusalDoesNotSpoilTheOthers) {
  Scene scene(kRules);
  const std::vector<Event> batch = {event("received"), event("sold"), event("inbound"),
                                    event("", {}, "", ""), event("received", {}, "", "L2")};
  const auto decisions = scene.engine.submit("t", batch, at(kNow));
  EXPECT_EQ(decisions[1].refusal, Refusal::not_here);
  EXPECT_EQ(decisions[2].verdict, Verdict::accepted);
  EXPECT_EQ(decisions[3].refusal, Refusal::bad_lead_id);
  EXPECT_EQ(decisions[4].lead_number, 2u);
}

TEST(Batch, NoLeadIsMadeOfAnIdWithBlanksAround) {
  Scene scene(kRules);
  const std::vector<Event> batch = {
      event("received", {}, "", " L1"), event("received", {}, "", "L1\xC2\xA0"),
      event("inbound", {}, "", "L1\n"), event("received", {}, "", "L 1"),
      event("received", {}, "", "L1")};
  const auto decisions = scene.engine.submit("t", batch, at(kNow));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(decisions[i].refusal, Refusal::bad_lead_id);
    EXPECT_NE(decisions[i].message.find("trim"), std::string::npos);
  }
  EXPECT_EQ(decisions[3].lead_number, 1u);  // blanks inside are part of the name
  EXPECT_EQ(decisions[4].lead_number, 2u);
}

TEST(Versions, NewLeadsTakeTheNewRulesAndOldLeadsKeepTheirs) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  std::string other(kRules);
  other.replace(other.find("name: showroom"), 14, "name: showroom2");
  other.replace(other.find("reached: talking"), 16, "reached: nursery");
  scene.engine.deploy("t", rules(other));
  scene.submit(event("received", {}, "", "L2"), kNow);
  scene.submit(event("inbound"), kNow);
  scene.submit(event("inbound", {}, "", "L2"), kNow);
  EXPECT_EQ(scene.state("L1"), "talking");
  EXPECT_EQ(scene.state("L2"), "nursery");
  EXPECT_EQ(scene.engine.store().workflows().size(), 2u);
}

TEST(Tenants, AreApart) {
  Scene scene(kRules);
  scene.engine.deploy("u", rules(kRules));
  scene.submit(event("received"), kNow);
  EXPECT_FALSE(scene.engine.lead("u", "L1").has_value());
  const Event received = event("received");
  EXPECT_THROW(scene.engine.submit("nobody", std::span(&received, 1), at(kNow)), Fault);
}

TEST(Audit, FindsNothingWrong) {
  Scene scene(kRules);
  scene.submit(event("received"), kNow);
  scene.submit(event("inbound"), kNow);
  scene.submit(event("booked", {{"at", "2026-11-25T10:00:00Z"}}), kNow);
  EXPECT_EQ(scene.engine.audit(), std::vector<std::string>{});
}

}  // namespace
}  // namespace relance::test
