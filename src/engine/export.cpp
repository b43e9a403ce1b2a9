// The canonical export: what two stores must agree on. Everything stands in words, per tenant and
// lead in order of their numbers; what only one store knows (row numbers, revisions, where its scan
// entries stand) is left out, and so are personal values.
#include <fmt/format.h>

#include <algorithm>

#include "base/printable.hpp"
#include "engine/effects.hpp"
#include "engine/words.hpp"
#include "engine/work.hpp"
#include "time/instant_text.hpp"

namespace relance {
namespace {

std::string_view state_name(const Tables& tables, Id state) {
  return state == kNone ? std::string_view("-") : std::string_view(tables.state_names[state]);
}

/// One of the reasons to pause a deadline.
std::string_view reason(const Tables& tables, Id deadline, Id which) {
  return tables.words[tables.word_lists[tables.deadlines[deadline].reasons.first + which]];
}

std::string timer_text(const Tables& tables, const Timer& timer) {
  std::string what = "watch";
  if (timer.kind == TimerKind::after) what = tables.after_places[timer.index].path;
  if (timer.kind == TimerKind::step_limit) {
    what = fmt::format("limit of {}.{}", timer.seq, timer.effect);
  }
  if (timer.kind == TimerKind::warning) {
    what = "warning of " + tables.deadline_places[timer.index].path;
  }
  if (timer.kind == TimerKind::breach) what = tables.deadline_places[timer.index].path;
  return fmt::format("{} due {} since {} by entry {}", what, to_rfc3339(timer.due),
                     to_rfc3339(timer.since), timer.seq);
}

class Export {
 public:
  Export(EngineParts& parts, const TenantRecord& tenant,
         const std::function<void(std::string_view)>& write)
      : parts_(parts), tenant_(tenant), write_(write) {}

  void tenant() {
    const std::string_view rules =
        tenant_.workflow == 0
            ? "none"
            : std::string_view(parts_.workflow(tenant_.workflow).workflow->fingerprint());
    line("tenant {} rules {} leads {}", json_text(tenant_.name), rules, tenant_.last_lead);
  }

  void lead(std::uint64_t number, std::string_view id) {
    const LeadKey key{tenant_.number, number};
    LeadRecord lead;
    parts_.store->read(std::span(&key, 1), std::span(&lead, 1));
    if (read_rest(lead)) return this->lead(lead, id);
    line("damaged lead {} number {}", json_text(id), number);
  }

  void waiting() {
    std::string after;
    for (;;) {
      const auto leads = parts_.store->waiting_leads(tenant_.number, after, 100);
      if (leads.empty()) return;
      for (const std::string& lead : leads) {
        for (const WaitingEvent& event : parts_.store->waiting(tenant_.number, lead)) {
          write_(to_text(lead, event));
        }
      }
      after = leads.back();
    }
  }

 private:
  /// Reads what else a lead has before any of it is written; false when it is damaged.
  bool read_rest(LeadRecord& lead) {
    if (!parts_.readable(lead)) return false;
    try {
      parts_.store->read_attributes(lead);
      journal_.clear();
      parts_.store->history(lead, 1, lead.seq, journal_);
    } catch (const CorruptLead& fault) {
      parts_.damaged.insert(fault.lead());
      return false;
    }
    return true;
  }

  template <class... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    buffer_.clear();
    fmt::format_to(std::back_inserter(buffer_), format, std::forward<Arguments>(arguments)...);
    buffer_ += '\n';
    write_(buffer_);
  }

  void lead(const LeadRecord& lead, std::string_view id) {
    const LoadedWorkflow& rules = parts_.workflow(lead.workflow);
    const Tables& tables = rules.tables;
    line("lead {} number {} rules {} state {} stage {} entries {} clock {}", json_text(id),
         lead.key.number, rules.workflow->fingerprint(), state_name(tables, lead.state),
         name(tables.states[lead.state].stage), lead.seq, to_rfc3339(lead.clock));
    line("  received {} appointment {} owner {} lane {} source {} campaign {} preferred {}",
         to_rfc3339(lead.received_at), to_rfc3339(lead.appointment), json_text(lead.owner),
         json_text(lead.lane), json_text(lead.source), json_text(lead.attributes.campaign),
         json_text(name(lead.preferred)));
    for (std::size_t i = 0; i < kMilestones; ++i) {
      if (lead.milestones[i] == kNever) continue;
      line("  first {} {}", name(static_cast<Milestone>(i)), to_rfc3339(lead.milestones[i]));
    }
    counters(lead);
    for (std::size_t i = 0; i < lead.attributes.fields.size(); ++i) {
      if (lead.attributes.fields[i].type == Type::absent) continue;
      line("  field {} {}", rules.field_name(static_cast<Id>(kDeclaredFields + i)),
           value_text(tables, lead.attributes.fields[i]));
    }
    for (const Timer& timer : lead.timers) line("  timer {}", timer_text(tables, timer));
    for (const OpenDeadline& open : lead.deadlines) deadline(tables, open);
    for (const OpenEffect& effect : lead.effects) open_effect(lead, effect);
    for (const JournalEntry& entry : journal_.entries) this->entry(lead, journal_, entry);
  }

