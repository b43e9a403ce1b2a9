// Deadlines of a lead: promised delays from one event to another, whose clocks may stand.
#pragma once

#include <algorithm>

#include "relance/core/due.hpp"
#include "relance/core/entry.hpp"

namespace relance {

/// What is left of a delay at `now` when it ends at `until`: open time, or plain time.
inline Duration left_until(const Tables& tables, Id calendar, Instant now, Instant until) {
  return calendar == kNone ? until - now : tables.calendars[calendar].between(now, until);
}

/// When what was left at a pause is over, counted on from `now`.
inline Instant due_after_pause(const Tables& tables, Id calendar, Duration left, Instant now) {
  const std::uint8_t unit = calendar == kNone ? Delay::elapsed : Delay::open_time;
  return due_after(tables, {unit, calendar, left.us}, now);
}

/// Whether the deadlines of before end when a lead comes from one stage to another: it is closed,
/// or put into nurture.
constexpr bool ends_deadlines(Stage from, Stage to) {
  return from != to && (is_closed(to) || to == Stage::nurture);
}

/// The breach of a deadline has fired.
inline void mark_breached(LeadRecord& lead, const Timer& breach) {
  for (OpenDeadline& open : lead.deadlines) {
    if (open.deadline == breach.index) open.phase = OpenDeadline::breached;
  }
}

/// What an accepted event does to the deadlines of its lead. At one event a deadline is met first,
/// then those of before end where the lead is closed or put into nurture, then reasons to pause
/// come and go, and then the deadline begins anew.
class Deadlines {
 public:
  Deadlines(EntryWriter& entry, const BoundEvent& event)
      : entry_(entry), tables_(entry.tables), lead_(entry.lead), event_(event) {}

  /// `ends`: the event closed the lead or put it into nurture.
  void follow(bool ends) {
    const Slice marks = tables_.marks_of[event_.event];
    const DeadlineMark* const first = tables_.deadline_marks.data() + marks.first;
    const DeadlineMark* const last = first + marks.count;
    for (const DeadlineMark* mark = first; mark != last; ++mark) {
      if (mark->meets) meet(mark->deadline);
    }
    if (ends) end_all();
    for (const DeadlineMark* mark = first; mark != last; ++mark) {
      if (mark->holds != 0 || mark->releases != 0) change_reasons(*mark);
      if (mark->starts) start(mark->deadline);
    }
  }

 private:
  std::size_t find(Id deadline) const {
    std::size_t at = 0;
    while (at < lead_.deadlines.size() && lead_.deadlines[at].deadline != deadline) ++at;
    return at;
  }
  OpenDeadline& found_or_new(Id deadline) {
    const std::size_t at = find(deadline);
    if (at == lead_.deadlines.size()) lead_.deadlines.emplace_back().deadline = deadline;
    return lead_.deadlines[at];
  }

  void cancel_timers(Id deadline) {
    entry_.cancel([&](const Timer& timer) {
      return timer.kind >= TimerKind::warning && timer.index == deadline;
    });
  }

  /// It waits for its next beginning; only reasons to pause are kept of it.
  void rest(std::size_t at) {
    OpenDeadline& open = lead_.deadlines[at];
    if (open.held == 0) {
      lead_.deadlines.erase(lead_.deadlines.begin() + static_cast<std::ptrdiff_t>(at));
      return;
    }
    const std::uint16_t held = open.held;
    const Id deadline = open.deadline;
    open = {};
    open.deadline = deadline;
    open.held = held;
  }

  void meet(Id deadline) {
    const std::size_t at = find(deadline);
    if (at == lead_.deadlines.size()) return;
    const OpenDeadline& open = lead_.deadlines[at];
    if (open.phase == OpenDeadline::waiting) return;
    if (open.phase == OpenDeadline::breached) {
      const bool in_time = event_.occurred_at <= open.promised;
      entry_.trace(in_time ? TraceStep::deadline_told_late : TraceStep::deadline_met_late,
                   deadline);
    } else {
      entry_.trace(TraceStep::deadline_met, deadline);
      cancel_timers(deadline);
    }
    rest(at);
  }

