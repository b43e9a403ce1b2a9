#include "report/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "engine/answer.hpp"
#include "engine/loaded.hpp"
#include "engine/words.hpp"
#include "report/conditions.hpp"
#include "report/timer_words.hpp"

namespace relance {
namespace {

std::string at(const std::vector<RulePlace>& places, Id id) {
  return id < places.size() ? places[id].path : std::string();
}

/// Why the rules did not follow one of their lines.
std::string why_passed(const LoadedWorkflow& rules, const TraceStep& step) {
  switch (step.kind) {
    case TraceStep::guard_absent:
      return fmt::format("its condition reads {}, which is not known",
                         rules.field_name(step.detail));
    case TraceStep::guard_failed:
      return step.candidate == kNone
                 ? fmt::format("{} was not set: its value could not be computed",
                               rules.field_name(step.detail))
                 : "its condition could not be computed";
    case TraceStep::not_armed:
      return "its instant has passed";
    case TraceStep::already_asked:
      return fmt::format("{} is asked for already", effect_name(rules.tables, step.candidate));
    default:
      return "its condition does not hold";
  }
}

std::string passed_rule(const Tables& tables, const TraceStep& step) {
  if (step.kind == TraceStep::not_armed) return at(tables.after_places, step.candidate);
  if (step.kind == TraceStep::already_asked) return at(tables.effect_places, step.candidate);
  return at(tables.candidate_places, step.candidate);
}

/// Where a way leads that was passed over for its condition.
std::string passed_target(const Tables& tables, const TraceStep& step) {
  const bool way =
      step.kind <= TraceStep::guard_failed && step.candidate < tables.candidates.size();
  if (!way || tables.candidates[step.candidate].target == kNone) return {};
  return tables.state_names[tables.candidates[step.candidate].target];
}

const JournalEntry* find(const Journal& journal, std::uint32_t seq) {
  const bool known = seq >= 1 && seq <= journal.entries.size();
  return known ? &journal.entries[seq - 1] : nullptr;
}

/// What a step of `rule` was by the rules before the entry that moved its lead.
Id rule_before(const Journal& journal, const JournalEntry& moved, Id rule) {
  for (std::uint32_t i = 0; i < moved.trace.count; ++i) {
    const TraceStep& step = journal.trace[moved.trace.first + i];
    if (step.kind == TraceStep::carried && step.candidate == rule) return step.detail;
  }
  return rule;
}

/// The effect that asked for the step of `rule` which was open before `entry`; null when none did.
struct Asked {
  const JournalEntry* entry = nullptr;
  std::uint16_t index = 0;
};
Asked asked_before(const Journal& journal, const JournalEntry& entry, Id rule) {
  for (std::uint32_t seq = entry.seq; seq-- > 1;) {
    const JournalEntry* before = find(journal, seq);
    if (before != nullptr && before->moved_rules()) rule = rule_before(journal, *before, rule);
    for (std::uint32_t i = before == nullptr ? 0 : before->effects.count; i-- > 0;) {
      const EmittedEffect& effect = journal.effects[before->effects.first + i];
      if (effect.rule == rule && !effect.withdrawal) return {before, effect.index};
    }
  }
  return {};
}

class History {
 public:
  History(Engine& engine, std::string_view tenant, const LeadRecord& lead, const Journal& journal)
      : engine_(engine),
        lead_(lead),
        journal_(journal),
        tag_(effect_tag(tenant, rules_of(lead.came_under()).tables)) {}

