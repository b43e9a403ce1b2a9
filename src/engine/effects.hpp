// Open effects as hosts see them.
#pragma once

#include <string>

#include "engine/parts.hpp"
#include "relance/engine.hpp"

namespace relance {

/// `tenant`: its name. `open` is one of lead.effects.
EffectId id_of(EngineParts& parts, std::string_view tenant, const LeadRecord& lead,
               std::uint32_t seq, std::uint16_t index);
Effect to_effect(EngineParts& parts, std::string_view tenant, const LeadRecord& lead,
                 const std::string& host_id, const OpenEffect& open);
/// The channel that a rule asks for, given the lead's preferred one.
std::string_view channel_of(const EffectRule& rule, const LeadRecord& lead);

}  // namespace relance
