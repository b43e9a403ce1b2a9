// From names to dense ids: the flat arrays of a workflow.
#pragma once

#include "base/source.hpp"
#include "relance/core/tables.hpp"
#include "rules/check.hpp"

namespace relance {

/// All of Tables but the tag. `checked` has no problems; its programs and calendars are moved out.
Tables build_tables(rules::Checked& checked, const Source& source);

}  // namespace relance