  DecisionInWords decision(const JournalEntry& entry) {
    const LoadedWorkflow& rules = rules_of(entry.workflow);
    const Decision decided = decision_of(rules, entry);
    DecisionInWords words;
    words.seq = entry.seq;
    words.event = rules.tables.event_name(entry.event);
    words.actor = journal_.slice(entry.actor);
    words.key = journal_.slice(entry.key);
    words.verdict = name(entry.verdict);
    if (entry.refusal != Refusal::none) words.refusal = name(entry.refusal);
    words.message = decided.message;
    words.would_take = decided.would_take;
    words.from = decided.from;
    words.to = decided.to;
    words.rule = decided.rule;
    words.rules = rules.workflow->name();
    words.fingerprint = rules.workflow->fingerprint();
    words.occurred_at = entry.occurred_at;
    words.decided_at = entry.decided_at;
    words.late = entry.has(JournalEntry::late);
    words.by_timer = entry.has(JournalEntry::by_timer);
    words.derived = entry.has(JournalEntry::derived);
    words.waited = entry.has(JournalEntry::waited);
    if (!words.derived) told_last_ = entry.seq;
    words.follows = words.derived ? told_last_ : 0;
    const LoadedWorkflow& before = rules_before(entry, words);
    log_.follow(journal_, entry, rules.tables, before.tables);
    counted_.follow(journal_, entry, rules.tables);
    add_details(rules, before, entry, words);
    add_conditions(rules.number, words);
    return words;
  }

  std::vector<Promise> promises() {
    log_.settle(lead_, rules_of(lead_.workflow).tables);
    return log_.promises();
  }

 private:
  const LoadedWorkflow& rules_of(std::uint32_t number) {
    std::unique_ptr<LoadedWorkflow>& rules = rules_[number];
    if (!rules) rules = std::make_unique<LoadedWorkflow>(number, engine_.workflow(number));
    return *rules;
  }

  /// Where a decision looked at more than the way it took, the conditions are told.
  void add_conditions(std::uint32_t number, DecisionInWords& words) {
    if (words.passed.empty()) return;
    std::unique_ptr<Conditions>& read = conditions_[number];
    if (!read) read = std::make_unique<Conditions>(*rules_of(number).workflow);
    words.condition = read->of(words.rule);
    for (PassedOver& passed : words.passed) passed.condition = read->of(passed.rule);
  }

  /// When a deadline was due that `entry` met or ended.
  Instant due_of(const JournalEntry& entry, const std::string& deadline) const {
    for (const Promise& promise : log_.promises()) {
      if (promise.end_seq == entry.seq && promise.name == deadline) return promise.due;
    }
    return kNever;
  }

  /// The rules by which an entry names what it ends: those before, where it moved its lead, which
  /// is told.
  const LoadedWorkflow& rules_before(const JournalEntry& entry, DecisionInWords& words) {
    const JournalEntry* before = entry.moved_rules() ? find(journal_, entry.seq - 1) : nullptr;
    if (before == nullptr) return rules_of(entry.workflow);
    const LoadedWorkflow& rules = rules_of(before->workflow);
    if (before->to < rules.tables.states.size()) words.from = rules.tables.state_names[before->to];
    words.rules_before = rules.workflow->name();
    words.fingerprint_before = rules.workflow->fingerprint();
    return rules;
  }

  void add_details(const LoadedWorkflow& rules, const LoadedWorkflow& before,
                   const JournalEntry& entry, DecisionInWords& words) const {
    add_values(rules, entry, words);
    for (std::uint32_t i = 0; i < entry.trace.count; ++i) {
      add_step(rules, before, entry, journal_.trace[entry.trace.first + i], words);
    }
    for (std::uint32_t i = 0; i < entry.timers.count; ++i) {
      const TimerChange& change = journal_.timers[entry.timers.first + i];
      const LoadedWorkflow& named = change.kind == TimerChange::armed ? rules : before;
      words.timers.push_back(timer_in_words(named.tables, change, counted_.of(change.timer)));
    }
    for (std::uint32_t i = 0; i < entry.effects.count; ++i) {
      const EmittedEffect& effect = journal_.effects[entry.effects.first + i];
      add_effect(effect.withdrawal ? before : rules, entry, effect, words);
    }
  }

