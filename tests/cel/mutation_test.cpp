// The public cases, damaged: whatever an author may write ends in a value, an error or a problem
// that has a place. What the sanitizers say of them is the point of this test.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "cel/cases.hpp"

namespace relance::cel {
namespace {

class Damage {
 public:
  explicit Damage(const std::vector<Case>& cases) : cases_(cases) {}

  const Case& any() { return cases_[below(cases_.size())]; }

  /// One to three parts of the source cut out, said twice, taken from another case or overwritten.
  std::string damaged(std::string source) {
    for (std::size_t count = 1 + below(3); count > 0; --count) {
      const std::size_t at = below(source.size() + 1);
      const std::size_t width = below(std::min<std::size_t>(source.size() - at, 24) + 1);
      const std::string& other = any().source;
      const std::size_t from = below(other.size() + 1);
      switch (below(4)) {
        case 0:
          source.erase(at, width);
          break;
        case 1:
          source.insert(at, source.substr(at, width));
          break;
        case 2:
          source.insert(at, other.substr(from, below(24)));
          break;
        default:
          if (width > 0) source[at] = static_cast<char>(below(256));
      }
    }
    return source;
  }

 private:
  std::size_t below(std::size_t count) { return chance_() % count; }

  const std::vector<Case>& cases_;
  std::mt19937 chance_{20'260'101};
};

void expect_places(const std::string& source, const std::vector<expr::Problem>& problems) {
  ASSERT_FALSE(problems.empty()) << source;
  EXPECT_LE(problems.size(), expr::kMostProblems) << source;
  for (const expr::Problem& problem : problems) {
    EXPECT_LE(problem.offset, source.size()) << source;
    EXPECT_GE(problem.width, 1U) << source;
    EXPECT_FALSE(problem.message.empty()) << source;
  }
}

TEST(DamagedCases, EndInAValueAnErrorOrAProblemThatHasAPlace) {
  std::vector<Case> cases;
  for (Case& one : read_cases("conformance")) {
    if (one.needs_messages.empty()) cases.push_back(std::move(one));
  }
  Damage damage(cases);
  std::size_t compiled_ones = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Case& one = damage.any();
    const std::string source = damage.damaged(one.source);
    const expr::StandardCompiled compiled = expr::compile_standard(source, one.settings);
    if (!compiled.program) {
      expect_places(source, compiled.problems);
      continue;
    }
    ++compiled_ones;
    const expr::StandardResult result = expr::evaluate_standard(*compiled.program, one.bindings);
    EXPECT_NE(result.value.has_value(), !result.error.empty()) << source;
  }
  EXPECT_GE(compiled_ones, 1'000U) << "most of the damage must leave something to evaluate";
}

}  // namespace
}  // namespace relance::cel
