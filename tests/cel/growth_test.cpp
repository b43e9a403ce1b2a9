// Texts that an expression doubles again and again: no function takes longer than their length
// asks.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "expr/standard.hpp"

namespace relance::cel {
namespace {

/// `expression` over `t`, a text of 2 to the power of `doublings` letters.
std::string over_long_text(const std::string& expression, int doublings) {
  std::string source = "cel.bind(t, 'x', ";
  for (int i = 0; i < doublings; ++i) source += "cel.bind(t, t + t, ";
  return source + expression + std::string(static_cast<std::size_t>(doublings) + 1, ')');
}

/// Seconds of the processor, the least of three runs.
double time_of(const std::string& source) {
  const expr::StandardCompiled compiled = expr::compile_standard(source, {});
  if (!compiled.program) {
    ADD_FAILURE() << source << ": " << compiled.problems.at(0).message;
    return 0;
  }
  double least = 1e9;
  for (int i = 0; i < 3; ++i) {
    const std::clock_t begin = std::clock();
    expr::evaluate_standard(*compiled.program, {});
    least = std::min(least, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return least;
}

// Eight times the length is eight times the time when a function looks at each letter once, and
// sixty-four times when it looks at all of them for each; the border lies between.
TEST(LongTexts, TakeTheTimeOfTheirLength) {
  for (const char* const expression :
       {"t.reverse()", "t.trim()", "t.upperAscii()", "t.split('y')", "t.replace('x', 'z')",
        "t.replace('', '')", "t.matches('(x+x+)+y')", "t.indexOf('xy')", "t.lastIndexOf('yx')",
        "t.substring(1)", "t.charAt(1)", "strings.quote(t)", "base64.encode(bytes(t))",
        "'%s'.format([t])", "[t, t].join()", "t == t + ''", "size(t)"}) {
    const double shorter = time_of(over_long_text(expression, 14));
    const double longer = time_of(over_long_text(expression, 17));
    EXPECT_LT(longer, 20 * shorter + 0.02) << expression;
  }
}

}  // namespace
}  // namespace relance::cel
