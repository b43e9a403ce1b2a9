// Random expressions, evaluated here and by @bufbuild/cel.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <iostream>
#include <string>

#include "cel/cases.hpp"

namespace relance::cel {
namespace {

expr::StandardResult evaluated(const Case& one) {
  const expr::StandardCompiled compiled = expr::compile_standard(one.source, one.settings);
  if (compiled.program) return expr::evaluate_standard(*compiled.program, one.bindings);
  std::string error = "does not compile";
  for (const expr::Problem& problem : compiled.problems) error += ": " + problem.message;
  return {std::nullopt, error};
}

bool agree(const Case& one, const expr::StandardResult& ours) {
  if (!one.value || !ours.value) return !one.value && !ours.value;
  return same(*one.value, *ours.value);
}

std::string shown(const std::optional<expr::AnyValue>& value) {
  return value ? cel::shown(*value) : "an error";
}

TEST(RandomExpressions, GiveWhatAnotherEvaluatorGives) {
  const std::vector<Case> cases = read_random_cases();
  ASSERT_GE(cases.size(), 20'000U);
  std::size_t values = 0;
  std::size_t differences = 0;
  for (const Case& one : cases) {
    const expr::StandardResult ours = evaluated(one);
    values += ours.value ? 1 : 0;
    if (agree(one, ours)) continue;
    if (++differences <= 50) {
      ADD_FAILURE() << one.source << "\n  there: " << shown(one.value)
                    << "\n  here: " << shown(ours.value) << ' ' << ours.error;
    }
  }
  std::cout << fmt::format("{} expressions, {} give a value\n", cases.size(), values);
  EXPECT_EQ(differences, 0U);
  EXPECT_GE(values, cases.size() / 2);
}

}  // namespace
}  // namespace relance::cel
