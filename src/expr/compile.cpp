#include "expr/compile.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/source.hpp"
#include "expr/checker.hpp"
#include "expr/emitter.hpp"
#include "expr/failing.hpp"
#include "expr/parser.hpp"
#include "expr/pipeline.hpp"

namespace relance::expr {
namespace {

constexpr int kDeepest = 32;          // what Program::kSlots and a thread's stack are laid out for
constexpr int kDeepestStandard = 48;  // the conformance cases go a little deeper

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

Pipeline run_pipeline(std::string_view source, const Environment& environment, const Wanted& wanted,
                      const Limits& limits) {
  Pipeline result;
  if (!readable(source, limits, result.problems)) return result;
  const bool rules = environment.names != nullptr;
  const int depth = std::clamp(limits.depth, 1, rules ? kDeepest : kDeepestStandard);
  const std::optional<Ast> ast = parse(source, depth, result.problems);
  if (!ast) return result;
  Checked checked = check(*ast, environment, wanted, result.problems);
  if (result.problems.empty()) {
    result.type = std::move(checked.type);
    result.program = emit(*ast, checked.meanings, rules, limits.cost, result.problems);
    if (rules && result.program) {
      result.failing = failing_part(*ast, checked.meanings, *result.program);
    }
  }
  std::stable_sort(result.problems.begin(), result.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.offset < b.offset; });
  return result;
}

Compiled compile(std::string_view source, const Names& names, Wanted wanted, bool event_moment,
                 const Limits& limits) {
  Pipeline result = run_pipeline(source, {&names, event_moment, nullptr}, wanted, limits);
  return {std::move(result.program), std::move(result.problems), std::move(result.failing)};
}

}  // namespace relance::expr
