#include "expr/builtins.hpp"

#include <algorithm>
#include <array>

#include "expr/characters.hpp"

namespace relance::expr {
namespace {

constexpr std::array<LengthFunction, 3> kLengths{{
    {"days", ValueType::days, 1},
    {"hours", ValueType::duration, 3'600'000'000},
    {"minutes", ValueType::duration, 60'000'000},
}};

constexpr std::array<std::string_view, 38> kLater{
    "all",           "bool",         "bytes",
    "contains",      "date",         "distance",
    "double",        "duration",     "dyn",
    "endsWith",      "exists",       "exists_one",
    "existsOne",     "filter",       "getDate",
    "getDayOfMonth", "getDayOfWeek", "getDayOfYear",
    "getFullYear",   "getHours",     "getMilliseconds",
    "getMinutes",    "getMonth",     "getSeconds",
    "int",           "lowerAscii",   "map",
    "matches",       "months",       "open",
    "size",          "startsWith",   "string",
    "timestamp",     "type",         "uint",
    "upperAscii",    "years"};

/// One digit more; false when 64 bits do not hold it. Counts down, since there is one more
/// negative number.
bool append_digit(std::int64_t& negative, int digit) {
  return !__builtin_mul_overflow(negative, 10, &negative) &&
         !__builtin_sub_overflow(negative, digit, &negative);
}

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
  std::vector<std::string_view> names{"has", "money"};
  for (const LengthFunction& entry : kLengths) names.push_back(entry.name);
  return names;
}

std::optional<std::int64_t> read_money(std::string_view text, const Names& names) {
  const bool minus = text.substr(0, 1) == "-";
  const std::string_view unsigned_text = text.substr(minus ? 1 : 0);
  const std::size_t blank = unsigned_text.find(' ');
  if (blank == std::string_view::npos || names.currency().empty()) return {};
  if (unsigned_text.substr(blank + 1) != names.currency()) return {};
  const std::string_view amount = unsigned_text.substr(0, blank);
  const std::size_t dot = std::min(amount.find('.'), amount.size());
  if (dot == 0 || dot + 1 == amount.size()) return {};
  std::int64_t negative = 0;
  std::int64_t scale = names.currency_scale();
  for (std::size_t i = 0; i < amount.size(); ++i) {
    if (i == dot) continue;
    if (!is_digit(amount[i]) || (i > dot && scale == 1)) return {};
    if (i > dot) scale /= 10;
    if (!append_digit(negative, amount[i] - '0')) return {};
  }
  for (; scale > 1; scale /= 10) {
    if (!append_digit(negative, 0)) return {};
  }
  if (!minus && negative == INT64_MIN) return {};
  return minus ? negative : -negative;
}

}  // namespace relance::expr
