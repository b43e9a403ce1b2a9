// Whether a plan names what there is, before anything moves.
#pragma once

#include "engine/parts.hpp"
#include "relance/deploy.hpp"

namespace relance {

/// Fault usage when the plan says which leads but not how, when it maps a name twice, or to
/// something that `to` does not have or that it cannot become, or names what no rules of the tenant
/// ever had; fault input when none of them understand its guard. Names of rules that no lead has
/// any more are no fault: a command that was stopped on its way can be given again. `tenant` is
/// null while it has no rules.
void require_sound(EngineParts& parts, const TenantRecord* tenant, const MovePlan& plan,
                   const Tables& to);

}  // namespace relance
