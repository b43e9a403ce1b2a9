#include "engine/translation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/words.hpp"
#include "relance/core/lanes.hpp"

namespace relance {
namespace {

/// What an `after` line does: it is known by that, whenever it is due.
template <class NameOf>
std::string deed_of(const Tables& tables, const AfterRule& line, NameOf name_of) {
  if (line.raise != kNone) return "raise " + tables.event_names[line.raise];
  std::string deed;
  for (Id i = 0; i < line.effects.count; ++i) {
    deed += name_of(static_cast<Id>(line.effects.first + i)) + ", ";
  }
  return deed;
}

/// "states.talking.enter[0]" where its state, line or deadline has come to.
std::string moved_path(const Translation::Places& places, const std::string& path) {
  for (std::size_t end = path.rfind('.'); end != path.npos && end > 0;
       end = path.rfind('.', end - 1)) {
    const auto found = places.find(std::string_view(path).substr(0, end));
    if (found != places.end()) return found->second + path.substr(end);
  }
  return path;
}

Id place_of(const std::vector<RulePlace>& places, std::string_view path) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].path == path) return static_cast<Id>(i);
  }
  return kNone;
}

}  // namespace

Id index_of(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? kNone : static_cast<Id>(found - names.begin());
}

std::string field_path(const Tables& tables, Id field_index) {
  return "lead." + tables.words[tables.fields[field_index].name];
}

Translation::Translation(const Tables& from, const Tables& to,
                         const std::vector<MovePlan::Mapping>& map,
                         const std::vector<MovePlan::Mapping>& renamed)
    : from_(from), to_(to), map_(map) {
  add_states(renamed);
  lines_.assign(from_.after.size(), kNone);
  alike_ = lines_;
  for (Id state = 0; state < from_.states.size(); ++state) add_lines(state);
  add_fields();
  add_deadlines();
  add_reasons();
  add_steps();  // last: they are sought where their line or deadline has come to
}

std::string Translation::mapped(std::string_view name, std::string_view unmapped) const {
  for (const MovePlan::Mapping& mapping : map_) {
    if (mapping.before == name) return mapping.after;
  }
  return std::string(unmapped);
}

std::string Translation::lane(const std::string& old_lane) const {
  if (old_lane.empty()) return {};
  const std::string name = fmt::format("{}{}", kLane, old_lane), target = mapped(name, name);
  return target.starts_with(kLane) ? target.substr(kLane.size()) : std::string();
}

void Translation::add_states(const std::vector<MovePlan::Mapping>& renamed) {
  for (const std::string& name : from_.state_names) {
    states_.push_back(index_of(to_.state_names, mapped(name, name)));
  }
  seeming_states_ = states_;
  for (const MovePlan::Mapping& guess : renamed) {
    const Id old = index_of(from_.state_names, guess.before);
    if (old == kNone || states_[old] != kNone) continue;
    seeming_states_[old] = index_of(to_.state_names, guess.after);
  }
}

/// Where the states, lines and deadlines of the old text stand in the new one, by their paths.
Translation::Places Translation::new_places() const {
  Places places;
  for (Id old = 0; old < states_.size(); ++old) {
    const Id state = seeming_states_[old];
    if (state == kNone) continue;
    places["states." + from_.state_names[old]] = "states." + to_.state_names[state];
  }
  for (Id old = 0; old < lines_.size(); ++old) {
    if (lines_[old] >= kGone) continue;
    places[from_.after_places[old].path] = to_.after_places[lines_[old]].path;
  }
  for (Id old = 0; old < deadlines_.size(); ++old) {
    if (deadlines_[old] >= kGone) continue;
    places[from_.deadline_places[old].path] = to_.deadline_places[deadlines_[old]].path;
  }
  return places;
}

void Translation::add_steps() {
  const Places places = new_places();
  std::map<std::string, std::vector<Id>> known;  // the new steps by verb and name
  for (Id i = 0; i < to_.effects.size(); ++i) {
    if (is_step(to_.effects[i].verb)) known[effect_name(to_, i)].push_back(i);
  }
  for (Id old = 0; old < from_.effects.size(); ++old) {
    const std::string old_name = effect_name(from_, old), name = mapped(old_name, old_name);
    Id found = name == kToNothing ? kGone : kNone;
    const std::string path = moved_path(places, from_.effect_places[old].path);
    for (const Id step : known[name]) {
      if (found == kNone || to_.effect_places[step].path == path) found = step;
    }
    steps_.push_back(found);
  }
}

/// What the new rules call an effect. What the plan lets go may still be asked for under its name;
/// a lane that is no more has become the first one.
std::string Translation::new_name(Id old_effect) const {
  const std::string name = effect_name(from_, old_effect);
  if (!names_lane(from_.effects[old_effect].verb)) {
    const std::string target = mapped(name, name);
    return target == kToNothing ? name : target;
  }
  const std::string& old_lane = from_.words[from_.effects[old_effect].name];
  std::string target = lane(old_lane);
  if (target.empty() && !has_lane(to_, old_lane) && !to_.lanes.empty()) {
    target = to_.words[to_.lanes.front().name];
  }
  return name.substr(0, name.size() - old_lane.size()) + (target.empty() ? old_lane : target);
}

