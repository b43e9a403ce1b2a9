#include "engine/lead_move.hpp"

#include <algorithm>

#include "engine/words.hpp"
#include "relance/core/holder.hpp"
#include "relance/core/lanes.hpp"
#include "relance/core/steps.hpp"
#include "relance/core/timing.hpp"

namespace relance {
namespace {

std::string timer_name(const Tables& tables, const Timer& timer) {
  if (timer.kind == TimerKind::watch) return "watch";
  if (timer.kind == TimerKind::after) return tables.after_places[timer.index].path;
  if (timer.kind == TimerKind::breach) return tables.deadline_places[timer.index].path;
  if (timer.kind == TimerKind::warning) {
    return "warning of " + tables.deadline_places[timer.index].path;
  }
  return "limit of " + effect_name(tables, timer.index);
}

/// When an open step may be handed out first and is to be done by, by the new rules, for a lead
/// that is in its lane there.
void reckon_step(const Translation& translation, const LeadRecord& lead, OpenEffect& step,
                 Id rule) {
  const auto first_by = [&](const Tables& tables, const EffectRule& by) {
    if (by.after.unit != Delay::none) return due_after(tables, lead, by.after, step.emitted_at);
    if (by.before.unit == Delay::none || lead.appointment == kNever) return step.emitted_at;
    const Delay before = for_lead(tables, lead, by.before);
    return std::max(step.emitted_at, due_before(tables, before, lead.appointment));
  };
  const Tables &from = translation.from(), &to = translation.to();
  // One that was handed out anew has another instant than its rule gives: that stays.
  if (step.not_before == first_by(from, from.effects[step.rule])) {
    const Instant first = first_by(to, to.effects[rule]);
    if (step.ready_at == step.not_before) step.ready_at = first;
    step.not_before = first;
  }
  const Delay& within = to.effects[rule].within;
  step.not_after =
      within.unit == Delay::none ? kNever : due_after(to, lead, within, step.not_before);
}

/// The other half of a timer that was armed before and after.
const Timer* counterpart(const Translation& translation, const Pool<Timer>& old,
                         const Timer& timer) {
  for (const Timer& before : old) {
    if (before.kind != timer.kind) continue;
    const bool same =
        timer.kind == TimerKind::watch ||
        (timer.kind == TimerKind::after     ? translation.line(before.index) == timer.index
         : timer.kind >= TimerKind::warning ? translation.deadline(before.index) == timer.index
                                            : is_limit_of(before, timer.seq, timer.effect));
    if (same) return &before;
  }
  return nullptr;
}

void tell_rearmed(const Translation& translation, const Pool<Timer>& old, const Pool<Timer>& armed,
                  Instant at, LeadMove& told) {
  std::vector<const Timer*> gone;
  for (const Timer& timer : old) gone.push_back(&timer);
  for (const Timer& timer : armed) {
    const Timer* before = counterpart(translation, old, timer);
    std::erase(gone, before);
    const Instant due = before == nullptr ? kNever : before->due;
    if (due == timer.due) continue;
    told.rearmed.push_back({timer_name(translation.to(), timer), due, timer.due, timer.due <= at});
  }
  for (const Timer* timer : gone) {
    told.rearmed.push_back({timer_name(translation.from(), *timer), timer->due, kNever});
  }
}

void carry_fields(const Translation& translation, WorkingLead& working) {
  if (translation.same_fields()) return;
  std::vector<Value> fields(translation.to().lead_fields);
  std::vector<Value>& before = working.lead.attributes.fields;
  for (Id i = 0; i < before.size() && i < translation.from().lead_fields; ++i) {
    if (translation.field(i) < kGone) fields[translation.field(i)] = std::move(before[i]);
  }
  before = std::move(fields);
  working.changes.attributes = true;
}

/// Steps that go are withdrawn, by the rules that asked for them: all, or those that the plan lets
/// go.
void withdraw_gone(EntryWriter& entry, const Translation& translation, bool all) {
  std::size_t end = entry.lead.effects.size();  // withdrawals are appended behind it
  for (std::size_t i = 0; i < end;) {
    const OpenEffect& effect = entry.lead.effects[i];
    const bool goes = all || translation.step(effect.rule) == kGone;
    if (effect.has(OpenEffect::open_step) && goes) {
      remove_effect(entry, i, true);
      --end;
    } else {
      ++i;
    }
  }
}

/// Steps that stay are from now on those of the new rules. `timers`: their limits are added.
void carry_steps(EntryWriter& entry, const Translation& translation, Pool<Timer>& timers) {
  LeadRecord& lead = entry.lead;
  for (OpenEffect& step : lead.effects) {
    if (!step.has(OpenEffect::open_step)) continue;
    const Id rule = translation.step(step.rule);
    reckon_step(translation, lead, step, rule);
    entry.trace(TraceStep::carried, rule, step.rule);
    step.workflow = lead.workflow;
    step.rule = rule;
    step.state = lead.state;
    if (step.not_after == kNever) continue;
    timers.push_back({step.not_after, step.not_before, TimerKind::step_limit, step.index,
                      entry.tables.effects[rule].place, rule, step.seq});
  }
}

/// Gives the lead its timers by the new rules. What stays as it was, its name too, is not written
/// anew.
void change_timers(EntryWriter& entry, const Translation& translation, Pool<Timer>& timers) {
  const Pool<Timer> old = entry.lead.timers;
  for (Timer& timer : timers) {
    const Timer* before = counterpart(translation, old, timer);
    if (before == nullptr) continue;
    if (timer_name(translation.from(), *before) != timer_name(translation.to(), timer)) continue;
    Timer same = timer;
    same.seq = before->seq;
    if (same == *before) timer = same;
  }
  const auto among = [](const Pool<Timer>& all, const Timer& timer) {
    return std::find(all.begin(), all.end(), timer) != all.end();
  };
  entry.cancel([&](const Timer& timer) { return !among(timers, timer); });
  for (const Timer& timer : timers) {
    if (!among(old, timer)) entry.arm(timer);
  }
}

}  // namespace

LeadMove LeadMover::move(Work& work, WorkingLead& working, Instant at) const {
  LeadRecord& lead = working.lead;
  LeadMove told;
  told.number = lead.key.number;
  told.lead = parts_.store->host_id(lead.key);
  told.fingerprint = working.rules->workflow->fingerprint();
  told.from = translation_.from().state_names[lead.state];
  if (!lead.attributes_loaded) parts_.store->read_attributes(lead);
  Outlook outlook(parts_, translation_, lead, at);
  if (outlook.state() != kNone) told.to = to_.tables.state_names[outlook.state()];
  told.without = std::move(outlook.without);
  if (told.without.empty()) change(work, working, outlook, at, told);
  return told;
}

void LeadMover::change(Work& work, WorkingLead& working, Outlook& outlook, Instant at,
                       LeadMove& told) const {
  LeadRecord& lead = working.lead;
  BoundEvent event;
  event.event = kDeployedEvent;
  event.now = event.occurred_at = at;
  event.actor = actor_;
  const Pool<Timer> old_timers = lead.timers;
  EntryWriter before(translation_.from(), lead, work.writes.journal, event);
  withdraw_gone(before, translation_, outlook.leaves());
  for (const Id deadline : outlook.ended) before.trace(TraceStep::deadline_ended, deadline);
  for (const auto& [deadline, reason] : outlook.released) {
    before.trace(TraceStep::deadline_resumed, deadline, reason);
  }
  const std::uint32_t came_under = lead.came_under();
  lead.workflow = to_.number;
  lead.moved_from = came_under == lead.workflow ? 0 : came_under;
  lead.state = outlook.state();
  lead.clock = at;
  before.entry().workflow = lead.workflow;
  before.entry().from = before.entry().to = lead.state;
  EntryWriter entry(to_.tables, lead, work.writes.journal);
  for (const Id line : outlook.passed_lines) entry.trace(TraceStep::not_armed, line);
  enter_lane(entry, outlook.lane, kNone);
  if (lead.owner.empty()) enter_first_lane(entry);
  carry_fields(translation_, working);
  Pool<Timer> timers;
  carry_steps(entry, translation_, timers);
  for (const Timer& timer : outlook.timers) timers.push_back(timer);
  lead.deadlines = std::move(outlook.deadlines);
  change_timers(entry, translation_, timers);
  tell_rearmed(translation_, old_timers, timers, at, told);
  working.rules = &to_;
  working.touched = working.due_popped = working.ready_popped = true;
}

}  // namespace relance
