#include "expr/operators.hpp"

#include <fmt/format.h>

namespace relance::expr {
namespace {

constexpr const char* kDoubles = "arithmetic with doubles";

Typing later(const char* what) { return {ValueType::unknown, false, false, what}; }

Typing comparison(ValueType left, ValueType right) {
  if (is_point_in_time(left) && is_point_in_time(right)) {
    const bool mixed = left != right;
    return {ValueType::boolean, mixed && left == ValueType::date, mixed && right == ValueType::date,
            nullptr};
  }
  if (left == ValueType::null || right == ValueType::null) return later("null");
  if (left != right) return {};
  if (is_computed(left)) return {ValueType::boolean, false, false, nullptr};
  return later("comparing such values");
}

ValueType moved(ValueType point, ValueType length) {
  const bool stays = point == ValueType::date && length == ValueType::days;
  return stays ? ValueType::date : ValueType::instant;
}

Typing sum(Operator op, ValueType left, ValueType right) {
  if (left == right && is_countable(left)) return {left, false, false, nullptr};
  if (is_point_in_time(left) && is_length_of_time(right)) {
    return {moved(left, right), false, false, nullptr};
  }
  if (op == Operator::plus && is_length_of_time(left) && is_point_in_time(right)) {
    return {moved(right, left), false, false, nullptr};
  }
  if (op == Operator::minus && is_point_in_time(left) && is_point_in_time(right)) {
    return later("the time between two dates or times");
  }
  if (left != right) return {};
  switch (left) {
    case ValueType::real:
      return later(kDoubles);
    case ValueType::unsigned_integer:
      return later("arithmetic with unsigned numbers");
    case ValueType::text:
    case ValueType::bytes:
    case ValueType::list:
      return op == Operator::plus ? later("joining texts, bytes or lists") : Typing{};
    default:
      return {};
  }
}

Typing product(Operator op, ValueType left, ValueType right) {
  if (left != right) return {};
  if (left == ValueType::real && op != Operator::remainder) return later(kDoubles);
  if (left == ValueType::unsigned_integer) return later("arithmetic with unsigned numbers");
  if (left != ValueType::integer) return {};
  if (op != Operator::times) return later("division");
  return {left, false, false, nullptr};
}

}  // namespace

bool is_comparison(Operator op) { return op >= Operator::equal && op <= Operator::at_least; }

Typing type_of(Operator op, ValueType left, ValueType right) {
  if (is_comparison(op)) return comparison(left, right);
  if (op == Operator::plus || op == Operator::minus) return sum(op, left, right);
  return product(op, left, right);
}

Typing type_of(Operator op, ValueType operand) {
  if (op == Operator::not_) {
    const bool fits = operand == ValueType::boolean;
    return {fits ? ValueType::boolean : ValueType::unknown, false, false, nullptr};
  }
  if (operand == ValueType::real) return later(kDoubles);
  return {is_countable(operand) ? operand : ValueType::unknown, false, false, nullptr};
}

std::string hint_for(Operator op, ValueType left, ValueType right, std::string_view currency) {
  const auto are = [&](ValueType one, ValueType other) {
    return (left == one && right == other) || (left == other && right == one);
  };
  if (are(ValueType::money, ValueType::integer) || are(ValueType::money, ValueType::text)) {
    return fmt::format("amounts are written money(\"20000 {}\")",
                       currency.empty() ? "EUR" : currency);
  }
  if (are(ValueType::days, ValueType::duration)) {
    return "days(1) is the same clock time on the next day, hours(24) is 24 hours";
  }
  if (are(ValueType::real, ValueType::integer)) return "write 1.0 for the double, 1 for the number";
  const bool number_and_time = (left == ValueType::integer && !is_computed(right)) ||
                               are(ValueType::integer, ValueType::date) ||
                               are(ValueType::integer, ValueType::instant);
  if (number_and_time && !is_comparison(op)) {
    return "lengths of time are written days(3), hours(2), minutes(30)";
  }
  return {};
}

}  // namespace relance::expr
