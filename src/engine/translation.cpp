#include "engine/translation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/words.hpp"
#include "relance/core/lanes.hpp"

namespace relance {
namespace {

constexpr std::string_view kToNothing = "-";

Id index_of(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? kNone : static_cast<Id>(found - names.begin());
}

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

/// Held reasons are kept by their place among the reasons of the deadline.
bool same_reasons(const Tables& from, Id old_deadline, const Tables& to, Id new_deadline) {
  const Slice before = from.deadlines[old_deadline].reasons;
  const Slice after = to.deadlines[new_deadline].reasons;
  bool same = before.count == after.count;
  for (Id i = 0; same && i < before.count; ++i) {
    same =
        from.words[from.word_lists[before.first + i]] == to.words[to.word_lists[after.first + i]];
  }
  return same;
}

}  // namespace

std::string field_path(const Tables& tables, Id field_index) {
  return "lead." + tables.words[tables.fields[field_index].name];
}

std::vector<std::string> deadline_names(const Tables& tables) {
  std::vector<std::string> names;
  for (const RulePlace& place : tables.deadline_places) names.push_back(place.path);
  return names;
}

Translation::Translation(const Tables& from, const Tables& to,
                         const std::vector<MovePlan::Mapping>& map)
    : from_(from), to_(to), map_(map) {
  add_states();
  lines_.assign(from_.after.size(), kNone);
  for (Id state = 0; state < from_.states.size(); ++state) add_lines(state);
  add_fields();
  add_deadlines();
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

void Translation::add_states() {
  for (const std::string& name : from_.state_names) {
    states_.push_back(index_of(to_.state_names, mapped(name, name)));
  }
}

/// Where the states, lines and deadlines of the old text stand in the new one, by their paths.
Translation::Places Translation::new_places() const {
  Places places;
  for (Id old = 0; old < states_.size(); ++old) {
    if (states_[old] == kNone) continue;
    places["states." + from_.state_names[old]] = "states." + to_.state_names[states_[old]];
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

void Translation::add_lines(Id old_state) {
  const Slice old_lines = from_.states[old_state].after;
  if (states_[old_state] == kNone) return;
  const Slice new_lines = to_.states[states_[old_state]].after;
  std::set<Id> taken;
  for (Id i = 0; i < old_lines.count; ++i) {
    const Id old = static_cast<Id>(old_lines.first + i);
    const std::string target = mapped(from_.after_places[old].path, "");
    if (target.empty()) continue;
    lines_[old] = target == kToNothing ? kGone : place_of(to_.after_places, target);
    taken.insert(lines_[old]);
  }
  for (Id i = 0; i < old_lines.count; ++i) {
    const Id old = static_cast<Id>(old_lines.first + i);
    const std::string deed =
        deed_of(from_, from_.after[old], [&](Id effect) { return new_name(effect); });
    for (Id j = 0; j < new_lines.count && lines_[old] == kNone; ++j) {
      const Id line = static_cast<Id>(new_lines.first + j);
      const auto name_of = [&](Id effect) { return effect_name(to_, effect); };
      if (deed_of(to_, to_.after[line], name_of) != deed) continue;
      if (!taken.insert(line).second) continue;
      lines_[old] = line;
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

void Translation::add_fields() {
  same_fields_ = from_.lead_fields == to_.lead_fields;
  for (Id old = 0; old < from_.lead_fields; ++old) {
    const FieldRow& row = from_.fields[old];
    const std::string path = field_path(from_, old), target = mapped(path, path);
    Id found = target == kToNothing ? kGone : kNone;
    for (Id other = 0; other < to_.lead_fields; ++other) {
      const FieldRow& candidate = to_.fields[other];
      const bool same_kind = candidate.type == row.type && candidate.personal == row.personal;
      // A personal value stands apart under its name, where it stays.
      const bool renamed = row.personal && target != path;
      const bool money = row.type == Type::money;
      const bool same_money =
          from_.currency == to_.currency && from_.currency_scale == to_.currency_scale;
      if (field_path(to_, other) != target || !same_kind || renamed) continue;
      if (!money || same_money) found = other;
    }
    fields_.push_back(found);
    same_fields_ = same_fields_ && found == old;
  }
}

/// A lead has each deadline once: of two that would become one, that goes on which the plan names.
void Translation::add_deadlines() {
  const std::vector<std::string> old_names = deadline_names(from_), names = deadline_names(to_);
  std::set<Id> taken;
  deadlines_.assign(from_.deadlines.size(), kNone);
  const auto become = [&](Id old, const std::string& name) {
    const Id found = index_of(names, name);
    if (found == kNone || !same_reasons(from_, old, to_, found)) return;
    if (taken.insert(found).second) deadlines_[old] = found;
  };
  for (Id old = 0; old < old_names.size(); ++old) {
    const std::string target = mapped(old_names[old], "");
    if (target == kToNothing) deadlines_[old] = kGone;
    if (!target.empty()) become(old, target);
  }
  for (Id old = 0; old < old_names.size(); ++old) {
    if (mapped(old_names[old], "").empty()) become(old, old_names[old]);
  }
}

}  // namespace relance
