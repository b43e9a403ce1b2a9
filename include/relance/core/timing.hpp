// Timers of a lead: those of its state, and the watch.
#pragma once

#include "relance/core/due.hpp"
#include "relance/core/entry.hpp"
#include "relance/core/evaluate.hpp"
#include "relance/core/fields.hpp"

namespace relance {

/// What an `after` line counts from, or is due at: kNever when its field is absent. The lead holds
/// already what `event` carried.
inline Instant after_start(const Tables& tables, const AfterRule& rule, const LeadRecord& lead,
                           const BoundEvent& event) {
  if (rule.start == AfterRule::entry) return event.now;
  const BoundEvent known = recorded(event);
  const GuardFields fields(tables, lead, known);
  const Scalar start = rule.start == AfterRule::since
                           ? fields.lead(rule.field)
                           : evaluate(tables.programs[rule.program], fields);
  Instant from = kNever;
  if (start.kind == Scalar::instant) from = {start.number};
  if (start.kind == Scalar::date) {
    from = tables.zone.first_instant({static_cast<std::int32_t>(start.number)});
  }
  return lawful(from) ? from : kNever;
}

/// Whether the event that is being decided has told what `since` counts from.
inline bool tells_start(EntryWriter& entry, const BoundEvent& event, Id field) {
  if (field == id(FieldKind::received_at)) return entry.entry().from == kNone;
  if (field == id(FieldKind::appointment)) return event.at != kNever;
  return event.find(field) != nullptr;
}

/// Whether the lead of this entry came into its state by more than time going on: by an event of
/// the host, or from a state that was closed.
inline bool comes_back(EntryWriter& entry, const BoundEvent& event) {
  if ((event.flags & JournalEntry::by_timer) == 0) return true;
  const Id from = entry.entry().from;
  return from != kNone && is_closed(entry.tables.states[from].stage);
}

/// Arms line `index` of the lead's state. A `since` whose time is over fires at once, armed by a
/// timer after an hour, so that no cycle of timers runs without time passing (law 7,
/// docs/decisions/0005). `enters`: the state is being entered; then what was over before somebody
/// brought the lead here counts from now (docs/decisions/0011).
[[gnu::noinline]] inline void arm_after(EntryWriter& entry, const BoundEvent& event, Id index,
                                        bool enters) {
  const AfterRule& rule = entry.tables.after[index];
  const Instant start = after_start(entry.tables, rule, entry.lead, event);
  if (start == kNever) return;
  Instant due = start;
  if (rule.start != AfterRule::at) {
    due = due_after(entry.tables, entry.lead, rule.delay, start);
  } else if (start < event.now) {
    return entry.trace(TraceStep::not_armed, index);
  }
  if (due <= entry.now) {
    const bool anew = enters && rule.start == AfterRule::since &&
                      !tells_start(entry, event, rule.field) && comes_back(entry, event);
    if (anew) due = due_after(entry.tables, entry.lead, rule.delay, entry.now);
    const bool by_timer = (event.flags & JournalEntry::by_timer) != 0;
    due = std::max(due, by_timer ? entry.now + hours(1) : entry.now);
  }
  if (!lawful(due)) return entry.trace(TraceStep::not_armed, index);  // no `now` comes to it
  Timer timer;
  timer.due = due;
  timer.since = entry.now;
  timer.kind = TimerKind::after;
  timer.place = rule.place;
  timer.index = index;
  timer.seq = entry.entry().seq;
  entry.arm(timer);
}

inline void arm_state(EntryWriter& entry, const BoundEvent& event) {
  const Slice after = entry.tables.states[entry.lead.state].after;
  for (Id i = 0; i < after.count; ++i) {
    arm_after(entry, event, static_cast<Id>(after.first + i), true);
  }
}

/// Whether a line reads what is loaded on demand.
inline bool reads_attributes(const Tables& tables, const AfterRule& rule) {
  if (rule.start == AfterRule::since) return rule.field >= kDeclaredFields;
  return rule.start == AfterRule::at && tables.programs[rule.program].reads_attributes;
}
inline bool reads_attributes(const Tables& tables, Slice after) {
  for (Id i = 0; i < after.count; ++i) {
    if (reads_attributes(tables, tables.after[static_cast<std::size_t>(after.first) + i]))
      return true;
  }
  return false;
}

/// `at` and `since` timers of the lead's state follow the fields they read. Taken before an event
/// writes to the lead; rearm() afterwards arms anew what changed.
class FieldTimers {
 public:
  static constexpr int kMost = 32;  // lines of one state that read fields (the compiler's limit)

