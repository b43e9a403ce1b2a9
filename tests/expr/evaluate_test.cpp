#include <gtest/gtest.h>

#include "expr/bindings.hpp"

namespace relance::expr {
namespace {

/// The value of a guard, or its problems.
std::string guard(std::string_view source, const Bindings& bindings) {
  const Compiled compiled = compile(source, TestNames(), Wanted::a_guard(), true);
  if (!compiled.program) return describe(compiled.problems);
  return describe(evaluate(*compiled.program, bindings));
}

TEST(Evaluate, ComparesFieldsWithConstants) {
  Bindings b;
  b.set("lead.score", number(40)).set("lead.source", text("web"));
  EXPECT_EQ(guard("lead.score >= 40 && lead.source == \"web\"", b), "true");
  EXPECT_EQ(guard("lead.attempts >= 5 && lead.source == \"web\"", b), "absent 0");
  EXPECT_EQ(guard("has(lead.project) && lead.project > today + days(365)", b), "false");
}

}  // namespace
}  // namespace relance::expr
