// Where this language and @bufbuild/cel differ on purpose, each kind with its reason.
#pragma once

#include "cel/cases.hpp"

namespace relance::cel {

/// Whether a difference between what the case wants and what we gave is of a listed kind.
bool is_explained(const Case& one, const expr::StandardResult& ours);

}  // namespace relance::cel
