// Rules put in force, and leads moved to them.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/printable.hpp"
#include "base/source.hpp"
#include "engine/lead_move.hpp"
#include "engine/plan_check.hpp"
#include "engine/stored_rules.hpp"
#include "relance/core/evaluate.hpp"
#include "relance/core/fields.hpp"
#include "relance/difference.hpp"
#include "workflow/selection.hpp"

namespace relance {
namespace {

constexpr std::size_t kTenantBytes = 255;
constexpr std::size_t kShortestPrefix = 6;   // digits of a fingerprint
constexpr std::size_t kRecordsAtOnce = 256;  // looked through without a transaction
/// Moves in one commit: others wait for one at the longest, and it is much of what a decision
/// waits for when 10,000 leads move (bench/deploy.cpp).
constexpr std::size_t kMovesAtOnce = 4;

/// What states that neither the new rules have nor the plan maps seem to be called now.
std::vector<MovePlan::Mapping> seeming_names(const LoadedWorkflow& from, const LoadedWorkflow& to,
                                             const MovePlan& plan) {
  const std::vector<std::string>& known = to.tables.state_names;
  const auto is_clear = [&](const std::string& name) {
    const auto by_plan = [&](const MovePlan::Mapping& each) { return each.before == name; };
    return std::find(known.begin(), known.end(), name) != known.end() ||
           std::any_of(plan.map.begin(), plan.map.end(), by_plan);
  };
  const std::vector<std::string>& names = from.tables.state_names;
  std::vector<MovePlan::Mapping> seeming;
  if (std::all_of(names.begin(), names.end(), is_clear)) return seeming;
  for (Difference& each : differences(*from.workflow, *to.workflow)) {
    if (each.kind != Difference::renamed) continue;
    seeming.push_back({std::move(each.before), std::move(each.after)});
  }
  return seeming;
}

/// What all leads of one old text have in common when they move.
struct Origin {
  Origin(const LoadedWorkflow& from, const LoadedWorkflow& to, const MovePlan& plan)
      : rules(from), translation(from.tables, to.tables, plan.map, seeming_names(from, to, plan)) {
    if (plan.who != MovePlan::Who::guard) return;
    Selection selection = compile_selection(from.tables, plan.which);
    if (!selection.program) throw Fault(ErrorCode::input, to_text(selection.diagnostics));
    guard = std::move(*selection.program);
  }
  const LoadedWorkflow& rules;
  Translation translation;
  Program guard;
};

class Moving {
 public:
  Moving(EngineParts& parts, const TenantRecord& tenant, const LoadedWorkflow& to,
         const MovePlan& plan, Instant now)
      : parts_(parts), tenant_(tenant), to_(to), plan_(plan), now_(now) {
    require_sound(parts, &tenant, plan, to.tables);
  }

  MoveResult run(std::uint64_t after, std::size_t at_most, bool dry) {
    MoveResult result;
    result.last = after;
    if (plan_.who == MovePlan::Who::nobody) return result;
    const std::uint64_t end = tenant_.last_lead;
    std::uint64_t looked_at = 0;
    while (result.last < end && looked_at < at_most) {
      const std::uint64_t count =
          std::min({end - result.last, at_most - looked_at, std::uint64_t{kRecordsAtOnce}});
      const std::vector<LeadKey> candidates = pick(result.last + 1, count);
      for (std::size_t i = 0; i < candidates.size(); i += kMovesAtOnce) {
        const std::size_t some = std::min(kMovesAtOnce, candidates.size() - i);
        move({candidates.data() + i, some}, dry, result.leads);
      }
      result.last += count;
      looked_at += count;
    }
    result.more = result.last < end;
    return result;
  }

