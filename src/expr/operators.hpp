// Which operators take which types, and what they give.
#pragma once

#include <string>
#include <string_view>

#include "expr/ast.hpp"
#include "expr/types.hpp"

namespace relance::expr {

struct Typing {
  ValueType result = ValueType::unknown;  // unknown: the operator does not take these types
  bool left_as_instant = false;           // the left date stands for its first instant
  bool right_as_instant = false;
  bool function = false;  // computed by the library, not by an instruction of its own
};

/// `op` is a comparison, plus, minus, times, divide or remainder; neither type is unknown.
/// The types of rules; all others stand in the table of overloads.
Typing type_of(Operator op, ValueType left, ValueType right);
/// `op` is not_ or minus.
Typing type_of(Operator op, ValueType operand);

bool is_comparison(Operator op);

/// The operator as a function of the library: "_+_".
std::string_view function_of(Operator op);

/// The way out when `op` does not take the types; may be empty.
std::string hint_for(Operator op, ValueType left, ValueType right, std::string_view currency);

}  // namespace relance::expr
