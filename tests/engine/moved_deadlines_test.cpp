// What was promised to a lead, and what becomes of it under other rules (docs/decisions/0008).
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kOld = R"(relance: 1
name: promises
timezone: UTC
initial: came
calendars: {desk: {open: {mon-sun: [00:00-24:00]}}}
events: {papers_asked: {}, papers_came: {}}
deadlines:
  attempt: {from: received, until: attempted, within: 2 h, warn_after: 1 h, warn: [{alert: seller}], breach: [{alert: boss}]}
  answer: {from: inbound, until: attempted, within: 5 h, breach: [{alert: boss}]}
  offer: {from: changed, until: papers_came, within: 8 h, breach: [{alert: boss}], pauses: {papers: {from: papers_asked, until: papers_came}}}
watch: {every: 5 d, do: [{alert: boss}]}
states:
  came: {stage: new, events: {reached: {}, papers_asked: {}, papers_came: {}}}
)";

constexpr std::string_view kReceived = "2026-01-05T09:00:00Z";

std::string edited(std::string_view old_words, std::string_view new_words) {
  return test::edited(kOld, {{old_words, new_words}});
}

Event attempt() { return event("attempted", {{"channel", "phone"}, {"outcome", "busy"}}); }

class MovedDeadline : public testing::Test {
 protected:
  MovedDeadline() : scene(kOld) { scene.submit(event("received"), kReceived); }

  LeadMove moved(std::string_view text, std::string_view now,
                 const std::vector<MovePlan::Mapping>& map = {}) {
    return scene.moved(text, now, map);
  }

  Instant due(TimerKind kind) {
    for (const Timer& timer : scene.record().timers) {
      if (timer.kind == kind) return timer.due;
    }
    return kNever;
  }

  std::size_t times(std::string_view happened) {
    std::size_t found = 0;
    for (const std::string& line : scene.history()) found += line.starts_with(happened) ? 1 : 0;
    return found;
  }

  Scene scene;
};

const LeadMove::Rearmed* of(const LeadMove& move, std::string_view what) {
  for (const LeadMove::Rearmed& timer : move.rearmed) {
    if (timer.what == what) return &timer;
  }
  return nullptr;
}

TEST_F(MovedDeadline, RunningOneKeepsItsDuesAndCountsTheNewLengthTheNextTime) {
  const LeadMove move =
      moved(edited("within: 2 h, warn_after: 1 h", "within: 4 h, warn_after: 3 h"),
            "2026-01-05T09:30:00Z");
  EXPECT_TRUE(move.without.empty());
  EXPECT_EQ(due(TimerKind::warning), at("2026-01-05T10:00:00Z"));
  EXPECT_EQ(due(TimerKind::breach), at("2026-01-05T11:00:00.000001Z"));
  EXPECT_TRUE(move.rearmed.empty());
  scene.submit(attempt(), "2026-01-05T09:40:00Z");
  EXPECT_EQ(due(TimerKind::breach), kNever) << "met under the new rules";
  scene.submit(event("received"), "2026-01-05T09:50:00Z");
  EXPECT_EQ(due(TimerKind::warning), at("2026-01-05T12:50:00Z"));
  EXPECT_EQ(due(TimerKind::breach), at("2026-01-05T13:50:00.000001Z"));
}

TEST_F(MovedDeadline, WarnedOneIsNotWarnedOfAgain) {
  const auto warnings = [&] {
    std::size_t found = 0;
    for (const Effect& effect : scene.claim("2026-01-05T10:59:00Z")) {
      found += effect.name == "seller" ? 1 : 0;
    }
    return found;
  };
  scene.engine.tick("t", at("2026-01-05T10:00:00Z"));
  EXPECT_EQ(warnings(), 1u);
  moved(edited("warn_after: 1 h", "warn_after: 105 min"), "2026-01-05T10:30:00Z");
  EXPECT_EQ(due(TimerKind::warning), kNever);
  EXPECT_EQ(due(TimerKind::breach), at("2026-01-05T11:00:00.000001Z"));
  scene.engine.tick("t", at("2026-01-05T10:59:00Z"));
  EXPECT_EQ(warnings(), 0u);
}

