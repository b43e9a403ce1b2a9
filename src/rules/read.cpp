#include "rules/read.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rules/precheck.hpp"
#include "rules/reader.hpp"

namespace relance::rules {
namespace {

constexpr std::string_view kFormat = "1";

bool check_format(const Node& root, Problems& problems) {
  const auto is_format = [](const Entry& entry) { return entry.key.text == "relance"; };
  const auto found = std::find_if(root.entries.begin(), root.entries.end(), is_format);
  if (!root.is(Node::map) || found == root.entries.end()) {
    tell_other_kind(problems, Format{});
    return false;
  }
  if (found->value.is(Node::scalar) && found->value.text == kFormat) return true;
  problems.add(Code::other_format, found->value.at,
               fmt::format("the format {} is not known", quoted(found->value.text)),
               "this version reads `relance: 1`");
  return false;
}

std::vector<LaneDefinition> read_lanes(const Node& map, Span at, Problems& problems) {
  std::vector<LaneDefinition> lanes;
  for (const Entry& entry : map.entries) {
    if (!entry.key.is(Node::scalar)) continue;
    LaneDefinition lane{word_of(entry.key), {}};
    check_name(lane.name, "a lane", problems);
    if (entry.value.is(Node::map)) {
      lane.calendar = Fields(entry.value, Section::lane, problems).word("calendar");
    } else {
      tell_shape(entry.value, entry.key.text, Shape::section, "seller: {calendar: showroom}",
                 problems);
    }
    lanes.push_back(std::move(lane));
  }
  if (map.entries.empty()) {
    problems.add(Code::no_lanes, at, "there are no lanes",
                 "write who works a lead, such as `lanes: {seller: {}}`, or remove the line");
  }
  return lanes;
}

WatchDefinition read_watch(const Node& map, Span at, Problems& problems) {
  const Fields fields(map, Section::watch, problems);
  WatchDefinition watch;
  watch.at = at;
  watch.every = fields.delay("every");
  watch.calendar = fields.word("calendar");
  if (const Node* effects = fields.find("do")) watch.effects = read_effects(*effects, problems);
  return watch;
}

}  // namespace

std::optional<Definition> read_definition(const Node& root, Problems& problems) {
  if (!check_format(root, problems)) return std::nullopt;
  const Fields fields(root, Section::root, problems);
  Definition definition;
  fields.flag("normalised");
  definition.name = fields.word_or_empty("name");
  if (fields.find("name") != nullptr) check_name(definition.name, "a rules file", problems);
  definition.timezone = fields.word_or_empty("timezone");
  definition.currency = fields.word_or_empty("currency");
  definition.initial = fields.word_or_empty("initial");
  if (const Node* map = fields.find("calendars")) {
    definition.calendars = read_calendars(*map, problems);
  }
  if (const Node* map = fields.find("lead")) definition.lead = read_fields(*map, problems);
  if (const Node* map = fields.find("events")) {
    definition.events = read_carriers(*map, "an event", problems);
  }
  if (const Node* map = fields.find("host_effects")) {
    definition.host_effects = read_carriers(*map, "a host effect", problems);
  }
  if (const Node* map = fields.find("lanes")) {
    definition.lanes = read_lanes(*map, fields.place("lanes"), problems);
  }
  if (const Node* map = fields.find("deadlines")) {
    definition.deadlines = read_deadlines(*map, problems);
  }
  if (const Node* map = fields.find("watch")) {
    definition.watch = read_watch(*map, fields.place("watch"), problems);
  }
  if (const Node* map = fields.find("states")) {
    definition.states = read_states(*map, problems);
    if (map->entries.empty()) {
      problems.add(Code::no_states, fields.place("states"), "there are no states",
                   "rules need at least one state of stage new");
    }
  }
  if (const Node* map = fields.find("benchmarks")) {
    definition.benchmarks = read_benchmarks(*map, problems);
  }
  return definition;
}

}  // namespace relance::rules
