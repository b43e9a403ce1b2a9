// Why the clock of a deadline stands, and what becomes of the reason under other rules.
#include <gtest/gtest.h>

#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kOld = R"(relance: 1
name: promises
timezone: UTC
initial: came
events: {papers_asked: {}, papers_came: {}, asleep: {}, awake: {}}
deadlines:
  offer: {from: changed, until: attempted, within: 8 h, warn_after: 6 h, warn: [{alert: seller}], breach: [{alert: boss}], pauses: {papers: {from: papers_asked, until: papers_came}, sleep: {from: asleep, until: awake}}}
watch: {every: 5 d, do: [{alert: boss}]}
states:
  came: {stage: new, events: {papers_asked: {}, papers_came: {}, asleep: {}, awake: {}}}
)";
constexpr std::string_view kMoved = "2026-01-05T09:30:00Z";

using Map = std::vector<MovePlan::Mapping>;
using Names = std::vector<std::string>;

/// Its offer is promised at 09:00 for 17:00, and stands since 09:20 for want of papers.
class MovedPause : public testing::Test {
 protected:
  MovedPause() : scene(kOld) {
    scene.submit(event("received"), "2026-01-05T09:00:00Z");
    scene.submit(event("changed"), "2026-01-05T09:00:00Z");
    scene.submit(event("papers_asked"), "2026-01-05T09:20:00Z");
  }

  LeadMove moved(const Edits& edits, const Map& map = {}) {
    return scene.moved(edited(kOld, edits), kMoved, map);
  }

  Instant due(TimerKind kind) {
    for (const Timer& timer : scene.record().timers) {
      if (timer.kind == kind) return timer.due;
    }
    return kNever;
  }

  /// The papers come at 10:00, forty minutes after they were asked for.
  void expect_to_go_on_with_the_papers() {
    EXPECT_EQ(due(TimerKind::breach), kNever) << "its clock stands";
    scene.submit(event("papers_came"), "2026-01-05T10:00:00Z");
    EXPECT_EQ(due(TimerKind::breach), at("2026-01-05T17:40:00.000001Z"));
    EXPECT_EQ(due(TimerKind::warning), at("2026-01-05T15:40:00Z"));
  }

  Scene scene;
};

TEST_F(MovedPause, RenamedReasonGoesOnWhereThePlanSaysSo) {
  const Edits renamed = {{"papers: {", "documents: {"}};
  EXPECT_EQ(moved(renamed).without, (Names{"deadlines.offer.pauses.papers"}));
  const Map map = {{"deadlines.offer.pauses.papers", "deadlines.offer.pauses.documents"}};
  EXPECT_EQ(moved(renamed, map).without, Names{});
  expect_to_go_on_with_the_papers();
}

TEST_F(MovedPause, ReasonIsKnownByItsNameInAnotherPlaceAndAnotherDeadline) {
  const Map map = {{"deadlines.offer", "deadlines.quote"}};
  const LeadMove move =
      moved({{"  offer:", "  quote:"},
             {"{papers: {from: papers_asked, until: papers_came}, sleep: {from: "
              "asleep, until: awake}}",
              "{sleep: {from: asleep, until: awake}, papers: {from: papers_asked, "
              "until: papers_came}}"}},
            map);
  EXPECT_EQ(move.without, Names{});
  expect_to_go_on_with_the_papers();
}

TEST_F(MovedPause, ReasonThatDoesNotHoldNeedsNoCounterpart) {
  EXPECT_EQ(moved({{", sleep: {from: asleep, until: awake}", ""}}).without, Names{});
  expect_to_go_on_with_the_papers();
}

TEST_F(MovedPause, TwoReasonsBecomeOneThatHoldsUntilItsEnd) {
  scene.submit(event("asleep"), "2026-01-05T09:25:00Z");
  EXPECT_EQ(moved({{", sleep: {from: asleep, until: awake}", ""}},
                  {{"deadlines.offer.pauses.sleep", "deadlines.offer.pauses.papers"}})
                .without,
            Names{});
  expect_to_go_on_with_the_papers();
}

