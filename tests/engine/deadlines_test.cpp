// Deadlines of leads: when they begin, are met, warn and breach, and what pauses and ends them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/support.hpp"

namespace relance::test {
namespace {

// 2026-11-23 is a Monday; Paris is one hour ahead of UTC.
constexpr std::string_view kRules = R"(
relance: 1
name: promises
timezone: Europe/Paris
initial: incoming
calendars:
  showroom:
    open: {mon-fri: [09:00-12:30, 13:30-19:00]}
events: {papers_asked: {}, papers_came: {}, left_town: {}, back_in_town: {}}
deadlines:
  first_attempt:
    from: received
    until: attempted
    within: 20 min
    calendar: showroom
    warn_after: 10 min
    breach: [{alert: sales_manager}, {call: rescue, within: 1 h}]
  treated:
    from: qualified
    until: booked
    within: 4 h
    breach: [{alert: sales_manager}]
    pauses:
      papers: {from: papers_asked, until: papers_came}
      travel: {from: left_town, until: back_in_town}
watch: {every: 2 open days, do: [{alert: watcher}]}
states:
  incoming:
    stage: new
    events:
      qualified: known
      papers_asked: {}
      postponed: nursery
      lost: gone
      breached: {do: [{alert: noted}]}
  known:
    stage: qualified
    events:
      qualified: {}
      booked: visit
      papers_asked: {}
      papers_came: {}
      left_town: {}
      back_in_town: {}
      postponed: nursery
      lost: gone
      breached: {to: talking, if: 'event.deadline == "treated"'}
  talking: {stage: contacted, enter: [{call: again}], events: {booked: visit, lost: gone}}
  visit: {stage: appointment, events: {qualified: known, lost: gone}}
  nursery: {stage: nurture, events: {qualified: known, lost: gone}}
  gone: {stage: lost, events: {qualified: known}}
)";

Event attempt() { return event("attempted", {{"outcome", "no_answer"}, {"channel", "phone"}}); }
Event booked() { return event("booked", {{"at", "2026-12-24T10:00:00Z"}}); }

std::size_t times(const Scene& scene, std::string_view word) {
  std::size_t found = 0;
  for (const std::string& line : const_cast<Scene&>(scene).history()) {
    found += line.starts_with(word) ? 1 : 0;
  }
  return found;
}

bool says(Scene& scene, std::string_view now, std::string_view text) {
  return scene.exported(now).find(text) != std::string::npos;
}

/// When the deadline of this name breaches as things stand; kNever when it does not run.
Instant promised(Scene& scene, std::string_view name) {
  const auto view = scene.engine.lead("t", "L1");
  const Tables& tables = view->workflow->tables();
  for (const Timer& timer : view->lead.timers) {
    if (timer.kind != TimerKind::breach) continue;
    if (tables.words[tables.deadlines[timer.index].name] == name) return timer.due - kBreachAfter;
  }
  return kNever;
}

TEST(Deadline, BeginsAtItsEventAndIsMetByTheOther) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  EXPECT_EQ(promised(scene, "first_attempt"), at("2026-11-23T09:20:00Z"));
  scene.submit(attempt(), "2026-11-23T09:05:00Z");
  EXPECT_EQ(promised(scene, "first_attempt"), kNever);
  EXPECT_TRUE(scene.record().deadlines.empty());
  EXPECT_TRUE(says(scene, "2026-11-23T09:05:00Z", "trace deadline_met deadlines.first_attempt"));
}

TEST(Deadline, CountsOnlyTimeInWhichItsCalendarIsOpen) {
  Scene scene(kRules);
  // 12:20 in Paris: ten minutes before noon's closing, ten after the opening at 13:30.
  scene.submit(event("received"), "2026-11-23T11:20:00Z");
  EXPECT_EQ(promised(scene, "first_attempt"), at("2026-11-23T12:40:00Z"));
}

TEST(Deadline, MetExactlyAtThePromisedInstantIsMet) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(attempt(), "2026-11-23T09:20:00Z");
  EXPECT_EQ(times(scene, "breached"), 0u);
  EXPECT_TRUE(says(scene, "2026-11-23T10:00:00Z", "trace deadline_met deadlines.first_attempt"));
}

