// The types of expressions, and what the author calls them.
#pragma once

#include <cstdint>
#include <string_view>

#include "expr/ast.hpp"
#include "relance/core/program.hpp"
#include "relance/value.hpp"

namespace relance::expr {

enum class ValueType : std::uint8_t {
  unknown,  // something is wrong below, and was said there: nothing more is said above
  boolean,
  integer,
  real,
  text,
  instant,
  date,
  days,
  duration,
  money,
  place,
  // not of fields
  null,
  unsigned_integer,
  bytes,
  list,
  map,
  type,
  optional,
  dyn,        // known only when it is evaluated
  parameter,  // of a function's types, standing for any
  named,      // a message type: nothing is known of it but its name
  wrapper,    // a value or null
};

/// A type; what it is made of (the elements of a list) stands in the TypeTable.
struct ExprType {
  ValueType head = ValueType::unknown;
  std::uint32_t detail = 0;

  ExprType() = default;
  ExprType(ValueType simple) : head(simple) {}
  ExprType(ValueType made, std::uint32_t of) : head(made), detail(of) {}
  operator ValueType() const { return head; }
};

/// With its article, for messages: "a number", "money".
std::string_view phrase(ValueType type);

ValueType value_type(Type declared);
/// `failed` for what has no kind of its own.
Scalar::Kind scalar_kind(ValueType type);

constexpr bool is_computed(ValueType type) {
  return type >= ValueType::boolean && type <= ValueType::place;
}
constexpr bool is_point_in_time(ValueType type) {
  return type == ValueType::instant || type == ValueType::date;
}
constexpr bool is_length_of_time(ValueType type) {
  return type == ValueType::days || type == ValueType::duration;
}
/// Whether +, - and the minus sign count in it: the types whose values are whole numbers of
/// something.
constexpr bool is_countable(ValueType type) {
  return type == ValueType::integer || type == ValueType::money || is_length_of_time(type);
}

}  // namespace relance::expr
