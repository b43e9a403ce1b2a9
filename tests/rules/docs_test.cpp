// Every snippet of docs/rules.md marked as yaml is compiled: as it is when it is a whole file,
// which is proven too, else with the sections that it leaves out. So are the examples of the table
// of keys; and the snippets show every key.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "relance/workflow.hpp"
#include "rules/files.hpp"
#include "rules/used_keys.hpp"
#include "workflow/unproven.hpp"

namespace relance {
namespace {

const std::vector<std::pair<std::string, std::string>> kSections = {
    {"relance", "relance: 1\n"},
    {"name", "name: snippet\n"},
    {"timezone", "timezone: Europe/Paris\n"},
    {"currency", "currency: EUR\n"},
    {"calendars", "calendars: {showroom: {open: {mon-sat: [09:00-19:00]}}}\n"},
    {"lead",
     "lead: {brand: text, vehicle: {type: text, one_of: [new, used]}, budget: money, project: "
     "date}\n"},
    {"events", "events: {next_project: {project: date}}\n"},
    {"lanes", "lanes: {seller: {}, bdc: {}}\n"},
    {"host_effects", "host_effects: {delivery_desk: {}}\n"},
};
const std::vector<std::pair<std::string, std::string>> kStates = {
    {"incoming", "new"},
    {"talking", "contacted"},
    {"project_known", "qualified"},
    {"in_showroom", "shown"},
    {"visit_planned", "appointment"},
    {"nursery", "nurture"},
    {"won", "sold"},
    {"gone", "lost"},
};

std::set<std::string> keys(const std::string& text, const std::string& indent) {
  std::set<std::string> found;
  const std::regex pattern("(^|\n)" + indent + "([a-z_]+):");
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.insert((*match)[2].str());
  }
  return found;
}

// `states:` stands last in a snippet, so that states can be added.
std::string completed(const std::string& snippet) {
  const std::set<std::string> sections = keys(snippet, "");
  if (sections.contains("relance") && sections.contains("states")) return snippet;
  std::string text;
  for (const auto& [name, section] : kSections) {
    if (!sections.contains(name)) text += section;
  }
  if (!sections.contains("initial")) text += "initial: incoming\n";
  text += snippet;
  if (!sections.contains("states")) text += "states:\n";
  const std::string states = snippet.substr(std::min(snippet.find("states:"), snippet.size()));
  const std::set<std::string> present = keys(states, "  ");
  for (const auto& [name, stage] : kStates) {
    if (!present.contains(name)) text += "  " + name + ": {stage: " + stage + "}\n";
  }
  return text;
}

std::vector<std::string> snippets(std::string_view page = "docs/rules.md") {
  const std::string docs = read_file(source_dir() / page);
  const std::string fence = "```yaml\n";
  std::vector<std::string> snippets;
  for (std::size_t at = docs.find(fence); at != std::string::npos; at = docs.find(fence, at + 1)) {
    const std::size_t begin = at + fence.size();
    snippets.push_back(docs.substr(begin, docs.find("```", begin) - begin));
  }
  return snippets;
}

// The example of a key as a snippet: between the braces of such a section.
std::string snippet_of(const rules::Key& key, rules::Section section) {
  constexpr std::string_view kPlanned =
      "states:\n  visit_planned: {{stage: appointment, events: {{missed: talking, ripe: talking, "
      "unreachable: nursery, lost: gone}}, {}: [{{{}}}]}}\n";
  using rules::Section;
  switch (section) {
    case Section::none:
      break;
    case Section::root:
      return fmt::format("{}\n", key.example);
    case Section::calendar:
      return fmt::format("calendars: {{showroom: {{{}}}}}\n", key.example);
    case Section::closed:
      return fmt::format("calendars: {{c: {{open: {{mon: 09:00-19:00}}, closed: [{{{}}}]}}}}\n",
                         key.example);
    case Section::field:
      return fmt::format("lead: {{choice: {{{}}}}}\n", key.example);
    case Section::lane:
      return fmt::format("lanes: {{seller: {{{}}}}}\n", key.example);
    case Section::watch:
      return fmt::format("watch: {{{}}}\n", key.example);
    case Section::state:
      return fmt::format("states:\n  talking: {{{}}}\n", key.example);
    case Section::candidate:
      return fmt::format(
          "states:\n  talking: {{stage: contacted, events: {{qualified: {{{}}}}}}}\n", key.example);
    case Section::after:
      return fmt::format(kPlanned, "after", key.example);
    case Section::effect:
      return fmt::format(kPlanned, "enter", key.example);
    case Section::deadline:
      return fmt::format("deadlines: {{promise: {{{}}}}}\n", key.example);
    case Section::pause:
      return fmt::format(
          "deadlines: {{promise: {{from: qualified, until: sold, within: 9 d, breach: [], pauses: "
          "{{visit: {{{}}}}}}}}}\n",
          key.example);
  }
  return {};
}

TEST(RulesDocument, TheReadmeBeginsWithRulesThatCompile) {
  const Compiled compiled = compile(snippets("README.md").at(0), "README.md");
  EXPECT_TRUE(compiled.workflow) << compiled.diagnostics.at(0).message;
}

TEST(RulesDocument, TheRulesOfTheReadmeAreThoseOfTheExampleOfTheSameName) {
  const std::string example =
      read_file(std::string(RELANCE_SOURCE_DIR) + "/examples/rules/minimal.yaml");
  const std::size_t begins = example.find("\nrelance: 1\n");  // below its comment
  ASSERT_NE(begins, std::string::npos);
  EXPECT_EQ(snippets("README.md").at(0), example.substr(begins + 1));
}

TEST(RulesDocument, EverySnippetCompiles) {
  for (const std::string& snippet : snippets()) {
    const std::string text = completed(snippet);
    // What is cut out of a file cannot be proven to forget no lead.
    const Compiled compiled =
        snippet == text ? compile(text, "docs/rules.md") : compile_unproven(text, "docs/rules.md");
    EXPECT_EQ(to_text(compiled.diagnostics), "") << text;
  }
  EXPECT_GE(snippets().size(), 7u);
}

// What is refused stands before the text that the author gets.
TEST(RulesDocument, EveryRefusedSnippetIsToldAsItStandsThere) {
  const std::string docs = read_file(source_dir() / "docs/rules.md");
  const std::string fence = "```yaml refused\n", answer = "```\n\n```text\n";
  int refused = 0;
  for (std::size_t at = docs.find(fence); at != std::string::npos; at = docs.find(fence, at + 1)) {
    const std::size_t begin = at + fence.size();
    const std::size_t end = docs.find(answer, begin);
    ASSERT_NE(end, std::string::npos);
    const std::size_t told = end + answer.size();
    const Compiled compiled = compile(docs.substr(begin, end - begin), "rules.yaml");
    EXPECT_EQ(to_text(compiled.diagnostics), docs.substr(told, docs.find("```", told) - told));
    ++refused;
  }
  EXPECT_GE(refused, 2);
}

TEST(RulesDocument, EveryKeyIsShownInASnippet) {
  const std::string docs = read_file(source_dir() / "docs/rules.md");
  UsedKeys shown;
  for (const std::string& snippet : snippets()) shown.merge(used_keys(snippet));
  for_each_key([&](const rules::Key& key, rules::Section section, const std::string& path) {
    const std::regex word("\\b" + std::string(key.name) + "\\b");
    EXPECT_TRUE(std::regex_search(docs, word)) << path;
    const bool for_authors = key.need != rules::Need::later && key.name != "normalised";
    if (for_authors && !shown.contains({section, key.name})) {
      ADD_FAILURE() << "no snippet of docs/rules.md uses " << path;
    }
  });
}

TEST(TableOfKeys, EveryExampleCompilesAndShowsItsKey) {
  for_each_key([&](const rules::Key& key, rules::Section section, const std::string& path) {
    EXPECT_FALSE(key.about.empty()) << path;
    if (key.need == rules::Need::later) return;
    const std::string text = completed(snippet_of(key, section));
    EXPECT_TRUE(used_keys(snippet_of(key, section)).contains({section, key.name})) << path;
    EXPECT_EQ(to_text(compile_unproven(text, path).diagnostics), "") << text;
  });
}

}  // namespace
}  // namespace relance
