// From the tree of nodes to the definition.
#pragma once

#include <optional>

#include "rules/definition.hpp"
#include "rules/document.hpp"
#include "rules/problems.hpp"

namespace relance::rules {

/// Nothing when the tree is no rules file of a format that is known; then that alone is told. Else
/// what could be read, with all problems of shape told. The definition points into `root`.
std::optional<Definition> read_definition(const Node& root, Problems& problems);

}  // namespace relance::rules
