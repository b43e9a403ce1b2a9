// All that a workflow decides by, as text: equal texts, equal meaning.
#pragma once

#include <string>

#include "relance/core/tables.hpp"

namespace relance {

/// Without the lines of the rules text.
std::string dump(const Tables& tables);

}  // namespace relance
