#include "engine/expected_timers.hpp"

#include <algorithm>

#include "relance/core/timing.hpp"

namespace relance::test {
namespace {

/// Whether `length` from `start` gives `due`, in whichever calendar it was counted.
bool leads_to(const Tables& tables, Delay length, Instant start, Instant due) {
  const bool open = length.unit == Delay::open_time || length.unit == Delay::open_days;
  if (!open || length.calendar != kNone) return due_after(tables, length, start) == due;
  for (length.calendar = 0; length.calendar < tables.calendars.size(); ++length.calendar) {
    if (due_after(tables, length, start) == due) return true;
  }
  return false;
}

Timer expected_line(const Tables& from, const Tables& to, const LeadRecord& lead,
                    const LeadRecord& moved, Timer timer, Instant now) {
  BoundEvent silent;
  silent.now = now;
  const AfterRule& rule = from.after[timer.index];
  if (rule.start == AfterRule::at) return timer;  // its instant does not change
  const bool entry = rule.start == AfterRule::entry;
  const Instant start = entry ? timer.since : after_start(from, rule, lead, silent);
  if (start == kNever || !leads_to(from, rule.delay, start, timer.due)) return timer;  // put off
  timer.due = due_after(to, moved, to.after[timer.index].delay, start);
  return timer;
}

}  // namespace

std::vector<Due> dues(const Pool<Timer>& timers) {
  std::vector<Due> all;
  for (const Timer& timer : timers) {
    all.emplace_back(timer.kind, timer.index, timer.effect, timer.since.us, timer.due.us);
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<Due> expected(const Tables& from, const Tables& to, const LeadRecord& lead,
                          const LeadRecord& moved, Instant now) {
  Pool<Timer> timers;
  for (Timer timer : lead.timers) {
    if (timer.kind == TimerKind::after) {
      timers.push_back(expected_line(from, to, lead, moved, timer, now));
    } else if (timer.kind == TimerKind::step_limit) {
      timer.due = due_after(to, moved, to.effects[timer.index].within, timer.since);
      timers.push_back(timer);
    } else if (timer.kind != TimerKind::watch) {
      timers.push_back(timer);  // a promise stays promised (docs/decisions/0008)
    } else {
      timer.due =
          std::max(due_after(to, moved, to.watch.every, timer.since), timer.since + hours(1));
      timers.push_back(timer);
    }
  }
  return dues(timers);
}

}  // namespace relance::test