  /// `needed` is false when the event cannot change a field of a lead that stays.
  FieldTimers(const Tables& tables, const LeadRecord& lead, const BoundEvent& event, bool needed)
      : state_(lead.state) {
    if (needed) look(tables, lead, event);
  }

  void rearm(EntryWriter& entry, const BoundEvent& event) const {
    if (count_ != 0 && entry.lead.state == state_) arm_changed(entry, event);
  }

 private:
  [[gnu::noinline]] void look(const Tables& tables, const LeadRecord& lead,
                              const BoundEvent& event) {
    const Slice after = tables.states[state_].after;
    for (Id i = 0; i < after.count && count_ < kMost; ++i) {
      const Id index = static_cast<Id>(after.first + i);
      if (tables.after[index].start == AfterRule::entry) continue;
      BoundEvent silent;  // what the lead says now, without what the event carries
      silent.now = event.now;
      before_[count_++] = {index, after_start(tables, tables.after[index], lead, silent).us};
    }
  }

  [[gnu::noinline]] void arm_changed(EntryWriter& entry, const BoundEvent& event) const {
    for (int i = 0; i < count_; ++i) {
      const Id index = before_[i].index;
      const AfterRule& rule = entry.tables.after[index];
      if (after_start(entry.tables, rule, entry.lead, event).us == before_[i].start_us) continue;
      entry.cancel([&](const Timer& t) { return t.kind == TimerKind::after && t.index == index; });
      arm_after(entry, event, index, false);
    }
  }

  struct Before {  // without initialisers: clearing 32 of them would cost more than most decisions
    Id index;
    std::int64_t start_us;
  };
  Id state_;
  int count_ = 0;
  Before before_[kMost];
};

inline bool is_watch(const Timer& timer) { return timer.kind == TimerKind::watch; }

/// The next instant of the watch, at least an hour on (law 7).
[[gnu::noinline]] inline Instant watch_due(const Tables& tables, const LeadRecord& lead,
                                           Instant from) {
  return std::max(due_after(tables, lead, tables.watch.every, from), from + hours(1));
}

/// Whether anything else is due within three years, the longest that an open lead may wait.
inline bool lets_watch_rest(const Pool<Timer>& timers, Instant now) {
  for (const Timer& timer : timers) {
    if (!is_watch(timer) && timer.due - now <= kLongestWait) return true;
  }
  return false;
}

/// The watch counts from the last event and rests while anything else of the lead is due soon
/// enough. Precondition: the rules have a watch.
inline void rearm_watch(EntryWriter& entry) {
  Instant armed = kNever;
  for (const Timer& timer : entry.lead.timers) {
    if (is_watch(timer)) armed = timer.due;
  }
  const bool rests = lets_watch_rest(entry.lead.timers, entry.now);
  if (rests && armed == kNever) return;
  const bool closed = is_closed(entry.tables.states[entry.lead.state].stage);
  const Instant due = rests || closed ? kNever : watch_due(entry.tables, entry.lead, entry.now);
  if (due == armed) return;
  entry.cancel(is_watch);
  if (due == kNever) return;
  Timer timer;
  timer.due = due;
  timer.since = entry.now;
  timer.kind = TimerKind::watch;
  timer.place = entry.tables.watch.place;
  timer.seq = entry.entry().seq;
  entry.arm(timer);
}

}  // namespace relance