  /// A breach that was not met yet stands: its proof may still be told.
  void end_all() {
    for (std::size_t at = 0; at < lead_.deadlines.size();) {
      OpenDeadline& open = lead_.deadlines[at];
      open.held = 0;
      if (open.phase == OpenDeadline::breached) {
        ++at;
        continue;
      }
      if (open.phase != OpenDeadline::waiting) {
        entry_.trace(TraceStep::deadline_ended, open.deadline);
        cancel_timers(open.deadline);
      }
      rest(at);
    }
  }

  void trace_reasons(TraceStep::Kind kind, Id deadline, unsigned reasons) {
    for (Id reason = 0; reasons >> reason != 0; ++reason) {
      if ((reasons >> reason & 1u) != 0) entry_.trace(kind, deadline, reason);
    }
  }

  void change_reasons(const DeadlineMark& mark) {
    OpenDeadline& open = found_or_new(mark.deadline);
    const unsigned before = open.held;
    open.held = static_cast<std::uint16_t>((before & ~unsigned{mark.releases}) | mark.holds);
    trace_reasons(TraceStep::deadline_paused, mark.deadline, open.held & ~before);
    trace_reasons(TraceStep::deadline_resumed, mark.deadline, before & ~unsigned{open.held});
    if (open.phase == OpenDeadline::running && open.held != 0) pause(open);
    if (open.phase == OpenDeadline::paused && open.held == 0) resume(open);
    if (open.phase == OpenDeadline::waiting && open.held == 0) rest(find(mark.deadline));
  }

  void pause(OpenDeadline& open) {
    for (const Timer& timer : lead_.timers) {
      if (timer.kind != TimerKind::warning || timer.index != open.deadline) continue;
      open.warning_left = left_until(tables_, open.calendar, entry_.now, timer.due);
    }
    cancel_timers(open.deadline);
    open.left = left_until(tables_, open.calendar, entry_.now, open.promised);
    open.promised = kNever;
    open.phase = OpenDeadline::paused;
  }

  void resume(OpenDeadline& open) {
    Instant warning = kNever;
    if (open.warning_left.us >= 0) {
      warning = due_after_pause(tables_, open.calendar, open.warning_left, entry_.now);
    }
    const Instant promised = due_after_pause(tables_, open.calendar, open.left, entry_.now);
    run(open, promised, warning);
  }

  void start(Id deadline) {
    const DeadlineRule& rule = tables_.deadlines[deadline];
    OpenDeadline& open = found_or_new(deadline);
    if (open.phase == OpenDeadline::running || open.phase == OpenDeadline::paused) return;
    entry_.trace(TraceStep::deadline_started, deadline);
    const Delay within = for_lead(tables_, lead_, rule.within);
    open.calendar = within.calendar;
    const Instant promised = due_after(tables_, within, entry_.now);
    const bool warns = rule.warn_after.unit != Delay::none;
    const Instant warning = warns ? due_after(tables_, lead_, rule.warn_after, entry_.now) : kNever;
    if (open.held == 0) {
      run(open, promised, warning);
      return;
    }
    open.phase = OpenDeadline::paused;
    open.promised = kNever;
    open.left = left_until(tables_, open.calendar, entry_.now, promised);
    if (warns) open.warning_left = left_until(tables_, open.calendar, entry_.now, warning);
  }

  /// A warning that would not come before the promised instant is none.
  void run(OpenDeadline& open, Instant promised, Instant warning) {
    open.phase = OpenDeadline::running;
    open.promised = promised;
    open.left = {};
    open.warning_left = {-1};
    const Id place = tables_.deadlines[open.deadline].place;
    if (warning < promised) arm(open.deadline, TimerKind::warning, warning, place - 1);
    arm(open.deadline, TimerKind::breach, promised + kBreachAfter, place);
  }

  void arm(Id deadline, TimerKind kind, Instant due, int place) {
    entry_.arm({due, entry_.now, kind, 0, static_cast<Id>(place), deadline, entry_.entry().seq});
  }

  EntryWriter& entry_;
  const Tables& tables_;
  LeadRecord& lead_;
  const BoundEvent& event_;
};

}  // namespace relance
