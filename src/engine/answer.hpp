// From journal entries to what a host is told.
#pragma once

#include <string>

#include "engine/loaded.hpp"
#include "relance/decision.hpp"
#include "relance/journal.hpp"

namespace relance {

/// The decision that an entry records. `told`: the event it is about, where it is at hand; the
/// message of a refusal then names the attribute that nobody declared.
Decision decision_of(const LoadedWorkflow& rules, const JournalEntry& entry,
                     const Event* told = nullptr);
/// A refusal that is not journalled, or an event that waits.
Decision unrecorded(Verdict verdict, Refusal refusal);
/// The moves that a state takes, in written order of their candidates.
std::vector<std::string> moves_of(const Tables& tables, Id state);

}  // namespace relance
