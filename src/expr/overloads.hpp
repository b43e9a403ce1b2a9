// Which types the functions take, and what they give.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "expr/type_table.hpp"

namespace relance::expr {

/// "string.(int, int) string": the target before the dot, if there is one; parameters; result.
struct Signature {
  bool has_target = false;
  std::vector<ExprType> parameters;  // the target first
  ExprType result;
};

/// All ways to call a function of CEL, as texts; empty when there is none of the name.
std::vector<std::string_view> signatures_of(std::string_view function);
/// Parameters made anew.
std::optional<Signature> read_signature(std::string_view text, TypeTable& types);

/// Every name, for hints, without the operators.
std::vector<std::string_view> library_names();

/// A name that only stands before a dot: "math", "optional".
bool is_library_prefix(std::string_view name);

/// Binds the parameters; the result type, or nothing when the signature does not take these.
std::optional<ExprType> result_for(const Signature& signature, bool has_target,
                                   const std::vector<ExprType>& arguments, TypeTable& types);

}  // namespace relance::expr
