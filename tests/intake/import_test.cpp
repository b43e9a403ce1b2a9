#include <map>

#include "relance/intake.hpp"
#include "shop.hpp"

namespace relance {
namespace {

TEST_F(ImportTest, MergesAllInputsByTime) {
  const Imported imported = run({
      {"id,mail,came,origin,won\nB,,2026-01-05,web,2026-01-07\nA,,2026-01-01,,\n", kLeads},
      {"lead;at;result\nB;2026-01-06;conversation\nA;2026-01-02;no_answer\n", kCalls},
  });
  // The attempt itself moves nothing: `reached`, derived from it, does.
  std::vector<std::string> order;
  for (const Told& told : told_) order.push_back(told.lead + " " + told.event + " " + told.state);
  EXPECT_EQ(order, (std::vector<std::string>{"A received came", "A attempted came",
                                             "B received came", "B attempted came", "B sold won"}));
  EXPECT_EQ(imported.counts.records, 4U);
  EXPECT_EQ(imported.counts.accepted, 5U);
  EXPECT_EQ(imported.counts.timers, 1U);  // A is lost ten days after it came
}

TEST_F(ImportTest, BreaksTiesByInputThenLineThenPlaceInTheRow) {
  run({{"lead;at;result\nA;2026-01-01;no_answer\n", kCalls},
       {"id,mail,came,origin,won\nA,,2026-01-01,web,2026-01-01\n", kLeads}});
  ASSERT_EQ(told_.size(), 4U);
  EXPECT_EQ(told_[0].event, "attempted");  // the first input: it waits
  EXPECT_EQ(told_[0].verdict, Verdict::waiting);
  EXPECT_EQ(told_[1].event, "received");
  EXPECT_EQ(told_[2].event, "sold");
  EXPECT_EQ(told_[2].verdict, Verdict::refused);  // `came` does not take it
  EXPECT_EQ(told_[3].kind, ImportLine::settled);
}

TEST_F(ImportTest, DecidesTheSameInBatchesOfAnySize) {
  std::string leads = "id,mail,came,origin,won\n", calls = "lead;at;result\n";
  for (int i = 0; i < 50; ++i) {
    leads += fmt::format("L{},,2026-01-{},web,2026-01-28\n", i, 10 + i % 15);
    calls += fmt::format("L{};2026-01-27;{}\n", i, i % 3 == 0 ? "conversation" : "no_answer");
  }
  run({{leads, kLeads}, {calls, kCalls}});
  const std::string at_once = export_text();
  for (std::size_t batch : {std::size_t{1}, std::size_t{7}}) {
    Shop other;
    other.run({{leads, kLeads}, {calls, kCalls}}, batch);
    EXPECT_EQ(other.export_text(), at_once) << batch;
  }
}

TEST_F(ImportTest, ReportsWhatWaitedForItsLeadAndWhatStillDoes) {
  const Imported imported = run({
      {"id,mail,came,origin,won\nA,,2026-01-05,web,\n", kLeads},
      {"lead;at;result\nA;2026-01-03;conversation\nZ;2026-01-03;conversation\n", kCalls},
  });
  EXPECT_EQ(imported.counts.waited, 1U);
  EXPECT_EQ(imported.counts.waiting, 1U);
  EXPECT_EQ(imported.counts.accepted, 2U);
  EXPECT_EQ(told_.back().kind, ImportLine::settled);
  EXPECT_EQ(told_.back().lead, "A");
  EXPECT_EQ(engine_.waiting("main", "Z").size(), 1U);
}

TEST_F(ImportTest, TellsWhatWaitedSinceAnEarlierRunAndIsDecidedInThisOne) {
  // A sale takes a lead from `talking` only: before anybody reached B, it is refused.
  run({{"lead;at;result\nA;2026-01-03;conversation\nZ;2026-01-03;busy\n", kCalls},
       {"id,won\nB,2026-01-04\n",
        "relance_mapping: 1\nname: sales\ntimezone: UTC\nlead: {column: id}\n"
        "events: [{event: sold, at: {column: won}}]\n"}});
  const char* leads = "id,mail,came,origin,won\nA,,2026-01-05,web,\nB,,2026-01-05,web,\n";
  const Imported second = run({{leads, kLeads}});
  EXPECT_EQ(second.counts.events, 2U);
  EXPECT_EQ(second.counts.earlier_accepted, 1U);
  EXPECT_EQ(second.counts.earlier_refused, 1U);
  ASSERT_EQ(told_.size(), 4U);
  EXPECT_EQ(told_[2].kind, ImportLine::earlier);
  EXPECT_EQ(told_[2].lead + " " + told_[2].event, "A attempted");
  EXPECT_EQ(told_[3].lead + " " + told_[3].event, "B sold");
  EXPECT_EQ(told_[3].verdict, Verdict::refused);
  const Imported third = run({{leads, kLeads}});
  EXPECT_EQ(third.counts.earlier_accepted + third.counts.earlier_refused, 0U);
}

TEST_F(ImportTest, RunAgainCreatesNothingTwice) {
  const std::vector<std::pair<std::string, const char*>> files = {
      {"id,mail,came,origin,won\nA,a@example.com,2026-01-05,web,2026-01-09\nB,,2026-01-06,,\n",
       kLeads},
      {"lead;at;result\nA;2026-01-06;conversation\nZ;2026-01-03;busy\n", kCalls}};
  run(files);
  const std::string before = export_text();
  const Imported again = run(files);
  EXPECT_EQ(export_text(), before);
  EXPECT_EQ(again.counts.events, 5U);
  EXPECT_EQ(again.counts.repeated, 4U + 1U);  // the one that waits is known, too
}

TEST_F(ImportTest, ReportsTheSameRowInTwoPlacesAsARepeat) {
  const Imported imported =
      run({{"id,mail,came,origin,won\n"
            "A,,2026-01-05,web,\nB,,2026-01-05,web,\nA,,2026-01-05,web,\n",
            kLeads}});
  EXPECT_EQ(imported.counts.accepted, 3U);
  EXPECT_EQ(imported.counts.repeated, 1U);
  EXPECT_EQ(told_.at(2).line, 4U);
  EXPECT_TRUE(told_.at(2).repeated);
}

TEST_F(ImportTest, ABadRecordNeverStopsTheFile) {
  const Imported imported =
      run({{"id,mail,came,origin,won\n"
            "A,,2026-01-05,web,\n"       // 2: good
            ",,2026-01-05,web,\n"        // 3: no id
            "B,,05/01/2026,web,\n"       // 4: no time
            "C,,2026-01-05,web\n"        // 5: a field is missing
            "D,\xE9,2026-01-05,web,\n"   // 6: Latin-1
            "E,x\"y,2026-01-05,web,\n"   // 7: a stray quote
            "F,,2026-01-05,web,never\n"  // 8: `sold` without a time
            "G,,2026-01-05,web,\n",      // 9: good
            kLeads}});
  std::map<std::uint64_t, std::string> refused;
  std::vector<std::string> accepted;
  for (const Told& told : told_) {
    if (told.kind == ImportLine::unreadable) refused[told.line] = told.reason;
    if (told.kind == ImportLine::decided) accepted.push_back(told.lead);
  }
  EXPECT_EQ(accepted, (std::vector<std::string>{"A", "F", "G"}));
  ASSERT_EQ(refused.size(), 6U);
  EXPECT_NE(refused[3].find("column id"), std::string::npos);
  EXPECT_NE(refused[4].find("column came"), std::string::npos);
  EXPECT_NE(refused[5].find("4 fields, the header has 5"), std::string::npos);
  EXPECT_NE(refused[6].find("UTF-8"), std::string::npos);
  EXPECT_NE(refused[7].find("quote"), std::string::npos);
  EXPECT_NE(refused[8].find("column won"), std::string::npos);
  EXPECT_EQ(imported.counts.records, 8U);
  EXPECT_EQ(imported.counts.unreadable, 6U);
}

TEST_F(ImportTest, CountsARowThatGivesNoEvent) {
  const char* sold_only =
      "relance_mapping: 1\nname: won\ntimezone: UTC\nlead: {column: id}\n"
      "events: [{event: sold, at: {column: won}, when: {filled: won}}]\n";
  const Imported imported = run({{"id,won\nA,\n", sold_only}});
  EXPECT_EQ(imported.counts.eventless, 1U);
  EXPECT_EQ(imported.counts.events, 0U);
}

TEST_F(ImportTest, KeepsThePersonOutOfTheJournal) {
  run({{"id,mail,came,origin,won\nA,canary@example.com,2026-01-05,web,\n", kLeads}});
  EXPECT_EQ(export_text().find("canary"), std::string::npos);
  ASSERT_EQ(engine_.lead("main", "A")->personal.size(), 1U);
  EXPECT_EQ(engine_.lead("main", "A")->personal[0].value, "canary@example.com");
}

}  // namespace
}  // namespace relance
