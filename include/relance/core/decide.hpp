// The decision: (rules, lead, event) gives the lead's next state, its journal entries and effects.
// No I/O, no clock, no allocation once the vectors it writes to have grown.
#pragma once

#include <array>

#include "relance/core/choose.hpp"
#include "relance/core/deadlines.hpp"
#include "relance/core/entry.hpp"
#include "relance/core/fields.hpp"
#include "relance/core/holder.hpp"
#include "relance/core/record.hpp"
#include "relance/core/steps.hpp"
#include "relance/core/timing.hpp"

namespace relance {

/// How many events one event may raise at the same instant; the next one is refused (too_deep).
inline constexpr std::size_t kMostRaised = 32;

/// Decides for one lead. The lead and the journal change in place; a caller that must be able to go
/// back works on a copy of the lead. Throws only what `loader` throws.
class Decider {
 public:
  Decider(const Tables& tables, LeadRecord& lead, Journal& journal, const AttributeLoader& loader)
      : tables_(tables), journal_(journal), lead_(lead), loader_(loader) {}

  /// Decides `event` and what follows from it at the same instant. Precondition: event.now is not
  /// before lead.clock, and no timer of the lead is due at or before it.
  ///
  /// One body (flatten) with all that most decisions need; what few of them need is marked
  /// noinline, here and in what this includes (docs/performance.md).
  [[gnu::flatten]] void decide(const BoundEvent& event) {
    decide_one(event, nullptr);
    follow_up(event);
  }

  /// Fires lead.timers[at] as of its due instant.
  void fire(std::size_t at) {
    const Timer timer = lead_.timers[at];
    lead_.timers.erase(lead_.timers.begin() + at);
    BoundEvent event;
    event.flags = JournalEntry::by_timer;
    event.now = event.occurred_at = std::max(timer.due, lead_.clock);
    if (timer.kind == TimerKind::after) {
      fire_after(event, timer);
    } else {
      if (timer.kind == TimerKind::breach) breach(event, timer);
      event.event = told_by(timer.kind);
      decide_one(event, &timer);
    }
    follow_up(event);
  }

  const LeadChanges& changes() const { return changes_; }

 private:
  /// The fact that a timer tells which raises nothing.
  static Id told_by(TimerKind kind) {
    if (kind == TimerKind::step_limit) return static_cast<Id>(EventKind::neglected);
    if (kind == TimerKind::watch) return static_cast<Id>(EventKind::watched);
    const bool breach = kind == TimerKind::breach;
    return static_cast<Id>(breach ? EventKind::breached : EventKind::elapsed);
  }

  void breach(BoundEvent& event, const Timer& timer) {
    mark_breached(lead_, timer);
    const Slice told = tables_.deadlines[timer.index].told;
    event.values = std::span(tables_.constants).subspan(told.first, told.count);
  }

  /// What choose() reads and writes.
  struct Guards {
    Decider& decider;
    EntryWriter& entry;
    const BoundEvent& event;

    Scalar value(Id program) { return decider.value_of(program, event); }
    void trace(TraceStep::Kind kind, Id candidate, Id detail) {
      entry.trace(kind, candidate, detail);
    }
  };

  /// Writes one entry; returns whether it was accepted.
  bool decide_one(const BoundEvent& event, const Timer* fired) {
    EntryWriter entry(tables_, lead_, journal_, event);
    if (fired != nullptr) entry.timer(TimerChange::fired, *fired);
    lead_.clock = std::max(lead_.clock, event.now);
    Id detail = event.detail;
    Choice choice{kNone, event.refusal};
    if (choice.refusal == Refusal::none) choice.refusal = missing(event, detail);
    if (choice.refusal == Refusal::none && lead_.state != kNone) {
      Guards guards{*this, entry, event};
      choice = choose(tables_, lead_.state, event.event, guards);
    }
    if (choice.refusal != Refusal::none) {
      entry.entry().verdict = Verdict::refused;
      entry.entry().refusal = choice.refusal;
      entry.entry().detail = detail;
      return false;
    }
    accepted_ = true;
    entry.entry().rule = choice.candidate;
    accept(entry, event, choice.candidate, fired);
    entry.entry().to = lead_.state;
    return true;
  }

  Scalar value_of(Id program_id, const BoundEvent& event) {
    const Program& program = tables_.programs[program_id];
    if (program.reads_attributes) loader_.ensure(lead_);
    if (!program.is_one_test) return value_of(program, event);
    return evaluation::only_test(program, GuardFields(tables_, lead_, event));
  }
  [[gnu::noinline]] Scalar value_of(const Program& program, const BoundEvent& event) const {
    return evaluate(program, GuardFields(tables_, lead_, event));
  }

