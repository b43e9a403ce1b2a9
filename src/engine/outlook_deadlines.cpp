// What becomes of the promises to a lead under other rules (docs/decisions/0008).
#include "engine/outlook.hpp"
#include "relance/core/deadlines.hpp"

namespace relance {

Id Outlook::same_deadline(const OpenDeadline& open) const {
  const Id deadline = t_.deadline(open.deadline);
  const bool counts = open.phase == OpenDeadline::running || open.phase == OpenDeadline::paused;
  if (deadline >= kGone || !counts) return deadline;
  const bool open_time = counted(to_.deadlines[deadline].within).calendar != kNone;
  return open_time == (open.calendar != kNone) ? deadline : kNone;
}

void Outlook::look_at_deadlines() {
  for (const OpenDeadline& open : lead_.deadlines) {
    if (leaves_ && open.phase != OpenDeadline::breached) {
      if (open.phase != OpenDeadline::waiting) ended.push_back(open.deadline);
      continue;
    }
    const Id deadline = same_deadline(open);
    if (deadline == kNone) without.push_back(t_.deadline_without(open.deadline));
    if (deadline == kGone) continue;
    const std::uint16_t held = leaves_ ? std::uint16_t{0} : held_reasons(open);
    if (without.empty()) keep_deadline(open, deadline, held);
  }
}

std::uint16_t Outlook::held_reasons(const OpenDeadline& open) {
  unsigned held = 0;
  for (Id old = 0; open.held >> old != 0; ++old) {
    if ((open.held >> old & 1u) == 0) continue;
    const Id reason = t_.reason(open.deadline, old);
    if (reason == kNone) without.push_back(reason_names(from_, open.deadline)[old]);
    if (reason == kGone) released.emplace_back(open.deadline, old);
    if (reason < kGone) held |= 1u << reason;
  }
  return static_cast<std::uint16_t>(held);
}

void Outlook::keep_deadline(const OpenDeadline& open, Id deadline, std::uint16_t held) {
  if (open.phase == OpenDeadline::waiting && held == 0) return;
  OpenDeadline& kept = deadlines.emplace_back(open);
  kept.deadline = deadline;
  kept.calendar = open.calendar == kNone ? kNone : counted(to_.deadlines[deadline].within).calendar;
  kept.held = held;
  for (const Timer& timer : lead_.timers) {
    if (timer.kind < TimerKind::warning || timer.index != open.deadline) continue;
    add_timer(deadline, timer.kind, timer.due, timer.since);
  }
  if (open.phase == OpenDeadline::paused && held == 0) go_on(kept);
}

void Outlook::go_on(OpenDeadline& kept) {
  const auto due = [&](Duration left) { return due_after_pause(to_, kept.calendar, left, at_); };
  kept.phase = OpenDeadline::running;
  kept.promised = due(kept.left);
  add_timer(kept.deadline, TimerKind::breach, kept.promised + kBreachAfter, at_);
  const bool warns = kept.warning_left.us >= 0 && kept.warning_left < kept.left;
  if (warns) add_timer(kept.deadline, TimerKind::warning, due(kept.warning_left), at_);
  kept.left = OpenDeadline().left;
  kept.warning_left = OpenDeadline().warning_left;
}

void Outlook::add_timer(Id deadline, TimerKind kind, Instant due, Instant since) {
  const Id breach = to_.deadlines[deadline].place;
  const Id place = static_cast<Id>(breach - (kind == TimerKind::warning ? 1 : 0));
  add({due, since, kind, 0, place, deadline, lead_.seq + 1});
}

}  // namespace relance
