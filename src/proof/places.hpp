// From a rule of the tables back to where the author wrote it.
#pragma once

#include <string_view>

#include "relance/core/tables.hpp"
#include "rules/definition.hpp"

namespace relance::proof {

/// Where the thing of this path stands, such as "states.talking.after[0]" (Tables::*_places).
Span place_of(const rules::Definition& definition, std::string_view path);

}  // namespace relance::proof
