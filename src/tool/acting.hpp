// Effects as a user names them.
#pragma once

#include <optional>
#include <string>

#include "relance/error.hpp"
#include "tool/command.hpp"

namespace relance::tool {

/// Fault usage when the text is no effect's id.
EffectId effect_of(const std::string& text);

/// Faults for every answer but ok, with the way out.
/// `token`: as for Engine::answer_text.
void tell_answer(Engine& engine, ErrorCode code, const std::string& tenant, EffectId effect,
                 std::optional<std::uint32_t> token = std::nullopt);

}  // namespace relance::tool