  /// Those that the rules wrote stand behind those that the event carried, and the trace tells
  /// them.
  void add_values(const LoadedWorkflow& rules, const JournalEntry& entry,
                  DecisionInWords& words) const {
    std::vector<std::string> set;
    for (std::uint32_t i = 0; i < entry.trace.count; ++i) {
      const TraceStep& step = journal_.trace[entry.trace.first + i];
      if (step.kind == TraceStep::set)
        set.push_back(at(rules.tables.effect_places, step.candidate));
    }
    const std::size_t carried =
        entry.values.count - std::min<std::size_t>(set.size(), entry.values.count);
    for (std::uint32_t i = 0; i < entry.values.count; ++i) {
      const BoundValue& bound = journal_.values[entry.values.first + i];
      ToldValue value = named(rules.tables, rules.field_name(bound.field), bound.value);
      if (i < carried) {
        words.values.push_back(std::move(value));
      } else {
        words.sets.push_back({std::move(value), std::move(set[i - carried])});
      }
    }
  }

  void add_step(const LoadedWorkflow& rules, const LoadedWorkflow& before,
                const JournalEntry& entry, const TraceStep& step, DecisionInWords& words) const {
    switch (step.kind) {
      case TraceStep::taken:
      case TraceStep::set:
        return;
      case TraceStep::withdrawn:
      case TraceStep::completed:
        return add_ended(before, entry, step, words);
      case TraceStep::carried:
        words.carried.push_back(effect_name(rules.tables, step.candidate));
        return;
      default:
        break;
    }
    if (step.kind >= TraceStep::deadline_started) {
      const LoadedWorkflow& named = tells_an_end(step.kind) ? before : rules;
      words.deadlines.push_back(deadline_in_words(named.tables, step));
      words.deadlines.back().due = due_of(entry, words.deadlines.back().name);
      return;
    }
    words.passed.push_back({passed_rule(rules.tables, step),
                            why_passed(rules, step),
                            passed_target(rules.tables, step),
                            {}});
  }

  void add_ended(const LoadedWorkflow& rules, const JournalEntry& entry, const TraceStep& step,
                 DecisionInWords& words) const {
    EndedStep ended;
    ended.completed = step.kind == TraceStep::completed;
    ended.what = effect_name(rules.tables, step.candidate);
    const Asked asked = asked_before(journal_, entry, step.candidate);
    if (asked.entry != nullptr) {
      ended.seq = asked.entry->seq;
      ended.id = make_effect_id(lead_.key.number, ended.seq, asked.index, tag_);
    }
    words.ended.push_back(std::move(ended));
  }

  void add_effect(const LoadedWorkflow& rules, const JournalEntry& entry,
                  const EmittedEffect& effect, DecisionInWords& words) const {
    EffectInWords asked;
    asked.id = make_effect_id(lead_.key.number, entry.seq, effect.index, tag_);
    asked.what = effect_name(rules.tables, effect.rule);
    asked.rule = at(rules.tables.effect_places, effect.rule);
    asked.index = effect.index;
    asked.not_before = effect.not_before;
    asked.not_after = effect.not_after;
    if (effect.withdrawal) {
      asked.withdraws = make_effect_id(lead_.key.number, effect.of_seq, effect.of_index, tag_);
      asked.of_seq = effect.of_seq;
      words.ended.push_back({false, asked.what, asked.withdraws, effect.of_seq, asked.id});
    }
    words.effects.push_back(std::move(asked));
  }

  Engine& engine_;
  const LeadRecord& lead_;
  const Journal& journal_;
  std::map<std::uint32_t, std::unique_ptr<LoadedWorkflow>> rules_;
  std::map<std::uint32_t, std::unique_ptr<Conditions>> conditions_;
  DeadlineLog log_;
  CountedLog counted_;
  const std::uint64_t tag_;      // of the effects of this lead
  std::uint32_t told_last_ = 0;  // the last entry that followed from no other
};

}  // namespace

ToldValue named(const Tables& tables, std::string_view name, const Value& value) {
  ToldValue words{std::string(name), value_text(tables, value), kNever};
  if (value.type == Type::time) words.time = {value.number};
  return words;
}

LeadHistory in_words(Engine& engine, std::string_view tenant, const LeadRecord& lead,
                     const Journal& journal) {
  History history(engine, tenant, lead, journal);
  LeadHistory told;
  for (const JournalEntry& entry : journal.entries) {
    told.decisions.push_back(history.decision(entry));
  }
  told.promises = history.promises();
  return told;
}

}  // namespace relance
