// Law 6, case by case: who moves, what of a lead goes over and from when on it counts, what is
// refused, and what can be proved afterwards.
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kOld = R"(relance: 1
name: shop
timezone: UTC
initial: came
lead: {budget: {type: number}, project: {type: date}}
watch: {every: 5 d, do: [{alert: boss}]}
states:
  came:
    stage: new
    enter: [{call: first_call, within: 2 h}]
    events: {reached: talking, lost: gone}
    after: [{delay: 3 d, do: [{alert: boss}]}]
  talking:
    stage: contacted
    enter: [{send: brochure}]
    events: {lost: gone}
    after: [{delay: 10 d, raise: lost, with: {reason: cold}}]
  gone: {stage: lost, events: {reached: talking}}
)";

std::string edited(const Edits& edits) { return test::edited(kOld, edits); }

MovePlan all(std::vector<MovePlan::Mapping> map = {}) {
  return {MovePlan::Who::all, "", std::move(map), "ada"};
}

constexpr std::string_view kReceived = "2026-01-05T09:00:00Z";
constexpr std::string_view kMoved = "2026-01-05T10:00:00Z";

class Deploy : public testing::Test {
 protected:
  Deploy() : scene(kOld) { scene.submit(event("received", {{"budget", "7"}}), kReceived); }

  std::vector<LeadMove> moved(std::string_view text, const MovePlan& plan,
                              std::string_view now = kMoved) {
    const auto workflow = rules(text);
    dry = scene.engine.dry_run("t", workflow, plan, at(now)).leads;
    scene.engine.deploy("t", workflow, at(now), "ada");
    return scene.engine.move("t", plan, at(now)).leads;
  }

  Instant due(TimerKind kind, std::string_view lead = "L1") {
    for (const Timer& timer : scene.record(lead).timers) {
      if (timer.kind == kind) return timer.due;
    }
    return kNever;
  }

  Scene scene;
  std::vector<LeadMove> dry;
};

TEST_F(Deploy, NobodyMovesUnlessAsked) {
  const std::string before = scene.exported(kMoved);
  EXPECT_TRUE(moved(edited({{"within: 2 h", "within: 4 h"}}), {}).empty());
  std::string after = scene.exported(kMoved);
  const auto tail = [](const std::string& text) { return text.substr(text.find("\nlead ")); };
  EXPECT_EQ(tail(before), tail(after));
  scene.submit(event("received", {}, "", "L2"), kMoved);
  EXPECT_EQ(due(TimerKind::step_limit), at("2026-01-05T11:00:00Z"));
  EXPECT_EQ(due(TimerKind::step_limit, "L2"), at("2026-01-05T14:00:00Z"));
}

TEST_F(Deploy, StepsAndLinesCountFromWhenTheyBegan) {
  const auto moves =
      moved(edited({{"within: 2 h", "within: 4 h"}, {"delay: 3 d", "delay: 1 d"}}), all());
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_TRUE(moves[0].without.empty());
  EXPECT_EQ(due(TimerKind::step_limit), at("2026-01-05T13:00:00Z"));  // 4 h from 09:00
  EXPECT_EQ(due(TimerKind::after), at("2026-01-06T09:00:00Z"));
  EXPECT_EQ(due(TimerKind::watch), kNever);  // it rests while something else is due
  EXPECT_TRUE(scene.engine.audit().empty());
}

