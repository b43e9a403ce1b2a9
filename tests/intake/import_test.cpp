#include "intake/import.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "csv_text.hpp"
#include "relance/store.hpp"
#include "relance/workflow.hpp"
#include "time/instant_text.hpp"

namespace relance {
namespace {

constexpr const char* kRules = R"(
relance: 1
name: shop
timezone: UTC
initial: came
states:
  came:
    stage: new
    events: {reached: talking, lost: gone}
    after: [{delay: 10 d, raise: lost, with: {reason: gone_cold}}]
  talking: {stage: contacted, events: {sold: won, lost: gone}}
  won: {stage: sold}
  gone: {stage: lost}
)";

constexpr const char* kLeads = R"(
relance_mapping: 1
name: leads
timezone: UTC
lead: {column: id}
person: {email: {column: mail}}
events:
  - {event: received, at: {column: came}, with: {source: {column: origin, empty: not_given}}}
  - {event: sold, at: {column: won}, when: {filled: won}}
)";

constexpr const char* kCalls = R"(
relance_mapping: 1
name: calls
timezone: UTC
separator: ";"
lead: {column: lead}
events:
  - event: attempted
    at: {column: at}
    with: {channel: phone, outcome: {column: result}}
)";

struct Told {
  ImportLine::Kind kind;
  std::string file, event, lead, reason, state;
  std::uint64_t line;
  Verdict verdict;
  bool repeated;
};

class Shop {
 public:
  Shop() : engine_(memory_store()) {
    const Compiled compiled = compile(kRules, "rules");
    EXPECT_NE(compiled.workflow, nullptr) << to_text(compiled.diagnostics);
    engine_.deploy("main", compiled.workflow);
  }

  Imported run(const std::vector<std::pair<std::string, const char*>>& files,
               std::size_t batch = 1'000) {
    std::vector<ImportInput> inputs;
    for (const auto& [text, mapping] : files) {
      const MappingRead read = read_mapping(mapping, "mapping");
      EXPECT_NE(read.mapping, nullptr) << to_text(read.diagnostics);
      inputs.push_back(
          {fmt::format("file{}", inputs.size() + 1), read_pieces(text, 16), read.mapping});
    }
    ImportOptions options{.tenant = "main", .now = *parse_instant("2026-06-30T00:00:00Z")};
    options.batch = batch;
    told_.clear();
    return run_import(engine_, inputs, options, [this](const ImportLine& line) {
      const Decision* decision = line.decision;
      told_.push_back({line.kind, std::string(line.file), std::string(line.event),
                       std::string(line.lead), std::string(line.reason),
                       decision ? decision->to : "", line.line,
                       decision ? decision->verdict : Verdict::refused,
                       decision != nullptr && decision->repeated});
    });
  }

  std::string export_text() {
    std::string text;
    engine_.export_all(*parse_instant("2026-06-30T00:00:00Z"),
                       [&](std::string_view lines) { text += lines; });
    return text;
  }

  Engine engine_;
  std::vector<Told> told_;
};

class ImportTest : public testing::Test, public Shop {};

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

TEST_F(ImportTest, TellsNothingWhenAColumnOrAnEventIsUnknown) {
  const char* other =
      "relance_mapping: 1\nname: won\nlead: {column: id}\n"
      "events: [{event: delivered, at: {column: won}}]\n";
  const Imported imported = run({{"id,mail,came,origin,won\nA,,2026-01-05,web,\n", kLeads},
                                 {"id,Won\nA,2026-01-05\n", other}});
  ASSERT_EQ(imported.diagnostics.size(), 2U);
  EXPECT_EQ(imported.diagnostics[0].code, 513);
  EXPECT_EQ(imported.diagnostics[1].code, 510);
  EXPECT_FALSE(engine_.lead("main", "A").has_value());
}

TEST_F(ImportTest, RefusesAFileWithoutAHeader) {
  for (const char* text : {"", "\n\n", "\xFF\xFEi\0d\0"}) {
    EXPECT_THROW(run({{text, kLeads}}), Fault);
  }
}

TEST_F(ImportTest, HoldsItsMemoryLimit) {
  const MappingRead read = read_mapping(kLeads, "mapping");
  std::string text = "id,mail,came,origin,won\n";
  for (int i = 0; i < 20'000; ++i) text += fmt::format("L{},,2026-01-05,web,\n", i);
  const std::vector<ImportInput> inputs = {{"big.csv", read_pieces(text, 1 << 16), read.mapping}};
  ImportOptions options{.tenant = "main", .now = Instant{0}};
  options.memory = 1 << 20;
  try {
    run_import(engine_, inputs, options, [](const ImportLine&) {});
    FAIL() << "20,000 rows do not fit into 1 MiB";
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), ErrorCode::input);
    EXPECT_NE(std::string(fault.what()).find("split it"), std::string::npos);
  }
}

TEST_F(ImportTest, KeepsThePersonOutOfTheJournal) {
  run({{"id,mail,came,origin,won\nA,canary@example.com,2026-01-05,web,\n", kLeads}});
  EXPECT_EQ(export_text().find("canary"), std::string::npos);
  ASSERT_EQ(engine_.lead("main", "A")->personal.size(), 1U);
  EXPECT_EQ(engine_.lead("main", "A")->personal[0].value, "canary@example.com");
}

}  // namespace
}  // namespace relance
