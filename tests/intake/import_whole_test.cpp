// What an import refuses as a whole: nothing is told to the engine.
#include "relance/intake.hpp"
#include "shop.hpp"

namespace relance {
namespace {

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

TEST_F(ImportTest, AsksForNoEngineWhenTheInputsDoNotFit) {
  const MappingRead read = read_mapping(kLeads, "mapping");
  const auto never = []() -> Engine& { throw std::logic_error("there is nothing to tell it"); };
  const ImportOptions options{.tenant = "main", .now = *parse_instant("2026-06-30T00:00:00Z")};
  const std::shared_ptr<const Workflow> rules = engine_.current("main");
  const std::vector<ImportInput> inputs = {
      {"semi.csv", read_pieces("id;mail;came;origin;won\n", 16), read.mapping}};
  EXPECT_EQ(run_import(rules->tables(), never, inputs, options, [](const ImportLine&) {})
                .diagnostics.size(),
            1U);
}

TEST_F(ImportTest, CountsApartWhatIsRefusedForWhatItSays) {
  // Under one `key:` a changed row is a conflict; `sold` is no move of a lead that just came.
  const char* keyed =
      "relance_mapping: 1\nname: keyed\ntimezone: UTC\nlead: {column: id}\n"
      "events: [{event: noted, at: {column: came}, key: {column: won}, "
      "with: {text: {column: mail}}}]\n";
  const std::string leads = "id,mail,came,origin,won\nA,,2026-01-05,web,2026-01-06\n";
  const std::string notes =
      "id,mail,came,won\nA,one,2026-01-07,k\nA,two,2026-01-07,k\nZ,one,2026-01-07,k\n";
  const ImportCounts counts = run({{leads, kLeads}, {notes, keyed}}).counts;
  EXPECT_EQ(counts.refused, 2U);
  EXPECT_EQ(counts.faulty, 1U);
  EXPECT_EQ(counts.waiting_here, 1U);
  EXPECT_EQ(counts.waiting_leads, 1U);
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
  ImportOptions options{.tenant = "main", .now = *parse_instant("2026-06-30T00:00:00Z")};
  options.memory = 1 << 20;
  try {
    run_import(engine_, inputs, options, [](const ImportLine&) {});
    FAIL() << "20,000 rows do not fit into 1 MiB";
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), ErrorCode::input);
    EXPECT_NE(std::string(fault.what()).find("split it"), std::string::npos);
  }
}

/// `kLeads` with its second line, the zone, replaced.
std::string leads_mapping(const std::string& zone) {
  std::string text = kLeads;
  const std::string_view stated = "timezone: UTC\n";
  return text.replace(text.find(stated), stated.size(), zone);
}

TEST_F(ImportTest, OfAnotherSeparatorIsToldOnceWithTheRightOne) {
  const std::string quoted =
      "\"id\";\"mail\";\"came\";\"origin\";\"won\"\n\"A\";;\"2026-01-05\";;\n";
  const std::string plain = "id;mail;came;origin;won\nA;;2026-01-05;;\n";
  const std::string tabs = "id\tmail\tcame\torigin\twon\nA\t\t2026-01-05\t\t\n";
  for (const auto& [text, written] :
       {std::pair(plain, "separator: \";\""), std::pair(quoted, "separator: \";\""),
        std::pair(tabs, "separator: tab")}) {
    const Imported imported = run({{text, kLeads}});
    ASSERT_EQ(imported.diagnostics.size(), 1U) << text;
    EXPECT_EQ(imported.diagnostics[0].code, 515);
    EXPECT_NE(imported.diagnostics[0].hint.find(written), std::string::npos)
        << imported.diagnostics[0].hint;
    EXPECT_FALSE(engine_.lead("main", "A").has_value());
    // What the hint says is the way out.
    const std::string mended = leads_mapping("timezone: UTC\n" + std::string(written) + "\n");
    EXPECT_TRUE(Shop().run({{text, mended.c_str()}}).diagnostics.empty());
  }
}

