// From tokens to the tree: the whole grammar of CEL, by precedence climbing.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "expr/ast.hpp"
#include "expr/problem.hpp"

namespace relance::expr {

/// The tree of `source` (valid UTF-8, below 4 GiB), or nothing and one problem: what follows a
/// mistake of grammar is guesswork. At most `depth` (1 to 32) levels of nested parts are read, so
/// the stack needed is bounded. Chains of && and of || are one level, however long.
std::optional<Ast> parse(std::string_view source, int depth, std::vector<Problem>& problems);

}  // namespace relance::expr
