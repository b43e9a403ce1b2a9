// Cycles of timers that the rules give no time to pass in: each counts from an instant that stays
// in the past, so that a lead goes round and round (an engine slows it down to once an hour).
#pragma once

#include <vector>

#include "proof/reach.hpp"

namespace relance::proof {

/// The ways of one such cycle, in order; empty when there is none.
std::vector<const Way*> find_timeless_cycle(const Tables& tables, const Reach& reach);

}  // namespace relance::proof