 private:
  /// Those of `count` leads from number `first` on that seem to be meant.
  std::vector<LeadKey> pick(std::uint64_t first, std::uint64_t count) {
    std::vector<LeadKey> keys;
    for (std::uint64_t i = 0; i < count; ++i) keys.push_back({tenant_.number, first + i});
    records_.assign(keys.size(), {});
    parts_.store->read(keys, records_);
    std::vector<LeadKey> picked;
    for (const LeadRecord& lead : records_) {
      if (!parts_.readable(lead) || lead.workflow == to_.number) continue;
      // What is due first may bring it to another state.
      const bool moves_first = lead.next_due() <= now_;
      if (moves_first || is_of_state(lead, parts_.workflow(lead.workflow).tables)) {
        picked.push_back(lead.key);
      }
    }
    return picked;
  }

  bool is_of_state(const LeadRecord& lead, const Tables& tables) const {
    if (lead.state >= tables.states.size()) return false;
    if (plan_.who == MovePlan::Who::state) return tables.state_names[lead.state] == plan_.which;
    return plan_.who != MovePlan::Who::stage ||
           name(tables.states[lead.state].stage) == plan_.which;
  }

  bool is_meant(LeadRecord& lead, const Origin& origin) const {
    if (lead.workflow == to_.number || !is_of_state(lead, origin.rules.tables)) return false;
    if (plan_.who != MovePlan::Who::guard) return true;
    if (!lead.attributes_loaded) parts_.store->read_attributes(lead);
    BoundEvent now;
    now.now = now.occurred_at = std::max(now_, lead.clock);
    return evaluate(origin.guard, GuardFields(origin.rules.tables, lead, now)).is(true);
  }

  void move(std::span<const LeadKey> keys, bool dry, std::vector<LeadMove>& moved) {
    auto moves = until_committed(parts_, [&](Work& work) {
      std::vector<LeadMove> some;
      std::vector<WorkingLead*> leads;
      work.read(tenant_, keys, leads);
      for (WorkingLead* lead : leads) {
        if (lead != nullptr) move(work, *lead, some);
      }
      if (dry) work.forget();
      return some;
    });
    std::move(moves.begin(), moves.end(), std::back_inserter(moved));
    if (!dry) parts_.store->give_way();
  }

  void move(Work& work, WorkingLead& lead, std::vector<LeadMove>& moves) {
    if (lead.lead.workflow == to_.number) return;
    Origin& origin = origin_of(lead.lead.workflow);
    const Instant at = std::max(now_, lead.lead.clock);
    work.catch_up(lead, at);
    if (!is_meant(lead.lead, origin)) return;
    moves.push_back(LeadMover(parts_, origin.translation, to_, plan_.actor).move(work, lead, at));
  }

  Origin& origin_of(std::uint32_t workflow) {
    std::unique_ptr<Origin>& origin = origins_[workflow];
    if (!origin) origin = std::make_unique<Origin>(parts_.workflow(workflow), to_, plan_);
    return *origin;
  }

