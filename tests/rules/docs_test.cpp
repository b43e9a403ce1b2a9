// Every snippet of docs/rules.md marked as yaml is compiled: as it is when it is a whole file,
// which is proven too, else with the sections that it leaves out.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "relance/workflow.hpp"
#include "rules/files.hpp"
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
  if (sections.contains("relance")) return snippet;
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

TEST(RulesDocument, EverySnippetCompiles) {
  const std::string docs = read_file(source_dir() / "docs/rules.md");
  const std::string fence = "```yaml\n";
  int snippets = 0;
  for (std::size_t at = docs.find(fence); at != std::string::npos; at = docs.find(fence, at + 1)) {
    const std::size_t begin = at + fence.size();
    const std::string snippet = docs.substr(begin, docs.find("```", begin) - begin);
    const std::string text = completed(snippet);
    // What is cut out of a file cannot be proven to forget no lead.
    const Compiled compiled =
        snippet == text ? compile(text, "docs/rules.md") : compile_unproven(text, "docs/rules.md");
    EXPECT_EQ(to_text(compiled.diagnostics), "") << text;
    ++snippets;
  }
  EXPECT_GE(snippets, 7);
}

}  // namespace
}  // namespace relance
