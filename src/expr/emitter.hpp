// From the checked tree to the flat program.
#pragma once

#include <optional>
#include <vector>

#include "expr/ast.hpp"
#include "expr/checker.hpp"

namespace relance::expr {

/// The program of a tree without problems; nothing, and a problem, when it could cost more than
/// `cost` units.
std::optional<Program> emit(const Ast& ast, const std::vector<Meaning>& meanings, bool rules,
                            std::int64_t cost, std::vector<Problem>& problems);

/// The program of a part that reads no variable from outside it.
Program emit_part(const Ast& ast, const std::vector<Meaning>& meanings, NodeId part);

}  // namespace relance::expr
