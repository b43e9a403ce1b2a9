#include "proof/rehearsal.hpp"

#include <algorithm>

#include "relance/core/decide.hpp"

namespace relance::proof {
namespace {

/// A fact as the decider takes it.
BoundEvent bound(const Tables& tables, const Step& step) {
  BoundEvent event;
  event.event = step.event;
  event.outcome = step.outcome;
  event.channel = step.channel;
  event.now = event.occurred_at = step.now;
  event.at = step.at;
  event.values = step.values;
  for (const BoundValue& value : step.values) {
    const bool of_lead =
        value.field >= kDeclaredFields && value.field < kDeclaredFields + tables.lead_fields;
    event.writes_lead |= of_lead;
  }
  return event;
}

}  // namespace

void Rehearsal::fire_due(Instant until, Journal& journal) {
  constexpr int kMostFired = 1'000;
  const AttributeLoader loader;
  for (int fired = 0; fired < kMostFired; ++fired) {
    const std::size_t next = next_timer(lead_, until);
    if (next == lead_.timers.size()) break;
    Decider(*tables_, lead_, journal, loader).fire(next);
  }
  lead_.clock = std::max(lead_.clock, until);
}

void Rehearsal::play(const Step& step) {
  Journal journal;
  fire_due(step.now, journal);
  if (step.kind == Step::dead_letter) {
    const auto letter =
        std::find_if(lead_.effects.begin(), lead_.effects.end(), [&](const OpenEffect& effect) {
          return effect.claimable() && effect.ready_at <= step.now;
        });
    if (letter != lead_.effects.end()) letter->flags |= OpenEffect::dead;
  }
  if (step.kind != Step::wait) {
    const AttributeLoader loader;
    Decider(*tables_, lead_, journal, loader).decide(bound(*tables_, step));
    fire_due(step.now, journal);
  }
  steps_.push_back(step);
  note(journal);
}

void Rehearsal::wait(Instant until) {
  Step step;
  step.kind = Step::wait;
  step.now = until;
  play(step);
}

void Rehearsal::note(const Journal& journal) {
  decided_.clear();
  for (const JournalEntry& entry : journal.entries) {
    decided_.push_back({entry.from, entry.event, entry.rule});
  }
}

Instant start_of(const Tables& tables) {
  constexpr Date kSaturday{20'519};  // 2026-03-07
  const Instant evening = tables.zone.instant_of(kSaturday, 18 * 3'600 * kMicrosecondsPerSecond);
  for (const OpenHours& calendar : tables.calendars) {
    if (evening < calendar.first || evening >= calendar.last) return calendar.first + hours(24);
  }
  return evening;
}

bool is_forgotten(const Tables& tables, const LeadRecord& lead) {
  return lead.state < tables.states.size() && !is_closed(tables.states[lead.state].stage) &&
         std::all_of(lead.timers.begin(), lead.timers.end(), is_watch);
}

}  // namespace relance::proof