  void accept(EntryWriter& entry, const BoundEvent& event, Id candidate, const Timer* fired) {
    const Id from = lead_.state;
    const Candidate taken = candidate == kNone ? Candidate{} : tables_.candidates[candidate];
    const bool moves = from == kNone || taken.target != kNone;
    const Slice elapsed = fired == nullptr ? Slice{} : effects_of(*fired);
    const bool rearms =
        !moves && (event.writes_lead || event.at != kNever || sets(taken.effects) || sets(elapsed));
    if (event.writes_lead || (rearms && reads_attributes(tables_, tables_.states[from].after))) {
      loader_.ensure(lead_);
    }
    const FieldTimers timers(tables_, lead_, event, rearms);
    record_event(lead_, event, from == kNone, tables_.lead_fields, changes_);
    if (derives_reached(event)) raise(nullptr);
    if (tells_outcome(event)) complete_step(entry, event);
    if (from == kNone) enter_first_lane(entry);
    Neglected neglected;
    if (fired != nullptr && fired->kind == TimerKind::step_limit) {
      neglected = take_neglected(entry, *fired);
    }
    if (!moves) {
      run(entry, event, taken.effects);
      run(entry, event, elapsed);
      timers.rearm(entry, event);
      if (neglected.rule != kNone) hand_out_anew(entry, neglected);
      if (!tables_.deadlines.empty()) follow_deadlines(entry, event, false);
      return;
    }
    if (from != kNone) {
      withdraw_steps_of(entry, from);
      if (tables_.states[from].after.count != 0) {  // else it armed none
        entry.cancel([](const Timer& timer) { return timer.kind == TimerKind::after; });
      }
    }
    lead_.state = from == kNone ? tables_.initial : taken.target;
    const StateRow& entered = tables_.states[lead_.state];
    const Slice left = from == kNone ? Slice{} : tables_.states[from].exit;
    run(entry, event, left);
    run(entry, event, taken.effects);
    run(entry, event, elapsed);
    run(entry, event, entered.enter);
    record_stage(lead_, entered.stage, event.occurred_at);
    if (entered.after.count != 0) {
      if (reads_attributes(tables_, entered.after)) loader_.ensure(lead_);
      arm_state(entry, event);
    }
    if (tables_.deadlines.empty()) return;
    const bool ends = from != kNone && ends_deadlines(tables_.states[from].stage, entered.stage);
    follow_deadlines(entry, event, ends);
  }

  [[gnu::noinline]] static void follow_deadlines(EntryWriter& entry, const BoundEvent& event,
                                                 bool ends) {
    Deadlines(entry, event).follow(ends);
  }

  bool is_lead_field(Id field) const {
    return field >= kDeclaredFields && field < kDeclaredFields + tables_.lead_fields;
  }

  /// The effects of a timer.
  Slice effects_of(const Timer& fired) const {
    switch (fired.kind) {
      case TimerKind::watch:
        return tables_.watch.effects;
      case TimerKind::after:
        return tables_.after[fired.index].effects;
      case TimerKind::warning:
        return tables_.deadlines[fired.index].warn;
      case TimerKind::breach:
        return tables_.deadlines[fired.index].breach;
      case TimerKind::step_limit:
        break;
    }
    return {};
  }

  bool sets(Slice effects) const {
    for (Id i = 0; i < effects.count; ++i) {
      if (tables_.effects[static_cast<std::size_t>(effects.first) + i].verb == Verb::set)
        return true;
    }
    return false;
  }

  void run(EntryWriter& entry, const BoundEvent& event, Slice effects) {
    for (Id i = 0; i < effects.count; ++i) run(entry, event, static_cast<Id>(effects.first + i));
  }
  void run(EntryWriter& entry, const BoundEvent& event, Id rule_id) {
    const EffectRule& rule = tables_.effects[rule_id];
    if (rule.verb == Verb::raise) {
      raise(&rule);
    } else if (rule.verb == Verb::set) {
      set(entry, event, rule_id);
    } else {
      ask(entry, rule, rule_id);
    }
  }

  /// Asks the host for something.
  void ask(EntryWriter& entry, const EffectRule& rule, Id rule_id) {
    if (names_lane(rule.verb)) give_to_lane(entry, rule_id, changes_);
    if (is_asked(tables_, lead_, rule, rule_id)) {
      entry.trace(TraceStep::already_asked, rule_id);
    } else {
      emit_effect(entry, rule_id, lead_.state, first_hand_out(entry, rule));
    }
  }

  [[gnu::noinline]] void set(EntryWriter& entry, const BoundEvent& event, Id rule_id) {
    const EffectRule& rule = tables_.effects[rule_id];
    loader_.ensure(lead_);
    const BoundEvent known = recorded(event);
    const GuardFields fields(tables_, lead_, known);
    Arena arena;
    const Scalar result = evaluate(tables_.programs[rule.program], fields, arena);
    if (result.kind == Scalar::failed) {
      entry.trace(TraceStep::guard_failed, kNone, rule.field);
      return;
    }
    const Value value = to_value(result);
    write_field(lead_, rule.field, value, changes_);
    entry.set(rule.field, value, rule_id);
  }

