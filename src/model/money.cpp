#include "model/money.hpp"

namespace relance {
namespace {

constexpr std::size_t kMostDigits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int decimals_of(std::int64_t scale) { return scale == 1 ? 0 : scale == 1000 ? 3 : 2; }

}  // namespace

std::optional<std::int64_t> parse_money(std::string_view text, std::string_view currency,
                                        std::int64_t scale) {
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) ++at;
  std::int64_t units = 0;
  const std::size_t first = at;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    if (at - first >= kMostDigits) return std::nullopt;
    units = units * 10 + (text[at] - '0');
  }
  if (at == first) return std::nullopt;
  std::int64_t minor = units * scale;
  if (at < text.size() && text[at] == '.') {
    const std::size_t point = at++;
    std::int64_t worth = scale;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      worth /= 10;
      if (worth == 0) return std::nullopt;
      minor += (text[at] - '0') * worth;
    }
    if (at == point + 1) return std::nullopt;
  }
  if (at < text.size()) {
    if (text[at] != ' ' || text.substr(at + 1) != currency) return std::nullopt;
  }
  return negative ? -minor : minor;
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
