// Effects as a user names them.
#pragma once

#include <string>

#include "relance/error.hpp"
#include "tool/command.hpp"

namespace relance::tool {

/// Fault usage when the text is no effect's id.
EffectId effect_of(const std::string& text);

/// Faults for every answer but ok, with the way out.
void tell_answer(ErrorCode code, const std::string& effect);

}  // namespace relance::tool
