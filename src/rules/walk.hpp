// All effects of a definition, each with where it stands.
#pragma once

#include "rules/definition.hpp"

namespace relance::rules {

/// `visit(list, state, event)` for every list of effects: `state` is null outside the states,
/// `event` is the word of the event that a candidate takes, else null. The order is that of the
/// tables: the states as written, of each enter, exit, events, after; then the deadlines as
/// written, of each warn and breach; then the watch.
template <class Visit>
void for_each_list(const Definition& definition, Visit visit) {
  constexpr const Word* kNoEvent = nullptr;
  for (const StateDefinition& state : definition.states) {
    visit(state.enter, &state, kNoEvent);
    visit(state.exit, &state, kNoEvent);
    for (const TransitionDefinition& transition : state.events) {
      for (const CandidateDefinition& candidate : transition.candidates) {
        visit(candidate.effects, &state, &transition.event);
      }
    }
    for (const AfterDefinition& rule : state.after) visit(rule.effects, &state, kNoEvent);
  }
  constexpr const StateDefinition* kNoState = nullptr;
  for (const DeadlineDefinition& deadline : definition.deadlines) {
    visit(deadline.warn, kNoState, kNoEvent);
    visit(deadline.breach, kNoState, kNoEvent);
  }
  if (definition.watch) visit(definition.watch->effects, kNoState, kNoEvent);
}

/// `visit(effect, event)` for every effect, in the same order.
template <class Visit>
void for_each_effect(const Definition& definition, Visit visit) {
  for_each_list(definition, [&](const std::vector<EffectDefinition>& list, const StateDefinition*,
                                const Word* event) {
    for (const EffectDefinition& effect : list) visit(effect, event);
  });
}

}  // namespace relance::rules
