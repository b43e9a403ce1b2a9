#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/blanks.hpp"
#include "base/fnv.hpp"
#include "base/source.hpp"
#include "engine/answer.hpp"
#include "engine/work.hpp"

namespace relance {
namespace {

constexpr std::size_t kMostWaiting = 1'000;

/// Everything that one batch knows of one host id.
struct Subject {
  WorkingLead* lead = nullptr;  // null: there is none yet
  bool waiting_read = false;
  std::vector<WaitingEvent> waiting;   // in order of arrival, those of this batch included
  std::size_t waiting_stored = 0;      // how many of them the store has
  std::uint64_t newest = 0;            // position of the newest that the store had
  std::vector<std::uint64_t> dropped;  // positions of those it had that were told again
};

/// One batch, decided once; made anew after a conflict.
class Batch {
 public:
  Batch(EngineParts& parts, Work& work, const TenantRecord& tenant)
      : parts_(parts), work_(work), tenant_(tenant), last_lead_(tenant.last_lead) {}

  std::vector<Decision> decide(std::span<const Submission> events) {
    find(events);
    std::vector<Decision> decisions;
    decisions.reserve(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
      decisions.push_back(decide(*events[i].event, events[i].now, subjects_[subject_of_[i]]));
    }
    write_rest();
    return decisions;
  }

 private:
  static bool good_id(std::string_view id) {
    return !id.empty() && id.size() <= kIdBytes && first_invalid_utf8(id) == id.npos;
  }

