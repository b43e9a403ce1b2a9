// Whether a guard of rules can fail, whatever its fields hold: then its event takes no way at all.
// And whether it can be true.
#pragma once

#include "relance/core/program.hpp"

namespace relance::expr {

/// False only when it cannot, as long as the present lies in the years 2000 to 2099. Fields may
/// hold any value of their type.
bool may_fail(const Program& guard);

/// Whether a guard of rules can be true. False only when it cannot, under the same assumption.
bool may_hold(const Program& guard);

}  // namespace relance::expr
