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
#include "workflow/selection.hpp"

namespace relance {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kStates = "states.";

/// What a plan may name, told by how its name looks.
struct Kind {
  std::string_view word;
  bool may_go = true;      // mapped to nothing
  bool may_merge = false;  // two become one
  Words (*names)(const Tables& tables) = nullptr;
};

bool is_among(const Words& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Words step_names(const Tables& tables) {
  Words names;
  for (Id i = 0; i < tables.effects.size(); ++i) {
    const bool step = is_step(tables.effects[i].verb);
    if (step && !is_among(names, effect_name(tables, i))) names.push_back(effect_name(tables, i));
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

Words all_reason_names(const Tables& tables) {
  Words names;
  for (Id deadline = 0; deadline < tables.deadlines.size(); ++deadline) {
    for (std::string& name : reason_names(tables, deadline)) names.push_back(std::move(name));
  }
  return names;
}

constexpr Kind kState{"state", false, true,
                      [](const Tables& tables) { return tables.state_names; }};
constexpr Kind kStep{"step", true, true, step_names};
constexpr Kind kField{"field", true, false, field_names};
constexpr Kind kOfLanes{"lane", true, true, lane_names};
constexpr Kind kPromise{"deadline", true, false, deadline_names};
constexpr Kind kPause{"reason to pause", true, true, all_reason_names};
constexpr Kind kLine{"line", true, false, line_names};

const Kind& kind_of(std::string_view name) {
  if (name.starts_with(kStates)) return kLine;
  if (name.starts_with("lead.")) return kField;
  if (name.starts_with(kLane)) return kOfLanes;
  if (name.starts_with(kDeadline)) return name.find(kReason) == name.npos ? kPromise : kPause;
  return name.find(' ') != name.npos ? kStep : kState;
}

Words all_names(const Tables& tables) {
  Words names;
  for (const Kind* kind : {&kState, &kStep, &kField, &kOfLanes, &kPromise, &kPause, &kLine}) {
    for (std::string& name : kind->names(tables)) names.push_back(std::move(name));
  }
  return names;
}

constexpr std::size_t kNamesTold = 8;

/// "; there is 'came', 'talking'": the few that there are.
std::string those_of(const Words& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kNamesTold; ++i) {
    text += fmt::format("{}'{}'", i == 0 ? "; there is " : ", ", names[i]);
  }
  return text + (names.size() > kNamesTold ? " and others" : "");
}

/// The nearest of some names to one that is written without what tells its kind, or slightly wrong,
/// or both; empty when none is near. `prefix`: what names of its kind begin with.
std::string_view nearest(std::string_view wrong, std::string_view prefix, const Words& names) {
  const auto is_meant = [&](const std::string& name) {
    return name.size() > wrong.size() && name.ends_with(wrong) &&
           (name[name.size() - wrong.size() - 1] == ' ' ||
            name[name.size() - wrong.size() - 1] == '.');
  };
  const auto whole = std::find_if(names.begin(), names.end(), is_meant);
  if (whole != names.end()) return *whole;
  const std::vector<std::string_view> words(names.begin(), names.end());
  const std::string_view near = closest(wrong, words);
  return near.empty() ? closest(fmt::format("{}{}", prefix, wrong), words) : near;
}

/// "; did you mean 'lane bdc'?", else what there is.
std::string suggestion(std::string_view near, const Words& names) {
  return near.empty() ? those_of(names) : fmt::format("; did you mean '{}'?", near);
}

/// "call " of "call first_call", "states.talking." of "states.talking.after[0]",
/// "deadlines.offer.pauses." of "deadlines.offer.pauses.papers"; empty for a state.
std::string_view kind_prefix(std::string_view name) {
  return name.substr(0, name.find_last_of(". ") + 1);
}

void require_each_once(const std::vector<MovePlan::Mapping>& map) {
  for (std::size_t i = 0; i < map.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const std::string before = printable(map[j].before), after = printable(map[j].after);
      if (map[i].before == map[j].before) {
        throw Fault(ErrorCode::usage, fmt::format("'{}' is mapped twice: to '{}' and to '{}'",
                                                  before, after, printable(map[i].after)));
      }
      if (map[i].after != map[j].after || map[i].after == kToNothing) continue;
      if (kind_of(map[i].before).may_merge) continue;
      throw Fault(ErrorCode::usage, fmt::format("'{}' and '{}' cannot both become '{}'", before,
                                                printable(map[i].before), after));
    }
  }
}

std::string mapped(const std::vector<MovePlan::Mapping>& map, std::string_view name) {
  for (const MovePlan::Mapping& mapping : map) {
    if (mapping.before == name) return mapping.after;
  }
  return std::string(name);
}

/// What the new name of a thing begins with: its verb or its kind, the state or the deadline that
/// its own has become. Where that is not known, what any of them begins with.
std::string prefix_there(const std::vector<MovePlan::Mapping>& map, std::string_view before,
                         const Tables& to) {
  const std::string_view prefix = kind_prefix(before);
  const Kind& kind = kind_of(before);
  if (&kind == &kLine) {
    const std::string_view rest = before.substr(kStates.size());
    const std::string state = mapped(map, rest.substr(0, rest.find('.')));
    if (!is_among(to.state_names, state)) return std::string(kStates);
    return fmt::format("{}{}.", kStates, state);
  }
  if (&kind != &kPause) return std::string(prefix);
  const std::string deadline = mapped(map, before.substr(0, before.find(kReason)));
  if (!is_among(deadline_names(to), deadline)) return std::string(kDeadline);
  return fmt::format("{}{}", deadline, kReason);
}

/// Why something cannot become what it is mapped to; empty when it can.
std::string why_not(const std::vector<MovePlan::Mapping>& map, const MovePlan::Mapping& mapping,
                    const Tables& to) {
  const Kind& kind = kind_of(mapping.before);
  Words known = kind.names(to);
  if (mapping.after == kToNothing && !kind.may_go) {
    return "each lead is in a state, so name the one that it comes to" + those_of(known);
  }
  if (mapping.after == kToNothing) return {};
  const std::string prefix = prefix_there(map, mapping.before, to);
  const bool there = is_among(known, mapping.after);
  if (there && mapping.after.starts_with(prefix)) return {};
  if (there && &kind == &kStep) {
    return fmt::format("whoever has it was asked to {0}, so it stays a {0}; '-' withdraws it",
                       prefix.substr(0, prefix.size() - 1));
  }
  if (there) return fmt::format("it is to be one of {}", prefix.substr(0, prefix.size() - 1));
  std::erase_if(known, [&](const std::string& name) { return !name.starts_with(prefix); });
  return fmt::format("the new rules have no such {}{}", kind.word,
                     suggestion(nearest(mapping.after, prefix, known), known));
}

void require_targets(const std::vector<MovePlan::Mapping>& map, const Tables& to) {
  for (const MovePlan::Mapping& mapping : map) {
    const std::string why = why_not(map, mapping, to);
    if (why.empty()) continue;
    throw Fault(ErrorCode::usage,
                fmt::format("'{}' cannot become '{}': {}", printable(mapping.before),
                            printable(mapping.after), why));
  }
}

/// Looks at all rules that were ever in force for the tenant, the newest first, until `enough`.
template <class Enough>
void look_back(EngineParts& parts, const TenantRecord* tenant, Enough enough) {
  if (tenant == nullptr) return;
  std::set<std::uint32_t> looked_at;
  const std::vector<DeploymentRecord> deployments = parts.store->deployments(tenant->number);
  for (auto each = deployments.rbegin(); each != deployments.rend(); ++each) {
    if (!looked_at.insert(each->workflow).second) continue;
    if (enough(parts.workflow(each->workflow).tables)) return;
  }
}

/// What the plan means by name must have been in some rules of the tenant.
void require_known(EngineParts& parts, const TenantRecord* tenant, const MovePlan& plan) {
  Words wanted, seen;
  for (const MovePlan::Mapping& mapping : plan.map) wanted.push_back(mapping.before);
  if (plan.who == MovePlan::Who::state) wanted.push_back(plan.which);
  if (tenant == nullptr || wanted.empty()) return;
  look_back(parts, tenant, [&](const Tables& tables) {
    const Words names = all_names(tables);
    std::erase_if(wanted, [&](const std::string& name) { return is_among(names, name); });
    for (const std::string& name : names) {
      if (!is_among(seen, name)) seen.push_back(name);
    }
    return wanted.empty();
  });
  if (wanted.empty()) return;
  const std::string& name = wanted.front();
  const Kind& kind = kind_of(name);
  const std::string near(nearest(name, kind_prefix(name), seen));
  std::erase_if(seen, [&](const std::string& each) { return &kind_of(each) != &kind; });
  throw Fault(ErrorCode::usage,
              fmt::format("no rules of tenant '{}' ever had a {} '{}'{}", printable(tenant->name),
                          kind.word, printable(name), suggestion(near, seen)));
}

/// A guard is compiled anew by the rules of each lead; here it is told when nobody's understand it,
/// even if nobody is meant.
void require_guard(EngineParts& parts, const TenantRecord* tenant, const MovePlan& plan,
                   const Tables& to) {
  if (plan.who != MovePlan::Who::guard) return;
  std::string wrong;
  const auto understands = [&](const Tables& tables) {
    const Selection selection = compile_selection(tables, plan.which);
    if (wrong.empty()) wrong = to_text(selection.diagnostics);
    return selection.program.has_value();
  };
  bool understood = tenant == nullptr && understands(to);
  look_back(parts, tenant, [&](const Tables& tables) { return understood = understands(tables); });
  if (!understood) throw Fault(ErrorCode::input, wrong);
}

void require_stage(std::string_view word) {
  if (stage_named(word)) return;
  Words stages;
  for (int i = 0; i < kStages; ++i) stages.emplace_back(name(static_cast<Stage>(i)));
  throw Fault(ErrorCode::usage, fmt::format("no stage '{}'{}", printable(word),
                                            suggestion(nearest(word, "", stages), stages)));
}

/// Whoever forgot to say how leads are chosen would move all of them.
void require_purpose(const MovePlan& plan) {
  const bool chooses = plan.who != MovePlan::Who::nobody && plan.who != MovePlan::Who::all;
  if (chooses || plan.which.empty()) return;
  throw Fault(ErrorCode::usage,
              fmt::format("'{}' chooses no leads where {} are meant: say that it is a state, a "
                          "stage or a guard, or leave it out",
                          printable(plan.which), plan.who == MovePlan::Who::all ? "all" : "none"));
}

}  // namespace

void require_sound(EngineParts& parts, const TenantRecord* tenant, const MovePlan& plan,
                   const Tables& to) {
  require_purpose(plan);
  if (plan.who == MovePlan::Who::stage) require_stage(plan.which);
  require_each_once(plan.map);
  require_known(parts, tenant, plan);
  require_targets(plan.map, to);
  require_guard(parts, tenant, plan, to);
}

}  // namespace relance
