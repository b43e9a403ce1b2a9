// A counterexample played on the engine's own decider: how a lead comes to be due never, step by
// step, with values and instants, so that it can be told as a story and played again.
#pragma once

#include <vector>

#include "proof/due.hpp"
#include "proof/values.hpp"
#include "relance/core/bound_event.hpp"

namespace relance::proof {

/// One step of a counterexample.
struct Step {
  enum Kind : std::uint8_t {
    tell,         // the host tells `event`
    wait,         // time passes until `now`, and what is due is done
    dead_letter,  // the oldest effect in the outbox is given up (undelivered)
  } kind = tell;
  Instant now;
  Id event = kNone;
  Outcome outcome = Outcome::none;
  Channel channel = Channel::none;
  Instant at = kNever;             // booked, moved
  std::vector<BoundValue> values;  // lead fields, and what the event needs (reason, to)
};

/// A lead that a rehearsal moves.
class Rehearsal {
 public:
  Rehearsal(const Tables& tables, Instant start) : tables_(&tables) {
    lead_.attributes_loaded = true;
    lead_.clock = start;
  }

  const LeadRecord& lead() const { return lead_; }
  const std::vector<Step>& steps() const { return steps_; }
  /// What the last step decided, in order, with all that was due by then.
  const std::vector<Decided>& decided() const { return decided_; }
  Instant now() const { return lead_.clock; }

  /// As an engine does: what is due before and after it is done as well.
  void play(const Step& step);
  void wait(Instant until);

 private:
  void fire_due(Instant until, Journal& journal);
  void note(const Journal& journal);

  const Tables* tables_;
  LeadRecord lead_;
  std::vector<Step> steps_;
  std::vector<Decided> decided_;
};

/// When rehearsals begin: a Saturday evening, when most is closed; within the calendars.
Instant start_of(const Tables& tables);

/// Whether a lead is open and nothing of it will ever be due, but the watch.
bool is_forgotten(const Tables& tables, const LeadRecord& lead);

}  // namespace relance::proof
