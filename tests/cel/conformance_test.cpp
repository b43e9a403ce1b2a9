// The public conformance cases of CEL, each run or named in unmet.txt.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "cel/cases.hpp"
#include "cel/verdicts.hpp"

namespace relance::cel {
namespace {

std::string said(const std::vector<expr::Problem>& problems) {
  std::string result;
  for (const expr::Problem& problem : problems) {
    result += fmt::format("RL0{} at {}: {}; ", problem.code, problem.offset, problem.message);
  }
  return result;
}

std::string judge_result(const Case& one, const expr::StandardResult& result) {
  if (one.wants_error) {
    return result.value ? "an error is wanted, it gives " + shown(*result.value) : "";
  }
  if (!one.value) return "";
  if (!result.value) return fmt::format("{} is wanted, error: {}", shown(*one.value), result.error);
  if (same(*one.value, *result.value)) return "";
  return fmt::format("{} is wanted, it gives {}", shown(*one.value), shown(*result.value));
}

/// What is wrong with a case; empty when it passes. Each error that a case asks for is one of
/// evaluation: a source that does not compile passes nothing.
std::string judge_case(const Case& one) {
  const expr::StandardCompiled compiled = expr::compile_standard(one.source, one.settings);
  if (!compiled.program) return "does not compile: " + said(compiled.problems);
  if (!one.type.empty() && compiled.type != one.type) {
    return fmt::format("type {} is wanted, it has {}", one.type, compiled.type);
  }
  if (one.check_only) return "";
  return judge_result(one, expr::evaluate_standard(*compiled.program, one.bindings));
}

TEST(Conformance, EachCaseOfTheSpecificationPassesOrStandsInTheListWithItsReason) {
  Verdicts verdicts("conformance");
  for (const Case& one : read_cases("conformance")) {
    if (one.needs_messages.empty()) {
      verdicts.add(one.id, one.source, judge_case(one));
    } else {
      verdicts.needs_messages();
    }
  }
  verdicts.judge();
  EXPECT_GE(verdicts.run(), 1'640U);
  EXPECT_GE(verdicts.passed(), 1'500U);
}

}  // namespace
}  // namespace relance::cel
