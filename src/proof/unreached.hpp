// States that no lead can come to, told together where one arrow is missing for all of them.
#pragma once

#include <vector>

#include "proof/reach.hpp"

namespace relance::proof {

/// In groups: the first one of each lacks a way that leads to it from elsewhere, the others come
/// after it.
std::vector<std::vector<Id>> find_unreached(const Tables& tables, const Reach& reach);

}  // namespace relance::proof
