// The ways out of what authors write who know other languages, spreadsheets and their own tongue.
#pragma once

#include <string>
#include <string_view>

#include "base/complaint.hpp"
#include "expr/ast.hpp"
#include "expr/token.hpp"
#include "expr/types.hpp"

namespace relance::expr {

inline constexpr std::string_view kNumbersReach =
    "whole numbers reach from -9223372036854775808 to 9223372036854775807";

/// Of a character outside texts that CEL has no use for; it has `size` bytes, at least 1.
Complaint strange_character(std::string_view source, std::size_t offset, std::size_t size);

/// Of "20" and "EUR", "3" and "days".
std::string number_with_unit(std::string_view number, std::string_view unit);

/// Of a token that stands where it cannot; `before` is the one before it.
std::string misplaced(const Token& before, const Token& token);

/// Of a value that should have been a yes or no.
std::string yes_or_no_from(const Node& node, ValueType type);

/// Of a function that comes later.
std::string instead_of(std::string_view function);

/// Of an operator that does not take the types; `currency` may be empty.
std::string operands_for(Operator op, ValueType left, ValueType right, std::string_view currency);

}  // namespace relance::expr