TEST_F(Deploy, DryRunSaysTheSameAndWritesNothing) {
  const std::string before = scene.exported(kMoved);
  const auto workflow = rules(edited({{"within: 2 h", "within: 4 h"}}));
  const MoveResult told = scene.engine.dry_run("t", workflow, all(), at(kMoved));
  EXPECT_EQ(scene.exported(kMoved), before);
  ASSERT_EQ(told.leads.size(), 1u);
  EXPECT_EQ(told.leads[0].lead, "L1");
  EXPECT_EQ(told.leads[0].from, "came");
  ASSERT_EQ(told.leads[0].rearmed.size(), 1u) << "the line stays what it is";
  EXPECT_EQ(told.leads[0].rearmed[0].what, "limit of call first_call");
  EXPECT_FALSE(told.leads[0].rearmed[0].at_once);
  EXPECT_EQ(told.leads[0].rearmed[0].before, at("2026-01-05T11:00:00Z"));
  EXPECT_EQ(told.leads[0].rearmed[0].after, at("2026-01-05T13:00:00Z"));
  const auto done = moved(workflow->text(), all());
  ASSERT_EQ(done.size(), 1u);
  ASSERT_EQ(done[0].rearmed.size(), told.leads[0].rearmed.size());
  for (std::size_t i = 0; i < done[0].rearmed.size(); ++i) {
    EXPECT_EQ(done[0].rearmed[i].what, told.leads[0].rearmed[i].what);
    EXPECT_EQ(done[0].rearmed[i].after, told.leads[0].rearmed[i].after);
  }
}

TEST_F(Deploy, DueInThePastFiresAtTheInstantOfTheMove) {
  const auto moves = moved(edited({{"within: 2 h", "within: 30 min"}}), all());
  ASSERT_EQ(dry.size(), 1u);
  ASSERT_EQ(dry[0].rearmed.size(), 1u);
  EXPECT_EQ(dry[0].rearmed[0].what, "limit of call first_call");
  EXPECT_TRUE(dry[0].rearmed[0].at_once);
  EXPECT_EQ(dry[0].rearmed[0].after, at("2026-01-05T09:30:00Z"));
  EXPECT_TRUE(moves.at(0).rearmed.at(0).at_once);
  scene.engine.tick("t", at("2026-01-05T10:00:00Z"));
  const std::vector<std::string> history = scene.history();
  ASSERT_EQ(history.size(), 3u);
  EXPECT_EQ(history[1], "deployed accepted came came 2026-01-05T10:00:00Z");
  EXPECT_EQ(history[2], "neglected accepted came came 2026-01-05T10:00:00Z");
}

TEST_F(Deploy, FactsAndCountersStay) {
  scene.submit(event("attempted", {{"channel", "phone"}, {"outcome", "no_answer"}}),
               "2026-01-05T09:30:00Z");
  const LeadRecord before = scene.record();
  moved(edited({{"budget: {type: number}", "colour: {type: text}, budget: {type: number}"}}),
        all());
  LeadRecord after = scene.record();
  EXPECT_EQ(after.attempts, before.attempts);
  EXPECT_EQ(after.attempts_by, before.attempts_by);
  EXPECT_EQ(after.milestones, before.milestones);
  EXPECT_EQ(after.received_at, before.received_at);
  scene.engine.store().read_attributes(after);
  EXPECT_EQ(after.attributes.fields.at(1), Value::of(std::int64_t{7}));  // behind colour now
}

TEST_F(Deploy, RenamedStateIsRefusedUnlessMapped) {
  const std::string renamed = edited({{"talking", "in_talk"}});
  scene.submit(event("inbound"), "2026-01-05T09:30:00Z");
  auto moves = moved(renamed, all());
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_EQ(moves[0].without, (std::vector<std::string>{"talking"}));
  EXPECT_EQ(scene.state(), "talking");
  moves = moved(renamed, all({{"talking", "in_talk"}}));
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_EQ(moves[0].to, "in_talk");
  EXPECT_EQ(scene.state(), "in_talk");
  EXPECT_EQ(due(TimerKind::after), at("2026-01-15T09:30:00Z"));
  EXPECT_TRUE(scene.engine.audit().empty());
}

TEST_F(Deploy, StepWithoutCounterpartIsRefusedUnlessMappedOrLetGo) {
  const std::string other = edited({{"call: first_call", "call: welcome"}});
  EXPECT_EQ(moved(other, all()).at(0).without, (std::vector<std::string>{"call first_call"}));
  const auto handed_out = scene.claim(kMoved);
  ASSERT_EQ(handed_out.size(), 1u);
  moved(other, all({{"call first_call", "call welcome"}}));
  const auto work = scene.engine.worklist("t", at(kMoved), std::nullopt, 10);
  ASSERT_EQ(work.size(), 1u);
  EXPECT_EQ(work[0].name, "welcome");
  EXPECT_EQ(work[0].id, handed_out[0].id);
  EXPECT_EQ(scene.engine.ack("t", handed_out[0].id, handed_out[0].token, at(kMoved)),
            ErrorCode::ok);
}

