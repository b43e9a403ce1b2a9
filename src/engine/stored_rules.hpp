// Rules as a store keeps them.
#pragma once

#include "relance/store.hpp"
#include "relance/workflow.hpp"

namespace relance {

/// With every id that stored records use, in words.
StoredWorkflow to_store(const Workflow& workflow);

}  // namespace relance
