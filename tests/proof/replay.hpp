// The steps of a counterexample, told to an engine as a host would.
#pragma once

#include <memory>
#include <vector>

#include "proof/rehearsal.hpp"
#include "relance/relance.hpp"

namespace relance::test {

class Replay {
 public:
  explicit Replay(std::shared_ptr<const Workflow> workflow);
  void play(const std::vector<proof::Step>& steps);
  /// Plays the steps from `first` on; whether a host that takes all it is told hears anything.
  bool play_and_hear(const std::vector<proof::Step>& steps, std::size_t first);
  LeadRecord lead();
  Engine& engine() { return engine_; }

 private:
  Event event_of(const proof::Step& step) const;

  std::shared_ptr<const Workflow> workflow_;
  Engine engine_;
};

}  // namespace relance::test