TEST_F(Deploy, StepThatGoesIsWithdrawnWhereItWasHandedOut) {
  const auto handed_out = scene.claim(kMoved);
  ASSERT_EQ(handed_out.size(), 1u);
  moved(edited({{"call: first_call", "call: welcome"}}), all({{"call first_call", "-"}}));
  const auto told = scene.claim(kMoved);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].verb, "withdraw");
  EXPECT_EQ(told[0].withdraws, handed_out[0].id);
  EXPECT_EQ(scene.engine.ack("t", told[0].id, told[0].token, at(kMoved)), ErrorCode::ok);
  EXPECT_EQ(scene.engine.ack("t", handed_out[0].id, handed_out[0].token, at(kMoved)),
            ErrorCode::withdrawn);
  EXPECT_TRUE(scene.engine.audit().empty());
}

TEST_F(Deploy, OutcomeOfAStepAskedForBeforeIsTakenAfter) {
  const auto handed_out = scene.claim(kMoved);
  moved(edited({{"within: 2 h", "within: 4 h"}}), all());
  const Decision decision =
      scene.submit(event("attempted", {{"channel", "phone"},
                                       {"outcome", "no_answer"},
                                       {"effect", to_text(handed_out.at(0).id)}}),
                   "2026-01-05T10:30:00Z");
  EXPECT_EQ(decision.verdict, Verdict::accepted);
  EXPECT_FALSE(scene.record().has_open_step());
}

TEST_F(Deploy, LineThatHasFiredDoesNotFireAgain) {
  scene.engine.tick("t", at("2026-01-08T09:00:00Z"));  // came.after[0], after three days
  moved(edited({{"delay: 3 d", "delay: 4 d"}}), all(), "2026-01-08T10:00:00Z");
  EXPECT_EQ(due(TimerKind::after), kNever);
}

TEST_F(Deploy, NewLineCountsFromTheEntryOfTheState) {
  scene.submit(event("inbound"), "2026-01-05T09:30:00Z");
  scene.submit(event("noted", {{"text", "hello"}}), "2026-01-05T09:45:00Z");
  moved(edited({{"raise: lost, with: {reason: cold}}]",
                 "raise: lost, with: {reason: cold}}, {delay: 2 d, do: [{alert: head}]}]"}}),
        all());
  Instant due = kNever;
  for (const Timer& timer : scene.record().timers) due = std::min(due, timer.due);
  EXPECT_EQ(due, at("2026-01-07T09:30:00Z"));
}

TEST_F(Deploy, ValueWithoutAFieldIsRefusedUnlessMappedOrLetGo) {
  const std::string renamed = edited({{"budget: {type: number}", "price: {type: number}"}});
  EXPECT_EQ(moved(renamed, all()).at(0).without, (std::vector<std::string>{"lead.budget"}));
  moved(renamed, all({{"lead.budget", "lead.price"}}));
  LeadRecord lead = scene.record();
  scene.engine.store().read_attributes(lead);
  EXPECT_EQ(lead.attributes.fields.at(0), Value::of(std::int64_t{7}));
}

TEST_F(Deploy, OfTwoValuesThatWouldBecomeOneTheOtherHasNoCounterpart) {
  const std::string one = edited({{"budget: {type: number}", "price: {type: number}"}});
  const std::string two =
      edited({{"budget: {type: number}", "budget: {type: number}, price: {type: number}"}});
  moved(two, all());
  scene.submit(event("changed", {{"price", "9"}}), "2026-01-05T10:30:00Z");
  EXPECT_EQ(moved(one, all({{"lead.budget", "lead.price"}}), "2026-01-05T11:00:00Z").at(0).without,
            (std::vector<std::string>{"lead.price (another value becomes it)"}));
}

