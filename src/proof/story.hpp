// A failed proof told as a story: who, when, and why nothing will ever be due.
#pragma once

#include <string>

#include "proof/due.hpp"
#include "proof/rehearsal.hpp"
#include "proof/silence.hpp"

namespace relance::proof {

/// "a lead in `talking` whose call `back` ends with no_answer on Saturday 2026-03-07 18:05 is due
/// never: ...". `rehearsal` may be null: then no instant is told.
std::string story_of(const Tables& tables, const Forgotten& forgotten, const Rehearsal* rehearsal);

/// "a lead goes round and round and nobody is told: ..."
std::string story_of(const Tables& tables, const SilentRound& round, const Rehearsal* rehearsal);

/// Whether the watch is what brings the lead back to nobody.
bool is_by_watch(const Tables& tables, const SilentRound& round);

/// The way out, in the author's words.
std::string way_out(const Tables& tables, const Forgotten& forgotten);
std::string way_out(const Tables& tables, const SilentRound& round);

}  // namespace relance::proof
