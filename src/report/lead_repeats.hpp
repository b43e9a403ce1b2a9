// Decisions of timers that come again and again, so that a reader sees them once.
#pragma once

#include <cstddef>
#include <vector>

#include "report/history.hpp"

namespace relance {

/// `length` decisions that come `more` times again, told apart by nothing but their instants.
struct Cycle {
  std::size_t length = 1;
  std::size_t more = 0;  // 0: nothing comes again; else at least 2
};

/// The shortest cycle that begins with decision `first`, of at most 8 decisions.
Cycle cycle_from(const std::vector<DecisionInWords>& decisions, std::size_t first);

}  // namespace relance
