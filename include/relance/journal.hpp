// The journal: one entry per decision, written once and never changed, without personal values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "relance/event.hpp"
#include "relance/lead.hpp"
#include "relance/pool.hpp"

namespace relance {

enum class Verdict : std::uint8_t { accepted = 0, refused = 1, waiting = 2 };
std::string_view name(Verdict verdict);

/// Why not. Durable numbers.
enum class Refusal : std::uint8_t {
  none = 0,
  not_here = 1,           // the state does not take this move
  guard_false = 2,        // it does, but no guard held
  guard_failed = 3,       // a guard could not be computed (overflow, beyond the horizon, ...)
  from_future = 4,        // occurred_at more than 5 minutes after now
  missing = 5,            // an attribute that the event needs is absent
  bad_value = 6,          // an attribute has the wrong type or a value outside the declared ones
  unknown_attribute = 7,  // nobody declared it
  unknown_event = 8,
  told_by_engine = 9,     // reached, breached, ... are derived, never told
  unknown_effect = 10,    // cites an effect that is not an open step of this lead
  beyond_horizon = 11,    // a due instant outside the calendars
  too_deep = 12,          // one event raised more than 32 others at the same instant
  key_conflict = 13,      // the idempotency key was used with other content; not journalled
  too_many_waiting = 14,  // more than 1,000 events wait for a lead that never came; not journalled
  bad_lead_id = 15,       // empty, over 255 bytes, not UTF-8 or with blanks around; not journalled
  limit = 16,             // a size limit of the event (see docs/rules.md)
};
std::string_view name(Refusal refusal);

/// What happened to one candidate of a decision, or to one open step. Durable numbers.
struct TraceStep {
  enum Kind : std::uint8_t {
    taken = 0,
    guard_false = 1,
    guard_absent = 2,  // the guard read an absent field (`detail` = its field id): false
    guard_failed = 3,
    not_armed = 4,      // an `at` in the past (`candidate` = the AfterRule)
    already_asked = 5,  // a step still open, an alert not yet taken (`candidate` = the EffectRule)
    // `candidate` = the EffectRule of a step, of which a lead has at most one open:
    withdrawn = 6,  // no longer wanted; one that was handed out emits a withdrawal instead
    completed = 7,  // its outcome was told
    carried = 8,    // it goes on as `candidate` of the new rules; `detail`: by the rules before
    // `candidate` = the DeadlineRule:
    deadline_started = 9,
    deadline_met = 10,
    deadline_met_late = 11,   // after its breach, and it happened after the promised instant
    deadline_told_late = 12,  // told after its breach, but it had happened in time
    deadline_paused = 13,     // `detail` = which of its reasons holds from now on
    deadline_resumed = 14,    // `detail` = which of its reasons holds no longer
    deadline_ended = 15,      // the lead was closed or put into nurture before
    // The rules wrote a value of the entry; these are its last ones, in this order. `candidate` =
    // the EffectRule that says so, kNone where none does; `detail` = the field:
    set = 16,
  };
  Id candidate = kNone;
  Id detail = kNone;
  std::uint8_t kind = taken;
  bool operator==(const TraceStep&) const = default;
};

/// A timer that was armed, cancelled or fired by an entry.
struct TimerChange {
  enum Kind : std::uint8_t { armed = 0, cancelled = 1, fired = 2 };
  std::uint8_t kind = armed;
  Timer timer;
  bool operator==(const TimerChange&) const = default;
};

/// An effect as an entry emitted it.
struct EmittedEffect {
  Id rule = kNone;  // which EffectRule; for a withdrawal the rule of what it withdraws
  std::uint16_t index = 0;
  bool withdrawal = false;
  std::uint32_t of_seq = 0;  // what a withdrawal withdraws
  std::uint16_t of_index = 0;
  Instant not_before;
  Instant not_after = kNever;
  bool operator==(const EmittedEffect&) const = default;
};

/// A non-personal value that an event carried, by field id.
struct BoundValue {
  Id field = kNone;
  Value value;
  bool operator==(const BoundValue&) const = default;
};

/// A slice of one of the pools of a Journal.
struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

struct JournalEntry {
  enum Flag : std::uint8_t {
    late = 1,      // `now` was before the lead's clock
    by_timer = 2,  // a timer asked for it, nobody told it
    derived = 4,   // follows from the entry before it (reached, raise)
    waited = 8,    // it came before its lead
  };
  LeadKey lead;
  std::uint32_t seq = 0;
  std::uint32_t workflow = 0;  // the store's number of the text that decided
  Id event = kNone;
  Id from = kNone;  // kNone: the lead was created by it
  Id to = kNone;
  Id rule = kNone;  // the candidate taken or the AfterRule fired; see `flags`
  Verdict verdict = Verdict::accepted;
  Refusal refusal = Refusal::none;
  Id detail = kNone;  // of a refusal: the field concerned
  std::uint8_t flags = 0;
  Instant occurred_at;
  Instant decided_at;
  Range key;    // in `text`
  Range actor;  // in `text`
  Range values, effects, timers, trace;

  /// Not defaulted: a vector would clear each new entry before setting it.
  JournalEntry() {}
  bool has(Flag flag) const { return (flags & flag) != 0; }
  /// It moved its lead to other rules.
  bool moved_rules() const { return event == kDeployedEvent; }
};

/// Entries with the pools they point into. The same container carries entries to a store and out
/// of it; clear() keeps the memory.
struct Journal {
  Pool<JournalEntry> entries;
  std::vector<BoundValue> values;
  Pool<EmittedEffect> effects;
  Pool<TimerChange> timers;
  Pool<TraceStep> trace;
  Pool<char> text;

  void clear() {
    entries.clear();
    values.clear();
    effects.clear();
    timers.clear();
    trace.clear();
    text.clear();
  }
  std::string_view slice(Range range) const { return {text.data() + range.first, range.count}; }
  Range add_text(std::string_view added) {
    Range range{static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(added.size())};
    if (!added.empty()) text.append(added.data(), added.size());
    return range;
  }
};

}  // namespace relance
