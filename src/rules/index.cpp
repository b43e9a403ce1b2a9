#include "rules/index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "relance/event.hpp"
#include "rules/builtin_fields.hpp"

namespace relance::rules {
namespace {

std::optional<Type> type_named(std::string_view word) {
  for (int i = 1; i <= static_cast<int>(Type::place); ++i) {
    if (name(static_cast<Type>(i)) == word) return static_cast<Type>(i);
  }
  return std::nullopt;
}

/// What a type is called in programs and databases, and here.
struct OtherType {
  std::string_view word, type;
};
constexpr std::array<OtherType, 15> kOtherTypes{{{"string", "text"},
                                                 {"str", "text"},
                                                 {"varchar", "text"},
                                                 {"int", "number"},
                                                 {"integer", "number"},
                                                 {"float", "number"},
                                                 {"decimal", "number"},
                                                 {"boolean", "bool"},
                                                 {"flag", "bool"},
                                                 {"datetime", "time"},
                                                 {"timestamp", "time"},
                                                 {"currency", "money"},
                                                 {"location", "place"},
                                                 {"point", "place"},
                                                 {"coordinates", "place"}}};

std::string type_hint(std::string_view word, const Problems& problems) {
  for (const OtherType& other : kOtherTypes) {
    if (other.word == word) return fmt::format("did you mean `{}`?", other.type);
  }
  return problems.suggestion(word, {"text", "number", "bool", "date", "time", "money", "place"});
}

std::vector<std::string_view> stage_names() {
  std::vector<std::string_view> names;
  for (int i = 0; i < kStages; ++i) names.push_back(name(static_cast<Stage>(i)));
  return names;
}

}  // namespace

Index::Index(const Definition& definition, Problems& problems) {
  for (const CalendarDefinition& calendar : definition.calendars) {
    calendars_.emplace(calendar.name.text, static_cast<Id>(calendar_names_.size()));
    calendar_names_.push_back(calendar.name.text);
  }
  for (const LaneDefinition& lane : definition.lanes) {
    lanes_.emplace(lane.name.text, static_cast<Id>(lane_names_.size()));
    lane_names_.push_back(lane.name.text);
  }
  for (const DeadlineDefinition& deadline : definition.deadlines) {
    deadline_names_.push_back(deadline.name.text);
  }
  add_states(definition, problems);
  add_lead_fields(definition, problems);
  add_events(definition, problems);
}

void Index::add_states(const Definition& definition, Problems& problems) {
  for (const StateDefinition& state : definition.states) {
    states_.emplace(state.name.text, static_cast<Id>(state_names_.size()));
    state_names_.push_back(state.name.text);
    stages_.push_back(stage_named(state.stage.text));
    if (stages_.back() || state.stage.text.empty()) continue;
    problems.add(Code::unknown_stage, state.stage.at,
                 fmt::format("{} is no stage", quoted(state.stage.text)),
                 problems.suggestion(state.stage.text, stage_names()));
  }
}

std::optional<DeclaredField> Index::declared(const FieldDefinition& field, Problems& problems) {
  const std::optional<Type> type = type_named(field.type.text);
  if (!type) {
    broken_.insert(field.name.text);
    if (field.type.at.size > 0) {
      problems.add(Code::unknown_type, field.type.at,
                   fmt::format("{} is no type", quoted(field.type.text)),
                   type_hint(field.type.text, problems));
    }
    return std::nullopt;
  }
  DeclaredField added;
  added.name = field.name.text;
  added.id = static_cast<Id>(kDeclaredFields + fields_.size());
  added.type = *type;
  added.personal = field.personal;
  for (const Word& choice : field.one_of) added.one_of.push_back(choice.text);
  return added;
}

void Index::add_lead_fields(const Definition& definition, Problems& problems) {
  for (const FieldDefinition& field : definition.lead) {
    if (builtin_field(field.name.text) != nullptr) {
      problems.add(
          Code::name_taken, field.name.at,
          fmt::format("{} is a field that every lead or event has", quoted(field.name.text)),
          "it need not be declared; give another name if you mean something else");
      continue;
    }
    std::optional<DeclaredField> added = declared(field, problems);
    if (!added) continue;
    field_places_.emplace(added->name, fields_.size());
    fields_.push_back(std::move(*added));
  }
  lead_fields_ = fields_.size();
}

std::optional<Id> Index::add_carried(const FieldDefinition& field, Problems& problems) {
  const auto tell_other_type = [&](Type type) {
    problems.add(Code::name_taken, field.type.at,
                 fmt::format("{} is declared elsewhere with the type {}", quoted(field.name.text),
                             name(type)),
                 "one name means one field: give it the same type, or another name");
    return std::nullopt;
  };
  if (const BuiltInField* built_in = builtin_field(field.name.text)) {
    if (built_in->carriable && name(built_in->type) == field.type.text) return id(built_in->kind);
    problems.add(Code::name_taken, field.name.at,
                 fmt::format("{} is a built-in field that your own event cannot carry as this",
                             quoted(field.name.text)),
                 "carry `reason`, `script`, `link` or `to` as text, or give another name");
    return std::nullopt;
  }
  if (const DeclaredField* known = this->field(field.name.text)) {
    if (name(known->type) != field.type.text) return tell_other_type(known->type);
    return known->id;
  }
  std::optional<DeclaredField> added = declared(field, problems);
  if (!added) return std::nullopt;
  added->on_lead = false;
  const Id id = added->id;
  field_places_.emplace(added->name, fields_.size());
  fields_.push_back(std::move(*added));
  return id;
}

void Index::add_events(const Definition& definition, Problems& problems) {
  for (std::uint16_t i = 0; i < kBuiltInEvents; ++i) {
    event_names_.push_back(name(static_cast<EventKind>(i)));
    events_.emplace(event_names_.back(), i);
  }
  for (const CarrierDefinition& event : definition.events) {
    if (!events_.emplace(event.name.text, static_cast<Id>(event_names_.size())).second &&
        *find(events_, event.name.text) < kBuiltInEvents) {
      problems.add(Code::name_taken, event.name.at,
                   fmt::format("{} is a built-in event", quoted(event.name.text)),
                   "it need not be declared; give another name if you mean something else");
    }
    event_names_.push_back(event.name.text);
    std::vector<Id>& carried = carried_.emplace_back();
    for (const FieldDefinition& field : event.fields) {
      if (const std::optional<Id> id = add_carried(field, problems)) carried.push_back(*id);
    }
  }
}

std::string Index::event_hint(std::string_view word, const Problems& problems) const {
  std::string near = problems.suggestion(word, event_names_);
  if (near.starts_with("did you mean")) return near;
  return "declare it under `events:`; built-in moves are qualified, booked, moved, shown, missed, "
         "postponed, sold, lost, reopened, ripe, unreachable, accepted";
}

const DeclaredField* Index::field(std::string_view name) const {
  const auto found = field_places_.find(name);
  return found == field_places_.end() ? nullptr : &fields_[found->second];
}

}  // namespace relance::rules