  struct Neglected {
    Id rule = kNone;
    Id state = kNone;
  };
  /// A step at its limit is withdrawn; the lead that stays where it is gets it anew.
  [[gnu::noinline]] Neglected take_neglected(EntryWriter& entry, const Timer& fired) {
    for (std::size_t i = 0; i < lead_.effects.size(); ++i) {
      const OpenEffect& step = lead_.effects[i];
      if (!step.is(fired.seq, fired.effect)) continue;
      const Neglected neglected{step.rule, step.state};
      remove_effect(entry, i, true);
      return neglected;
    }
    return {};
  }
  [[gnu::noinline]] void hand_out_anew(EntryWriter& entry, const Neglected& step) {
    const EffectRule& rule = tables_.effects[step.rule];
    if (is_asked(tables_, lead_, rule, step.rule)) return;
    emit_effect(entry, step.rule, step.state, next_open(tables_, lead_, rule.within, entry.now));
  }

  void fire_after(BoundEvent event, const Timer& timer) {
    const AfterRule& rule = tables_.after[timer.index];
    if (rule.raise == kNone) {
      event.event = static_cast<Id>(EventKind::elapsed);
      decide_one(event, &timer);
      return;
    }
    bind_raised(event, rule.raise, rule.with);
    if (decide_one(event, &timer)) return;
    // Refused: the lead must not rest for that. It gets what the watch does, and the line is tried
    // again at the watch's interval (law 4).
    BoundEvent watched;
    watched.event = static_cast<Id>(EventKind::watched);
    watched.flags = JournalEntry::by_timer | JournalEntry::derived;
    watched.now = watched.occurred_at = event.now;
    EntryWriter entry(tables_, lead_, journal_, watched);
    accepted_ = true;
    run(entry, watched, tables_.watch.effects);
    Timer again = timer;
    again.since = event.now;
    again.due = tables_.watch.every.unit == Delay::none ? event.now + hours(24)
                                                        : watch_due(tables_, lead_, event.now);
    again.seq = entry.entry().seq;
    entry.arm(again);
  }

  void bind_raised(BoundEvent& event, Id raised, Slice with) const {
    event.event = raised;
    event.values = std::span(tables_.constants).subspan(with.first, with.count);
    for (const BoundValue& bound : event.values) {
      if (is_lead_field(bound.field)) event.writes_lead = true;
      if (bound.field == id(FieldKind::at)) event.at = {bound.value.number};
    }
  }

  /// By a rule, or null: `reached`.
  void raise(const EffectRule* rule) {
    if (raised_ < queue_.size()) queue_[raised_++] = rule;
  }

  /// Decides what was raised, then lets the watch follow.
  void follow_up(const BoundEvent& cause) {
    if (raised_ != 0) decide_raised(cause);
    if (!accepted_) return;
    accepted_ = false;
    if (tables_.watch.every.unit == Delay::none) return;
    EntryWriter last(tables_, lead_, journal_);
    rearm_watch(last);
  }

  /// In order.
  [[gnu::noinline]] void decide_raised(const BoundEvent& cause) {
    const Instant now = lead_.clock;
    const int by_timer = cause.flags & JournalEntry::by_timer;
    for (std::size_t i = 0; i < raised_; ++i) {
      BoundEvent event;
      event.flags = static_cast<std::uint8_t>(JournalEntry::derived | by_timer);
      event.now = now;
      event.occurred_at = cause.occurred_at;
      if (const EffectRule* rule = queue_[i]) {
        bind_raised(event, rule->event, rule->with);
      } else {
        event.event = static_cast<Id>(EventKind::reached);
      }
      if (i == kMostRaised) event.refusal = Refusal::too_deep;
      decide_one(event, nullptr);
    }
    raised_ = 0;
  }

  const Tables& tables_;
  Journal& journal_;
  LeadRecord& lead_;
  const AttributeLoader& loader_;
  LeadChanges changes_;
  bool accepted_ = false;
  std::size_t raised_ = 0;
  std::array<const EffectRule*, kMostRaised + 1> queue_;  // the first raised_ of them
};

/// Which timer of a lead fires next: by due instant, place in the written order, arming entry and
/// effect (law 2). lead.timers.size() when none is due at or before `until`.
inline std::size_t next_timer(const LeadRecord& lead, Instant until) {
  std::size_t next = lead.timers.size();
  const auto before = [](const Timer& a, const Timer& b) {
    if (a.due != b.due) return a.due < b.due;
    if (a.place != b.place) return a.place < b.place;
    if (a.seq != b.seq) return a.seq < b.seq;
    return a.effect < b.effect;
  };
  for (std::size_t i = 0; i < lead.timers.size(); ++i) {
    if (lead.timers[i].due > until) continue;
    if (next == lead.timers.size() || before(lead.timers[i], lead.timers[next])) next = i;
  }
  return next;
}

}  // namespace relance