  void counters(const LeadRecord& lead) {
    if (lead.attempts == 0) return;
    line("  attempts {}", lead.attempts);
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
      for (std::size_t outcome = 0; outcome < 6; ++outcome) {
        const std::uint16_t count = lead.attempts_by[channel][outcome];
        if (count == 0) continue;
        line("  attempts by {} {} {}", json_text(name(static_cast<Channel>(channel))),
             name(static_cast<Outcome>(outcome + 1)), count);
      }
    }
  }

  void deadline(const Tables& tables, const OpenDeadline& open) {
    constexpr std::string_view kPhases[] = {"waiting", "running", "paused", "breached"};
    std::string reasons;
    for (Id i = 0; open.held >> i != 0; ++i) {
      if ((open.held >> i & 1) != 0)
        reasons += fmt::format(" {}", reason(tables, open.deadline, i));
    }
    line("  deadline {} {} promised {} left {} us warning left {} us held by{}",
         tables.deadline_places[open.deadline].path, kPhases[open.phase], to_rfc3339(open.promised),
         open.left.us, open.warning_left.us, reasons.empty() ? " nothing" : reasons);
  }

  void open_effect(const LeadRecord& lead, const OpenEffect& open) {
    const Tables& tables = parts_.workflow(open.workflow).tables;
    const Effect effect = to_effect(parts_, tenant_.name, lead, {}, open);
    std::string flags;
    if (open.has(OpenEffect::in_outbox)) flags += " in_outbox";
    if (open.has(OpenEffect::open_step)) flags += " open_step";
    if (open.has(OpenEffect::delivered)) flags += " delivered";
    if (open.has(OpenEffect::dead)) flags += " dead";
    line(
        "  effect {} {} {} {} {} begun in {} emitted {} not_before {} not_after {} ready {} token "
        "{} attempts {} error {}{}{}",
        to_text(effect.id), effect.verb, json_text(effect.name), json_text(effect.channel),
        effect.rule, state_name(tables, open.state), to_rfc3339(open.emitted_at),
        to_rfc3339(open.not_before), to_rfc3339(open.not_after), to_rfc3339(open.ready_at),
        open.token, open.attempts, json_text(lead.error_of(open)), flags,
        open.has(OpenEffect::withdrawal) ? " withdraws " + to_text(effect.withdraws) : "");
  }

  void entry(const LeadRecord& lead, const Journal& journal, const JournalEntry& entry) {
    const LoadedWorkflow& rules = parts_.workflow(entry.workflow);
    const Tables& tables = rules.tables;
    // What an entry that moved its lead ended is named by the rules before.
    const LoadedWorkflow& ended_by = entry.moved_rules() && entry.seq > 1
                                         ? parts_.workflow(journal.entries[entry.seq - 2].workflow)
                                         : rules;
    std::string flags;
    if (entry.has(JournalEntry::late)) flags += " late";
    if (entry.has(JournalEntry::by_timer)) flags += " by_timer";
    if (entry.has(JournalEntry::derived)) flags += " derived";
    if (entry.has(JournalEntry::waited)) flags += " waited";
    line("  entry {} {} {} {} from {} to {} occurred {} decided {} key {} by {} rules {}{}",
         entry.seq, tables.event_name(entry.event), name(entry.verdict), name(entry.refusal),
         state_name(tables, entry.from), state_name(tables, entry.to),
         to_rfc3339(entry.occurred_at), to_rfc3339(entry.decided_at),
         json_text(journal.slice(entry.key)), json_text(journal.slice(entry.actor)),
         rules.workflow->fingerprint(), flags);
    for (std::uint32_t i = 0; i < entry.values.count; ++i) {
      const BoundValue& bound = journal.values[entry.values.first + i];
      line("    value {} {}", rules.field_name(bound.field), value_text(tables, bound.value));
    }
    for (std::uint32_t i = 0; i < entry.timers.count; ++i) {
      const TimerChange& change = journal.timers[entry.timers.first + i];
      constexpr std::string_view kKinds[] = {"armed", "cancelled", "fired"};
      const Tables& named = change.kind == TimerChange::armed ? tables : ended_by.tables;
      line("    timer {} {}", kKinds[change.kind], timer_text(named, change.timer));
    }
    for (std::uint32_t i = 0; i < entry.effects.count; ++i) {
      const EmittedEffect& effect = journal.effects[entry.effects.first + i];
      const EffectId id = id_of(parts_, tenant_.name, lead, entry.seq, effect.index);
      line("    effect {} {}{} not_before {} not_after {}", to_text(id),
           effect.withdrawal ? "withdraws " : "",
           (effect.withdrawal ? ended_by : rules).tables.effect_places[effect.rule].path,
           to_rfc3339(effect.not_before), to_rfc3339(effect.not_after));
    }
    for (std::uint32_t i = 0; i < entry.trace.count; ++i) {
      const TraceStep& step = journal.trace[entry.trace.first + i];
      trace(tells_an_end(step.kind) ? ended_by : rules, step);
    }
  }

