#include "expr/library/pattern.hpp"

#include <re2/re2.h>

namespace relance {

struct Pattern {
  explicit Pattern(const re2::StringPiece& text, const RE2::Options& options)
      : expression(text, options) {}
  RE2 expression;
};

namespace expr {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

RE2::Options options() {
  constexpr std::int64_t kMemory = 256 * 1024;  // bytes of the compiled pattern and its states
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMemory);
  return options;
}

}  // namespace

std::shared_ptr<const Pattern> compile_pattern(std::string_view pattern, std::string& problem) {
  auto result = std::make_shared<const Pattern>(piece(pattern), options());
  if (result->expression.ok()) return result;
  problem = result->expression.error();
  return nullptr;
}

std::optional<bool> matches_pattern(const std::vector<std::shared_ptr<const Pattern>>& known,
                                    std::string_view text, std::string_view pattern) {
  for (const auto& entry : known) {
    if (std::string_view(entry->expression.pattern()) != pattern) continue;
    return RE2::PartialMatch(piece(text), entry->expression);
  }
  std::string problem;
  const auto compiled = compile_pattern(pattern, problem);
  if (compiled == nullptr) return {};
  return RE2::PartialMatch(piece(text), compiled->expression);
}

}  // namespace expr
}  // namespace relance
