// The normalised form of rules: one text for one meaning, with holidays written out as dates.
#pragma once

#include <string>

#include "base/source.hpp"
#include "rules/check.hpp"

namespace relance {

/// Valid rules text that compiles to the same workflow and normalises to itself.
/// Comments, quoting, short forms and the order of what has no order are gone.
std::string normalise(const rules::Checked& checked);

}  // namespace relance
