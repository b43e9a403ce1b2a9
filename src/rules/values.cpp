#include "rules/values.hpp"

#include <fmt/format.h>

#include <charconv>

#include "model/place.hpp"
#include "time/instant_text.hpp"

namespace relance::rules {
namespace {

constexpr std::size_t kLongestText = 4'096;  // bytes

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return number;
}

// "20000 EUR", "199.90 EUR", "-5 EUR".
std::optional<std::int64_t> parse_money(std::string_view text, const Money& money) {
  const std::string unit = fmt::format(" {}", money.currency);
  if (money.currency.empty() || !text.ends_with(unit)) return std::nullopt;
  text.remove_suffix(unit.size());
  const std::size_t point = text.find('.');
  std::string digits(text.substr(0, point));
  std::size_t decimals = 0;
  if (point != std::string_view::npos) {
    const std::string_view fraction = text.substr(point + 1);
    if (fraction.empty() || digits.empty() || digits == "-") return std::nullopt;
    digits += fraction;
    decimals = fraction.size();
  }
  for (std::int64_t scale = money.scale; scale > 1; scale /= 10) {
    if (decimals > 0) {
      --decimals;
    } else {
      digits += '0';
    }
  }
  return decimals > 0 ? std::nullopt : parse_number(digits);
}

Scalar::Kind kind_of(Type type) {
  switch (type) {
    case Type::boolean:
      return Scalar::boolean;
    case Type::number:
      return Scalar::integer;
    case Type::date:
      return Scalar::date;
    case Type::time:
      return Scalar::instant;
    case Type::money:
      return Scalar::money;
    case Type::place:
      return Scalar::place;
    case Type::text:
      return Scalar::text;
    case Type::absent:
      break;
  }
  return Scalar::absent;
}

}  // namespace

std::optional<Value> parse_value(std::string_view text, Type type, const Money& money,
                                 std::string& problem) {
  switch (type) {
    case Type::boolean:
      problem = "write true or false";
      if (text == "true" || text == "false") return Value::of(text == "true");
      break;
    case Type::number:
      problem = "write a whole number, such as 3";
      if (const auto number = parse_number(text)) return Value::of(*number);
      break;
    case Type::text:
      problem = fmt::format("write a text of 1 to {} bytes", kLongestText);
      if (!text.empty() && text.size() <= kLongestText) return Value::of(text);
      break;
    case Type::date:
      problem = "write a date as 2026-12-24";
      if (const auto date = parse_date(text)) return Value::of(*date);
      break;
    case Type::time:
      problem = "write a time as 2026-12-24T09:00:00+01:00";
      if (const auto time = parse_instant(text)) return Value::of(*time);
      break;
    case Type::money:
      problem = fmt::format("write an amount as 20000 {}",
                            money.currency.empty() ? std::string("EUR") : money.currency);
      if (const auto units = parse_money(text, money)) return Value::money(*units);
      break;
    case Type::place:
      problem = fmt::format("write {}, in quotes", kPlaceForm);
      if (const auto place = parse_place(text)) return Value::of(*place);
      break;
    case Type::absent:
      break;
  }
  return std::nullopt;
}

Program constant_program(const Value& value) {
  Program program;
  program.result = kind_of(value.type);
  Scalar constant = Scalar::of(program.result, value.number);
  if (value.type == Type::text) {
    program.text = value.text;
    constant.number = 0;
    constant.size = static_cast<std::uint32_t>(value.text.size());
  }
  program.constants.push_back(constant);
  program.code.push_back({Op::load_constant, 0, 0, 0});
  program.cost = 1;
  return program;
}

}  // namespace relance::rules
