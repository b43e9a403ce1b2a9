#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>

#include "cel/cases.hpp"

namespace relance::cel {
namespace {

using expr::AnyValue;

bool same_entries(const AnyValue& left, const AnyValue& right) {
  if (left.items.size() != right.items.size()) return false;
  for (std::size_t i = 0; i < left.items.size(); i += 2) {
    bool found = false;
    for (std::size_t j = 0; j < right.items.size() && !found; j += 2) {
      found = same(left.items[i], right.items[j]) && same(left.items[i + 1], right.items[j + 1]);
    }
    if (!found) return false;
  }
  return true;
}

bool same_items(const AnyValue& left, const AnyValue& right) {
  if (left.items.size() != right.items.size()) return false;
  for (std::size_t i = 0; i < left.items.size(); ++i) {
    if (!same(left.items[i], right.items[i])) return false;
  }
  return true;
}

bool same_real(double left, double right) {
  if (std::isnan(left) || std::isnan(right)) return std::isnan(left) && std::isnan(right);
  return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      result += fmt::format("\\x{:02x}", byte);
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string shown_items(const AnyValue& value) {
  std::string result;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (i > 0) result += value.kind == AnyValue::map && i % 2 == 1 ? ": " : ", ";
    result += shown(value.items[i]);
  }
  return result;
}

}  // namespace

bool same(const AnyValue& left, const AnyValue& right) {
  if (left.kind != right.kind) return false;
  switch (left.kind) {
    case AnyValue::real:
      return same_real(left.real_value, right.real_value);
    case AnyValue::map:
      return same_entries(left, right);
    default:
      return left.number == right.number && left.nanos == right.nanos &&
             left.text_value == right.text_value && same_items(left, right);
  }
}

std::string shown(const AnyValue& value) {
  switch (value.kind) {
    case AnyValue::null:
      return "null";
    case AnyValue::boolean:
      return value.number != 0 ? "true" : "false";
    case AnyValue::integer:
      return fmt::format("int {}", value.number);
    case AnyValue::unsigned_integer:
      return fmt::format("uint {}", static_cast<std::uint64_t>(value.number));
    case AnyValue::real:
      return fmt::format("double {}", value.real_value);
    case AnyValue::text:
      return fmt::format("string {}", quoted(value.text_value));
    case AnyValue::bytes:
      return fmt::format("bytes {}", quoted(value.text_value));
    case AnyValue::list:
      return fmt::format("[{}]", shown_items(value));
    case AnyValue::map:
      return fmt::format("{{{}}}", shown_items(value));
    case AnyValue::timestamp:
      return fmt::format("timestamp {}.{:09} s", value.number, value.nanos);
    case AnyValue::duration:
      return fmt::format("duration {}.{:09} s", value.number, value.nanos);
    case AnyValue::type:
      return fmt::format("type {}", value.text_value);
    case AnyValue::optional:
      return fmt::format("optional({})", shown_items(value));
  }
  return "";
}

}  // namespace relance::cel
