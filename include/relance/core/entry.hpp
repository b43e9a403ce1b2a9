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

/// The entry at the end of the journal; its slices end where the pools end. Not to be used once
/// another entry is begun.
class EntryWriter {
 public:
  EntryWriter(const Tables& rules, LeadRecord& subject, Journal& into, const BoundEvent& event)
      : tables(rules),
        lead(subject),
        journal(into),
        now(event.now),
        entry_(begin(subject, into, event)) {}

  /// Goes on with the last entry of the journal, which must be one of `lead`.
  EntryWriter(const Tables& rules, LeadRecord& subject, Journal& into)
      : tables(rules),
        lead(subject),
        journal(into),
        now(into.entries.back().decided_at),
        entry_(into.entries.back()) {}

  JournalEntry& entry() { return entry_; }

  [[gnu::always_inline]] void trace(TraceStep::Kind kind, Id candidate, Id detail = kNone) {
    journal.trace.push_back({candidate, detail, static_cast<std::uint8_t>(kind)});
    ++entry().trace.count;
  }
  /// What effect `rule` wrote to the lead, kNone where no line of the rules says so. Such values
  /// stand behind those that the event carried.
  void set(Id field, const Value& value, Id rule) {
    journal.values.push_back({field, value});
    ++entry().values.count;
    trace(TraceStep::set, rule, field);
  }
  [[gnu::always_inline]] void timer(TimerChange::Kind kind, const Timer& timer) {
    journal.timers.push_back({static_cast<std::uint8_t>(kind), timer});
    ++entry().timers.count;
  }
  EmittedEffect& emit(Id rule) {
    EmittedEffect& effect = journal.effects.emplace_back();
    effect.rule = rule;
    effect.index = static_cast<std::uint16_t>(entry().effects.count++);
    return effect;
  }

  [[gnu::always_inline]] void arm(const Timer& timer) {
    lead.timers.push_back(timer);
    this->timer(TimerChange::armed, timer);
  }
  /// Cancels the timers for which `which` holds.
  template <class Which>
  void cancel(Which which) {
    Timer* kept = lead.timers.begin();
    for (const Timer& each : lead.timers) {
      if (which(each)) {
        timer(TimerChange::cancelled, each);
      } else {
        if (kept != &each) *kept = each;
        ++kept;
      }
    }
    lead.timers.cut(kept);
  }

  const Tables& tables;
  LeadRecord& lead;
  Journal& journal;
  const Instant now;

 private:
  static Range slice_at(std::size_t first, std::size_t count = 0) {
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count)};
  }

  [[gnu::noinline]] static void carry(Journal& journal, const BoundEvent& event) {
    for (const BoundValue& value : event.values) journal.values.push_back(value);
  }

  static JournalEntry& begin(LeadRecord& lead, Journal& journal, const BoundEvent& event) {
    const Range key = journal.add_text(event.key), actor = journal.add_text(event.actor);
    const Range values = slice_at(journal.values.size(), event.values.size());
    if (!event.values.empty()) carry(journal, event);
    const LeadKey subject = lead.key;
    const std::uint32_t seq = ++lead.seq, workflow = lead.workflow;
    const Id kind = event.event, state = lead.state;
    const std::uint8_t flags = event.flags;
    const Instant occurred_at = event.occurred_at, decided_at = event.now;
    const Range effects = slice_at(journal.effects.size());
    const Range timers = slice_at(journal.timers.size());
    const Range trace = slice_at(journal.trace.size());
    // All is read before the first write, so that nothing is written twice.
    JournalEntry& entry = journal.entries.emplace_back();
    entry.lead = subject;
    entry.seq = seq;
    entry.workflow = workflow;
    entry.event = kind;
    entry.from = entry.to = state;
    entry.flags = flags;
    entry.occurred_at = occurred_at;
    entry.decided_at = decided_at;
    entry.key = key;
    entry.actor = actor;
    entry.values = values;
    entry.effects = effects;
    entry.timers = timers;
    entry.trace = trace;
    return entry;
  }

  JournalEntry& entry_;
};

}  // namespace relance
