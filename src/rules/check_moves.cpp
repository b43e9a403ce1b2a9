#include <fmt/format.h>

#include "relance/event.hpp"
#include "relance/stage.hpp"
#include "rules/check.hpp"

namespace relance::rules {
namespace {

void check_listed(const Word& event, const Checked& checked, Problems& problems) {
  const std::optional<Id> id = checked.index.event(event.text);
  if (!id) {
    tell_unknown_event(event, checked, problems);
  } else if (*id == static_cast<Id>(EventKind::elapsed) ||
             *id == static_cast<Id>(EventKind::watched)) {
    problems.add(Code::event_not_listed_here, event.at,
                 fmt::format("{} only notes that a timer ran", quoted(event.text)),
                 "use `after` with `raise` to move a lead when time has passed");
  }
}

std::string lawful_from(Stage from) {
  std::vector<std::string_view> stages;
  for (int i = 0; i < kStages; ++i) {
    const auto stage = static_cast<Stage>(i);
    if (stage != from && lawful_move(from, stage)) stages.push_back(name(stage));
  }
  return fmt::format("from {} a lead may go to {}, or stay in {}", name(from), listed(stages),
                     name(from));
}

void check_target(Id from, const Word& to, const Checked& checked, Problems& problems) {
  const std::optional<Id> target = checked.index.state(to.text);
  if (!target) {
    problems.add(Code::unknown_state, to.at, fmt::format("there is no state {}", quoted(to.text)),
                 problems.suggestion(to.text, checked.index.state_names()));
    return;
  }
  const std::optional<Stage> here = checked.index.stage(from);
  const std::optional<Stage> there = checked.index.stage(*target);
  if (!here || !there || *here == *there || lawful_move(*here, *there)) return;
  problems.add(Code::unlawful_move, to.at,
               fmt::format("a lead cannot go from {} (stage {}) to {} (stage {})",
                           quoted(checked.index.state_names()[from]), name(*here), quoted(to.text),
                           name(*there)),
               lawful_from(*here));
}

void check_order(const TransitionDefinition& transition, Problems& problems) {
  const CandidateDefinition* always = nullptr;
  for (const CandidateDefinition& candidate : transition.candidates) {
    if (always != nullptr) {
      problems.add(Code::unreachable_candidate, candidate.at,
                   fmt::format("this way of {} is never taken", quoted(transition.event.text)),
                   fmt::format("the one in line {} has no `if` and is always taken before it",
                               problems.source().place(always->at.offset).line));
      return;
    }
    if (candidate.guard == nullptr && !candidate.broken) always = &candidate;
  }
}

}  // namespace

void tell_unknown_event(const Word& event, const Checked& checked, Problems& problems) {
  problems.add(Code::unknown_event, event.at,
               fmt::format("there is no event {}", quoted(event.text)),
               checked.index.event_hint(event.text, problems));
}

void check_moves(const Checked& checked, Problems& problems) {
  const std::vector<StateDefinition>& states = checked.definition.states;
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (const TransitionDefinition& transition : states[i].events) {
      check_listed(transition.event, checked, problems);
      check_order(transition, problems);
      for (const CandidateDefinition& candidate : transition.candidates) {
        if (candidate.to) check_target(static_cast<Id>(i), *candidate.to, checked, problems);
      }
    }
  }
}

}  // namespace relance::rules
