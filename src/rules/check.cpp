#include "rules/check.hpp"

#include <fmt/format.h>

#include <utility>

#include "relance/lead.hpp"
#include "rules/currency.hpp"
#include "rules/walk.hpp"

namespace relance::rules {
namespace {

constexpr std::size_t kStatesAtMost = 1'000;
constexpr std::size_t kEventsAtMost = 1'000;
constexpr std::size_t kFieldsAtMost = 1'000;
constexpr std::size_t kCalendarsAtMost = 64;
constexpr std::size_t kLanesAtMost = 64;
constexpr std::size_t kDeadlinesAtMost = 100;
constexpr std::size_t kPausesAtMost = 16;  // of one deadline: bits of OpenDeadline::held
constexpr std::size_t kBenchmarksAtMost = 100;
constexpr std::size_t kRowsAtMost = 60'000;  // ids and slices have 16 bits

std::vector<std::string_view> milestone_names() {
  std::vector<std::string_view> names;
  for (int i = 0; i < kMilestones; ++i) names.push_back(name(static_cast<Milestone>(i)));
  return names;
}

bool is_milestone(std::string_view word) {
  for (const std::string_view name : milestone_names()) {
    if (name == word) return true;
  }
  return false;
}

}  // namespace

void check_states(const Checked& checked, Problems& problems) {
  const Definition& definition = checked.definition;
  if (definition.initial.text.empty() || definition.states.empty()) return;
  const std::optional<Id> initial = checked.index.state(definition.initial.text);
  if (!initial) {
    problems.add(Code::unknown_state, definition.initial.at,
                 fmt::format("there is no state {}", quoted(definition.initial.text)),
                 problems.suggestion(definition.initial.text, checked.index.state_names()));
    return;
  }
  const std::optional<Stage> stage = checked.index.stage(*initial);
  if (!stage || *stage == Stage::fresh) return;
  problems.add(Code::initial_not_new, definition.initial.at,
               fmt::format("leads begin in {}, whose stage is {}", quoted(definition.initial.text),
                           name(*stage)),
               "a new lead begins in a state of stage new");
}

void check_sizes(const Checked& checked, Problems& problems) {
  const Definition& definition = checked.definition;
  const auto limit = [&](std::string_view what, std::size_t count, std::size_t at_most) {
    if (count <= at_most) return;
    problems.add(Code::too_many, kWholeFile,
                 fmt::format("{} {}; at most {} are taken", count, what, at_most),
                 "remove some, or use several rules files");
  };
  std::size_t candidates = 0;
  std::size_t after = 0;
  for (const StateDefinition& state : definition.states) {
    after += state.after.size();
    for (const TransitionDefinition& event : state.events) candidates += event.candidates.size();
  }
  std::size_t effects = 0;
  std::size_t limits = 0;
  std::size_t values = 0;
  for_each_effect(definition, [&](const EffectDefinition& effect, const Word*) {
    effects += effect.verb == Verb::set ? effect.set.size() : 1;
    limits += effect.within ? 1 : 0;
    values += effect.with.size();
  });
  std::size_t choices = 0;
  for (const DeclaredField& field : checked.index.fields()) choices += field.one_of.size();
  limit("states", definition.states.size(), kStatesAtMost);
  limit("events", definition.events.size(), kEventsAtMost);
  limit("fields", checked.index.fields().size(), kFieldsAtMost);
  limit("calendars", definition.calendars.size(), kCalendarsAtMost);
  limit("lanes", definition.lanes.size(), kLanesAtMost);
  limit("deadlines", definition.deadlines.size(), kDeadlinesAtMost);
  for (const DeadlineDefinition& deadline : definition.deadlines) {
    limit("reasons to pause one deadline", deadline.pauses.size(), kPausesAtMost);
  }
  limit("benchmarks", definition.benchmarks.size(), kBenchmarksAtMost);
  limit("ways to take an event", candidates, kRowsAtMost);
  limit("effects", effects, kRowsAtMost);
  limit("`after` rules and limits of steps", after + limits, kRowsAtMost);
  limit("values of raised events", values, kRowsAtMost);
  limit("choices of fields", choices, kRowsAtMost);
}

void check_benchmarks(const Checked& checked, Problems& problems) {
  for (const BenchmarkDefinition& benchmark : checked.definition.benchmarks) {
    for (const RateDefinition& rate : benchmark.rates) {
      for (const Word* word : {&rate.milestone, &rate.of}) {
        if (is_milestone(word->text) || (word == &rate.of && word->text == "leads")) continue;
        problems.add(Code::unknown_milestone, word->at,
                     fmt::format("{} is no milestone", quoted(word->text)),
                     problems.suggestion(word->text, milestone_names()));
      }
    }
  }
}

void check_money(Checked& checked, Problems& problems) {
  const Word& currency = checked.definition.currency;
  if (!currency.text.empty()) {
    if (const auto scale = currency_scale(currency.text)) {
      checked.money = {currency.text, *scale};
    } else {
      const std::string near = problems.suggestion(currency.text, currencies());
      problems.add(Code::bad_currency, currency.at,
                   fmt::format("{} is no currency of ISO 4217", quoted(currency.text)),
                   near.starts_with("did you mean") ? near : "write its code, such as EUR or USD");
    }
    return;
  }
  const auto need_currency = [&](const FieldDefinition& field) {
    if (field.type.text != "money") return;
    problems.add(Code::no_currency, field.type.at, "money of which currency?",
                 "add a line such as `currency: EUR` at the top");
  };
  for (const FieldDefinition& field : checked.definition.lead) need_currency(field);
  for (const CarrierDefinition& event : checked.definition.events) {
    for (const FieldDefinition& field : event.fields) need_currency(field);
  }
}

Checked check(Definition definition, const CompileOptions& options, Problems& problems) {
  Index index(definition, problems);
  Checked checked{std::move(definition), std::move(index), {}, {}, {}, {}, {}, {}, {}, {}};
  check_sizes(checked, problems);
  check_states(checked, problems);
  check_money(checked, problems);
  check_calendars(checked, options, problems);
  check_moves(checked, problems);
  check_effects(checked, problems);
  check_delays(checked, problems);
  check_deadlines(checked, problems);
  check_raises(checked, problems);
  check_expressions(checked, problems);
  check_benchmarks(checked, problems);
  return checked;
}

}  // namespace relance::rules
