#include "model/money.hpp"

#include <algorithm>

namespace relance {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// One digit more; false when 64 bits do not hold it. Counts down from zero, since there is one
/// more negative number than positive ones.
bool append_digit(std::int64_t& negative, int digit) {
  return !__builtin_mul_overflow(negative, 10, &negative) &&
         !__builtin_sub_overflow(negative, digit, &negative);
}

int decimals_of(std::int64_t scale) { return scale == 1 ? 0 : scale == 1000 ? 3 : 2; }

}  // namespace

std::optional<std::int64_t> parse_money(std::string_view text, std::string_view currency,
                                        std::int64_t scale) {
  const bool minus = !text.empty() && text[0] == '-';
  if (minus) text.remove_prefix(1);
  const std::size_t blank = text.find(' ');
  if (blank != text.npos && text.substr(blank + 1) != currency) return {};
  const std::string_view amount = text.substr(0, blank);
  const std::size_t dot = std::min(amount.find('.'), amount.size());
  if (dot == 0 || dot + 1 == amount.size()) return {};
  std::int64_t negative = 0;
  std::int64_t left = scale;  // what the decimals still to come are worth
  for (std::size_t i = 0; i < amount.size(); ++i) {
    if (i == dot) continue;
    if (!is_digit(amount[i]) || (i > dot && left == 1)) return {};
    if (i > dot) left /= 10;
    if (!append_digit(negative, amount[i] - '0')) return {};
  }
  for (; left > 1; left /= 10) {
    if (!append_digit(negative, 0)) return {};
  }
  if (!minus && negative == INT64_MIN) return {};
  return minus ? negative : -negative;
}

std::string money_text(std::int64_t minor_units, std::string_view currency, std::int64_t scale) {
  const std::uint64_t whole = minor_units < 0 ? 0 - static_cast<std::uint64_t>(minor_units)
                                              : static_cast<std::uint64_t>(minor_units);
  std::string text = minor_units < 0 ? "-" : "";
  text += std::to_string(whole / static_cast<std::uint64_t>(scale));
  const int decimals = decimals_of(scale);
  if (decimals > 0) {
    std::string rest = std::to_string(whole % static_cast<std::uint64_t>(scale));
    rest.insert(0, static_cast<std::size_t>(decimals) - rest.size(), '0');
    text += '.';
    text += rest;
  }
  if (!currency.empty()) {
    text += ' ';
    text += currency;
  }
  return text;
}

}  // namespace relance
