#include "expr/operators.hpp"

#include <fmt/format.h>

namespace relance::expr {
namespace {

bool is_equality(Operator op) { return op == Operator::equal || op == Operator::not_equal; }

Typing comparison(Operator op, ValueType left, ValueType right) {
  if (is_point_in_time(left) && is_point_in_time(right)) {
    const bool mixed = left != right;
    return {ValueType::boolean, mixed && left == ValueType::date, mixed && right == ValueType::date,
            false};
  }
  if (left != right || (left == ValueType::place && !is_equality(op))) return {};
  return {ValueType::boolean, false, false, false};
}

ValueType moved(ValueType point, ValueType length) {
  const bool stays = point == ValueType::date && length == ValueType::days;
  return stays ? ValueType::date : ValueType::instant;
}

/// Two dates are days apart; a time and a date are as far apart as the time and the first instant
/// of the date.
Typing difference(ValueType left, ValueType right) {
  if (left == ValueType::date && right == ValueType::date) {
    return {ValueType::days, false, false, true};
  }
  return {ValueType::duration, left == ValueType::date, right == ValueType::date, true};
}

Typing sum(Operator op, ValueType left, ValueType right) {
  if (left == right && is_countable(left)) return {left, false, false, false};
  if (is_point_in_time(left) && is_length_of_time(right)) {
    return {moved(left, right), false, false, false};
  }
  if (op == Operator::plus && is_length_of_time(left) && is_point_in_time(right)) {
    return {moved(right, left), false, false, false};
  }
  if (op == Operator::minus && is_point_in_time(left) && is_point_in_time(right)) {
    return difference(left, right);
  }
  return {};
}

}  // namespace

std::string_view function_of(Operator op) {
  switch (op) {
    case Operator::not_:
      return "!_";
    case Operator::minus:
      return "_-_";
    case Operator::plus:
      return "_+_";
    case Operator::times:
      return "_*_";
    case Operator::divide:
      return "_/_";
    case Operator::remainder:
      return "_%_";
    case Operator::equal:
      return "_==_";
    case Operator::not_equal:
      return "_!=_";
    case Operator::less:
      return "_<_";
    case Operator::at_most:
      return "_<=_";
    case Operator::greater:
      return "_>_";
    case Operator::at_least:
      return "_>=_";
    default:
      return "@in";
  }
}

bool is_comparison(Operator op) { return op >= Operator::equal && op <= Operator::at_least; }

Typing type_of(Operator op, ValueType left, ValueType right) {
  if (is_comparison(op)) return comparison(op, left, right);
  if (op == Operator::plus || op == Operator::minus) return sum(op, left, right);
  const bool whole = op == Operator::times && left == ValueType::integer && left == right;
  return {whole ? left : ValueType::unknown, false, false, false};
}

Typing type_of(Operator op, ValueType operand) {
  const bool fits = op == Operator::not_ ? operand == ValueType::boolean : is_countable(operand);
  return {fits ? operand : ValueType::unknown, false, false, false};
}

std::string hint_for(Operator op, ValueType left, ValueType right, std::string_view currency) {
  const auto are = [&](ValueType one, ValueType other) {
    return (left == one && right == other) || (left == other && right == one);
  };
  if (are(ValueType::money, ValueType::integer) || are(ValueType::money, ValueType::text)) {
    return fmt::format("amounts are written money(\"20000 {}\")",
                       currency.empty() ? "EUR" : currency);
  }
  if (left == ValueType::place || right == ValueType::place) {
    if (left != right && (is_equality(op) || op == Operator::in)) {
      return "places are written place(\"48.8566, 2.3522\")";
    }
    return "places are far or near: distance(lead.home, place(\"48.8566, 2.3522\")) < 20000";
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