TEST_F(MovedDeadline, BrokenOneStaysBrokenAndItsProofMayStillBeTold) {
  scene.engine.tick("t", at("2026-01-05T11:30:00Z"));
  EXPECT_EQ(times("breached"), 1u);
  moved(edited("within: 2 h", "within: 4 h"), "2026-01-05T12:00:00Z");
  EXPECT_EQ(due(TimerKind::breach), kNever);
  Event in_time = attempt();
  in_time.occurred_at = at("2026-01-05T10:30:00Z");
  scene.submit(in_time, "2026-01-05T12:30:00Z");
  EXPECT_NE(scene.exported("2026-01-05T12:30:00Z").find("trace deadline_told_late"),
            std::string::npos);
  EXPECT_TRUE(scene.record().deadlines.empty());
  scene.engine.tick("t", at("2026-01-05T15:00:00Z"));
  EXPECT_EQ(times("breached"), 1u);
}

TEST_F(MovedDeadline, CalledOtherwiseItGoesOnWhereThePlanSaysSo) {
  const std::string renamed = edited("  attempt:", "  first_try:");
  const LeadMove refused = moved(renamed, "2026-01-05T09:30:00Z");
  EXPECT_EQ(refused.without, std::vector<std::string>{"deadlines.attempt"});
  EXPECT_EQ(due(TimerKind::breach), at("2026-01-05T11:00:00.000001Z"));
  const LeadMove move =
      moved(renamed, "2026-01-05T09:30:00Z", {{"deadlines.attempt", "deadlines.first_try"}});
  EXPECT_TRUE(move.without.empty());
  EXPECT_TRUE(move.rearmed.empty());
  EXPECT_EQ(due(TimerKind::breach), at("2026-01-05T11:00:00.000001Z"));
  scene.engine.tick("t", at("2026-01-05T12:00:00Z"));
  EXPECT_EQ(times("breached"), 1u);
}

TEST_F(MovedDeadline, LetGoItIsNeverBroken) {
  const LeadMove move = moved(edited("  attempt:", "  first_try:"), "2026-01-05T09:30:00Z",
                              {{"deadlines.attempt", "-"}});
  EXPECT_TRUE(move.without.empty());
  const LeadMove::Rearmed* breach = of(move, "deadlines.attempt");
  ASSERT_NE(breach, nullptr);
  EXPECT_EQ(breach->after, kNever);
  EXPECT_TRUE(scene.record().deadlines.empty());
  scene.engine.tick("t", at("2026-01-05T12:00:00Z"));
  EXPECT_EQ(times("breached"), 0u);
}

TEST_F(MovedDeadline, BrokenOneCanBeLetGoToo) {
  const std::string renamed = edited("  attempt:", "  first_try:");
  EXPECT_EQ(moved(renamed, "2026-01-05T12:00:00Z").without,
            std::vector<std::string>{"deadlines.attempt"});
  moved(renamed, "2026-01-05T12:00:00Z", {{"deadlines.attempt", "-"}});
  EXPECT_TRUE(scene.record().deadlines.empty());
}

TEST_F(MovedDeadline, OpenTimeIsNoCounterpartOfPlainTime) {
  const LeadMove move =
      moved(edited("within: 2 h, warn_after: 1 h", "within: 2 open h, warn_after: 1 open h"),
            "2026-01-05T09:30:00Z");
  EXPECT_EQ(move.without,
            std::vector<std::string>{"deadlines.attempt (it counts another kind of time there)"});
}

TEST_F(MovedDeadline, TwoDoNotBecomeOne) {
  scene.submit(event("inbound"), "2026-01-05T09:10:00Z");
  const std::vector<MovePlan::Mapping> map = {{"deadlines.attempt", "deadlines.answer"}};
  EXPECT_EQ(moved(edited("name: promises", "name: fewer"), "2026-01-05T09:30:00Z", map).without,
            std::vector<std::string>{"deadlines.answer (another deadline becomes it)"});
}

// The counters of a deadline as "met late told breached running paused ended".
std::string counts(Scene& scene, std::string_view name, std::string_view now) {
  for (const DeadlineRow& row : scene.engine.deadlines("t", at(now))) {
    if (row.name != name) continue;
    std::string text;
    for (const std::uint64_t count :
         {row.met, row.met_late, row.told_late, row.breached, row.running, row.paused, row.ended}) {
      text += std::to_string(count) + ' ';
    }
    return text;
  }
  return "none";
}

