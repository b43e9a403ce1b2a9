#include "report/funnel.hpp"

#include <gtest/gtest.h>

#include "relance/workflow.hpp"

namespace relance {
namespace {

FunnelRow row(const std::string& source, std::uint64_t leads, std::uint64_t reached,
              std::uint64_t booked, std::uint64_t sold) {
  FunnelRow made;
  made.source = source;
  made.leads = leads;
  made.by_milestone[static_cast<int>(Milestone::received)] = leads;
  made.by_milestone[static_cast<int>(Milestone::reached)] = reached;
  made.by_milestone[static_cast<int>(Milestone::booked)] = booked;
  made.by_milestone[static_cast<int>(Milestone::sold)] = sold;
  return made;
}

const std::vector<Benchmark> kSets = {
    {"minimum", {{Milestone::sold, {}, 1'300}}},
    {"doesburg",
     {{Milestone::reached, {}, 8'000}, {Milestone::booked, Milestone::reached, 6'000}}}};

TEST(Funnel, SumsItsSourcesAndStatesItsDenominators) {
  const std::vector<FunnelRow> rows = {row("", 20, 0, 0, 1), row("web", 80, 40, 10, 7)};
  const Funnel funnel = make_funnel(rows, kSets);
  ASSERT_EQ(funnel.lines.size(), 2U);
  EXPECT_EQ(funnel.all.leads, 100U);
  EXPECT_EQ(funnel.all.compared[0][0].basis_points(), 800);                // 8 of 100 leads
  EXPECT_EQ(funnel.lines[1].compared[0][0].basis_points(), 875);           // 7 of 80 leads
  EXPECT_EQ(funnel.lines[1].compared[1][1].basis_points(), 2'500);         // 10 of 40 reached
  EXPECT_EQ(funnel.lines[0].compared[1][1].basis_points(), std::nullopt);  // 0 of 0
}

TEST(Funnel, RoundsHalfABasisPointUp) {
  EXPECT_EQ((ComparedRate{1, 3}.basis_points()), 3'333);
  EXPECT_EQ((ComparedRate{2, 3}.basis_points()), 6'667);
  EXPECT_EQ((ComparedRate{1, 20'000}.basis_points()), 1);
  EXPECT_EQ((ComparedRate{842, 8'000}.basis_points()), 1'053);  // 10.525 %
}

TEST(Funnel, PrintsCountsThenRatesWithTheirGap) {
  const std::vector<FunnelRow> rows = {row("", 20, 0, 0, 1), row("web", 80, 40, 10, 7)};
  EXPECT_EQ(to_text(make_funnel(rows, {kSets[0]})),
            "source       leads  attempted  reached  qualified  booked  shown  sold  lost\n"
            "(no source)     20          0        0          0       0      0     1     0\n"
            "web             80          0       40          0      10      0     7     0\n"
            "all            100          0       40          0      10      0     8     0\n"
            "\n"
            "Against the benchmark 'minimum', in percent; gap in points\n"
            "source       sold of leads    gap\n"
            "(benchmark)          13.00\n"
            "(no source)           5.00  -8.00\n"
            "web                   8.75  -4.25\n"
            "all                   8.00  -5.00\n");
}

TEST(Funnel, IsJsonToo) {
  const std::vector<FunnelRow> rows = {row("a\"b", 4, 0, 0, 1)};
  EXPECT_EQ(
      to_json(make_funnel(rows, {kSets[0]})),
      R"({"sources":[{"source":"a\"b","leads":4,"received":4,"attempted":0,"reached":0,)"
      R"("qualified":0,"booked":0,"shown":0,"sold":1,"lost":0,"rates":[{"benchmark":)"
      R"("minimum","rate":"sold of leads","count":1,"of":4,"wanted_basis_points":1300,)"
      R"("basis_points":2500,"gap_basis_points":1200}]}],"all":{"leads":4,"received":4,)"
      R"("attempted":0,"reached":0,"qualified":0,"booked":0,"shown":0,"sold":1,"lost":0,)"
      R"("rates":[{"benchmark":"minimum","rate":"sold of leads","count":1,"of":4,)"
      R"("wanted_basis_points":1300,"basis_points":2500,"gap_basis_points":1200}]},"deadlines":[]})");
}

TEST(Funnel, EndsWithWhatBecameOfEachPromise) {
  DeadlineRow row;
  row.name = "first_attempt";
  row.met = 7;
  row.met_late = 6;
  row.told_late = 5;
  row.breached = 4;
  row.running = 3;
  row.paused = 2;
  row.ended = 1;
  const Funnel funnel = make_funnel({}, {}, {row});
  EXPECT_TRUE(to_text(funnel).ends_with(
      "\nWhat became of each promise (breached: not met to this day)\n"
      "deadline       met  met late  told late  breached  running  paused  ended\n"
      "first_attempt    7         6          5         4        3       2      1\n"));
  EXPECT_TRUE(to_json(funnel).ends_with(
      R"("deadlines":[{"deadline":"first_attempt","met":7,"met_late":6,"told_late":5,)"
      R"("breached":4,"running":3,"paused":2,"ended":1}]})"));
}

TEST(Benchmarks, AreReadFromTheRules) {
  const Compiled compiled = compile(
      "relance: 1\nname: shop\ninitial: came\nwatch: {every: 2 d, do: [{alert: boss}]}\n"
      "states: {came: {stage: new, events: {lost: gone}}, gone: {stage: lost}}\n"
      "benchmarks:\n"
      "  minimum: {sold: 13% of leads}\n"
      "  chain: {reached: 80% of leads, booked: 60.5% of reached}\n",
      "rules");
  ASSERT_NE(compiled.workflow, nullptr) << to_text(compiled.diagnostics);
  const std::vector<Benchmark> sets = compiled.workflow->benchmarks();
  ASSERT_EQ(sets.size(), 2U);
  EXPECT_EQ(sets[0].name, "minimum");
  EXPECT_EQ(sets[0].rates, (std::vector<Benchmark::Rate>{{Milestone::sold, {}, 1'300}}));
  EXPECT_EQ(sets[1].rates,
            (std::vector<Benchmark::Rate>{{Milestone::reached, {}, 8'000},
                                          {Milestone::booked, Milestone::reached, 6'050}}));
}

}  // namespace
}  // namespace relance
