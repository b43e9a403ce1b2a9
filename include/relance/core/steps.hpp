// Effects as lead state: emitting, completing and withdrawing them (law 10).
#pragma once

#include "relance/core/due.hpp"
#include "relance/core/entry.hpp"

namespace relance {

/// When an effect may be handed out first: `after` counts from now, `before` back from the
/// appointment, but not into the past.
inline Instant first_hand_out(const EntryWriter& entry, const EffectRule& rule) {
  const Tables& tables = entry.tables;
  const LeadRecord& lead = entry.lead;
  if (rule.after.unit != Delay::none) return due_after(tables, lead, rule.after, entry.now);
  if (rule.before.unit != Delay::none && lead.appointment != kNever) {
    const Delay before = for_lead(tables, lead, rule.before);
    return std::max(entry.now, due_before(tables, before, lead.appointment));
  }
  return entry.now;
}

/// Emits one effect for the host, not to be handed out before `not_before`. `state` is where a step
/// counts as begun.
inline void emit_effect(EntryWriter& entry, Id rule_id, Id state, Instant not_before) {
  const EffectRule& rule = entry.tables.effects[rule_id];
  const Instant now = entry.now;
  const bool limited = rule.within.unit != Delay::none;
  Instant not_after = kNever;
  if (limited) not_after = due_after(entry.tables, entry.lead, rule.within, not_before);
  if (!lawful(not_after)) not_after = kNever;  // no `now` comes to it
  const bool step = is_step(rule.verb);
  const Id place = rule.place;
  const std::uint32_t seq = entry.entry().seq, workflow = entry.lead.workflow;
  EmittedEffect& emitted = entry.emit(rule_id);
  const std::uint16_t index = emitted.index;
  emitted.not_before = not_before;
  emitted.not_after = not_after;
  OpenEffect& open = entry.lead.effects.emplace_back();
  open.seq = seq;
  open.index = index;
  open.flags = step ? OpenEffect::in_outbox | OpenEffect::open_step : OpenEffect::in_outbox;
  open.workflow = workflow;
  open.rule = rule_id;
  open.state = state;
  open.emitted_at = now;
  open.not_before = open.ready_at = not_before;
  open.not_after = not_after;
  if (step && not_after != kNever) {
    entry.arm({not_after, not_before, TimerKind::step_limit, index, place, rule_id, seq});
  }
}

/// Whether the last that the host is to hear of this lead's lane is the same, and nobody has taken
/// it yet.
[[gnu::noinline]] inline bool is_lane_asked(const Tables& tables, const LeadRecord& lead,
                                            const EffectRule& rule) {
  for (std::size_t i = lead.effects.size(); i-- > 0;) {
    const OpenEffect& effect = lead.effects[i];
    if (effect.workflow != lead.workflow || effect.has(OpenEffect::withdrawal)) continue;
    const EffectRule& last = tables.effects[effect.rule];
    if (!names_lane(last.verb)) continue;
    return last.verb == rule.verb && last.name == rule.name && !effect.has(OpenEffect::delivered);
  }
  return false;
}

/// Asking again for a step that still stands on the worklist, or for an alert or a lane that nobody
/// has taken yet, asks for nothing new (docs/decisions/0003). It keeps what a lead holds within the
/// number of rules, however long its host is away.
inline bool is_asked(const Tables& tables, const LeadRecord& lead, const EffectRule& rule,
                     Id rule_id) {
  if (names_lane(rule.verb)) return is_lane_asked(tables, lead, rule);
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

/// Tells the host that effects[at] is no longer wanted.
[[gnu::noinline]] inline void emit_withdrawal(EntryWriter& entry, std::size_t at) {
  LeadRecord& lead = entry.lead;
  OpenEffect& open = lead.effects.emplace_back();
  const OpenEffect& unwanted = lead.effects[at];
  EmittedEffect& emitted = entry.emit(unwanted.rule);
  emitted.withdrawal = true;
  emitted.of_seq = open.of_seq = unwanted.seq;
  emitted.of_index = open.of_index = unwanted.index;
  emitted.not_before = entry.now;
  open.seq = entry.entry().seq;
  open.index = emitted.index;
  open.flags = OpenEffect::in_outbox | OpenEffect::withdrawal;
  open.workflow = unwanted.workflow;
  open.rule = unwanted.rule;
  open.state = lead.state;
  open.emitted_at = open.not_before = open.ready_at = entry.now;
}

/// Takes effects[at] off the lead with its limit; the effect that follows takes its place.
/// `withdraw`: it is not done; when it was handed out a withdrawal in the outbox tells the host.
inline void remove_effect(EntryWriter& entry, std::size_t at, bool withdraw) {
  Pool<OpenEffect>& effects = entry.lead.effects;
  const OpenEffect& removed = effects[at];
  if (removed.not_after != kNever) {
    entry.cancel([&](const Timer& t) { return is_limit_of(t, removed.seq, removed.index); });
  }
  if (!withdraw) {
    entry.trace(TraceStep::completed, removed.rule);
  } else if (!removed.has(OpenEffect::delivered)) {
    entry.trace(TraceStep::withdrawn, removed.rule);
  } else {
    emit_withdrawal(entry, at);
  }
  effects.erase(effects.begin() + at);
}

/// Leaving a state withdraws the open steps that were begun in it.
inline void withdraw_steps_of(EntryWriter& entry, Id state) {
  // Withdrawals are appended behind `end` and are no steps themselves.
  std::size_t end = entry.lead.effects.size();
  for (std::size_t i = 0; i < end;) {
    const OpenEffect& effect = entry.lead.effects[i];
    if (effect.has(OpenEffect::open_step) && effect.state == state) {
      remove_effect(entry, i, true);
      --end;
    } else {
      ++i;
    }
  }
}

/// Whether `step` stands above `other` of the same lead on the worklist: what is to be done by the
/// earlier instant comes first, then what could be begun earlier. Equal ones stand in the order in
/// which they were asked for, which is theirs on the lead.
inline bool stands_above(const OpenEffect& step, const OpenEffect& other) {
  if (step.not_after != other.not_after) return step.not_after < other.not_after;
  return step.not_before < other.not_before;
}

/// The step whose outcome an `attempted` or `sent` tells: of those that fit the one it cites, else
/// of those whose time has come the one that stands first on the worklist (a seller who calls
/// without knowing our ids has made the call that he was asked for; docs/decisions/0006).
inline std::size_t step_told_of(const EntryWriter& entry, const BoundEvent& event) {
  const Pool<OpenEffect>& effects = entry.lead.effects;
  const bool call = event.event == static_cast<Id>(EventKind::attempted);
  std::size_t first = effects.size();
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const OpenEffect& effect = effects[i];
    if (!effect.has(OpenEffect::open_step)) continue;
    const Verb verb = entry.tables.effects[effect.rule].verb;
    if ((verb == Verb::call) != call) continue;
    if (event.cites) {
      if (effect.is(event.cited_seq, event.cited_index)) return i;
      continue;
    }
    if (effect.not_before > event.now) continue;
    if (first == effects.size() || stands_above(effect, effects[first])) first = i;
  }
  return first;
}

/// A step is done when somebody says so.
[[gnu::noinline]] inline void complete_step(EntryWriter& entry, const BoundEvent& event) {
  const std::size_t at = step_told_of(entry, event);
  if (at < entry.lead.effects.size()) remove_effect(entry, at, false);
}

}  // namespace relance
