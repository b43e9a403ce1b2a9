// What was decided about a lead, in words: the proof that a reader is shown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/deadline_log.hpp"
#include "relance/engine.hpp"
#include "relance/journal.hpp"
#include "relance/lead.hpp"
#include "report/timer_words.hpp"

namespace relance {

/// A value in words.
struct ToldValue {
  std::string name, text;
  Instant time = kNever;  // of an instant, for who shows another clock than `text` does
  bool operator==(const ToldValue&) const = default;
};
ToldValue named(const Tables& tables, std::string_view name, const Value& value);

/// A value that rules wrote to the lead.
struct SetValue {
  ToldValue value;
  std::string rule;  // "states.incoming.enter[1]"; empty where no line says so
  bool operator==(const SetValue&) const = default;
};

/// A rule that was looked at and not followed.
struct PassedOver {
  std::string rule;
  std::string why;
  std::string to;         // a way out of the state: where it leads
  std::string condition;  // of a way: as it is written; empty when there is none
};

struct EffectInWords {
  EffectId id;
  std::string what;  // "call first_call"
  std::string rule;  // "states.incoming.enter[1]"
  std::uint16_t index = 0;
  Instant not_before;
  Instant not_after = kNever;
  EffectId withdraws;        // {}: this is no withdrawal
  std::uint32_t of_seq = 0;  // withdrawal: the decision that asked for what it withdraws
};

/// A step that a decision took off the list of what is to be done.
struct EndedStep {
  bool completed = false;  // else withdrawn
  std::string what;        // "call first_call"
  EffectId id;
  std::uint32_t seq = 0;  // the decision that asked for it
  EffectId told_as;       // the withdrawal that tells the host; {} when it was never handed out
};

/// One journal entry.
struct DecisionInWords {
  std::uint32_t seq = 0;
  std::string event, actor, key;
  std::string verdict;  // "accepted", "refused"
  std::string refusal, message;
  std::vector<std::string> would_take;  // refused: the moves that the state takes
  std::string from, to;                 // `from` is empty where the lead was created
  std::string rule, condition;          // the way that was taken, and what it asks for, as written
  std::string rules, fingerprint;       // the workflow that decided
  std::string rules_before, fingerprint_before;  // where it moved the lead to other rules
  std::vector<std::string> carried;              // likewise: the open steps that go on
  Instant occurred_at, decided_at;
  bool late = false, by_timer = false, derived = false, waited = false;
  std::uint32_t follows = 0;      // derived: the decision that it follows from
  std::vector<ToldValue> values;  // that the event carried; nothing personal
  std::vector<SetValue> sets;     // that the rules wrote, in their order
  std::vector<PassedOver> passed;
  std::vector<TimerInWords> timers;
  std::vector<DeadlineInWords> deadlines;
  std::vector<EffectInWords> effects;
  std::vector<EndedStep> ended;
};

struct LeadHistory {
  std::vector<DecisionInWords> decisions;  // oldest first
  std::vector<Promise> promises;           // by beginning
};

/// All entries of `journal`, which must be of `lead` alone.
LeadHistory in_words(Engine& engine, std::string_view tenant, const LeadRecord& lead,
                     const Journal& journal);

}  // namespace relance
