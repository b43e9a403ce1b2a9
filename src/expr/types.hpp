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
  // known to the grammar alone, for now
  null,
  unsigned_integer,
  bytes,
  list,
  map,
};

/// With its article, for messages: "a number", "money".
std::string_view phrase(ValueType type);

ValueType value_type(Type declared);
/// Only for the types from boolean to money.
Scalar::Kind scalar_kind(ValueType type);

constexpr bool is_computed(ValueType type) {
  return type >= ValueType::boolean && type <= ValueType::money;
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
