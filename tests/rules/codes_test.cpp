// The numbers of diagnostics: in the source, in docs/rules.md and in the golden files.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "rules/files.hpp"
#include "rules/keys.hpp"

namespace relance {
namespace {

std::set<int> numbers(const std::string& text, const std::regex& pattern) {
  std::set<int> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.insert(std::stoi((*match)[1].str()));
  }
  return found;
}

std::set<int> in_source() {
  std::set<int> found;
  for (const char* file : {"src/rules/codes.hpp", "src/proof/codes.hpp"}) {
    found.merge(numbers(read_file(source_dir() / file), std::regex(" = ([0-9]+),")));
  }
  return found;
}

TEST(Codes, EachIsDocumentedAndNoneElseIs) {
  const std::string docs = read_file(source_dir() / "docs/rules.md");
  EXPECT_EQ(numbers(docs, std::regex("\\| RL([0-9]{4}) \\|")), in_source());
}

TEST(Codes, EachHasATextThatTriggersIt) {
  std::set<int> triggered;
  for (const auto& [name, text] : golden_texts()) {
    const std::string expected = read_file(golden_dir() / (name + ".expected"));
    triggered.merge(numbers(expected, std::regex("\\[RL([0-9]{4})\\]")));
  }
  for (const int code : in_source()) EXPECT_TRUE(triggered.contains(code)) << "RL" << code;
}

// What the table of keys takes, the document explains.
TEST(Keys, EachStandsInTheDocument) {
  using rules::Section;
  const std::string docs = read_file(source_dir() / "docs/rules.md");
  for (const Section section :
       {Section::root, Section::calendar, Section::closed, Section::field, Section::lane,
        Section::watch, Section::state, Section::candidate, Section::after, Section::effect}) {
    for (const rules::Key& key : rules::keys_of(section)) {
      const std::regex word("\\b" + std::string(key.name) + "\\b");
      EXPECT_TRUE(std::regex_search(docs, word)) << key.name;
      EXPECT_FALSE(key.about.empty());
    }
  }
}

}  // namespace
}  // namespace relance