TEST_F(Deploy, FieldOfAnotherTypeIsNoCounterpart) {
  const std::string other = edited({{"budget: {type: number}", "budget: {type: text}"}});
  EXPECT_EQ(moved(other, all()).at(0).without,
            (std::vector<std::string>{"lead.budget (it is of another type there)"}));
}

TEST_F(Deploy, StateOfAStageThatCannotBeReachedIsRefused) {
  const std::string other =
      edited({{"stage: contacted", "stage: qualified"}, {"talking", "known"}});
  scene.submit(event("lost", {{"reason", "x"}}), "2026-01-05T09:30:00Z");
  const auto moves = moved(other, all({{"gone", "came"}}));
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_EQ(moves[0].without,
            (std::vector<std::string>{"gone (stage lost to new is no lawful move)"}));
}

TEST_F(Deploy, SelectsByStateStageAndGuard) {
  scene.submit(event("received", {{"budget", "900"}}, "", "L2"), kReceived);
  scene.submit(event("inbound", {}, "", "L2"), "2026-01-05T09:30:00Z");
  scene.submit(event("received", {}, "", "L3"), kReceived);
  const auto workflow = rules(edited({{"within: 2 h", "within: 4 h"}}));
  const auto picked = [&](MovePlan::Who who, std::string_view which) {
    std::string ids;
    for (const LeadMove& move :
         scene.engine.dry_run("t", workflow, {who, std::string(which), {}, ""}, at(kMoved)).leads) {
      ids += move.lead + " ";
    }
    return ids;
  };
  EXPECT_EQ(picked(MovePlan::Who::all, ""), "L1 L2 L3 ");
  EXPECT_EQ(picked(MovePlan::Who::state, "came"), "L1 L3 ");
  EXPECT_EQ(picked(MovePlan::Who::stage, "contacted"), "L2 ");
  EXPECT_EQ(picked(MovePlan::Who::guard, "lead.budget < 10"), "L1 ");
  EXPECT_EQ(picked(MovePlan::Who::guard, "!has(lead.budget)"), "L3 ");
  EXPECT_EQ(picked(MovePlan::Who::nobody, ""), "");
}

TEST_F(Deploy, PlanThatNamesWhatIsNotThereIsAFault) {
  const auto workflow = rules(kOld);
  const auto code = [&](const MovePlan& plan) {
    try {
      scene.engine.dry_run("t", workflow, plan, at(kMoved));
    } catch (const Fault& fault) {
      return fault.code();
    }
    return ErrorCode::ok;
  };
  EXPECT_EQ(code(all({{"talking", "in_tlk"}})), ErrorCode::usage);
  EXPECT_EQ(code(all({{"talking", "-"}})), ErrorCode::usage);
  EXPECT_EQ(code(all({{"call first_call", "call nobody"}})), ErrorCode::usage);
  EXPECT_EQ(code({MovePlan::Who::stage, "kontacted", {}, ""}), ErrorCode::usage);
  EXPECT_EQ(code({MovePlan::Who::all, "came", {}, ""}), ErrorCode::usage) << "a state, by its kind";
  EXPECT_EQ(code({MovePlan::Who::nobody, "came", {}, ""}), ErrorCode::usage);
}

TEST_F(Deploy, GuardIsLookedAtWhereNobodyIsMeant) {
  const auto workflow = rules(edited({{"budget", "price"}}));
  const auto code = [&](std::string_view tenant, std::string guard) {
    const MovePlan plan{MovePlan::Who::guard, std::move(guard), {}, ""};
    try {
      scene.engine.dry_run(tenant, workflow, plan, at(kMoved));
    } catch (const Fault& fault) {
      return fault.code();
    }
    return ErrorCode::ok;
  };
  EXPECT_EQ(code("nobody", "lead.prce > 1"), ErrorCode::input);
  EXPECT_EQ(code("nobody", "lead.price > 1"), ErrorCode::ok);
  moved(workflow->text(), all({{"lead.budget", "lead.price"}}));
  EXPECT_EQ(code("t", "lead.prce > 1"), ErrorCode::input);
  EXPECT_EQ(code("t", "lead.budget > 1"), ErrorCode::ok) << "as before its leads had moved";
}

