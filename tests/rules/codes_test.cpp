// The numbers of diagnostics: in the source, in docs/rules.md and in the golden files.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "rules/files.hpp"

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

// Codes of which some text has no way out to tell; none so far.
const std::set<int> kWithoutHint = {};

TEST(Codes, EachErrorHasAWayOut) {
  const std::regex error("error: .* \\[RL([0-9]{4})\\]\n((?:  .*\n)*)");
  int seen = 0;
  for (const auto& [name, text] : golden_texts()) {
    const std::string expected = read_file(golden_dir() / (name + ".expected"));
    for (std::sregex_iterator match(expected.begin(), expected.end(), error), end; match != end;
         ++match, ++seen) {
      const bool has_hint = (*match)[2].str().find("\n  hint: ") != std::string::npos ||
                            (*match)[2].str().starts_with("  hint: ");
      EXPECT_TRUE(has_hint || kWithoutHint.contains(std::stoi((*match)[1].str())))
          << name << ": " << match->str();
    }
  }
  EXPECT_GT(seen, 200);
}

TEST(Codes, EachHasATextThatTriggersIt) {
  std::set<int> triggered;
  for (const auto& [name, text] : golden_texts()) {
    const std::string expected = read_file(golden_dir() / (name + ".expected"));
    triggered.merge(numbers(expected, std::regex("\\[RL([0-9]{4})\\]")));
  }
  for (const int code : in_source()) EXPECT_TRUE(triggered.contains(code)) << "RL" << code;
}

}  // namespace
}  // namespace relance