TEST(Deadline, BreachesAMicrosecondAfterThePromisedInstantAndOnlyOnce) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.engine.tick("t", at("2026-11-23T09:20:00Z"));
  EXPECT_EQ(times(scene, "breached"), 0u);
  scene.engine.tick("t", at("2026-11-23T18:00:00Z"));
  const auto history = scene.history();
  EXPECT_EQ(std::count(history.begin(), history.end(),
                       "breached accepted incoming incoming 2026-11-23T09:20:00.000001Z"),
            1);
  EXPECT_EQ(times(scene, "breached"), 1u);
}

TEST(Deadline, AnEventAtTheInstantOfTheBreachComesAfterIt) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(attempt(), "2026-11-23T09:20:00.000001Z");
  EXPECT_EQ(times(scene, "breached"), 1u);
  EXPECT_TRUE(
      says(scene, "2026-11-23T09:21:00Z", "trace deadline_met_late deadlines.first_attempt"));
}

TEST(Deadline, ItsBreachDoesItsEffectsBesideThoseOfTheStateThatListsIt) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  std::vector<std::string> asked;
  for (const Effect& effect : scene.claim("2026-11-23T09:30:00Z")) asked.push_back(effect.rule);
  const std::vector<std::string> expected = {
      "deadlines.first_attempt.warn[0]", "states.incoming.events.breached[0].do[0]",
      "deadlines.first_attempt.breach[0]", "deadlines.first_attempt.breach[1]"};
  EXPECT_EQ(asked, expected);
}

TEST(Deadline, AMoveThatListsItsBreachLosesNoneOfItsEffects) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(attempt(), "2026-11-23T09:01:00Z");
  scene.submit(event("qualified"), "2026-11-23T09:02:00Z");
  std::vector<std::string> asked;
  for (const Effect& effect : scene.claim("2026-11-23T14:00:00Z")) asked.push_back(effect.rule);
  EXPECT_EQ(scene.state(), "talking");
  const std::vector<std::string> expected = {"deadlines.treated.breach[0]",
                                             "states.talking.enter[0]"};
  EXPECT_EQ(asked, expected);
}

TEST(Deadline, WarnsTheSamePeopleOnceBeforeUnlessItIsMet) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  const auto effects = scene.claim("2026-11-23T09:10:00Z");
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(effects[0].rule, "deadlines.first_attempt.warn[0]");
  EXPECT_EQ(effects[0].name, "sales_manager");
  EXPECT_EQ(effects[0].emitted_at, at("2026-11-23T09:10:00Z"));
  scene.submit(attempt(), "2026-11-23T09:11:00Z");
  scene.submit(event("received", {}, "", "L2"), "2026-11-23T09:00:00Z");
  scene.submit(event("attempted", {{"outcome", "busy"}}, "", "L2"), "2026-11-23T09:09:00Z");
  for (const Effect& effect : scene.claim("2026-11-23T10:00:00Z")) {
    EXPECT_EQ(effect.id, effects[0].id) << "the lease of the first is over; nobody else is told";
  }
}

TEST(Deadline, AnAttemptToldAfterTheBreachIsMarkedByWhenItHappened) {
  for (const bool in_time : {true, false}) {
    Scene scene(kRules);
    scene.submit(event("received"), "2026-11-23T09:00:00Z");
    Event told = attempt();
    told.occurred_at = at(in_time ? "2026-11-23T09:20:00Z" : "2026-11-23T09:20:01Z");
    scene.submit(told, "2026-11-23T09:40:00Z");
    EXPECT_EQ(times(scene, "breached"), 1u) << "the breach stands";
    const std::string mark = in_time ? "deadline_told_late" : "deadline_met_late";
    EXPECT_TRUE(
        says(scene, "2026-11-23T10:00:00Z", fmt::format("trace {} deadlines.first_attempt", mark)));
    EXPECT_TRUE(scene.record().deadlines.empty());
  }
}

TEST(Deadline, ASecondBeginningDoesNotProlongIt) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("received"), "2026-11-23T09:10:00Z");
  EXPECT_EQ(promised(scene, "first_attempt"), at("2026-11-23T09:20:00Z"));
}

TEST(Deadline, BeginsAnewOnceItIsMet) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(attempt(), "2026-11-23T09:10:00Z");
  scene.submit(event("received"), "2026-11-23T10:00:00Z");
  EXPECT_EQ(promised(scene, "first_attempt"), at("2026-11-23T10:20:00Z"));
}

