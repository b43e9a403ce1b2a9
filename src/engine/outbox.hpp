// What claim, ack and fail share.
#pragma once

#include "engine/work.hpp"

namespace relance {

/// Puts an effect on the dead-letter list and raises `undelivered` on its lead. `effect` may dangle
/// afterwards.
void give_up(EngineParts& parts, Work& work, std::string_view tenant, WorkingLead& lead,
             OpenEffect& effect, Instant now);

/// When an effect that failed `attempts` times is tried again: 5 s doubled each time, at most an
/// hour, 20 % up or down by a draw that only its id and the attempt decide.
Duration back_off(EffectId effect, int attempts);

}  // namespace relance
