#include "engine/work.hpp"

#include <fmt/format.h>

namespace relance {

void Work::load_attributes(void* parts, LeadRecord& lead) {
  static_cast<EngineParts*>(parts)->store->read_attributes(lead);
}

void Work::read(const TenantRecord& tenant, std::span<const LeadKey> keys,
                std::vector<WorkingLead*>& leads) {
  std::vector<LeadRecord> records(keys.size());
  parts_.store->read(keys, records);
  leads.clear();
  for (LeadRecord& record : records) leads.push_back(take(tenant, record));
}

WorkingLead* Work::take(const TenantRecord& tenant, LeadRecord& record) {
  if (!parts_.readable(record)) return nullptr;
  if (!parts_.damaged.empty() && parts_.damaged.contains(record.key)) return nullptr;
  const LoadedWorkflow& rules = parts_.workflow(record.workflow);
  if (record.state >= rules.tables.states.size()) {
    parts_.damaged.insert(record.key);
    return nullptr;
  }
  WorkingLead& lead = leads_.emplace_back();
  lead.lead = std::move(record);
  lead.expected = lead.lead.revision;
  lead.rules = &rules;
  lead.tag = effect_tag(tenant.name, rules.tables);
  return &lead;
}

WorkingLead& Work::create(const TenantRecord& tenant, std::uint64_t number,
                          std::string_view host_id) {
  WorkingLead& lead = leads_.emplace_back();
  lead.lead.key = {tenant.number, number};
  lead.lead.workflow = tenant.workflow;
  lead.lead.attributes_loaded = true;
  lead.host_id = host_id;
  lead.rules = &parts_.workflow(tenant.workflow);
  lead.tag = effect_tag(tenant.name, lead.rules->tables);
  lead.changes = {true, true};
  return lead;
}

void Work::keep(WorkingLead& lead, const LeadChanges& changes) {
  lead.changes.attributes |= changes.attributes;
  lead.changes.owner |= changes.owner;
  lead.touched = true;
}

void Work::decide(WorkingLead& lead, const BoundEvent& event) {
  Decider decider(lead.rules->tables, lead.lead, writes.journal, loader_);
  decider.decide(event);
  keep(lead, decider.changes());
}

std::size_t Work::fire_due(WorkingLead& lead, Instant until, std::size_t most) {
  std::size_t fired = 0;
  for (; fired < most; ++fired) {
    const std::size_t next = next_timer(lead.lead, until);
    if (next == lead.lead.timers.size()) break;
    Decider decider(lead.rules->tables, lead.lead, writes.journal, loader_);
    decider.fire(next);
    keep(lead, decider.changes());
  }
  return fired;
}

void Work::catch_up(WorkingLead& lead, Instant until) {
  const std::size_t most = parts_.options.behind_after;
  fire_due(lead, until, most);
  if (next_timer(lead.lead, until) == lead.lead.timers.size()) return;
  throw Fault(ErrorCode::behind, fmt::format("more than {} timers of lead number {} are due: tick "
                                             "first",
                                             most, lead.lead.key.number));
}

bool Work::commit() {
  for (WorkingLead& lead : leads_) {
    if (!lead.touched && !lead.due_popped && !lead.ready_popped) continue;
    std::vector<KeyEntry>& keys = lead.lead.keys;
    if (keys.size() > kKeysOnLead) {
      const auto older = keys.begin() + static_cast<std::ptrdiff_t>(keys.size() - kKeysOnLead / 2);
      lead.aside.assign(keys.begin(), older);
      keys.erase(keys.begin(), older);
      lead.lead.keys_aside = true;
    }
    LeadWrite& write = writes.leads.emplace_back();
    write.lead = &lead.lead;
    write.expected = lead.expected;
    write.host_id = lead.host_id;
    write.attributes = lead.changes.attributes;
    write.owner = lead.changes.owner;
    write.due_popped = lead.due_popped;
    write.ready_popped = lead.ready_popped;
    write.aside = std::move(lead.aside);
  }
  return writes.empty() || parts_.store->commit(writes);
}

}  // namespace relance
