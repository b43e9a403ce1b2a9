#include "intake/mapping.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "intake/bind.hpp"
#include "intake/codes.hpp"
#include "relance/workflow.hpp"

namespace relance {
namespace {

constexpr std::string_view kHead =
    "relance_mapping: 1\nname: shop\ntimezone: Europe/Paris\nlead: {column: id}\n";

std::string with_head(std::string_view rest) { return std::string(kHead).append(rest); }

struct Wrong {
  const char* name;
  MappingCode code;
  std::string text;
  int line, column;
  std::string hint;  // a part of it
};

std::ostream& operator<<(std::ostream& out, const Wrong& wrong) { return out << wrong.name; }

class WrongMapping : public testing::TestWithParam<Wrong> {};

TEST_P(WrongMapping, IsADiagnosticAtItsPlace) {
  const Wrong& wrong = GetParam();
  const MappingRead read = read_mapping(wrong.text, "shop.mapping.yaml");
  EXPECT_EQ(read.mapping, nullptr);
  ASSERT_EQ(read.diagnostics.size(), 1U) << to_text(read.diagnostics);
  const Diagnostic& diagnostic = read.diagnostics[0];
  EXPECT_EQ(diagnostic.code, static_cast<int>(wrong.code));
  EXPECT_EQ(diagnostic.file, "shop.mapping.yaml");
  EXPECT_EQ(diagnostic.line, wrong.line);
  EXPECT_EQ(diagnostic.column, wrong.column);
  EXPECT_NE(diagnostic.hint.find(wrong.hint), std::string::npos) << diagnostic.hint;
}

const std::string kEvent = "events: [{event: received, at: {column: when}}]\n";

INSTANTIATE_TEST_SUITE_P(
    Mapping, WrongMapping,
    testing::Values(
        Wrong{"of_rules", MappingCode::not_a_mapping, "relance: 1\nname: shop\n", 1, 1,
              "relance_mapping: 1"},
        Wrong{"of_another_format", MappingCode::not_a_mapping,
              "relance_mapping: 2\nname: shop\nlead: {column: id}\n" + kEvent, 1, 18,
              "relance_mapping: 1"},
        Wrong{"unknown_key", MappingCode::unknown_key, with_head("seperator: ;\n" + kEvent), 5, 1,
              "separator"},
        Wrong{"unknown_key_of_a_value", MappingCode::unknown_key,
              with_head("events: [{event: received, at: {column: when, emty: x}}]\n"), 5, 47,
              "empty"},
        Wrong{"no_time", MappingCode::missing_key, with_head("events: [{event: received}]\n"), 5,
              10, ""},
        Wrong{"no_name", MappingCode::missing_key,
              "relance_mapping: 1\nlead: {column: id}\n" + kEvent, 1, 1, ""},
        Wrong{"events_as_a_map", MappingCode::wrong_shape, with_head("events: {event: received}\n"),
              5, 9, ""},
        Wrong{"half_a_condition", MappingCode::wrong_shape,
              with_head("events: [{event: sold, at: {column: when}, when: {column: won}}]\n"), 5,
              50, ""},
        Wrong{"separator", MappingCode::bad_separator, with_head("separator: '|'\n" + kEvent), 5,
              12, "tab"},
        Wrong{"zone", MappingCode::unknown_zone,
              "relance_mapping: 1\nname: shop\ntimezone: Europe/Pariss\nlead: {column: id}\n" +
                  kEvent,
              3, 11, ""},
        Wrong{"name", MappingCode::bad_name,
              "relance_mapping: 1\nname: My Shop\nlead: {column: id}\n" + kEvent, 2, 7, "a-z"},
        Wrong{"derived_event", MappingCode::told_by_engine,
              with_head("events: [{event: reached, at: {column: when}}]\n"), 5, 18,
              "tell `attempted` with the outcome `conversation`, or `inbound`"},
        Wrong{"event_of_time", MappingCode::told_by_engine,
              with_head("events: [{event: breached, at: {column: when}}]\n"), 5, 18, "deadlines:"},
        Wrong{"constant_lead", MappingCode::needs_column,
              "relance_mapping: 1\nname: shop\nlead: id\n" + kEvent, 3, 7, "{column: NAME}"},
        Wrong{"constant_key", MappingCode::needs_column,
              with_head("events: [{event: received, at: {column: when}, key: id}]\n"), 5, 53,
              "{column: NAME}"},
        Wrong{"no_events", MappingCode::no_events, with_head("events: []\n"), 5, 9, ""},
        Wrong{"type", MappingCode::bad_type,
              with_head("events: [{event: received, at: {column: when, type: date}}]\n"), 5, 53,
              "time"}));

TEST(Mapping, TellsAllProblemsAtOnce) {
  const MappingRead read =
      read_mapping("relance_mapping: 1\nnam: shop\nlead: id\nevents: []\n", "m");
  std::set<int> codes;
  for (const Diagnostic& diagnostic : read.diagnostics) codes.insert(diagnostic.code);
  EXPECT_EQ(codes, (std::set<int>{501, 502, 508, 509}));
}

TEST(Mapping, OfHostileTextIsRefusedByTheDocumentLayer) {
  std::string deep;
  for (int i = 0; i < 1'000; ++i) deep += '[';
  for (const std::string& text :
       {std::string(), std::string("\xFF\xFE"), deep,
        std::string("relance_mapping: &a 1\nname: *a\n"), std::string("name: a\nname: b\n")}) {
    const MappingRead read = read_mapping(text, "m");
    EXPECT_EQ(read.mapping, nullptr);
    ASSERT_FALSE(read.diagnostics.empty());
    EXPECT_LT(read.diagnostics[0].code, 100);
  }
}

TEST(Mapping, NumbersItsColumnsAtFirstUse) {
  const MappingRead read = read_mapping(
      with_head(
          "person: {email: {column: mail}}\n"
          "events:\n"
          "  - {event: received, at: {column: when}, with: {source: web, campaign: {column: id}}}\n"
          "  - {event: sold, at: {column: won}, when: {filled: won}}\n"
          "  - {event: sold, at: {column: won2}, when: {column: how, is: [cash, lease]}}\n"),
      "m");
  ASSERT_NE(read.mapping, nullptr) << to_text(read.diagnostics);
  const Mapping& mapping = *read.mapping;
  std::vector<std::string> columns;
  for (const Mapping::Column& column : mapping.columns) columns.push_back(column.name);
  EXPECT_EQ(columns, (std::vector<std::string>{"id", "mail", "when", "won", "won2", "how"}));
  EXPECT_EQ(mapping.person.at(0).name, "person.email");
  EXPECT_EQ(mapping.events.at(0).with.at(0).from.constant, "web");
  EXPECT_EQ(mapping.events.at(2).when.is, (std::vector<std::string>{"cash", "lease"}));
  EXPECT_EQ(mapping.events.at(1).same, 0U);
  EXPECT_EQ(mapping.events.at(2).same, 1U);
}

TEST(Mapping, AgainstAHeaderNamesTheColumnThatIsMeant) {
  const MappingRead read = read_mapping(with_head(kEvent), "m");
  ASSERT_NE(read.mapping, nullptr);
  std::vector<Diagnostic> diagnostics;
  const std::vector<std::string_view> header = {"when", "lead", "idd"};
  find_columns(*read.mapping, "shop.csv", header, diagnostics);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, 510);
  EXPECT_EQ(diagnostics[0].line, 4);
  EXPECT_NE(diagnostics[0].hint.find("'idd'"), std::string::npos);
  diagnostics.clear();
  const std::vector<std::string_view> twice = {"when", "id", "when"};
  EXPECT_EQ(find_columns(*read.mapping, "shop.csv", twice, diagnostics),
            (std::vector<std::size_t>{1, 0}));
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, 511);
}

TEST(Mapping, AgainstRulesNamesTheEventThatIsMeant) {
  const MappingRead read =
      read_mapping(with_head("events: [{event: recieved, at: {column: when}}]\n"), "m");
  ASSERT_NE(read.mapping, nullptr);
  Tables rules;
  rules.event_names = {"received", "sold"};
  std::vector<Diagnostic> diagnostics;
  check_events(*read.mapping, rules, diagnostics);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, 513);
  EXPECT_NE(diagnostics[0].hint.find("'received'"), std::string::npos);
}

TEST(Mapping, AgainstRulesNamesTheFieldThatIsMeantWhereItStands) {
  const Compiled rules = compile(R"(
relance: 1
name: shop
initial: came
lead: {budget: {type: number}}
events: {measured: {size: number}}
watch: {every: 2 d, do: [{alert: boss}]}
states:
  came: {stage: new, events: {measured: came, lost: gone}}
  gone: {stage: lost}
)",
                                 "rules");
  ASSERT_NE(rules.workflow, nullptr) << to_text(rules.diagnostics);
  const MappingRead read = read_mapping(with_head(R"(
events:
  - event: received
    at: {column: when}
    with: {source: web, budgett: {column: b}, person.name: {column: n}, size: 3, reason: x}
  - {event: measured, at: {column: when}, with: {size: 3, budget: 4, reason: x, soze: 3}}
)"),
                                        "m");
  ASSERT_NE(read.mapping, nullptr) << to_text(read.diagnostics);
  std::vector<Diagnostic> diagnostics;
  check_events(*read.mapping, rules.workflow->tables(), diagnostics);
  ASSERT_EQ(diagnostics.size(), 4U) << to_text(diagnostics);
  EXPECT_EQ(diagnostics[0].code, 516);
  EXPECT_EQ(diagnostics[0].column, 25);
  EXPECT_EQ(diagnostics[0].hint, "did you mean 'budget'?");
  EXPECT_NE(diagnostics[1].message.find("received carries no 'size'"), std::string::npos);
  EXPECT_NE(diagnostics[2].message.find("received carries no 'reason'"), std::string::npos);
  EXPECT_EQ(diagnostics[3].hint, "did you mean 'size'?");
}

