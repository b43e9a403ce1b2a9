#include "proof/places.hpp"

#include <algorithm>
#include <charconv>

namespace relance::proof {
namespace {

/// The words and numbers of a path, one after the other.
class Path {
 public:
  explicit Path(std::string_view path) : rest_(path) {}

  std::string_view word() {
    const std::size_t end = std::min(rest_.find_first_of(".[]"), rest_.size());
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    const std::size_t next = std::min(rest_.find_first_not_of(".[]"), rest_.size());
    rest_.remove_prefix(next);
    return word;
  }
  std::size_t number() {
    const std::string_view digits = word();
    std::size_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }
  bool ended() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

Span in_effects(const std::vector<rules::EffectDefinition>& effects, Path& path) {
  return effects.at(path.number()).at;
}

/// The rest of a path that leads to a rule, or to an effect of its `do`.
template <class Rule>
Span in_rule(const Rule& rule, Path& path) {
  if (path.ended()) return rule.at;
  path.word();  // do
  return in_effects(rule.effects, path);
}

Span in_state(const rules::StateDefinition& state, Path& path) {
  const std::string_view part = path.word();
  if (part == "enter") return in_effects(state.enter, path);
  if (part == "exit") return in_effects(state.exit, path);
  if (part == "after") return in_rule(state.after.at(path.number()), path);
  const std::string_view event = path.word();
  for (const rules::TransitionDefinition& transition : state.events) {
    if (transition.event.text == event) {
      return in_rule(transition.candidates.at(path.number()), path);
    }
  }
  return state.name.at;
}

}  // namespace

Span place_of(const rules::Definition& definition, std::string_view path) {
  Path parts(path);
  if (parts.word() == "watch") {
    parts.word();  // do
    return in_effects(definition.watch->effects, parts);
  }
  const std::string_view name = parts.word();
  const auto state =
      std::find_if(definition.states.begin(), definition.states.end(),
                   [&](const rules::StateDefinition& each) { return each.name.text == name; });
  return state == definition.states.end() ? kWholeFile : in_state(*state, parts);
}

}  // namespace relance::proof
