// A tree as cel-go prints it, on one line: what its parser cases compare.
#pragma once

#include <string>

#include "expr/ast.hpp"

namespace relance::cel {

/// Macros over one variable and has() are printed as what cel-go makes of them.
std::string debug_text(const expr::Ast& ast);

}  // namespace relance::cel
