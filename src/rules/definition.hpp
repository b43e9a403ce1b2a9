// What the author wrote, as plain structs: shapes are right, names are not resolved yet, every word
// keeps its place. Nodes are pointed to and must live as long.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "relance/core/delay.hpp"
#include "relance/core/verb.hpp"
#include "relance/instant.hpp"
#include "rules/document.hpp"
#include "time/clock_range.hpp"

namespace relance::rules {

struct Word {
  std::string text;
  Span at;
};

struct DelayDefinition {
  Delay delay;
  Span at;
};

/// `field: value` of `with` and `set`; the type is known once the field is.
struct Assignment {
  Word field;
  const Node* value = nullptr;
};

struct FieldDefinition {
  Word name, type;
  std::vector<Word> one_of;
  bool personal = false;
};

/// An event or a host effect with what it carries.
struct CarrierDefinition {
  Word name;
  std::vector<FieldDefinition> fields;
};

struct WindowsDefinition {
  Span at;
  std::vector<int> days;  // Monday is 0; of a special day: empty
  std::optional<Date> date;
  std::vector<ClockRange> windows;
};

struct CalendarDefinition {
  Word name;
  std::vector<WindowsDefinition> open, special;
  std::vector<Word> holidays;
  std::vector<std::pair<Date, Span>> closed;
  std::optional<Word> timezone;
  bool broken = false;  // something in it could not be read
};

struct EffectDefinition {
  Verb verb = Verb::tell;
  Span at;    // the verb
  Word name;  // what the verb is about; empty for `set`
  std::optional<Word> by, calendar;
  std::optional<DelayDefinition> within, after, before;
  std::vector<Assignment> with, set;
};

struct CandidateDefinition {
  Span at;
  std::optional<Word> to;
  const Node* guard = nullptr;
  bool broken = false;  // it has an `if` that could not be read
  std::vector<EffectDefinition> effects;
};

struct TransitionDefinition {
  Word event;
  std::vector<CandidateDefinition> candidates;  // in written order
};

struct AfterDefinition {
  Span at;
  std::optional<DelayDefinition> delay;
  std::optional<Word> since, raise, calendar;
  const Node* moment = nullptr;
  std::vector<Assignment> with;
  std::vector<EffectDefinition> effects;
};

/// The parts of a state, for saying in which order they were written.
struct StateDefinition {
  Word name, stage;
  std::vector<EffectDefinition> enter, exit;
  std::vector<TransitionDefinition> events;
  std::vector<AfterDefinition> after;
  std::vector<std::string> order;  // the keys present, as written
};

struct LaneDefinition {
  Word name;
  std::optional<Word> calendar;
};

struct WatchDefinition {
  Span at;
  std::optional<DelayDefinition> every;
  std::optional<Word> calendar;
  std::vector<EffectDefinition> effects;
};

/// One reason why a deadline's clock may stand.
struct PauseDefinition {
  Word reason, from, until;
};

struct DeadlineDefinition {
  Word name, from, until;
  std::optional<DelayDefinition> within, warn_after;
  std::optional<Word> calendar;
  std::vector<EffectDefinition> warn, breach;  // `warn` left out: the alerts of `breach`
  Span warn_at, breach_at;                     // their keys
  std::vector<PauseDefinition> pauses;
};

struct RateDefinition {
  Word milestone, of;
  int basis_points = 0;  // 0 to 10'000
};

struct BenchmarkDefinition {
  Word name;
  std::vector<RateDefinition> rates;
};

struct Definition {
  Word name, timezone, currency, initial;  // empty texts where there is none
  std::vector<CalendarDefinition> calendars;
  std::vector<FieldDefinition> lead;
  std::vector<CarrierDefinition> events, host_effects;
  std::vector<LaneDefinition> lanes;
  std::vector<DeadlineDefinition> deadlines;
  std::optional<WatchDefinition> watch;
  std::vector<StateDefinition> states;
  std::vector<BenchmarkDefinition> benchmarks;
};

}  // namespace relance::rules
