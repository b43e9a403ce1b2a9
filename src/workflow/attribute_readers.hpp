// Which cells may need the attributes of a lead, so that other decisions need not load them.
#pragma once

#include "relance/core/tables.hpp"

namespace relance {

/// Fills `reads_attributes`; everything else of the tables is there.
void mark_attribute_readers(Tables& tables);

}  // namespace relance
