// Each text under golden/ has its diagnostics beside it. To change one, read what the test prints,
// and paste it when it is what an author should see.
#include <gtest/gtest.h>

#include "relance/workflow.hpp"
#include "rules/files.hpp"
#include "workflow/unproven.hpp"

namespace relance {
namespace {

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, SaysWhatIsExpected) {
  const std::string file = GetParam() + ".yaml";
  const Compiled compiled = compile(golden_texts().at(GetParam()), file);
  EXPECT_EQ(compiled.workflow, nullptr);
  const std::string actual = to_text(compiled.diagnostics);
  const std::filesystem::path path = golden_dir() / (GetParam() + ".expected");
  const std::string expected = std::filesystem::exists(path) ? read_file(path) : "";
  EXPECT_TRUE(actual == expected) << "to paste into " << path.string() << ":\n" << actual;
}

// What an older version took must stay readable, wise or not.
TEST(GoldenTexts, APartThatAlwaysFailsIsNoReasonToRefuseStoredRules) {
  const std::string text =
      "relance: 1\nname: stored\ninitial: a\nlead: {score: number}\n"
      "watch: {every: 1 d, do: [{alert: boss}]}\n"
      "states:\n  a: {stage: new, events: {lost: {to: z, if: 'lead.score > 1 / 0'}}}\n"
      "  z: {stage: lost}\n";
  EXPECT_TRUE(compile_unproven(text, "stored.yaml").workflow);
  EXPECT_FALSE(compile(text, "new.yaml").workflow);
}

std::vector<std::string> names() {
  std::vector<std::string> names;
  for (const auto& [name, text] : golden_texts()) names.push_back(name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Rules, Golden, testing::ValuesIn(names()),
                         [](const auto& golden) { return golden.param; });

}  // namespace
}  // namespace relance
