// A host that is silent, fails, denies, answers late and tells whatever it likes.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include "relance/relance.hpp"

namespace relance::test {

struct Watched {
  int calls = 0;
  int rounds = 0;             // due instants that came with a silent host
  bool forgot = false;        // the lead was open without a due instant after some call
  bool unheard = false;       // time alone went on and on, and the host was told nothing
  bool unheld = false;        // nobody held the lead after some call
  std::set<Id> visited;       // states of the lead
  std::set<Id> before_close;  // states after which the lead was closed later
};

/// Plays one lead of `workflow`.
Watched play_hostile(const std::shared_ptr<const Workflow>& workflow, std::uint64_t seed,
                     int calls);

}  // namespace relance::test