TEST(Mapping, AgainstAHeaderCitesNothingThatLooksLikeNoColumn) {
  const MappingRead read = read_mapping(with_head(kEvent), "m");
  ASSERT_NE(read.mapping, nullptr);
  std::vector<Diagnostic> diagnostics;
  const std::vector<std::string_view> record = {"Q0205", "Farid Estran", "2026-01-01"};
  find_columns(*read.mapping, "shop.csv", record, diagnostics);
  ASSERT_EQ(diagnostics.size(), 2U);
  for (const std::string_view cell : record) {
    EXPECT_EQ(to_text(diagnostics).find(cell), std::string::npos) << cell;
  }
  EXPECT_NE(diagnostics[0].hint.find("its 3 "), std::string::npos);
}

std::string file_text(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(Mapping, OfTheManualAndTheExamplesIsRight) {
  const std::filesystem::path root = RELANCE_SOURCE_DIR;
  const std::string manual = file_text(root / "docs/intake.md");
  std::vector<std::string> texts;
  constexpr std::string_view kFence = "```yaml\n";
  for (std::size_t at = manual.find(kFence); at != std::string::npos;) {
    const std::size_t begin = at + kFence.size();
    const std::size_t end = manual.find("```", begin);
    texts.push_back(manual.substr(begin, end - begin));
    at = manual.find(kFence, end);
  }
  ASSERT_FALSE(texts.empty());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "examples")) {
    if (entry.path().string().ends_with(".mapping.yaml")) texts.push_back(file_text(entry.path()));
  }
  EXPECT_GE(texts.size(), 5U);
  for (const std::string& text : texts) {
    const MappingRead read = read_mapping(text, "text");
    EXPECT_NE(read.mapping, nullptr) << to_text(read.diagnostics) << text;
  }
}

TEST(Mapping, CodesStandInTheManual) {
  const std::string manual =
      file_text(std::filesystem::path(RELANCE_SOURCE_DIR) / "docs/intake.md");
  for (int code = 500; code <= 516; ++code) {
    EXPECT_NE(manual.find("RL0" + std::to_string(code)), std::string::npos) << code;
  }
}

}  // namespace
}  // namespace relance
