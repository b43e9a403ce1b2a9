// How often a step was not done in time.
#pragma once

#include <cstdint>

#include "relance/instant.hpp"
#include "relance/journal.hpp"

namespace relance {

/// How often a step ran out and was asked for again, and what asked for it first.
struct RanOut {
  std::uint32_t times = 0;
  Instant since;          // when it was asked for first
  std::uint32_t seq = 0;  // the decision that did
};

/// Of effect (seq, index); `journal` holds the whole history.
RanOut ran_out(const Journal& journal, std::uint32_t seq, std::uint16_t index);

}  // namespace relance
