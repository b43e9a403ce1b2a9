// One journal entry being written, with the lead it changes: what every part of a decision works
// on.
#pragma once

#include "relance/core/bound_event.hpp"
#include "relance/core/tables.hpp"
#include "relance/journal.hpp"
#include "relance/lead.hpp"

namespace relance {

/// Loads a lead's attributes when a decision turns out to need them. `load` sets
/// lead.attributes_loaded; it may throw a Fault.
struct AttributeLoader {
  void* from = nullptr;
  void (*load)(void* from, LeadRecord& lead) = nullptr;

  void ensure(LeadRecord& lead) const {
    if (!lead.attributes_loaded && load != nullptr) load(from, lead);
  }
};

/// What a decision changed on the lead beside its slim record.
struct LeadChanges {
  bool attributes = false;
  bool owner = false;
};

/// The entry at the end of the journal; its slices end where the pools end.
class EntryWriter {
 public:
  EntryWriter(const Tables& rules, LeadRecord& subject, Journal& into, const BoundEvent& event)
      : tables(rules), lead(subject), journal(into), now(event.now) {
    JournalEntry& entry = journal.entries.emplace_back();
    entry.lead = lead.key;
    entry.seq = ++lead.seq;
    entry.workflow = lead.workflow;
    entry.event = event.event;
    entry.from = entry.to = lead.state;
    entry.flags = event.flags;
    entry.occurred_at = event.occurred_at;
    entry.decided_at = event.now;
    entry.key = journal.add_text(event.key);
    entry.actor = journal.add_text(event.actor);
    entry.values = slice_at(journal.values.size());
    entry.effects = slice_at(journal.effects.size());
    entry.timers = slice_at(journal.timers.size());
    entry.trace = slice_at(journal.trace.size());
    for (const BoundValue& value : event.values) journal.values.push_back(value);
    entry.values.count = static_cast<std::uint32_t>(event.values.size());
  }

  /// Goes on with the last entry of the journal, which must be one of `lead`.
  EntryWriter(const Tables& rules, LeadRecord& subject, Journal& into)
      : tables(rules), lead(subject), journal(into), now(into.entries.back().decided_at) {}

  JournalEntry& entry() { return journal.entries.back(); }

  void trace(TraceStep::Kind kind, Id candidate, Id detail = kNone) {
    journal.trace.push_back({candidate, detail, static_cast<std::uint8_t>(kind)});
    ++entry().trace.count;
  }
  void value(Id field, const Value& value) {
    journal.values.push_back({field, value});
    ++entry().values.count;
  }
  void timer(TimerChange::Kind kind, const Timer& timer) {
    journal.timers.push_back({static_cast<std::uint8_t>(kind), timer});
    ++entry().timers.count;
  }
  EmittedEffect& emit(Id rule) {
    EmittedEffect& effect = journal.effects.emplace_back();
    effect.rule = rule;
    effect.index = static_cast<std::uint16_t>(entry().effects.count++);
    return effect;
  }

  void arm(const Timer& timer) {
    lead.timers.push_back(timer);
    this->timer(TimerChange::armed, timer);
  }
  /// Cancels the timers for which `which` holds.
  template <class Which>
  void cancel(Which which) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < lead.timers.size(); ++i) {
      if (which(lead.timers[i])) {
        timer(TimerChange::cancelled, lead.timers[i]);
      } else {
        lead.timers[kept++] = lead.timers[i];
      }
    }
    lead.timers.resize(kept);
  }

  const Tables& tables;
  LeadRecord& lead;
  Journal& journal;
  const Instant now;

 private:
  static Range slice_at(std::size_t first) { return {static_cast<std::uint32_t>(first), 0}; }
};

}  // namespace relance
