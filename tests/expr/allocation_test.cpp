// Evaluation allocates nothing.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "expr/bindings.hpp"
#include "support/allocations.hpp"

namespace relance::expr {
namespace {

TEST(Evaluate, AllocatesNothing) {
  const TestNames names;
  Bindings b;
  b.set("lead.score", number(40)).set("lead.source", text(std::string_view("a source of leads")));
  b.set("lead.project", date(2027, 1, 1)).set("lead.appointment", time(utc(2026, 12, 1)));
  std::vector<Program> programs;
  for (const char* source :
       {"lead.score >= 40 && lead.source == 'a source of leads' || lead.vip",
        "has(lead.project) && lead.project > today + days(365)",
        "lead.appointment + days(1) > now - hours(lead.score)",
        "event.reason in ['invalid', 'duplicate'] || !(lead.owner < lead.source)",
        "lead.budget + money('20000 EUR') > lead.offer && lead.score * 2 == 80",
        "lead.score + 9223372036854775807 > 0",
        "lead.home == place('0, 0') || lead.home != lead.shop"}) {
    Compiled compiled = compile(source, names, Wanted::a_guard(), true);
    ASSERT_TRUE(compiled.program) << describe(compiled.problems);
    programs.push_back(*std::move(compiled.program));
  }
  const std::size_t before = relance::testing::allocations();
  EXPECT_GT(before, 0U);  // the counter counts
  std::size_t with_value = 0;
  for (const Program& program : programs) with_value += evaluate(program, b).has_value() ? 1 : 0;
  const std::size_t after = relance::testing::allocations();
  EXPECT_EQ(after, before);
  EXPECT_EQ(with_value, 3U);
}

}  // namespace
}  // namespace relance::expr
