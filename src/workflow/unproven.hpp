// Rules that were taken before, by whatever version: they are read again as they are.
#pragma once

#include <string_view>

#include "relance/workflow.hpp"

namespace relance {

/// As compile(), without the proof of law 7: what was deployed once must stay readable when the
/// proof learns more.
Compiled compile_unproven(std::string_view text, std::string_view file,
                          const CompileOptions& options = {});

}  // namespace relance
