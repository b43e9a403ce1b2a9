// What became of the promises of a lead, read from its journal.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/tables.hpp"
#include "relance/journal.hpp"
#include "relance/lead.hpp"

namespace relance {

/// A deadline from one beginning to its end.
struct Promise {
  enum Outcome : std::uint8_t {
    running = 0,
    paused = 1,
    breached = 2,   // and not met since
    met = 3,        // in time
    met_late = 4,   // after the breach
    told_late = 5,  // after the breach, but it had happened in time
    ended = 6,      // the lead was closed, put into nurture or moved to rules without it
  };
  std::string name;  // by the rules of its end; as long as it stands by those that were last
  Outcome outcome = paused;
  bool stands = true;         // false: it is over, or the next one of its name has begun
  Instant due = kNever;       // the promised instant; kNever: its clock stood to the end
  std::uint32_t end_seq = 0;  // the decision that met or ended it
  Instant happened = kNever;  // met: when, and ...
  Instant told = kNever;      // ... when that was told; ended: when
};

/// Follows one lead.
class DeadlineLog {
 public:
  /// Entries oldest first. `rules` decided `entry`; `before` are those that its lead had before.
  void follow(const Journal& journal, const JournalEntry& entry, const Tables& rules,
              const Tables& before);
  /// After the last entry: what the lead has now, by its `rules`, tells what was let go while
  /// its clock stood, or goes on under another name.
  void settle(const LeadRecord& lead, const Tables& rules);
  /// By beginning.
  const std::vector<Promise>& promises() const { return promises_; }

 private:
  /// The promise that stands under a name and is in one of two phases; null when none does. One
  /// that was mapped to another name while no timer told of it is known by its phase.
  Promise* standing(const Tables& rules, std::string_view name, Promise::Outcome one,
                    Promise::Outcome other);
  void follow(const JournalEntry& entry, const Tables& rules, const TraceStep& step);
  void begin(std::string_view name);
  void end(const JournalEntry& entry, Promise* promise, Promise::Outcome outcome);
  /// A deadline is armed: it begins, goes on after a pause, or has come to other rules.
  void arm(const Tables& rules, std::string_view name, Instant due);
  /// Of those that run, the ones whose timers are cancelled have others in the new rules, due as
  /// before, or are let go; the rest go on as they are.
  void move(std::span<const TimerChange> timers, const JournalEntry& entry, const Tables& rules,
            const Tables& before);

  std::vector<Promise> promises_;
};

}  // namespace relance