TEST_F(Deploy, GuardThatIsWrongIsAFaultWithPlaceCaretAndHint) {
  const auto workflow = rules(edited({{"within: 2 h", "within: 4 h"}}));
  try {
    scene.engine.dry_run("t", workflow, {MovePlan::Who::guard, "lead.budgt > 1", {}, ""},
                         at(kMoved));
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), ErrorCode::input);
    const std::string said = fault.what();
    EXPECT_NE(said.find("guard:1:"), said.npos) << said;
    EXPECT_NE(said.find('^'), said.npos) << said;
    EXPECT_NE(said.find("budget"), said.npos) << said;
  }
}

TEST_F(Deploy, RollBackBringsTheLeadBackToWhatItWas) {
  const LeadRecord before = scene.record();
  moved(edited({{"came", "fresh"}, {"within: 2 h", "within: 4 h"}, {"delay: 3 d", "delay: 1 d"}}),
        all({{"came", "fresh"}}));
  ASSERT_EQ(scene.state(), "fresh");
  const auto deployments = scene.engine.deployments("t");
  ASSERT_EQ(deployments.size(), 2u);
  const auto back = scene.engine.kept(deployments[0].fingerprint.substr(0, 12));
  ASSERT_NE(back, nullptr);
  moved(back->text(), all({{"fresh", "came"}}));
  const LeadRecord after = scene.record();
  EXPECT_EQ(after.workflow, before.workflow);
  EXPECT_EQ(after.state, before.state);
  EXPECT_EQ(after.effects, before.effects);
  ASSERT_EQ(after.timers.size(), before.timers.size());
  for (const Timer& timer : before.timers) {
    EXPECT_TRUE(std::any_of(after.timers.begin(), after.timers.end(), [&](const Timer& each) {
      return each.kind == timer.kind && each.due == timer.due && each.since == timer.since;
    }));
  }
}

TEST_F(Deploy, EachChangeOfRulesStandsInTheList) {
  moved(edited({{"within: 2 h", "within: 4 h"}}), {});
  scene.engine.deploy("t", scene.engine.current("t"), at(kMoved), "ben");  // the same again
  const auto deployments = scene.engine.deployments("t");
  ASSERT_EQ(deployments.size(), 2u);
  EXPECT_EQ(deployments[0].at, kNever);
  EXPECT_EQ(deployments[1].number, 2u);
  EXPECT_EQ(deployments[1].at, at(kMoved));
  EXPECT_EQ(deployments[1].actor, "ada");
  EXPECT_EQ(deployments[1].fingerprint, scene.engine.current("t")->fingerprint());
}

TEST_F(Deploy, MoveGoesOnWhereItStoppedAndDoesNothingTwice) {
  for (int i = 2; i <= 40; ++i)
    scene.submit(event("received", {}, "", "L" + std::to_string(i)), kReceived);
  scene.engine.deploy("t", rules(edited({{"within: 2 h", "within: 4 h"}})), at(kMoved));
  MoveResult part = scene.engine.move("t", all(), at(kMoved), 0, 15);
  EXPECT_EQ(part.leads.size(), 15u);
  EXPECT_TRUE(part.more);
  part = scene.engine.move("t", all(), at(kMoved), 0, 1'000);  // as after a crash: from the start
  EXPECT_EQ(part.leads.size(), 25u);
  EXPECT_FALSE(part.more);
  const std::string before = scene.exported(kMoved);
  EXPECT_TRUE(scene.engine.move("t", all(), at(kMoved)).leads.empty());
  EXPECT_EQ(scene.exported(kMoved), before);
}

TEST_F(Deploy, RecordedDecisionOfAKeyIsGivenAfterTheMoveToo) {
  const Event told = event("attempted", {{"channel", "phone"}, {"outcome", "busy"}}, "k1");
  const Decision first = scene.submit(told, "2026-01-05T09:30:00Z");
  moved(edited({{"came", "fresh"}}), all({{"came", "fresh"}}));
  const Decision again = scene.submit(told, "2026-01-05T11:00:00Z");
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.seq, first.seq);
  EXPECT_EQ(again.to, "came");  // as it was decided
}

}  // namespace
}  // namespace relance::test
