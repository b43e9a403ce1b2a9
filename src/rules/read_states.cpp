#include <fmt/format.h>

#include <algorithm>

#include "rules/reader.hpp"

namespace relance::rules {
namespace {

std::vector<EffectDefinition> effects_of(const Fields& fields, std::string_view key,
                                         Problems& problems) {
  const Node* list = fields.find(key);
  return list == nullptr ? std::vector<EffectDefinition>{} : read_effects(*list, problems);
}

CandidateDefinition read_candidate(const Node& node, std::string_view event, Problems& problems) {
  CandidateDefinition candidate;
  candidate.at = node.at;
  if (node.is(Node::scalar)) {
    candidate.to = word_of(node);
  } else if (node.is(Node::map)) {
    const Fields fields(node, Section::candidate, problems);
    candidate.to = fields.word("to");
    candidate.guard = fields.find("if");
    candidate.broken = candidate.guard == nullptr &&
                       std::any_of(node.entries.begin(), node.entries.end(),
                                   [](const Entry& entry) { return entry.key.text == "if"; });
    candidate.effects = effects_of(fields, "do", problems);
  } else {
    problems.add(Code::wrong_shape, node.at,
                 fmt::format("{} takes a state, a map, or a list of these", quoted(event)),
                 "such as `talking` or `{to: talking, if: 'has(lead.budget)'}`");
  }
  return candidate;
}

std::vector<TransitionDefinition> read_transitions(const Node& map, Problems& problems) {
  std::vector<TransitionDefinition> transitions;
  for (const Entry& entry : map.entries) {
    if (!entry.key.is(Node::scalar)) continue;
    TransitionDefinition transition;
    transition.event = word_of(entry.key);
    if (entry.value.is(Node::null) && entry.key.text.find(':') != std::string::npos) {
      problems.add(Code::wrong_shape, entry.key.at,
                   fmt::format("{} is one word", quoted(entry.key.text)),
                   "a colon is followed by a space: `lost: gone`");
      continue;
    }
    if (entry.value.is(Node::list)) {
      for (const Node& item : entry.value.items) {
        transition.candidates.push_back(read_candidate(item, entry.key.text, problems));
      }
    } else {
      transition.candidates.push_back(read_candidate(entry.value, entry.key.text, problems));
    }
    if (transition.candidates.empty()) {
      problems.add(Code::wrong_shape, entry.value.at,
                   fmt::format("the list of {} is empty", quoted(entry.key.text)),
                   "remove the event, or write where it leads");
    }
    transitions.push_back(std::move(transition));
  }
  return transitions;
}

// What an `after` rule must have beside right keys. `fields` had no problems of its own.
void check_after(const AfterDefinition& rule, const Fields& fields, Problems& problems) {
  const bool has_delay = fields.find("delay") != nullptr;
  if (has_delay == (rule.moment != nullptr)) {
    problems.add(Code::after_start, rule.at,
                 has_delay ? "`delay` and `at` stand together" : "neither `delay` nor `at`",
                 "write one of them: `delay: 3 d` or `at: lead.project - days(90)`");
  }
  if (rule.since && !has_delay) {
    problems.add(Code::after_start, fields.place("since"), "`since` without `delay`",
                 "write how long after it, such as `delay: 1 h`");
  }
  if (rule.raise) return;
  if (fields.find("do") == nullptr) {
    problems.add(Code::after_does_nothing, rule.at, "nothing happens then",
                 "add `raise: EVENT` or `do: [...]`");
  }
  if (fields.find("with") != nullptr) {
    problems.add(Code::option_not_here, fields.place("with"), "`with` without `raise`",
                 "`with` says what the raised event carries");
  }
}

AfterDefinition read_after_rule(const Node& map, Problems& problems) {
  const Fields fields(map, Section::after, problems);
  AfterDefinition rule;
  rule.at = map.entries.empty() ? map.at : map.entries.front().key.at;
  rule.delay = fields.delay("delay");
  rule.since = fields.word("since");
  rule.moment = fields.find("at");
  rule.raise = fields.word("raise");
  rule.calendar = fields.word("calendar");
  rule.with = fields.values("with");
  rule.effects = effects_of(fields, "do", problems);
  const bool all_taken = map.entries.size() == fields.present().size();
  if (all_taken) check_after(rule, fields, problems);
  return rule;
}

std::vector<AfterDefinition> read_after(const Node& list, Problems& problems) {
  std::vector<AfterDefinition> rules;
  for (const Node& item : list.items) {
    if (item.is(Node::map)) {
      rules.push_back(read_after_rule(item, problems));
    } else {
      tell_shape(item, "after", Shape::section, "{delay: 3 d, do: [{call: follow_up}]}", problems);
    }
  }
  return rules;
}

StateDefinition read_state(const Entry& entry, Problems& problems) {
  StateDefinition state;
  state.name = word_of(entry.key);
  check_name(state.name, "a state", problems);
  if (!entry.value.is(Node::map)) {
    tell_shape(entry.value, entry.key.text, Shape::section,
               "talking: {stage: contacted, events: {lost: gone}}", problems);
    return state;
  }
  const Fields fields(entry.value, Section::state, problems);
  state.stage = fields.word_or_empty("stage");
  state.enter = effects_of(fields, "enter", problems);
  state.exit = effects_of(fields, "exit", problems);
  if (const Node* events = fields.find("events")) {
    state.events = read_transitions(*events, problems);
  }
  if (const Node* after = fields.find("after")) state.after = read_after(*after, problems);
  for (const Entry* part : fields.present()) state.order.push_back(part->key.text);
  return state;
}

}  // namespace

std::vector<StateDefinition> read_states(const Node& map, Problems& problems) {
  std::vector<StateDefinition> states;
  for (const Entry& entry : map.entries) {
    if (entry.key.is(Node::scalar)) states.push_back(read_state(entry, problems));
  }
  return states;
}

}  // namespace relance::rules
