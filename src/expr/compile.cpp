#include "expr/compile.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/source.hpp"
#include "expr/checker.hpp"
#include "expr/emitter.hpp"
#include "expr/parser.hpp"

namespace relance::expr {
namespace {

constexpr int kDeepest = 32;  // what Program::kStack and a thread's stack are laid out for

bool readable(std::string_view source, const Limits& limits, std::vector<Problem>& problems) {
  if (source.size() > limits.source) {
    problems.push_back({limits.source, 1, kSourceTooLong,
                        fmt::format("the expression has {} bytes, at most {} are allowed",
                                    source.size(), limits.source),
                        "divide it into several rules"});
    return false;
  }
  const std::size_t invalid = first_invalid_utf8(source);
  if (invalid == std::string_view::npos) return true;
  problems.push_back(
      {invalid, 1, kNotUtf8, "the expression is not valid UTF-8", "save the file as UTF-8"});
  return false;
}

}  // namespace

Names::~Names() = default;

Compiled compile(std::string_view source, const Names& names, Wanted wanted, bool event_moment,
                 const Limits& limits) {
  Compiled result;
  if (!readable(source, limits, result.problems)) return result;
  const int depth = std::clamp(limits.depth, 1, kDeepest);
  const std::optional<Ast> ast = parse(source, depth, result.problems);
  if (!ast) return result;
  const std::vector<Meaning> meanings = check(*ast, names, wanted, event_moment, result.problems);
  if (result.problems.empty()) {
    result.program = emit(*ast, meanings, limits.cost, result.problems);
  }
  std::stable_sort(result.problems.begin(), result.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.offset < b.offset; });
  return result;
}

}  // namespace relance::expr
