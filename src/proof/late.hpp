// Delays after which a lead would come back only when nobody may know it any more.
#pragma once

#include <vector>

#include "relance/core/tables.hpp"
#include "rules/definition.hpp"

namespace relance::proof {

/// Data of a customer who is silent is kept for three years (docs/rules.md), so what an open lead
/// waits for comes before.
inline constexpr int kMostYears = 3;

/// Those that are longer, open time as the calendars count it. Closed states are not looked at.
std::vector<const rules::DelayDefinition*> find_late(const rules::Definition& definition,
                                                     const Tables& tables);

}  // namespace relance::proof