  EngineParts& parts_;
  const TenantRecord& tenant_;
  const LoadedWorkflow& to_;
  const MovePlan& plan_;
  const Instant now_;
  std::vector<LeadRecord> records_;
  std::map<std::uint32_t, std::unique_ptr<Origin>> origins_;
};

/// How many leads of a tenant have the rules with each number; damaged ones are passed by.
std::map<std::uint32_t, std::uint64_t> leads_by_rules(EngineParts& parts,
                                                      const TenantRecord& tenant) {
  std::map<std::uint32_t, std::uint64_t> counts;
  std::vector<LeadKey> keys;
  std::vector<LeadRecord> leads;
  for (std::uint64_t first = 1; first <= tenant.last_lead; first += kRecordsAtOnce) {
    keys.clear();
    for (std::uint64_t n = first; n < first + kRecordsAtOnce && n <= tenant.last_lead; ++n) {
      keys.push_back({tenant.number, n});
    }
    leads.assign(keys.size(), {});
    parts.store->read(keys, leads);
    for (const LeadRecord& lead : leads) {
      if (parts.readable(lead)) ++counts[lead.workflow];
    }
  }
  return counts;
}

void require_actor(std::string_view actor) {
  if (actor.size() > kIdBytes || first_invalid_utf8(actor) != actor.npos) {
    throw Fault(ErrorCode::usage, "an actor is UTF-8 of at most 255 bytes");
  }
}

}  // namespace

void Engine::deploy(std::string_view tenant, std::shared_ptr<const Workflow> workflow, Instant at,
                    std::string_view actor) {
  if (!workflow) throw Fault(ErrorCode::usage, "deploy needs a compiled workflow");
  if (tenant.empty() || tenant.size() > kTenantBytes) {
    throw Fault(ErrorCode::usage, "a tenant's name has 1 to 255 bytes");
  }
  require_actor(actor);
  if (at != kNever) require_lawful(at);
  if (printable(tenant) != tenant && !parts_->store->find_tenant(tenant)) {
    throw Fault(ErrorCode::usage,
                fmt::format("'{}' cannot be a tenant's name: it is UTF-8 without control "
                            "characters and marks of direction",
                            printable(tenant)));
  }
  DeploymentRecord deployment;
  deployment.tenant = parts_->store->add_tenant(tenant);
  deployment.workflow = parts_->store->add_workflow(to_store(*workflow));
  deployment.at = at != kNever ? at : reached(tenant);
  if (deployment.at == kEarliest) deployment.at = kNever;
  deployment.actor = actor;
  parts_->keep(deployment.workflow, std::move(workflow));
  parts_->store->use_workflow(deployment);
}

std::vector<Deployment> Engine::deployments(std::string_view tenant) {
  const TenantRecord known = parts_->tenant(tenant);
  const std::map<std::uint32_t, std::uint64_t> leads = leads_by_rules(*parts_, known);
  std::vector<Deployment> deployments;
  for (DeploymentRecord& record : parts_->store->deployments(known.number)) {
    const Workflow& rules = *parts_->workflow(record.workflow).workflow;
    const auto count = leads.find(record.workflow);
    deployments.push_back({record.number, rules.name(), rules.fingerprint(), record.at,
                           std::move(record.actor), count == leads.end() ? 0 : count->second});
  }
  return deployments;
}

std::shared_ptr<const Workflow> Engine::kept(std::string_view fingerprint) {
  if (fingerprint.size() < kShortestPrefix) return nullptr;
  std::uint32_t found = 0;
  for (const std::uint32_t number : parts_->store->workflows()) {
    if (!parts_->store->workflow(number)->fingerprint.starts_with(fingerprint)) continue;
    if (found != 0) return nullptr;
    found = number;
  }
  return found == 0 ? nullptr : parts_->workflow(found).workflow;
}

MoveResult Engine::move(std::string_view tenant, const MovePlan& plan, Instant now,
                        std::uint64_t after, std::size_t at_most) {
  require_lawful(now);
  require_actor(plan.actor);
  const TenantRecord record = parts_->tenant(tenant);
  const LoadedWorkflow& to = parts_->workflow(record.workflow);
  return Moving(*parts_, record, to, plan, now).run(after, at_most, false);
}

MoveResult Engine::dry_run(std::string_view tenant, std::shared_ptr<const Workflow> workflow,
                           const MovePlan& plan, Instant now, std::uint64_t after,
                           std::size_t at_most) {
  require_lawful(now);
  require_actor(plan.actor);
  if (!workflow) throw Fault(ErrorCode::usage, "a dry run needs a compiled workflow");
  const auto record = parts_->store->find_tenant(tenant);
  const std::uint32_t number = parts_->number_of(*workflow);
  const LoadedWorkflow to(number, std::move(workflow));
  if (!record) {  // nobody is there yet
    require_sound(*parts_, nullptr, plan, to.tables);
    return {};
  }
  return Moving(*parts_, *record, to, plan, now).run(after, at_most, true);
}

}  // namespace relance
