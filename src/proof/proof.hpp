// Law 7: the proof that rules can forget no lead, over states, events and the outcomes of effects.
#pragma once

#include "relance/core/tables.hpp"
#include "rules/definition.hpp"
#include "rules/problems.hpp"

namespace relance::proof {

/// Tells a problem for each proof that fails. `tables` were built from `definition`, which has no
/// other problems.
void prove(const rules::Definition& definition, const Tables& tables, rules::Problems& problems);

}  // namespace relance::proof
