// What a plan maps is the same thing wherever rules name it, and a lead that a plan closes is as
// one that was closed by an event.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kOld = R"(relance: 1
name: shop
timezone: UTC
initial: came
lanes: {seller: {}, bdc: {}}
events: {asleep: {}, awake: {}}
watch: {every: 5 d, do: [{alert: boss}]}
deadlines:
  answer: {from: received, until: attempted, within: 10 d, warn_after: 9 d, warn: [{alert: seller}], breach: [{alert: boss}]}
  offer: {from: inbound, until: sent, within: 8 d, breach: [{alert: boss}], pauses: {sleep: {from: asleep, until: awake}}}
states:
  came:
    stage: new
    enter: [{call: first_call, within: 2 d}]
    events: {reached: talking, lost: gone, assigned: {}, asleep: {}, awake: {}}
    after: [{delay: 1 h, do: [{hand_to: bdc}]}, {delay: 3 d, do: [{call: late_call}]}]
  talking:
    stage: contacted
    enter: [{send: brochure}, {call: second_call, within: 4 d}]
    events: {lost: gone, ripe: resting, asleep: {}, awake: {}}
    after: [{delay: 30 d, raise: lost, with: {reason: cold}}, {delay: 9 d, do: [{alert: boss}]}]
  resting:
    stage: nurture
    events: {reached: talking, lost: gone}
    after: [{delay: 60 d, raise: lost, with: {reason: cold}}]
  gone:
    stage: lost
    events: {reopened: talking}
    after: [{delay: 90 d, raise: reopened}]
)";

std::string edited(const Edits& edits) { return test::edited(kOld, edits); }

using Map = std::vector<MovePlan::Mapping>;
using Names = std::vector<std::string>;
constexpr std::string_view kReceived = "2026-01-05T09:00:00Z";
constexpr std::string_view kMoved = "2026-01-06T09:00:00Z";

class MappedMove : public testing::Test {
 protected:
  MappedMove() : scene(kOld) { scene.submit(event("received"), kReceived); }

  LeadMove moved(std::string_view text, const Map& map, std::string_view now = kMoved) {
    return scene.moved(text, now, map);
  }