  /// Looks each host id up once, in their order, and reads the leads there are.
  void find(std::span<const Submission> events) {
    std::vector<std::pair<std::string_view, std::size_t>> by_id;
    by_id.reserve(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) by_id.emplace_back(events[i].event->lead, i);
    std::sort(by_id.begin(), by_id.end());
    subject_of_.resize(events.size());
    for (const auto& [id, event] : by_id) {
      if (ids_.empty() || ids_.back() != id) ids_.push_back(id);
      subject_of_[event] = ids_.size() - 1;
    }
    subjects_.resize(ids_.size());
    std::vector<std::uint64_t> numbers(ids_.size());
    parts_.store->find(tenant_.number, ids_, numbers);
    std::vector<LeadKey> keys;
    std::vector<std::size_t> owners;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i] == 0) continue;
      keys.push_back({tenant_.number, numbers[i]});
      owners.push_back(i);
    }
    std::vector<WorkingLead*> leads;
    work_.read(tenant_, keys, leads);
    for (std::size_t i = 0; i < leads.size(); ++i) {
      if (leads[i] == nullptr) throw parts_.fault_of(keys[i]);
      subjects_[owners[i]].lead = leads[i];
    }
  }

  Decision decide(const Event& event, Instant now, Subject& subject) {
    if (!good_id(event.lead)) return unrecorded(Verdict::refused, Refusal::bad_lead_id);
    if (subject.lead == nullptr) {
      if (trimmed(event.lead) != event.lead) {
        return unrecorded(Verdict::refused, Refusal::bad_lead_id);
      }
      if (event.name != name(EventKind::received)) return wait(event, now, subject);
      return create(event, now, subject);
    }
    if (auto known = repeated(event, *subject.lead)) return std::move(*known);
    return decide(event, now, *subject.lead, content_hash(event), 0);
  }

  /// Decides for a lead that is there, after what is due for it.
  Decision decide(const Event& event, Instant now, WorkingLead& lead, std::uint64_t content,
                  std::uint8_t flags) {
    const bool late = now < lead.lead.clock;
    const Instant at = std::max(now, lead.lead.clock);
    work_.catch_up(lead, at);
    BoundEvent bound = binder_.bind(*lead.rules, lead.lead.key.number, lead.tag, event, at);
    bound.flags = static_cast<std::uint8_t>(flags | (late ? JournalEntry::late : 0));
    if (bound.refusal == Refusal::none && beyond_horizon(lead.rules->tables, at)) {
      bound.refusal = Refusal::beyond_horizon;
    }
    const std::size_t own = work_.writes.journal.entries.size();
    work_.decide(lead, bound);
    require_room(lead.lead);
    const JournalEntry& entry = work_.writes.journal.entries[own];
    if (!event.key.empty() && !bound.key.empty()) {
      lead.lead.keys.push_back({fnv1a(event.key), content, entry.seq});
    }
    if (entry.verdict == Verdict::accepted) keep_personal(lead.lead.key, entry.seq);
    Decision decision = decision_of(*lead.rules, entry, &event);
    work_.catch_up(lead, at);
    return decision;
  }

  /// A host that never takes anything is told so when it speaks; timers are not held up by it.
  void require_room(const LeadRecord& lead) const {
    if (lead.effects.size() <= parts_.options.effects_per_lead) return;
    throw Fault(ErrorCode::full,
                fmt::format("lead number {} has more than {} effects that nobody took: claim and "
                            "acknowledge them first",
                            lead.key.number, parts_.options.effects_per_lead));
  }

  static bool beyond_horizon(const Tables& tables, Instant now) {
    return std::any_of(tables.calendars.begin(), tables.calendars.end(),
                       [&](const OpenHours& c) { return now < c.first || now >= c.last; });
  }

  void keep_personal(LeadKey key, std::uint32_t seq) {
    for (const Binder::Personal& value : binder_.personal()) {
      const bool note = value.name == "note";
      work_.writes.personal.push_back(
          {key, note ? fmt::format("note.{}", seq) : value.name, value.value});
    }
  }

  Decision create(const Event& event, Instant now, Subject& subject) {
    const LoadedWorkflow& rules = parts_.workflow(tenant_.workflow);
    // A `received` that would be refused makes no lead: its refusal is kept beside those that wait.
    const BoundEvent& bound = binder_.bind(rules, 0, 0, event, now);
    Id detail = bound.detail;
    Refusal refusal = bound.refusal;
    if (refusal == Refusal::none) refusal = missing(bound, detail);
    if (refusal == Refusal::none && beyond_horizon(rules.tables, now)) {
      refusal = Refusal::beyond_horizon;
    }
    if (refusal == Refusal::limit) return unrecorded(Verdict::refused, refusal);
    if (refusal != Refusal::none) return refuse_unplaced(event, now, subject, refusal, detail);
    read_waiting(event.lead, subject);
    const auto known = waiting_with_key(event, subject);
    if (known != subject.waiting.end() && known->refusal == Refusal::none) {
      return unrecorded(Verdict::refused, Refusal::key_conflict);  // `received` never waits
    }
    subject.lead = &work_.create(tenant_, ++last_lead_, event.lead);
    Decision decision = decide(event, now, *subject.lead, content_hash(event), 0);
    for (const WaitingEvent& waiting : subject.waiting) {
      if (waiting.refusal == Refusal::none) {
        // Never before it was told: its lead may be received with a `now` that lies further back.
        decide(waiting.event, std::max(now, waiting.told_at), *subject.lead, waiting.content_hash,
               JournalEntry::waited);
      }
    }
    if (subject.newest != 0) {
      work_.writes.placed.push_back({tenant_.number, event.lead, subject.newest});
    }
    subject.waiting.clear();
    subject.dropped.clear();
    return decision;
  }

  void read_waiting(std::string_view lead, Subject& subject) {
    if (subject.waiting_read) return;
    subject.waiting = parts_.store->waiting(tenant_.number, lead);
    subject.waiting_stored = subject.waiting.size();
    if (!subject.waiting.empty()) subject.newest = subject.waiting.back().position;
    subject.waiting_read = true;
  }

  static std::vector<WaitingEvent>::iterator waiting_with_key(const Event& event,
                                                              Subject& subject) {
    if (event.key.empty()) return subject.waiting.end();
    return std::find_if(subject.waiting.begin(), subject.waiting.end(),
                        [&](const WaitingEvent& each) { return each.event.key == event.key; });
  }

  Decision wait(const Event& event, Instant now, Subject& subject) {
    if (!keeps_limits(event)) return unrecorded(Verdict::refused, Refusal::limit);
    const Instant occurred_at = event.occurred_at.value_or(now);
    if (!lawful(occurred_at) || occurred_at > now + kClockTolerance) {
      return refuse_unplaced(event, now, subject, Refusal::from_future, kNone);
    }
    return keep_waiting(event, now, subject, Refusal::none);
  }

  Decision refuse_unplaced(const Event& event, Instant now, Subject& subject, Refusal refusal,
                           Id detail) {
    Decision kept = keep_waiting(event, now, subject, refusal);
    if (kept.refusal != refusal) return kept;
    JournalEntry entry;
    entry.verdict = Verdict::refused;
    entry.refusal = refusal;
    entry.detail = detail;
    entry.event = static_cast<Id>(EventKind::received);
    Decision decision = decision_of(parts_.workflow(tenant_.workflow), entry, &event);
    decision.repeated = kept.repeated;
    return decision;
  }

  Decision keep_waiting(const Event& event, Instant now, Subject& subject, Refusal refusal) {
    read_waiting(event.lead, subject);
    const std::uint64_t hash = content_hash(event);
    const Verdict verdict = refusal == Refusal::none ? Verdict::waiting : Verdict::refused;
    if (const auto known = waiting_with_key(event, subject); known != subject.waiting.end()) {
      if (known->content_hash == hash && known->refusal == refusal) {
        Decision again = unrecorded(verdict, refusal);
        again.repeated = true;
        return again;
      }
      if (known->refusal == Refusal::none) {
        return unrecorded(Verdict::refused, Refusal::key_conflict);
      }
      drop(known, subject);
    }
    if (subject.waiting.size() >= kMostWaiting) {
      return unrecorded(Verdict::refused, Refusal::too_many_waiting);
    }
    WaitingEvent waiting;
    waiting.event = event;
    if (!waiting.event.occurred_at) waiting.event.occurred_at = now;
    waiting.content_hash = hash;
    waiting.told_at = now;
    waiting.refusal = refusal;
    subject.waiting.push_back(std::move(waiting));
    return unrecorded(verdict, refusal);
  }

  /// A refusal that made no lead does not use its key up: the event told again takes its place.
  static void drop(std::vector<WaitingEvent>::iterator refused, Subject& subject) {
    const auto place = static_cast<std::size_t>(refused - subject.waiting.begin());
    if (place < subject.waiting_stored) {
      subject.dropped.push_back(refused->position);
      --subject.waiting_stored;
    }
    subject.waiting.erase(refused);
  }

  /// The decision recorded for the event's key, if it was used before.
  std::optional<Decision> repeated(const Event& event, WorkingLead& lead) {
    if (event.key.empty()) return std::nullopt;
    const std::uint64_t hash = fnv1a(event.key);
    for (const KeyEntry& key : lead.lead.keys) {
      if (key.key_hash != hash) continue;
      if (auto decision = recorded(event, lead, key)) return decision;
    }
    if (!lead.lead.keys_aside) return std::nullopt;
    for (const KeyEntry& key : parts_.store->keys_aside(lead.lead.key, hash)) {
      if (auto decision = recorded(event, lead, key)) return decision;
    }
    return std::nullopt;
  }

  /// What the entry of `key` decided, if it is really of this key: hashes only point.
  std::optional<Decision> recorded(const Event& event, const WorkingLead& lead,
                                   const KeyEntry& key) {
    Journal read;
    const Journal* journal = &work_.writes.journal;
    const JournalEntry* entry = nullptr;
    for (const JournalEntry& each : journal->entries) {
      if (each.lead == lead.lead.key && each.seq == key.seq) entry = &each;
    }
    if (entry == nullptr) {
      parts_.store->history(lead.lead, key.seq, key.seq, read);
      if (read.entries.empty()) return std::nullopt;
      journal = &read;
      entry = &read.entries.front();
    }
    if (journal->slice(entry->key) != event.key) return std::nullopt;
    if (key.content_hash != content_hash(event)) {
      return unrecorded(Verdict::refused, Refusal::key_conflict);
    }
    Decision decision = decision_of(parts_.workflow(entry->workflow), *entry, &event);
    decision.repeated = true;
    return decision;
  }

  void write_rest() {
    for (std::size_t i = 0; i < subjects_.size(); ++i) {
      Subject& subject = subjects_[i];
      for (std::size_t w = subject.waiting_stored; w < subject.waiting.size(); ++w) {
        subject.waiting[w].position = ++subject.newest;
        work_.writes.waiting.push_back(
            {tenant_.number, std::string(ids_[i]), std::move(subject.waiting[w])});
      }
      for (const std::uint64_t position : subject.dropped) {
        work_.writes.dropped.push_back({tenant_.number, std::string(ids_[i]), position});
      }
    }
    if (last_lead_ != tenant_.last_lead) {
      work_.writes.tenants.push_back({tenant_.number, tenant_.last_lead, last_lead_});
    }
  }

  EngineParts& parts_;
  Work& work_;
  const TenantRecord& tenant_;
  std::uint64_t last_lead_;
  Binder binder_;
  std::vector<std::string_view> ids_;    // each once, in their order
  std::vector<Subject> subjects_;        // beside ids_
  std::vector<std::size_t> subject_of_;  // beside the events
};

}  // namespace

std::vector<Decision> Engine::submit(std::string_view tenant, std::span<const Submission> events,
                                     const BeforeCommit<Decision>& before) {
  for (const Submission& submission : events) {
    if (submission.event == nullptr) {
      throw Fault(ErrorCode::usage, "submit was given a null event");
    }
    require_lawful(submission.now);
  }
  return until_committed(*parts_, [&](Work& work) {
    const TenantRecord record = parts_->tenant(tenant);
    std::vector<Decision> decisions = Batch(*parts_, work, record).decide(events);
    if (before) before(decisions);
    return decisions;
  });
}

std::vector<Decision> Engine::submit(std::string_view tenant, std::span<const Event> events,
                                     Instant now) {
  std::vector<Submission> submissions;
  submissions.reserve(events.size());
  for (const Event& event : events) submissions.push_back({&event, now});
  return submit(tenant, submissions);
}

}  // namespace relance