TEST_F(ImportTest, OfASeparatorStatedWronglyIsShownWhereItStands) {
  const std::string mapping = leads_mapping("timezone: UTC\nseparator: \";\"\n");
  const Imported imported = run({{"id,mail,came,origin,won\n", mapping.c_str()}});
  ASSERT_EQ(imported.diagnostics.size(), 1U);
  EXPECT_EQ(imported.diagnostics[0].code, 515);
  EXPECT_EQ(imported.diagnostics[0].line, 5);
  EXPECT_NE(imported.diagnostics[0].hint.find("separator: \",\""), std::string::npos);
}

TEST_F(ImportTest, OfAWrongColumnIsNoMatterOfTheSeparator) {
  // A semicolon in a name separates nothing that the mapping looks for.
  const Imported imported = run({{"Id;mail,came,origin,won\n", kLeads}});
  ASSERT_EQ(imported.diagnostics.size(), 2U);  // id, mail
  EXPECT_EQ(imported.diagnostics[0].code, 510);
}

TEST_F(ImportTest, WithoutTheZoneThatItsTimesNeedIsToldOnce) {
  const std::string mapping = leads_mapping("");
  const Imported imported =
      run({{"id,mail,came,origin,won\n"
            "A,,2026-01-05,web,\nB,,2026-01-05,web,\nC,,2026-01-06,web,\n",
            mapping.c_str()}});
  ASSERT_EQ(imported.diagnostics.size(), 1U);
  EXPECT_EQ(imported.diagnostics[0].code, 514);
  EXPECT_NE(imported.diagnostics[0].message.find("file1:2"), std::string::npos);
  EXPECT_NE(imported.diagnostics[0].hint.find("timezone:"), std::string::npos);
  EXPECT_TRUE(told_.empty());
  EXPECT_FALSE(engine_.lead("main", "A").has_value());
}

TEST_F(ImportTest, OfTimesWithOffsetsRefusesOnlyTheOnesThatLackIt) {
  const std::string mapping = leads_mapping("");
  const Imported imported =
      run({{"id,mail,came,origin,won\n"
            "A,,2026-01-05T00:00:00Z,web,\nB,,2026-01-05,web,\n"
            "C,,2026-01-06T00:00:00+01:00,web,\n",
            mapping.c_str()}});
  EXPECT_TRUE(imported.diagnostics.empty());
  EXPECT_EQ(imported.counts.accepted, 2U);
  ASSERT_EQ(imported.counts.unreadable, 1U);
  EXPECT_EQ(told_.at(0).line, 3U);
}

TEST_F(ImportTest, LeavesWhatIsYetToComeToALaterRun) {
  // Five minutes of a difference between two clocks are no future.
  const std::string text =
      "id,mail,came,origin,won\n"
      "A,,2026-06-30T00:05:00Z,web,\nB,,2026-06-30T00:05:01Z,web,\nC,,2199-12-31,web,\n";
  const Imported imported = run({{text, kLeads}});
  EXPECT_EQ(imported.counts.accepted, 1U);
  EXPECT_EQ(imported.counts.future, 2U);
  EXPECT_EQ(imported.counts.unreadable, 0U);
  EXPECT_EQ(told_.at(0).kind, ImportLine::future);
  EXPECT_EQ(told_.at(0).line, 3U);
  EXPECT_NE(told_.at(0).reason.find("2026-06-30T00:00:00Z, the end of this run"),
            std::string::npos);
  EXPECT_FALSE(engine_.lead("main", "B").has_value());

  const Imported later = run({{text, kLeads}}, 1'000, "2026-07-01T00:00:00Z");
  EXPECT_EQ(later.counts.accepted, 2U);
  EXPECT_EQ(later.counts.repeated, 1U);
  EXPECT_EQ(engine_.lead("main", "B")->lead.received_at, *parse_instant("2026-06-30T00:05:01Z"));
}

}  // namespace
}  // namespace relance
