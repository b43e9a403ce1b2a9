// The functions of expressions: ours, and those of CEL that come later.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "expr/names.hpp"
#include "expr/types.hpp"

namespace relance::expr {

/// A function of one whole number: the length of time that it counts.
struct LengthFunction {
  std::string_view name;
  ValueType result;
  std::int64_t unit;  // days, or microseconds
};

/// Null when there is no such function.
const LengthFunction* length_function(std::string_view name);

/// A function or macro of CEL, or one of ours, that will be understood later.
bool comes_later(std::string_view function);

/// Every function that works now, for hints.
std::vector<std::string_view> function_names();

/// "20000 EUR" or "-19.50 EUR" in minor units; nothing when it is not written so, is in another
/// currency than the rules', has more decimals than the currency, or needs more than 64 bits.
std::optional<std::int64_t> read_money(std::string_view text, const Names& names);

}  // namespace relance::expr
