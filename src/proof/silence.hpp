// Law 7: timers that bring a lead back again and again while nobody hears of it.
#pragma once

#include <vector>

#include "proof/due.hpp"

namespace relance::proof {

/// A round that time alone can make for ever: each way arms the timer of the next one, the last way
/// that of the first, no way closes the lead, and none tells anybody of it.
using SilentRound = std::vector<const Way*>;

/// The fields that an AfterRule counts from, or is due at.
std::set<Id> fields_of(const Tables& tables, Id line);

/// Whether the watch tells somebody, whatever comes of what it raises.
bool watch_tells(const Tables& tables, const Reach& reach);

/// Those of a single way, then at most one longer round. `resting`: what find_forgotten() found.
std::vector<SilentRound> find_silence(const Tables& tables, const Reach& reach,
                                      const std::vector<Forgotten>& resting);

}  // namespace relance::proof
