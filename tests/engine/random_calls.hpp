// Random sequences of calls, recorded once and replayed under other tick schedules.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/random_rules.hpp"
#include "relance/relance.hpp"

namespace relance::test {

/// One call of a host, with the answer it got the first time.
struct Call {
  enum Kind { submit, claim, ack, fail, requeue } kind = submit;
  Instant now;
  std::vector<Event> events;  // submit
  std::size_t at_most = 0;    // claim
  EffectId effect;            // ack, fail, requeue
  std::uint32_t token = 0;
  std::string answer;
};

struct Counts {
  std::size_t moves = 0;
  std::size_t moves_accepted = 0;
  std::size_t fired = 0;  // timers fired, as the journal has them
};

/// Makes `count` calls on `engine` and records them. Chooses by what the engine answers, so that
/// many moves are accepted.
std::vector<Call> play(Engine& engine, Draw& draw, int count, Counts& counts);

/// Does what `call` says and gives its answer in words.
std::string answer(Engine& engine, const Call& call);

/// All that is due up to `now` is fired, then the canonical export.
std::string settled_export(Engine& engine, Instant now);

/// How many timers the journals of a tenant say were fired.
std::size_t fired_timers(Engine& engine);

}  // namespace relance::test
