#include "expr/standard.hpp"

namespace relance::expr {

StandardCompiled compile_standard(std::string_view, const StandardSettings&) {
  StandardCompiled result;
  result.problems.push_back({0, 1, kComesLater, "comes later: standard CEL", ""});
  return result;
}

StandardResult evaluate_standard(const Program&, const std::vector<Binding>&) {
  return {std::nullopt, "comes later: standard CEL"};
}

}  // namespace relance::expr
