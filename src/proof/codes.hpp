// The numbers of the diagnostics of the proof. Durable: never reused, listed in docs/rules.md.
#pragma once

namespace relance::proof {

enum class Code : int {
  forgets = 600,
  raised_without_end = 601,
  fires_without_end = 602,
  unreachable_state = 603,
  cannot_close = 604,
  hidden_way = 605,
  constant_guard = 606,
  too_intricate = 607,
  raises_too_much = 608,
  tells_nobody = 609,
  too_late = 610,
};

}  // namespace relance::proof