std::string Translation::old_deed(Id old_line) const {
  return deed_of(from_, from_.after[old_line], [&](Id effect) { return new_name(effect); });
}

void Translation::add_lines(Id old_state) {
  const Slice old_lines = from_.states[old_state].after;
  std::set<Id> taken;
  for (Id i = 0; i < old_lines.count; ++i) {
    const Id old = static_cast<Id>(old_lines.first + i);
    const std::string target = mapped(from_.after_places[old].path, "");
    if (target.empty() || target == kToNothing) continue;
    lines_[old] = alike_[old] = place_of(to_.after_places, target);
    taken.insert(lines_[old]);
  }
  pair_lines(old_state, taken);
  for (Id i = 0; i < old_lines.count; ++i) {
    const Id old = static_cast<Id>(old_lines.first + i);
    const bool goes = mapped(from_.after_places[old].path, "") == kToNothing;
    lines_[old] = goes ? kGone : alike_[old];
  }
}

/// Lines that do the same are the same, in their order. One that the plan lets go stands back where
/// the new rules have fewer of them.
void Translation::pair_lines(Id old_state, std::set<Id>& taken) {
  const Id state = seeming_states_[old_state];
  const Slice old_lines = from_.states[old_state].after;
  const Id first = state == kNone ? Id{0} : to_.states[state].after.first;
  const std::size_t end =
      state == kNone ? to_.after.size() : std::size_t{first} + to_.states[state].after.count;
  const auto name_of = [&](Id effect) { return effect_name(to_, effect); };
  for (Id i = 0; i < old_lines.count; ++i) {
    const Id old = static_cast<Id>(old_lines.first + i);
    const std::string deed = old_deed(old);
    for (Id line = first; line < end && alike_[old] == kNone; ++line) {
      if (deed_of(to_, to_.after[line], name_of) != deed) continue;
      if (taken.insert(line).second) alike_[old] = line;
    }
    for (Id j = 0; j < i && alike_[old] == kNone; ++j) {
      const Id other = static_cast<Id>(old_lines.first + j);
      const bool goes = mapped(from_.after_places[other].path, "") == kToNothing;
      if (goes && alike_[other] != kNone && old_deed(other) == deed) {
        std::swap(alike_[old], alike_[other]);
      }
    }
  }
}

Id Translation::line_before(Id new_line, Id old_state) const {
  const Slice old_lines = from_.states[old_state].after;
  for (Id i = 0; i < old_lines.count; ++i) {
    const Id old = static_cast<Id>(old_lines.first + i);
    if (lines_[old] == new_line) return old;
  }
  return kNone;
}

bool Translation::lets_go(Id new_line, Id old_state) const {
  const Slice old_lines = from_.states[old_state].after;
  for (Id i = 0; i < old_lines.count; ++i) {
    const Id old = static_cast<Id>(old_lines.first + i);
    if (lines_[old] == kGone && alike_[old] == new_line) return true;
  }
  return false;
}

std::string_view Translation::why_not(Id old_field, Id field) const {
  const FieldRow &row = from_.fields[old_field], &other = to_.fields[field];
  const bool same_money =
      from_.currency == to_.currency && from_.currency_scale == to_.currency_scale;
  if (row.type != other.type) return "it is of another type there";
  if (row.personal != other.personal) return "it is personal in one of the rules only";
  if (row.personal && field_path(from_, old_field) != field_path(to_, field)) {
    return "a personal value stands apart under its name, where it stays";
  }
  if (row.type == Type::money && !same_money) return "it is of another currency there";
  return {};
}

Id Translation::named_field(std::string_view path) const {
  for (Id field = 0; field < to_.lead_fields; ++field) {
    if (field_path(to_, field) == path) return field;
  }
  return kNone;
}

std::string Translation::field_without(Id old_field) const {
  const std::string path = field_path(from_, old_field);
  const Id field = named_field(mapped(path, path));
  if (field == kNone) return path;
  const std::string_view why = why_not(old_field, field);
  return fmt::format("{} ({})", path, why.empty() ? "another value becomes it" : why);
}

/// Of two values that would become one, that goes over which the plan names.
void Translation::add_fields() {
  std::set<Id> taken;
  fields_.assign(from_.lead_fields, kNone);
  for (const bool by_plan : {true, false}) {
    for (Id old = 0; old < from_.lead_fields; ++old) {
      const std::string path = field_path(from_, old), target = mapped(path, "");
      if (target.empty() == by_plan) continue;
      const Id found = named_field(by_plan ? target : path);
      const bool fits = found != kNone && why_not(old, found).empty();
      if (fits && taken.insert(found).second) fields_[old] = found;
      if (target == kToNothing) fields_[old] = kGone;
    }
  }
  same_fields_ = from_.lead_fields == to_.lead_fields;
  for (Id old = 0; old < from_.lead_fields; ++old) same_fields_ &= fields_[old] == old;
}

}  // namespace relance
