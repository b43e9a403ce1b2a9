#include "expr/library/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/source.hpp"
#include "expr/characters.hpp"
#include "expr/library/text_values.hpp"
#include "expr/library/values.hpp"

namespace relance::expr {
namespace {

constexpr std::size_t kMost = 1 << 20;  // bytes of a result
using Written = std::optional<std::string>;

/// What %s makes of any value; maps are ordered by the text of their keys.
Written any_text(const Scalar& value) {
  if (value.kind == Scalar::list) {
    std::string text;
    for (std::uint32_t n = 0; n < value.size; ++n) {
      const Written item = any_text(value[n]);
      if (!item || text.size() > kMost) return {};
      text += (n == 0 ? "" : ", ") + *item;
    }
    return "[" + text + "]";
  }
  if (value.kind == Scalar::map) {
    std::vector<std::string> entries;
    for (std::uint32_t n = 0; n < value.size; ++n) {
      const Written entry = any_text(value[2 * n + 1]);
      if (!entry) return {};
      entries.push_back(plain_text(value[2 * n]) + ": " + *entry);
    }
    std::sort(entries.begin(), entries.end());
    return fmt::format("{{{}}}", fmt::join(entries, ", "));
  }
  if (value.kind == Scalar::optional) return {};
  return plain_text(value);
}

Written decimal(const Scalar& value) {
  if (is_number(value)) return plain_text(value);
  return {};
}

Written real(const Scalar& value, char clause, int digits) {
  if (!is_number(value)) return {};
  const double number = value.kind == Scalar::real      ? value.real_value
                        : value.kind == Scalar::integer ? static_cast<double>(value.number)
                                                        : static_cast<double>(as_unsigned(value));
  if (!std::isfinite(number)) return real_text(number);
  return clause == 'e' ? fmt::format("{:.{}e}", number, digits)
                       : fmt::format("{:.{}f}", number, digits);
}

std::string in_base(bool negative, std::uint64_t number, char clause) {
  const char* const sign = negative ? "-" : "";
  switch (clause) {
    case 'b':
      return fmt::format("{}{:b}", sign, number);
    case 'o':
      return fmt::format("{}{:o}", sign, number);
    case 'x':
      return fmt::format("{}{:x}", sign, number);
    default:
      return fmt::format("{}{:X}", sign, number);
  }
}

Written digits_of(const Scalar& value, char clause) {
  if (value.kind == Scalar::integer) {
    const bool negative = value.number < 0;
    return in_base(negative, negative ? 0 - as_unsigned(value) : as_unsigned(value), clause);
  }
  if (value.kind == Scalar::unsigned_integer) return in_base(false, as_unsigned(value), clause);
  if (clause == 'b' && value.kind == Scalar::boolean) return value.number != 0 ? "1" : "0";
  const bool hex = clause == 'x' || clause == 'X';
  if (!hex || (value.kind != Scalar::text && value.kind != Scalar::bytes)) return {};
  std::string text;
  for (const char c : value.view()) {
    text += fmt::format(fmt::runtime(clause == 'x' ? "{:02x}" : "{:02X}"),
                        static_cast<unsigned char>(c));
  }
  return text;
}

Written written(const Scalar& value, char clause, int digits) {
  switch (clause) {
    case 's':
      return any_text(value);
    case 'd':
      return decimal(value);
    case 'f':
    case 'e':
      return real(value, clause, digits);
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      return digits_of(value, clause);
    default:
      return {};
  }
}

/// The digits after a point, 6 when none are given; false when they are wrong.
bool read_digits(std::string_view text, std::size_t& at, int& digits) {
  constexpr int kMostDigits = 1000;
  digits = 6;
  if (at >= text.size() || text[at] != '.') return true;
  const std::size_t begin = ++at;
  for (digits = 0; at < text.size() && is_digit(text[at]); ++at) {
    digits = digits * 10 + (text[at] - '0');
    if (digits > kMostDigits) return false;
  }
  return at > begin;
}

}  // namespace

std::optional<Scalar::Failure> format_text(std::string_view text, const Scalar& list,
                                           std::string& result) {
  std::uint32_t next = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (result.size() > kMost) return Scalar::too_large;
    if (text[at] != '%') {
      result += text[at];
      continue;
    }
    int digits = 0;
    if (++at < text.size() && text[at] == '%') {
      result += '%';
      continue;
    }
    if (!read_digits(text, at, digits) || at >= text.size()) return Scalar::bad_argument;
    if (next == list.size) return Scalar::out_of_bounds;
    const Written value = written(list[next++], text[at], digits);
    if (!value) return Scalar::bad_argument;
    result += *value;
  }
  return {};
}

std::string quoted(std::string_view text) {
  constexpr std::array<std::string_view, 9> kEscapes{"\aa", "\bb", "\ff",  "\nn", "\rr",
                                                     "\tt", "\vv", "\\\\", "\"\""};
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = code_point_size(text, at);
    const auto escape = std::find_if(kEscapes.begin(), kEscapes.end(),
                                     [&](std::string_view e) { return e[0] == text[at]; });
    if (escape != kEscapes.end()) {
      result += '\\';
      result += (*escape)[1];
    } else {
      result += size == 0 ? std::string_view("\uFFFD") : text.substr(at, size);
    }
    at += size == 0 ? 1 : size;
  }
  return result + '"';
}

}  // namespace relance::expr