TEST_F(MovedDeadline, IsCountedOnceUnderTheNameThatItHasAtItsEnd) {
  const std::string renamed = edited("  attempt:", "  first_try:");
  const std::vector<MovePlan::Mapping> map = {{"deadlines.attempt", "deadlines.first_try"}};
  moved(renamed, "2026-01-05T09:30:00Z", map);
  EXPECT_EQ(counts(scene, "first_try", "2026-01-05T09:30:00Z"), "0 0 0 0 1 0 0 ");
  EXPECT_EQ(counts(scene, "attempt", "2026-01-05T09:30:00Z"), "none");
  EXPECT_EQ(counts(scene, "first_try", "2026-01-05T12:00:00Z"), "0 0 0 1 0 0 0 ");
  moved(kOld, "2026-01-05T12:00:00Z", {{"deadlines.first_try", "deadlines.attempt"}});
  EXPECT_EQ(counts(scene, "attempt", "2026-01-05T12:10:00Z"), "0 0 0 1 0 0 0 ");
  scene.submit(attempt(), "2026-01-05T12:30:00Z");
  EXPECT_EQ(counts(scene, "attempt", "2026-01-05T12:30:00Z"), "0 1 0 0 0 0 0 ");
  EXPECT_EQ(counts(scene, "first_try", "2026-01-05T12:30:00Z"), "none");
}

TEST_F(MovedDeadline, LetGoItIsCountedAsEnded) {
  scene.submit(event("changed", {}), "2026-01-05T09:10:00Z");
  scene.submit(event("papers_asked"), "2026-01-05T09:20:00Z");
  EXPECT_EQ(counts(scene, "offer", "2026-01-05T09:20:00Z"), "0 0 0 0 0 1 0 ");
  std::string without = edited("  offer:", "  other:");
  without.replace(without.find("  attempt:"), 10, "  first_try:");
  moved(without, "2026-01-05T09:30:00Z", {{"deadlines.offer", "-"}, {"deadlines.attempt", "-"}});
  EXPECT_EQ(counts(scene, "offer", "2026-01-05T09:30:00Z"), "0 0 0 0 0 0 1 ");
  EXPECT_EQ(counts(scene, "attempt", "2026-01-05T09:30:00Z"), "0 0 0 0 0 0 1 ");
  EXPECT_EQ(counts(scene, "other", "2026-01-05T09:30:00Z"), "0 0 0 0 0 0 0 ");
}

TEST_F(MovedDeadline, ThatStandsIsCountedUnderItsNewName) {
  scene.submit(event("changed", {}), "2026-01-05T09:10:00Z");
  scene.submit(event("papers_asked"), "2026-01-05T09:20:00Z");
  moved(edited("  offer:", "  quote:"), "2026-01-05T09:30:00Z",
        {{"deadlines.offer", "deadlines.quote"}});
  EXPECT_EQ(counts(scene, "quote", "2026-01-05T09:30:00Z"), "0 0 0 0 0 1 0 ");
  scene.submit(event("papers_came"), "2026-01-05T09:40:00Z");
  EXPECT_EQ(counts(scene, "quote", "2026-01-05T09:40:00Z"), "1 0 0 0 0 0 0 ");
  EXPECT_EQ(counts(scene, "offer", "2026-01-05T09:40:00Z"), "none");
}

TEST_F(MovedDeadline, PlanThatNamesNoneOfTheNewRulesIsAFault) {
  const MovePlan plan{MovePlan::Who::all, "", {{"deadlines.attempt", "deadlines.atempt"}}, "ada"};
  try {
    scene.engine.dry_run("t", rules(kOld), plan, at(kReceived));
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), ErrorCode::usage);
    const std::string said = fault.what();
    EXPECT_NE(said.find("no such deadline"), said.npos) << said;
    EXPECT_NE(said.find("did you mean 'deadlines.attempt'?"), said.npos) << said;
  }
}

}  // namespace
}  // namespace relance::test