  /// What is not armed any more.
  static Names ended(const LeadMove& move) {
    Names names;
    for (const LeadMove::Rearmed& timer : move.rearmed) {
      if (timer.after == kNever) names.push_back(timer.what);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  Names steps(std::string_view now) {
    Names names;
    for (const WorkItem& item : scene.engine.worklist("t", at(now), std::nullopt, 10)) {
      names.push_back(item.name);
    }
    return names;
  }

  /// Event names of the lead's history, behind its first entry.
  Names happened() {
    Names names;
    for (const std::string& line : scene.history()) names.push_back(line.substr(0, line.find(' ')));
    names.erase(names.begin());
    return names;
  }

  Journal journal() {
    Journal journal;
    scene.engine.history(scene.record(), journal);
    return journal;
  }

  Scene scene;
};

TEST_F(MappedMove, LineThatNamesARenamedLaneHasFiredAlready) {
  scene.submit(event("assigned", {{"to", "ada"}}), "2026-01-05T11:00:00Z");
  ASSERT_EQ(scene.record().owner, "ada");
  ASSERT_EQ(scene.record().lane, "bdc");
  EXPECT_TRUE(
      moved(edited({{"bdc", "reception"}}), {{"lane bdc", "lane reception"}}).without.empty());
  scene.engine.tick("t", at("2026-01-06T10:00:00Z"));
  EXPECT_EQ(happened(), (Names{"elapsed", "assigned", "deployed"}));
  EXPECT_EQ(scene.record().lane, "reception");
  EXPECT_EQ(scene.record().owner, "ada") << "nobody handed the lead on";
}

TEST_F(MappedMove, LineThatNamesALaneThatIsGivenUpIsTheOneWithTheLaneItsLeadsGoTo) {
  scene.engine.tick("t", at("2026-01-05T11:00:00Z"));
  EXPECT_TRUE(
      moved(edited({{", bdc: {}", ""}, {"hand_to: bdc", "hand_to: seller"}}), {{"lane bdc", "-"}})
          .without.empty());
  scene.engine.tick("t", at("2026-01-06T10:00:00Z"));
  EXPECT_EQ(happened(), (Names{"elapsed", "deployed"}));
}

TEST_F(MappedMove, LineThatNamesARenamedStepHasFiredAlready) {
  scene.engine.tick("t", at("2026-01-08T09:00:00Z"));
  ASSERT_EQ(scene.record().effects.size(), 3u);  // first_call anew, the lane, the late call
  EXPECT_TRUE(moved(edited({{"late_call", "rescue"}}), {{"call late_call", "call rescue"}},
                    "2026-01-08T10:00:00Z")
                  .without.empty());
  scene.engine.tick("t", at("2026-01-08T11:00:00Z"));
  EXPECT_EQ(happened().back(), "deployed");
}

// Two steps of one name stand in two places: each goes on as the one in its own.
TEST_F(MappedMove, StepOfARenamedDeadlineOrLineIsTheOneInItsPlace) {
  const std::string two = edited(
      {{"breach: [{alert: boss}], pauses", "breach: [{call: late_call, within: 7 h}], pauses"},
       {"call: late_call}]}]", "call: late_call, within: 5 h}]}]"}});
  scene.engine.deploy("t", rules(two), at(kReceived));
  scene.submit(event("inbound", {}, "", "L2"), kReceived);
  scene.submit(event("received", {}, "", "L2"), kReceived);
  scene.submit(event("inbound", {}, "", "L2"), kReceived);
  scene.engine.tick("t", at("2026-01-13T10:00:00Z"));
  const auto workflow =
      rules(two.substr(0, two.find("  offer:")) + "  bid:" + two.substr(two.find("  offer:") + 8));
  const MovePlan plan{MovePlan::Who::all, "", {{"deadlines.offer", "deadlines.bid"}}, ""};
  scene.engine.deploy("t", workflow, at("2026-01-13T10:00:00Z"));
  for (const LeadMove& move : scene.engine.move("t", plan, at("2026-01-13T10:00:00Z")).leads) {
    EXPECT_EQ(move.without, Names{});
  }
  for (const WorkItem& item :
       scene.engine.worklist("t", at("2026-01-13T10:00:00Z"), std::nullopt, 10)) {
    if (item.lead == "L2" && item.name == "late_call") {
      EXPECT_EQ(item.rule, "deadlines.bid.breach[0]");
      EXPECT_EQ(item.by, at("2026-01-13T16:00:00.000001Z"));
    }
  }
}

TEST_F(MappedMove, LineThatIsLetGoStaysLetGoWhereTheNewRulesHaveIt) {
  const LeadMove move =
      moved(edited({{"name: shop", "name: other"}}), {{"states.came.after[1]", "-"}});
  EXPECT_EQ(ended(move), (Names{"states.came.after[1]"}));
  moved(edited({{"name: shop", "name: third"}}), {}, "2026-01-07T09:00:00Z");
  scene.engine.tick("t", at("2026-01-09T10:00:00Z"));
  EXPECT_EQ(steps("2026-01-09T10:00:00Z"), (Names{"first_call"})) << "no late call";
}

TEST_F(MappedMove, LineThatIsLetGoAfterItHasFiredDoesNotFireAgain) {
  scene.engine.tick("t", at("2026-01-08T09:00:00Z"));
  moved(edited({{"name: shop", "name: other"}}), {{"states.came.after[1]", "-"}},
        "2026-01-08T10:00:00Z");
  scene.engine.tick("t", at("2026-01-08T11:00:00Z"));
  EXPECT_EQ(happened().back(), "deployed");
}

// Of two alerts the first is let go, and the rules have only one: the second goes on as that.
TEST_F(MappedMove, LineThatIsLetGoTakesNoCounterpartFromAnother) {
  const std::string two = edited({{"{delay: 9 d, do: [{alert: boss}]}",
                                   "{delay: 2 d, do: [{alert: boss}]}, {delay: 9 d, do: [{alert: "
                                   "boss}]}"}});
  moved(two, {});
  scene.submit(event("inbound"), "2026-01-06T10:00:00Z");
  const LeadMove move = moved(kOld, {{"states.talking.after[1]", "-"}}, "2026-01-06T11:00:00Z");
  EXPECT_EQ(move.without, Names{});
  EXPECT_EQ(ended(move), (Names{"states.talking.after[1]"}));
  std::vector<Instant> dues;  // of the alert that goes on, and of the line that raises lost
  const LeadRecord lead = scene.record();
  for (const Timer& timer : lead.timers) {
    if (timer.kind == TimerKind::after) dues.push_back(timer.due);
  }
  std::sort(dues.begin(), dues.end());
  EXPECT_EQ(dues, (std::vector<Instant>{at("2026-01-15T10:00:00Z"), at("2026-02-05T10:00:00Z")}));
}

TEST_F(MappedMove, LineThatIsLetGoIsNotArmedBecauseNothingElseIsDue) {
  const auto bare = [](std::string_view name) {
    return fmt::format(
        "relance: 1\nname: {}\ntimezone: UTC\ninitial: came\nstates:\n"
        "  came: {{stage: new, after: [{{delay: 9 d, do: [{{alert: boss}}]}}]}}\n",
        name);
  };
  Scene alone(bare("one"));
  alone.submit(event("received"), kReceived);
  const LeadMove move = alone.moved(bare("two"), kMoved, {{"states.came.after[0]", "-"}});
  EXPECT_EQ(move.without, (Names{"came (nothing would be due, and the new rules have no watch)"}));
}

// What has no counterpart is told whole, so that one plan can map it.
TEST_F(MappedMove, EverythingWithoutACounterpartIsToldAtOnce) {
  scene.engine.tick("t", at("2026-01-05T10:00:00Z"));
  scene.submit(event("inbound"), "2026-01-05T11:00:00Z");
  const std::string other = edited({{"talking", "in_talk"},
                                    {"bdc", "reception"},
                                    {"second_call", "next_call"},
                                    {"9 d, do: [{alert: boss}]", "9 d, do: [{alert: chief}]"},
                                    {"  answer:", "  reply:"}});
  EXPECT_EQ(moved(other, {}).without, (Names{"talking", "lane bdc", "call second_call",
                                             "states.talking.after[1]", "deadlines.answer"}));
  const Map map = {{"talking", "in_talk"},
                   {"lane bdc", "lane reception"},
                   {"call second_call", "call next_call"},
                   {"states.talking.after[1]", "states.in_talk.after[1]"},
                   {"deadlines.answer", "deadlines.reply"}};
  EXPECT_EQ(moved(other, map).without, Names{});
  EXPECT_EQ(scene.state(), "in_talk");
}

// Nothing in the new rules looks like the state: a line that none of them has is told with it.
TEST_F(MappedMove, LineThatNoStateHasIsToldWithAStateThatIsGone) {
  scene.submit(event("inbound"), "2026-01-05T11:00:00Z");
  const std::string other =
      edited({{"  talking:\n    stage: contacted\n    enter: [{send: brochure}, "
               "{call: second_call, within: 4 d}]\n",
               "  known:\n    stage: qualified\n"},
              {"9 d, do: [{alert: boss}]", "9 d, do: [{alert: chief}]"},
              {"talking", "known"}});
  EXPECT_EQ(moved(other, {}).without,
            (Names{"talking", "send brochure", "call second_call", "states.talking.after[1]"}));
}

// What belongs to the state that a lead leaves ends as when an event closes it.
TEST_F(MappedMove, LeadThatIsClosedHasNothingMorePromisedOrToDo) {
  scene.submit(event("inbound"), "2026-01-05T10:00:00Z");
  const LeadMove move = moved(edited({{"name: shop", "name: closed"}}), {{"talking", "gone"}});
  EXPECT_EQ(move.without, Names{});
  EXPECT_EQ(ended(move), (Names{"deadlines.answer", "deadlines.offer", "limit of call second_call",
                                "states.talking.after[0]", "states.talking.after[1]",
                                "warning of deadlines.answer"}));
  EXPECT_EQ(scene.state(), "gone");
  EXPECT_EQ(steps(kMoved), Names{});
  EXPECT_TRUE(scene.record().deadlines.empty());
  ASSERT_EQ(scene.record().timers.size(), 1u);
  EXPECT_EQ(scene.record().timers[0].due, at("2026-04-06T09:00:00Z")) << "90 days from the move";
  const std::string text = scene.exported(kMoved);
  EXPECT_NE(text.find("trace deadline_ended deadlines.answer"), text.npos);
  EXPECT_NE(text.find("trace deadline_ended deadlines.offer"), text.npos);
  EXPECT_NE(text.find("trace withdrawn states.talking.enter[1]"), text.npos);
  scene.engine.tick("t", at("2026-03-01T09:00:00Z"));
  EXPECT_EQ(happened().back(), "deployed");
}

TEST_F(MappedMove, DeadlineThatStandsEndsWithItsReasonWhenTheLeadIsPutIntoNurture) {
  scene.submit(event("inbound"), "2026-01-05T10:00:00Z");
  scene.submit(event("asleep"), "2026-01-05T10:30:00Z");
  EXPECT_EQ(moved(edited({{"name: shop", "name: rest"}}), {{"talking", "resting"}}).without,
            Names{});
  EXPECT_TRUE(scene.record().deadlines.empty());
  ASSERT_EQ(scene.record().timers.size(), 1u);
  EXPECT_EQ(scene.record().timers[0].due, at("2026-03-07T09:00:00Z")) << "60 days from the move";
}

TEST_F(MappedMove, BrokenDeadlineMayStillBeProvedInTimeWhenItsLeadIsClosed) {
  scene.submit(event("inbound"), "2026-01-05T10:00:00Z");
  scene.engine.tick("t", at("2026-01-14T09:00:00Z"));
  moved(edited({{"name: shop", "name: closed"}}), {{"talking", "gone"}}, "2026-01-14T10:00:00Z");
  ASSERT_EQ(scene.record().deadlines.size(), 1u);
  EXPECT_EQ(scene.record().deadlines[0].phase, OpenDeadline::breached);
}

// The entry of the state is the move that closed the lead, for later versions as well.
TEST_F(MappedMove, LineThatIsNewLaterCountsFromTheMoveThatClosedTheLead) {
  scene.submit(event("inbound"), "2026-01-05T10:00:00Z");
  moved(edited({{"    after: [{delay: 90 d, raise: reopened}]\n", ""}}), {{"talking", "gone"}});
  ASSERT_TRUE(scene.record().timers.empty());
  moved(kOld, {}, "2026-01-07T09:00:00Z");
  ASSERT_EQ(scene.record().timers.size(), 1u);
  EXPECT_EQ(scene.record().timers[0].due, at("2026-04-06T09:00:00Z"));
}

TEST_F(MappedMove, StateOfTheSameStageChangesNothingOfIt) {
  scene.submit(event("inbound"), "2026-01-05T10:00:00Z");
  const LeadMove move = moved(edited({{"talking", "in_talk"}}), {{"talking", "in_talk"}});
  EXPECT_EQ(ended(move), Names{});
  EXPECT_EQ(steps(kMoved), (Names{"second_call", "brochure"}));
  EXPECT_EQ(scene.record().deadlines.size(), 2u);
}

// The counters of the promises, by name: how many run, how many ended.
TEST_F(MappedMove, PromisesThatEndWithTheLeadAreCountedAsEnded) {
  scene.submit(event("inbound"), "2026-01-05T10:00:00Z");
  scene.submit(event("asleep"), "2026-01-05T10:30:00Z");
  moved(edited({{"  answer:",
                 "  extra: {from: sold, until: lost, within: 1 d, breach: []}\n  answer:"}}),
        {{"talking", "gone"}});
  std::vector<std::tuple<std::string, std::uint64_t, std::uint64_t>> counted;
  for (const DeadlineRow& row : scene.engine.deadlines("t", at(kMoved))) {
    counted.emplace_back(row.name, row.running + row.paused, row.ended);
  }
  EXPECT_EQ(counted, (decltype(counted){{"extra", 0, 0}, {"answer", 0, 1}, {"offer", 0, 1}}));
}

TEST_F(MappedMove, TimersThatStayWhatTheyAreAreNotWrittenAnew) {
  scene.submit(event("inbound"), "2026-01-05T10:00:00Z");
  const LeadMove move = moved(edited({{"delay: 9 d", "delay: 8 d"}}), {});
  ASSERT_EQ(move.rearmed.size(), 1u) << "five others stay what they are";
  EXPECT_EQ(move.rearmed[0].what, "states.talking.after[1]");
  const Journal journal = this->journal();
  const JournalEntry& entry = journal.entries.back();
  ASSERT_TRUE(entry.moved_rules());
  ASSERT_EQ(entry.timers.count, 2u) << "the line that counts otherwise";
  const TimerChange& gone = journal.timers[entry.timers.first];
  const TimerChange& armed = journal.timers[entry.timers.first + 1];
  EXPECT_EQ(gone.kind, TimerChange::cancelled);
  EXPECT_EQ(gone.timer.due, at("2026-01-14T10:00:00Z"));
  EXPECT_EQ(armed.kind, TimerChange::armed);
  EXPECT_EQ(armed.timer.due, at("2026-01-13T10:00:00Z"));
}

}  // namespace
}  // namespace relance::test
