#include "engine/plan_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/printable.hpp"
#include "base/suggest.hpp"
#include "engine/translation.hpp"
#include "engine/words.hpp"
#include "relance/error.hpp"

namespace relance {
namespace {

using Words = std::vector<std::string>;

/// What a plan may name, told by how its name looks.
struct Kind {
  std::string_view word;
  bool may_go = true;  // mapped to nothing
  Words (*names)(const Tables& tables) = nullptr;
};

Words step_names(const Tables& tables) {
  Words names;
  for (Id i = 0; i < tables.effects.size(); ++i) {
    if (is_step(tables.effects[i].verb)) names.push_back(effect_name(tables, i));
  }
  return names;
}

Words field_names(const Tables& tables) {
  Words names;
  for (Id i = 0; i < tables.lead_fields; ++i) names.push_back(field_path(tables, i));
  return names;
}

Words line_names(const Tables& tables) {
  Words names;
  for (const RulePlace& place : tables.after_places) names.push_back(place.path);
  return names;
}

Words lane_names(const Tables& tables) {
  Words names;
  for (const LaneRow& lane : tables.lanes) {
    names.push_back(fmt::format("{}{}", kLane, tables.words[lane.name]));
  }
  return names;
}

constexpr Kind kState{"state", false, [](const Tables& tables) { return tables.state_names; }};
constexpr Kind kStep{"step", true, step_names};
constexpr Kind kField{"field", true, field_names};
constexpr Kind kOfLanes{"lane", true, lane_names};
constexpr Kind kPromise{"deadline", true, deadline_names};
constexpr Kind kLine{"line", true, line_names};

const Kind& kind_of(std::string_view name) {
  if (name.starts_with("states.")) return kLine;
  if (name.starts_with("lead.")) return kField;
  if (name.starts_with(kLane)) return kOfLanes;
  if (name.starts_with(kDeadline)) return kPromise;
  return name.find(' ') != name.npos ? kStep : kState;
}

Words all_names(const Tables& tables) {
  Words names;
  for (const Kind* kind : {&kState, &kStep, &kField, &kOfLanes, &kPromise, &kLine}) {
    for (std::string& name : kind->names(tables)) names.push_back(std::move(name));
  }
  return names;
}

bool is_among(const Words& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// "; did you mean 'lane bdc'?" for a name written without what tells its kind, or slightly wrong.
std::string suggestion(std::string_view wrong, const Words& names) {
  const auto is_meant = [&](const std::string& name) {
    return name.size() > wrong.size() && name.ends_with(wrong) &&
           (name[name.size() - wrong.size() - 1] == ' ' ||
            name[name.size() - wrong.size() - 1] == '.');
  };
  const auto whole = std::find_if(names.begin(), names.end(), is_meant);
  const std::vector<std::string_view> words(names.begin(), names.end());
  const std::string_view near = whole != names.end() ? *whole : closest(wrong, words);
  return near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
}

void require_each_once(const std::vector<MovePlan::Mapping>& map) {
  for (std::size_t i = 0; i < map.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (map[i].before != map[j].before) continue;
      throw Fault(ErrorCode::usage,
                  fmt::format("'{}' is mapped twice: to '{}' and to '{}'", printable(map[i].before),
                              printable(map[j].after), printable(map[i].after)));
    }
  }
}

void require_targets(const std::vector<MovePlan::Mapping>& map, const Tables& to) {
  for (const MovePlan::Mapping& mapping : map) {
    const Kind& kind = kind_of(mapping.before);
    if (mapping.after == "-" && kind.may_go) continue;
    const Words known = kind.names(to);
    if (is_among(known, mapping.after)) continue;
    throw Fault(ErrorCode::usage,
                fmt::format("'{}' cannot become '{}': the new rules have no such {}{}",
                            printable(mapping.before), printable(mapping.after), kind.word,
                            suggestion(mapping.after, known)));
  }
}

/// Whatever of `wanted` is named in some rules that were ever in force for the tenant goes out of
/// it. The newest rules come first, and those that are not needed are not looked at.
void drop_known(EngineParts& parts, const TenantRecord& tenant, Words& wanted, Words& seen) {
  std::set<std::uint32_t> looked_at;
  std::vector<DeploymentRecord> deployments = parts.store->deployments(tenant.number);
  for (auto each = deployments.rbegin(); each != deployments.rend() && !wanted.empty(); ++each) {
    if (!looked_at.insert(each->workflow).second) continue;
    const Words names = all_names(parts.workflow(each->workflow).tables);
    std::erase_if(wanted, [&](const std::string& name) { return is_among(names, name); });
    seen.insert(seen.end(), names.begin(), names.end());
  }
}

}  // namespace

void require_sound(EngineParts& parts, const TenantRecord& tenant, const MovePlan& plan,
                   const Tables& to) {
  if (plan.who == MovePlan::Who::stage && !stage_named(plan.which)) {
    throw Fault(ErrorCode::usage, fmt::format("no stage '{}'", printable(plan.which)));
  }
  require_each_once(plan.map);
  Words wanted, seen;
  for (const MovePlan::Mapping& mapping : plan.map) wanted.push_back(mapping.before);
  if (plan.who == MovePlan::Who::state) wanted.push_back(plan.which);
  drop_known(parts, tenant, wanted, seen);
  if (!wanted.empty()) {
    const std::string& name = wanted.front();
    throw Fault(ErrorCode::usage,
                fmt::format("no rules of tenant '{}' ever had a {} '{}'{}", printable(tenant.name),
                            kind_of(name).word, printable(name), suggestion(name, seen)));
  }
  require_targets(plan.map, to);
}

}  // namespace relance
