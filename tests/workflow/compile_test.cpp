#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "relance/workflow.hpp"

namespace relance {
namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class Example : public testing::TestWithParam<const char*> {
 protected:
  const std::string path_ =
      std::string(RELANCE_SOURCE_DIR) + "/examples/rules/" + GetParam() + ".yaml";
};

TEST_P(Example, Compiles) {
  const Compiled compiled = compile(read(path_), path_);
  EXPECT_EQ(to_text(compiled.diagnostics), "");
  ASSERT_NE(compiled.workflow, nullptr);
}

TEST_P(Example, NormalisedFormHasTheSameFingerprint) {
  const Compiled first = compile(read(path_), path_);
  ASSERT_NE(first.workflow, nullptr);
  const Compiled second = compile(first.workflow->normalised(), "normalised");
  EXPECT_EQ(to_text(second.diagnostics), "");
  ASSERT_NE(second.workflow, nullptr);
  EXPECT_EQ(second.workflow->normalised(), first.workflow->normalised());
  EXPECT_EQ(second.workflow->fingerprint(), first.workflow->fingerprint());
}

INSTANTIATE_TEST_SUITE_P(Rules, Example, testing::Values("minimal", "dealership"));

}  // namespace
}  // namespace relance
