#include "report/conditions.hpp"

#include <fmt/format.h>

#include "base/source.hpp"
#include "rules/document.hpp"
#include "rules/problems.hpp"
#include "rules/read.hpp"

namespace relance {

Conditions::Conditions(const Workflow& workflow) {
  const Source source(workflow.text(), workflow.name());
  rules::Problems problems(source);
  const auto root = rules::parse_document(problems);
  const auto definition = root ? rules::read_definition(*root, problems) : std::nullopt;
  if (!definition) return;
  for (const rules::StateDefinition& state : definition->states) {
    for (const rules::TransitionDefinition& event : state.events) {
      for (std::size_t i = 0; i < event.candidates.size(); ++i) {
        const rules::Node* guard = event.candidates[i].guard;
        if (guard == nullptr) continue;
        texts_.emplace(fmt::format("states.{}.events.{}[{}]", state.name.text, event.event.text, i),
                       guard->text);
      }
    }
  }
}

const std::string& Conditions::of(const std::string& rule) const {
  static const std::string kNoCondition;
  const auto found = texts_.find(rule);
  return found == texts_.end() ? kNoCondition : found->second;
}

}  // namespace relance
