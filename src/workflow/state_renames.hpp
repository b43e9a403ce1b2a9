// States that another version of the rules seems to call by another name: a guess.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rules/document.hpp"

namespace relance {

/// Old name, new name.
using Renames = std::vector<std::pair<std::string, std::string>>;

/// States that went beside states that came, of the same stage and with half of their lines or
/// more alike; the most alike first.
Renames guess_renames(const rules::Node& before, const rules::Node& after);

/// Calls the states of a normalised text by their new names, so that only what else is different
/// is seen.
void rename_states(rules::Node& root, const Renames& renames);

}  // namespace relance
