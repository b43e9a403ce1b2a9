#include <fmt/format.h>

#include <algorithm>

#include "relance/event.hpp"
#include "rules/builtin_fields.hpp"
#include "rules/check.hpp"
#include "rules/walk.hpp"

namespace relance::rules {
namespace {

std::vector<std::string_view> channel_names() {
  std::vector<std::string_view> names{"preferred"};
  for (int i = 1; i < kChannels; ++i) names.push_back(name(static_cast<Channel>(i)));
  return names;
}

void check_channel(const Word& by, Problems& problems) {
  const std::vector<std::string_view> names = channel_names();
  if (std::find(names.begin(), names.end(), by.text) != names.end()) return;
  problems.add(Code::unknown_channel, by.at, fmt::format("{} is no channel", quoted(by.text)),
               problems.suggestion(by.text, names));
}

void check_host_effect(const Word& word, const Checked& checked, Problems& problems) {
  std::vector<std::string_view> names;
  for (const CarrierDefinition& effect : checked.definition.host_effects) {
    if (effect.name.text == word.text) return;
    names.push_back(effect.name.text);
  }
  std::string hint = problems.suggestion(word.text, names);
  if (hint.empty()) hint = fmt::format("declare it: `host_effects: {{{}: {{}}}}`", word.text);
  problems.add(Code::unknown_host_effect, word.at,
               fmt::format("{} does not stand under `host_effects`", quoted(word.text)),
               std::move(hint));
}

void check_lane(const Word& lane, const Checked& checked, Problems& problems) {
  if (checked.index.lane(lane.text)) return;
  std::string hint = problems.suggestion(lane.text, checked.index.lane_names());
  if (hint.empty()) hint = fmt::format("declare it: `lanes: {{{}: {{}}}}`", lane.text);
  problems.add(Code::unknown_lane, lane.at, fmt::format("there is no lane {}", quoted(lane.text)),
               std::move(hint));
}

bool may_be_raised(Id event) {
  return event >= kBuiltInEvents || !is_fact(static_cast<EventKind>(event));
}

// The field that a raised event may carry under this name and its type; nothing when it may not.
std::optional<std::pair<Id, Type>> carried_field(Id event, std::string_view name,
                                                 const Index& index) {
  if (event < kBuiltInEvents) {
    const auto kind = static_cast<EventKind>(event);
    const bool books = kind == EventKind::booked || kind == EventKind::moved;
    if (name == "reason") return std::pair(id(FieldKind::reason), Type::text);
    if (name == "at" && books) return std::pair(id(FieldKind::at), Type::time);
    const DeclaredField* field = index.field(name);
    if (field == nullptr || !field->on_lead || field->personal) return std::nullopt;
    return std::pair(field->id, field->type);
  }
  for (const Id carried : index.carried()[event - kBuiltInEvents]) {
    if (carried < kDeclaredFields) {
      const BuiltInField* field = builtin_field(name);
      if (field != nullptr && id(field->kind) == carried) return std::pair(carried, field->type);
      continue;
    }
    const DeclaredField& field = index.fields()[carried - kDeclaredFields];
    if (field.name == name && !field.personal) return std::pair(field.id, field.type);
  }
  return std::nullopt;
}

void check_needs(const Word& raise, Id event, const std::vector<Assignment>& with,
                 Problems& problems) {
  const auto carries = [&](std::string_view name) {
    return std::any_of(with.begin(), with.end(),
                       [&](const Assignment& value) { return value.field.text == name; });
  };
  const auto kind = static_cast<EventKind>(event);
  if (kind == EventKind::lost && !carries("reason")) {
    problems.add(Code::raise_lacks, raise.at, "`lost` needs a reason",
                 "write `raise: lost, with: {reason: gone_cold}`");
  }
  if ((kind == EventKind::booked || kind == EventKind::moved) && !carries("at")) {
    problems.add(Code::raise_lacks, raise.at,
                 fmt::format("`{}` needs the time of the appointment", raise.text),
                 "it is usually told by the host");
  }
}

void check_choice(const Assignment& assignment, Id id, const Index& index, Problems& problems) {
  if (id < kDeclaredFields) return;
  const DeclaredField& field = index.fields()[id - kDeclaredFields];
  const std::vector<std::string>& choices = field.one_of;
  const std::string& text = assignment.value->text;
  if (choices.empty() || std::find(choices.begin(), choices.end(), text) != choices.end()) return;
  problems.add(
      Code::bad_value, assignment.value->at,
      fmt::format("{} is none of the texts that {} may hold", quoted(text), quoted(field.name)),
      problems.suggestion(text, {choices.begin(), choices.end()}));
}

// One value that a raised event carries.
void check_carried(const Word& raise, Id event, const Assignment& assignment, Checked& checked,
                   Problems& problems) {
  if (checked.index.broken(assignment.field.text)) return;
  const auto field = carried_field(event, assignment.field.text, checked.index);
  if (!field) {
    problems.add(
        Code::not_carried, assignment.field.at,
        fmt::format("{} does not carry {}", quoted(raise.text), quoted(assignment.field.text)),
        "`reason`, fields of the lead that are not personal, and what your own event "
        "declares can be carried");
    return;
  }
  std::string problem;
  const auto value = parse_value(assignment.value->text, field->second, checked.money, problem);
  if (value) {
    check_choice(assignment, field->first, checked.index, problems);
    checked.constants.emplace(assignment.value, *value);
  } else {
    problems.add(Code::bad_value, assignment.value->at,
                 fmt::format("{} is no {}", quoted(assignment.value->text), name(field->second)),
                 problem);
  }
}

void check_raise(const Word& raise, const std::vector<Assignment>& with, Checked& checked,
                 Problems& problems) {
  const std::optional<Id> event = checked.index.event(raise.text);
  if (!event) {
    tell_unknown_event(raise, checked, problems);
  } else if (!may_be_raised(*event)) {
    problems.add(
        Code::not_to_be_raised, raise.at,
        fmt::format("{} is a fact: it happens, and rules cannot raise it", quoted(raise.text)),
        "raise a move such as missed or ripe, or an event of your own");
  } else {
    check_needs(raise, *event, with, problems);
    for (const Assignment& value : with) check_carried(raise, *event, value, checked, problems);
  }
}

}  // namespace

std::optional<Id> carried_by(Id event, std::string_view name, const Index& index) {
  const auto field = carried_field(event, name, index);
  return field ? std::optional(field->first) : std::nullopt;
}

void check_effects(const Checked& checked, Problems& problems) {
  for_each_effect(checked.definition, [&](const EffectDefinition& effect, const Word*) {
    if (effect.by) check_channel(*effect.by, problems);
    if (effect.verb == Verb::tell) check_host_effect(effect.name, checked, problems);
    if (names_lane(effect.verb)) check_lane(effect.name, checked, problems);
    if (effect.after && effect.before) {
      problems.add(Code::both_after_and_before, effect.before->at,
                   "`after` and `before` stand together", "write one of them");
    }
  });
  for (const CarrierDefinition& effect : checked.definition.host_effects) {
    if (effect.fields.empty()) continue;
    problems.add(Code::comes_later, effect.fields.front().name.at,
                 "what a host effect carries is not taken yet: it comes in a later version",
                 fmt::format("write `{}: {{}}`", effect.name.text));
  }
}

void check_raises(Checked& checked, Problems& problems) {
  for_each_effect(checked.definition, [&](const EffectDefinition& effect, const Word*) {
    if (effect.verb == Verb::raise) check_raise(effect.name, effect.with, checked, problems);
  });
  for (const StateDefinition& state : checked.definition.states) {
    for (const AfterDefinition& rule : state.after) {
      if (rule.raise) check_raise(*rule.raise, rule.with, checked, problems);
    }
  }
}

}  // namespace relance::rules
