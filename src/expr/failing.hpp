// Parts of an expression that read nothing and fail whenever they are evaluated: `1 / 0`.
#pragma once

#include <optional>
#include <vector>

#include "expr/ast.hpp"
#include "expr/checker.hpp"
#include "expr/problem.hpp"

namespace relance::expr {

/// The first one, as small as it can be shown. `whole` is the program of all of `ast`.
std::optional<Problem> failing_part(const Ast& ast, const std::vector<Meaning>& meanings,
                                    const Program& whole);

}  // namespace relance::expr
