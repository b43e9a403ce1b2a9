// What the engine concluded from one event.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "relance/journal.hpp"

namespace relance {

/// The answer to one submitted event. Names and texts are ready to be shown; they carry ids and
/// words of the rules only, never personal data.
struct Decision {
  Verdict verdict = Verdict::accepted;
  bool repeated = false;          // the key was known: this is the decision recorded then
  bool late = false;              // decided at the lead's clock, which is after `now`
  std::uint64_t lead_number = 0;  // 0 while waiting
  std::uint32_t seq = 0;          // its journal entry; 0 when there is none (waiting, conflict)
  std::string from, to;           // states; equal when the lead stayed; `from` is empty at creation
  Refusal refusal = Refusal::none;
  std::string message;  // accepted: empty; else one sentence that says why and what would
                        // be taken instead
  std::vector<std::string> would_take;  // refused move: the other moves that the state takes
  std::string rule;                     // the candidate taken: "states.incoming.events.lost[0]"
};

}  // namespace relance
