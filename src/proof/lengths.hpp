// How long a written delay is at least and at most, as far as that is the same on every day.
#pragma once

#include "relance/core/tables.hpp"

namespace relance::proof {

/// Whether `a` is over before `b`, whenever both begin; false when that is not known.
bool is_shorter(const Delay& a, const Delay& b);

bool lasts_more_than_an_hour(const Delay& delay);

}  // namespace relance::proof