TEST(Deadline, SeveralRunAtOnce) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("qualified"), "2026-11-23T09:01:00Z");
  EXPECT_EQ(promised(scene, "first_attempt"), at("2026-11-23T09:20:00Z"));
  EXPECT_EQ(promised(scene, "treated"), at("2026-11-23T13:01:00Z"));
  scene.submit(booked(), "2026-11-23T09:02:00Z");
  EXPECT_EQ(promised(scene, "treated"), kNever);
  EXPECT_EQ(promised(scene, "first_attempt"), at("2026-11-23T09:20:00Z"));
}

TEST(Deadline, ARefusedMoveNeitherBeginsNorMeetsIt) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  EXPECT_EQ(scene.submit(booked(), "2026-11-23T09:01:00Z").verdict, Verdict::refused);
  scene.submit(event("qualified"), "2026-11-23T09:02:00Z");
  EXPECT_EQ(scene.submit(event("back_in_town"), "2026-11-23T09:03:00Z").verdict, Verdict::accepted);
  EXPECT_EQ(promised(scene, "treated"), at("2026-11-23T13:02:00Z"));
}

TEST(Pause, TheClockStandsUntilTheReasonIsOver) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("qualified"), "2026-11-23T09:00:00Z");
  scene.submit(event("papers_asked"), "2026-11-23T10:00:00Z");
  EXPECT_EQ(promised(scene, "treated"), kNever);
  scene.submit(event("papers_came"), "2026-11-25T08:00:00Z");
  EXPECT_EQ(promised(scene, "treated"), at("2026-11-25T11:00:00Z")) << "three hours were left";
}

TEST(Pause, StandsWhileAnyOfSeveralReasonsHolds) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("qualified"), "2026-11-23T09:00:00Z");
  scene.submit(event("papers_asked"), "2026-11-23T10:00:00Z");
  scene.submit(event("left_town"), "2026-11-23T11:00:00Z");
  scene.submit(event("papers_came"), "2026-11-23T12:00:00Z");
  EXPECT_EQ(promised(scene, "treated"), kNever);
  scene.submit(event("left_town"), "2026-11-23T12:30:00Z");  // a reason holds once or not
  scene.submit(event("back_in_town"), "2026-11-23T15:00:00Z");
  EXPECT_EQ(promised(scene, "treated"), at("2026-11-23T18:00:00Z"));
}

TEST(Pause, AReasonThatHeldBeforeTheBeginningHoldsFromThere) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("papers_asked"), "2026-11-23T09:00:00Z");
  scene.submit(event("qualified"), "2026-11-23T09:30:00Z");
  EXPECT_EQ(promised(scene, "treated"), kNever);
  scene.submit(event("papers_came"), "2026-11-24T08:00:00Z");
  EXPECT_EQ(promised(scene, "treated"), at("2026-11-24T12:00:00Z"));
}

TEST(Pause, APausedDeadlineCanBeMet) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("qualified"), "2026-11-23T09:00:00Z");
  scene.submit(event("papers_asked"), "2026-11-23T10:00:00Z");
  scene.submit(booked(), "2026-11-23T11:00:00Z");
  EXPECT_TRUE(says(scene, "2026-11-23T11:00:00Z", "trace deadline_met deadlines.treated"));
  EXPECT_TRUE(says(scene, "2026-11-23T11:00:00Z",
                   "deadline deadlines.treated waiting promised never left 0 us warning left -1 "
                   "us held by papers"));
}

TEST(Pause, TheWatchLooksAfterALeadWhoseDeadlineStands) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(attempt(), "2026-11-23T09:00:00Z");
  scene.submit(event("qualified"), "2026-11-23T09:00:00Z");
  EXPECT_EQ(scene.record().next_due(), at("2026-11-23T13:00:00.000001Z")) << "the watch rests";
  scene.submit(event("papers_asked"), "2026-11-23T10:00:00Z");
  EXPECT_EQ(scene.record().next_due(), at("2026-11-25T10:00:00Z"));
}

TEST(Deadline, EndsWhenTheLeadIsClosedOrPutIntoNurture) {
  for (const std::string_view end : {"lost", "postponed"}) {
    Scene scene(kRules);
    scene.submit(event("received"), "2026-11-23T09:00:00Z");
    Event last = event(end);
    if (end == "lost") last = event(end, {{"reason", "bought"}});
    scene.submit(last, "2026-11-23T09:05:00Z");
    EXPECT_EQ(promised(scene, "first_attempt"), kNever);
    EXPECT_TRUE(scene.record().deadlines.empty());
    EXPECT_TRUE(
        says(scene, "2026-11-23T10:00:00Z", "trace deadline_ended deadlines.first_attempt"));
    EXPECT_EQ(times(scene, "breached"), 0u);
  }
}

