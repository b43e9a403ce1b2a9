#include "lifecycle/lifecycle.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "relance/stage.hpp"

namespace relance {
namespace {

using Table = std::array<std::array<bool, kStages>, kStages>;
constexpr std::array<Stage, kStages> kAll = {
    Stage::fresh, Stage::contacted, Stage::qualified, Stage::appointment,
    Stage::shown, Stage::nurture,   Stage::sold,      Stage::lost,
};
std::size_t number(Stage stage) { return static_cast<std::size_t>(stage); }

// The table of docs/architecture.md, written out; moves inside a stage are free.
Table documented_table() {
  using enum Stage;
  struct Row {
    Stage from;
    std::vector<Stage> to;
  };
  const std::vector<Row> rows = {
      {fresh, {contacted, qualified, appointment, shown, nurture, lost}},
      {contacted, {qualified, appointment, shown, sold, nurture, lost}},
      {qualified, {contacted, appointment, shown, sold, nurture, lost}},
      {appointment, {contacted, qualified, shown, sold, nurture, lost}},
      {shown, {qualified, appointment, sold, nurture, lost}},
      {nurture, {contacted, qualified, appointment, shown, lost}},
      {sold, {shown, nurture}},
      {lost, {contacted, qualified, appointment, shown, nurture}},
  };
  Table table{};
  for (const Row& row : rows) {
    table[number(row.from)][number(row.from)] = true;
    for (const Stage to : row.to) table[number(row.from)][number(to)] = true;
  }
  return table;
}

std::unique_ptr<LifecycleRun> walk(const std::vector<Stage>& moves) {
  auto run = std::make_unique<LifecycleRun>();
  for (const Stage stage : moves) EXPECT_TRUE(run->move(stage)) << name(stage);
  return run;
}

// How to come to each stage by running the chart, found breadth first.
std::array<std::vector<Stage>, kStages> ways() {
  std::array<std::vector<Stage>, kStages> way;
  std::array<bool, kStages> seen{true};
  std::vector<Stage> open = {Stage::fresh};
  for (std::size_t i = 0; i < open.size(); ++i) {
    for (const Stage to : kAll) {
      if (seen[number(to)] || !walk(way[number(open[i])])->move(to)) continue;
      seen[number(to)] = true;
      way[number(to)] = way[number(open[i])];
      way[number(to)].push_back(to);
      open.push_back(to);
    }
  }
  EXPECT_EQ(open.size(), kAll.size()) << "a stage cannot be reached";
  return way;
}

Table table_found_by_running() {
  Table table{};
  const auto way = ways();
  for (const Stage from : kAll) {
    for (const Stage to : kAll) {
      const auto run = walk(way[number(from)]);
      const bool moved = run->move(to);
      table[number(from)][number(to)] = moved;
      EXPECT_EQ(run->now(), moved ? to : from);
    }
  }
  return table;
}

TEST(Lifecycle, TableReadFromReactionListsIsTheDocumentedOne) {
  const Table documented = documented_table();
  for (const Stage from : kAll) {
    for (const Stage to : kAll) {
      EXPECT_EQ(lawful_move(from, to), documented[number(from)][number(to)])
          << name(from) << " to " << name(to);
    }
  }
}

TEST(Lifecycle, TableFoundByRunningTheChartIsTheDocumentedOne) {
  EXPECT_EQ(table_found_by_running(), documented_table());
}

TEST(Lifecycle, ChartIsInThePhaseOfItsStage) {
  const auto way = ways();
  for (const Stage stage : kAll) {
    EXPECT_EQ(walk(way[number(stage)])->phase(), phase_of(stage)) << name(stage);
  }
}

TEST(Lifecycle, RefusedMoveChangesNothing) {
  LifecycleRun run;
  EXPECT_FALSE(run.move(Stage::sold));
  EXPECT_EQ(run.now(), Stage::fresh);
  EXPECT_EQ(run.phase(), Phase::reception);
}

TEST(Lifecycle, RunsStartAtNewAndAreIndependent) {
  LifecycleRun one;
  LifecycleRun other;
  EXPECT_TRUE(one.move(Stage::lost));
  EXPECT_EQ(other.now(), Stage::fresh);
}

TEST(Stage, NamesAreTheWordsOfTheRules) {
  EXPECT_EQ(name(Stage::fresh), "new");
  EXPECT_EQ(name(Stage::appointment), "appointment");
  EXPECT_EQ(name(Stage::lost), "lost");
  for (const Stage stage : kAll) EXPECT_EQ(stage_named(name(stage)), stage);
}

TEST(Stage, OtherWordsNameNoStage) {
  for (const char* word : {"", "fresh", "New", "new ", "closed"}) {
    EXPECT_EQ(stage_named(word), std::nullopt) << word;
  }
}

TEST(Stage, PhasesHaveNames) {
  EXPECT_EQ(name(Phase::reception), "reception");
  EXPECT_EQ(name(Phase::follow_up), "follow-up");
  EXPECT_EQ(name(Phase::closed), "closed");
}

}  // namespace
}  // namespace relance