TEST_F(MovedPause, ReasonThatIsLetGoLetsTheClockGoOn) {
  const LeadMove move =
      moved({{"papers: {", "documents: {"}}, {{"deadlines.offer.pauses.papers", "-"}});
  EXPECT_EQ(move.without, Names{});
  EXPECT_EQ(move.rearmed.size(), 3u) << "the breach and the warning begin, the watch ends";
  // 7 h 40 min were left, and 5 h 40 min to the warning.
  EXPECT_EQ(due(TimerKind::breach), at("2026-01-05T17:10:00.000001Z"));
  EXPECT_EQ(due(TimerKind::warning), at("2026-01-05T15:10:00Z"));
  EXPECT_EQ(due(TimerKind::watch), kNever) << "it rests while something else is due";
  EXPECT_NE(scene.exported(kMoved).find("trace deadline_resumed deadlines.offer papers"),
            std::string::npos);
  for (const DeadlineRow& row : scene.engine.deadlines("t", at(kMoved))) {
    EXPECT_EQ(row.running, 1u);
    EXPECT_EQ(row.paused, 0u);
  }
  scene.engine.tick("t", at("2026-01-05T18:00:00Z"));
  for (const DeadlineRow& row : scene.engine.deadlines("t", at("2026-01-05T18:00:00Z"))) {
    EXPECT_EQ(row.breached, 1u);
  }
}

TEST_F(MovedPause, ClockStandsWhileAnotherReasonHolds) {
  scene.submit(event("asleep"), "2026-01-05T09:25:00Z");
  moved({{"papers: {", "documents: {"}}, {{"deadlines.offer.pauses.papers", "-"}});
  EXPECT_EQ(due(TimerKind::breach), kNever);
  scene.submit(event("awake"), "2026-01-05T10:00:00Z");
  EXPECT_EQ(due(TimerKind::breach), at("2026-01-05T17:40:00.000001Z"));
}

TEST_F(MovedPause, ReasonThatHoldsBeforeTheDeadlineBeginsIsMappedToo) {
  // Met; the papers are still asked for.
  scene.submit(event("attempted", {{"channel", "phone"}, {"outcome", "busy"}}),
               "2026-01-05T09:25:00Z");
  const Edits renamed = {{"papers: {", "documents: {"}};
  EXPECT_EQ(moved(renamed).without, (Names{"deadlines.offer.pauses.papers"}));
  moved(renamed, {{"deadlines.offer.pauses.papers", "-"}});
  scene.submit(event("changed"), "2026-01-05T10:00:00Z");
  EXPECT_EQ(due(TimerKind::breach), at("2026-01-05T18:00:00.000001Z"));
}

TEST_F(MovedPause, PlanThatNamesNoReasonOfTheNewDeadlineIsAFault) {
  const auto said = [&](const std::string& target) -> std::string {
    const MovePlan plan{MovePlan::Who::all, "", {{"deadlines.offer.pauses.papers", target}}, "ada"};
    try {
      scene.engine.dry_run("t", rules(edited(kOld, {{"papers: {", "documents: {"}})), plan,
                           at(kMoved));
    } catch (const Fault& fault) {
      return fault.what();
    }
    return "";
  };
  EXPECT_EQ(said("deadlines.offer.pauses.documents"), "");
  EXPECT_NE(said("deadlines.offer.pauses.document")
                .find("did you mean 'deadlines.offer.pauses.documents'?"),
            std::string::npos);
  EXPECT_NE(said("documents").find("did you mean 'deadlines.offer.pauses.documents'?"),
            std::string::npos);
  EXPECT_NE(said("deadlines.offer").find("no such reason to pause"), std::string::npos);
}

}  // namespace
}  // namespace relance::test
