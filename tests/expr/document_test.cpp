// docs/expressions.md says what is so.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "expr/bindings.hpp"

namespace relance::expr {
namespace {

std::vector<std::string> lines_of_document() {
  std::ifstream file(RELANCE_SOURCE_DIR "/docs/expressions.md");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

TEST(Document, ShowsExpressionsThatCompile) {
  const TestNames names;
  bool inside = false;
  int shown = 0;
  for (const std::string& line : lines_of_document()) {
    if (line.rfind("```", 0) == 0) {
      inside = line == "```cel";
      continue;
    }
    if (!inside) continue;
    ++shown;
    const Compiled guard = compile(line, names, Wanted::a_guard(), true);
    const Compiled moment = compile(line, names, Wanted::a_moment(), false);
    EXPECT_TRUE(guard.program || moment.program) << line << "\n" << describe(guard.problems);
  }
  EXPECT_GE(shown, 4);
}

TEST(Document, ListsEveryCode) {
  const std::set<int> codes{
      kSourceTooLong, kTooDeep,         kTooCostly,    kNotUtf8,      kBadCharacter, kOpenText,
      kBadEscape,     kBadNumber,       kUnexpected,   kReservedWord, kEmpty,        kUnknownName,
      kUnknownField,  kUnknownFunction, kBadArguments, kComesLater,   kNotForTypes,  kWrongResult,
      kPersonal,      kNotOneOf,        kOutsideEvent, kBadHas,       kBadMoney,     kOutOfRange,
      kNotInGuards,   kFails,           kBadPlace};
  std::set<int> listed;
  for (const std::string& line : lines_of_document()) {
    if (line.rfind("| RL0", 0) == 0) listed.insert(std::stoi(line.substr(4, 4)));
  }
  EXPECT_EQ(listed, codes);
}

}  // namespace
}  // namespace relance::expr
