#include "expr/builtins.hpp"

#include <algorithm>
#include <array>

#include "model/money.hpp"

namespace relance::expr {
namespace {

constexpr std::array<LengthFunction, 3> kLengths{{
    {"days", ValueType::days, 1},
    {"hours", ValueType::duration, 3'600'000'000},
    {"minutes", ValueType::duration, 60'000'000},
}};

constexpr std::array<std::string_view, 3> kLater{"date", "months", "years"};

}  // namespace

const LengthFunction* length_function(std::string_view name) {
  const auto found = std::find_if(kLengths.begin(), kLengths.end(),
                                  [&](const LengthFunction& entry) { return entry.name == name; });
  return found == kLengths.end() ? nullptr : &*found;
}

bool comes_later(std::string_view function) {
  return std::find(kLater.begin(), kLater.end(), function) != kLater.end();
}

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names{"has", "money", "place", "open", "attempts"};
  for (const LengthFunction& entry : kLengths) names.push_back(entry.name);
  return names;
}

std::optional<std::int64_t> read_money(std::string_view text, const Names& names) {
  // In a rule an amount names its currency, so that nobody takes it for another.
  if (names.currency().empty() || text.find(' ') == text.npos) return {};
  return parse_money(text, names.currency(), names.currency_scale());
}

}  // namespace relance::expr
