// Effects as lead state: emitting, completing and withdrawing them (law 10).
#pragma once

#include "relance/core/due.hpp"
#include "relance/core/entry.hpp"

namespace relance {

/// When an effect may be handed out first: `after` counts from now, `before` back from the
/// appointment, but not into the past.
inline Instant first_hand_out(const EntryWriter& entry, const EffectRule& rule) {
  if (rule.after.unit != Delay::none) return due_after(entry.tables, rule.after, entry.now);
  if (rule.before.unit != Delay::none && entry.lead.appointment != kNever) {
    return std::max(entry.now, due_before(entry.tables, rule.before, entry.lead.appointment));
  }
  return entry.now;
}

/// Emits one effect for the host, not to be handed out before `not_before`. `state` is where a step
/// counts as begun.
inline void emit_effect(EntryWriter& entry, Id rule_id, Id state, Instant not_before) {
  const EffectRule& rule = entry.tables.effects[rule_id];
  EmittedEffect& emitted = entry.emit(rule_id);
  emitted.not_before = not_before;
  if (rule.within.unit != Delay::none) {
    emitted.not_after = due_after(entry.tables, rule.within, not_before);
  }
  OpenEffect& open = entry.lead.effects.emplace_back();
  open.seq = entry.entry().seq;
  open.index = emitted.index;
  open.flags = OpenEffect::in_outbox;
  open.workflow = entry.lead.workflow;
  open.rule = rule_id;
  open.state = state;
  open.emitted_at = entry.now;
  open.not_before = open.ready_at = not_before;
  open.not_after = emitted.not_after;
  if (!is_step(rule.verb)) return;
  open.flags |= OpenEffect::open_step;
  if (open.not_after == kNever) return;
  Timer limit;
  limit.due = open.not_after;
  limit.since = not_before;
  limit.kind = TimerKind::step_limit;
  limit.effect = open.index;
  limit.place = rule.place;
  limit.index = rule_id;
  limit.seq = open.seq;
  entry.arm(limit);
}

/// Asking again for a step that still stands on the worklist, or for an alert that nobody has taken
/// yet, asks for nothing new (docs/decisions/0003). It keeps what a lead holds within the number of
/// rules, however long its host is away.
inline bool is_asked(const LeadRecord& lead, const EffectRule& rule, Id rule_id) {
  if (!is_step(rule.verb) && rule.verb != Verb::alert) return false;
  for (const OpenEffect& effect : lead.effects) {
    if (effect.rule != rule_id || effect.workflow != lead.workflow) continue;
    if (effect.has(OpenEffect::open_step)) return true;
    if (rule.verb == Verb::alert && !effect.has(OpenEffect::delivered)) return true;
  }
  return false;
}

inline bool is_limit_of(const Timer& timer, std::uint32_t seq, std::uint16_t index) {
  return timer.kind == TimerKind::step_limit && timer.seq == seq && timer.effect == index;
}

/// Takes effects[at] off the lead with its limit. `tell_host`: one that was handed out leaves a
/// withdrawal in the outbox. Returns the place of the effect that follows it.
inline std::size_t remove_effect(EntryWriter& entry, std::size_t at, bool tell_host) {
  LeadRecord& lead = entry.lead;
  const OpenEffect removed = lead.effects[at];
  if (removed.not_after != kNever) {
    entry.cancel([&](const Timer& t) { return is_limit_of(t, removed.seq, removed.index); });
  }
  lead.effects.erase(lead.effects.begin() + static_cast<std::ptrdiff_t>(at));
  if (tell_host && removed.has(OpenEffect::delivered)) {
    EmittedEffect& emitted = entry.emit(removed.rule);
    emitted.withdrawal = true;
    emitted.of_seq = removed.seq;
    emitted.of_index = removed.index;
    emitted.not_before = entry.now;
    OpenEffect& open = lead.effects.emplace_back();
    open.seq = entry.entry().seq;
    open.index = emitted.index;
    open.flags = OpenEffect::in_outbox | OpenEffect::withdrawal;
    open.workflow = removed.workflow;
    open.rule = removed.rule;
    open.state = lead.state;
    open.emitted_at = open.not_before = open.ready_at = entry.now;
    open.of_seq = removed.seq;
    open.of_index = removed.index;
  }
  return at;
}

/// Leaving a state withdraws the open steps that were begun in it.
inline void withdraw_steps_of(EntryWriter& entry, Id state) {
  // Withdrawals are appended behind `end` and are no steps themselves.
  std::size_t end = entry.lead.effects.size();
  for (std::size_t i = 0; i < end;) {
    const OpenEffect& effect = entry.lead.effects[i];
    if (effect.has(OpenEffect::open_step) && effect.state == state) {
      i = remove_effect(entry, i, true);
      --end;
    } else {
      ++i;
    }
  }
}

/// The step whose outcome an `attempted` or `sent` tells: the one it cites, else the oldest open
/// one that fits and whose time has come (a seller who calls without knowing our ids has called).
inline std::size_t step_told_of(const EntryWriter& entry, const BoundEvent& event) {
  const std::vector<OpenEffect>& effects = entry.lead.effects;
  const bool call = event.event == static_cast<Id>(EventKind::attempted);
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const OpenEffect& effect = effects[i];
    if (!effect.has(OpenEffect::open_step)) continue;
    if (event.cites) {
      if (effect.seq == event.cited_seq && effect.index == event.cited_index) return i;
      continue;
    }
    const Verb verb = entry.tables.effects[effect.rule].verb;
    if ((verb == Verb::call) == call && effect.not_before <= event.now) return i;
  }
  return effects.size();
}

/// A step is done when somebody says so.
inline void complete_step(EntryWriter& entry, const BoundEvent& event) {
  const std::size_t at = step_told_of(entry, event);
  if (at < entry.lead.effects.size()) remove_effect(entry, at, false);
}

}  // namespace relance
