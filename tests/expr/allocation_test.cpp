// Counts allocations of the whole program, to show that evaluation makes none.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "expr/bindings.hpp"

namespace {
thread_local std::size_t allocations = 0;
}

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new(std::size_t size) {
  if (void* memory = operator new(size, std::nothrow)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

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
        "lead.score + 9223372036854775807 > 0"}) {
    Compiled compiled = compile(source, names, Wanted::a_guard(), true);
    ASSERT_TRUE(compiled.program) << describe(compiled.problems);
    programs.push_back(*std::move(compiled.program));
  }
  const std::size_t before = allocations;
  EXPECT_GT(before, 0U);  // the counter counts
  std::size_t with_value = 0;
  for (const Program& program : programs) with_value += evaluate(program, b).has_value() ? 1 : 0;
  const std::size_t after = allocations;
  EXPECT_EQ(after, before);
  EXPECT_EQ(with_value, 3U);
}

}  // namespace
}  // namespace relance::expr