TEST(Deadline, OneThatBeginsAsTheLeadIsClosedGoesOn) {
  Scene scene(R"(
relance: 1
name: after_sales
initial: incoming
deadlines:
  recall: {from: lost, until: attempted, within: 14 d, breach: [{alert: head_office}]}
  handed_over: {from: sold, until: delivered, within: 1 d, breach: [{alert: head_office}]}
events: {delivered: {}}
states:
  incoming: {stage: new, events: {lost: gone, shown: room}}
  room: {stage: shown, events: {sold: won}}
  gone: {stage: lost}
  won: {stage: sold, events: {delivered: {}}}
)");
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("lost", {{"reason", "cold"}}), "2026-11-23T10:00:00Z");
  EXPECT_EQ(promised(scene, "recall"), at("2026-12-07T10:00:00Z"));
  scene.submit(event("received", {}, "", "L2"), "2026-11-23T09:00:00Z");
  scene.submit(event("shown", {}, "", "L2"), "2026-11-23T09:00:00Z");
  scene.submit(event("sold", {}, "", "L2"), "2026-11-23T09:00:00Z");
  scene.submit(event("delivered", {}, "", "L2"), "2026-11-23T20:00:00Z");
  EXPECT_TRUE(scene.record("L2").deadlines.empty());
}

TEST(Deadline, TheSameEventMayMeetItAndBeginTheNext) {
  Scene scene(R"(
relance: 1
name: rhythm
initial: incoming
deadlines:
  rhythm: {from: attempted, until: attempted, within: 1 d, breach: [{alert: sales_manager}]}
states:
  incoming: {stage: new}
)");
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(attempt(), "2026-11-23T10:00:00Z");
  scene.submit(attempt(), "2026-11-24T10:00:00Z");
  EXPECT_EQ(times(scene, "breached"), 0u);
  EXPECT_EQ(promised(scene, "rhythm"), at("2026-11-25T10:00:00Z"));
}

TEST(Deadline, ADerivedFactMeetsIt) {
  Scene scene(R"(
relance: 1
name: reached
initial: incoming
deadlines:
  taken_in_hand: {from: received, until: reached, within: 20 min, breach: [{alert: boss}]}
states:
  incoming: {stage: new}
)");
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("inbound"), "2026-11-23T09:05:00Z");
  EXPECT_TRUE(scene.record().deadlines.empty());
}

TEST(Deadline, StaysPromisedWhenItsLeadMovesToOtherRules) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  scene.submit(event("qualified"), "2026-11-23T09:00:00Z");
  scene.submit(event("papers_asked"), "2026-11-23T09:01:00Z");
  std::string text(kRules);
  text.replace(text.find("within: 20 min"), 14, "within: 30 min");
  text.replace(text.find("  treated:"), 10,
               "  other:\n    from: received\n    until: booked\n    "
               "within: 1 h\n    breach: []\n  treated:");
  const Instant now = at("2026-11-23T09:02:00Z");
  const MovePlan plan{MovePlan::Who::all, "", {}, "ada"};
  scene.engine.deploy("t", rules(text), now, "ada");
  const auto moves = scene.engine.move("t", plan, now).leads;
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_TRUE(moves[0].without.empty());
  EXPECT_EQ(promised(scene, "first_attempt"), at("2026-11-23T09:20:00Z"));
  scene.submit(event("papers_came"), "2026-11-23T10:00:00Z");
  EXPECT_EQ(promised(scene, "treated"), at("2026-11-23T13:59:00Z")) << "3 h 59 min were left";
  EXPECT_TRUE(scene.engine.audit().empty());
}

TEST(Deadline, OneThatTheNewRulesDoNotKnowKeepsItsLeadUnderTheOldOnes) {
  Scene scene(kRules);
  scene.submit(event("received"), "2026-11-23T09:00:00Z");
  std::string text(kRules);
  text.replace(text.find("  first_attempt:"), 16, "  quick_attempt:");
  const Instant now = at("2026-11-23T09:02:00Z");
  scene.engine.deploy("t", rules(text), now, "ada");
  const auto moves = scene.engine.move("t", {MovePlan::Who::all, "", {}, "ada"}, now).leads;
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_EQ(moves[0].without, std::vector<std::string>{"deadlines.first_attempt"});
  EXPECT_EQ(promised(scene, "first_attempt"), at("2026-11-23T09:20:00Z"));
}

}  // namespace
}  // namespace relance::test