  void trace(const LoadedWorkflow& rules, const TraceStep& step) {
    constexpr std::string_view kKinds[] = {"taken",
                                           "guard_false",
                                           "guard_absent",
                                           "guard_failed",
                                           "not_armed",
                                           "already_asked",
                                           "withdrawn",
                                           "completed",
                                           "carried",
                                           "deadline_started",
                                           "deadline_met",
                                           "deadline_met_late",
                                           "deadline_told_late",
                                           "deadline_paused",
                                           "deadline_resumed",
                                           "deadline_ended",
                                           "set"};
    const bool deadline =
        step.kind >= TraceStep::deadline_started && step.kind <= TraceStep::deadline_ended;
    const auto& places = deadline                                ? rules.tables.deadline_places
                         : step.kind == TraceStep::not_armed     ? rules.tables.after_places
                         : step.kind >= TraceStep::already_asked ? rules.tables.effect_places
                                                                 : rules.tables.candidate_places;
    const std::string_view path =
        step.candidate == kNone ? std::string_view("-") : places[step.candidate].path;
    std::string_view detail;
    const bool names_field = step.kind == TraceStep::guard_absent || step.kind == TraceStep::set;
    if (names_field) detail = rules.field_name(step.detail);
    if (deadline && step.detail != kNone) {
      detail = reason(rules.tables, step.candidate, step.detail);
    }
    line("    trace {} {} {}", kKinds[step.kind], path, detail);
  }

  EngineParts& parts_;
  const TenantRecord& tenant_;
  const std::function<void(std::string_view)>& write_;
  Journal journal_;  // of the lead that is being written
  std::string buffer_;
};

}  // namespace

void Engine::export_all(Instant now, const std::function<void(std::string_view)>& write) {
  require_lawful(now);
  for (const TenantRecord& tenant : parts_->store->tenants()) {
    fire_tenant(*parts_, tenant, now);
  }
  // The records are read again: firing does not change them, but other engines may have.
  for (const TenantRecord& tenant : parts_->store->tenants()) {
    Export lines(*parts_, tenant, write);
    lines.tenant();
    for (std::uint64_t number = 1; number <= tenant.last_lead; ++number) {
      lines.lead(number, parts_->store->host_id({tenant.number, number}));
    }
    lines.waiting();
  }
}

Page<ExportedLead> Engine::export_leads(std::string_view tenant, Instant now, std::uint64_t after,
                                        std::size_t at_most) {
  require_lawful(now);
  fire_tenant(*parts_, parts_->tenant(tenant), now);
  const TenantRecord record = parts_->tenant(tenant);
  Page<ExportedLead> page;
  const std::function<void(std::string_view)> write = [&page](std::string_view lines) {
    page.items.back().text += lines;
  };
  Export lines(*parts_, record, write);
  if (after == 0) {
    page.items.emplace_back();
    lines.tenant();
  }
  page.last = std::min(after, record.last_lead);
  const std::uint64_t end =
      page.last + std::min<std::uint64_t>(at_most, record.last_lead - page.last);
  while (page.last < end) {
    const std::uint64_t number = ++page.last;
    page.items.push_back({number, parts_->store->host_id({record.number, number}), {}});
    lines.lead(number, page.items.back().lead);
  }
  page.more = page.last < record.last_lead;
  return page;
}

std::string to_text(std::string_view lead, const WaitingEvent& event) {
  return fmt::format("waiting {} {} {} occurred {} told {} key {} {}\n", json_text(lead),
                     event.position, json_text(event.event.name),
                     to_rfc3339(event.event.occurred_at.value_or(kNever)),
                     to_rfc3339(event.told_at), json_text(event.event.key), name(event.refusal));
}

}  // namespace relance
