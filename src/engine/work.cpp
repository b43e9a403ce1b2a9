#include "engine/work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace relance {
namespace {

constexpr std::size_t kLeadsKept = 16'384;  // about 16 MiB

}  // namespace

void Work::end() noexcept {
  parts_.store->end_reading();
  used_ = 0;
  writes.clear();
  if (leads_.size() <= kLeadsKept) return;
  leads_.clear();
  writes = {};
}

WorkingLead& Work::next() {
  if (used_ == leads_.size()) leads_.emplace_back();
  WorkingLead& lead = leads_[used_++];
  lead.host_id = {};
  lead.changes = {};
  lead.touched = lead.due_popped = lead.ready_popped = false;
  lead.aside.clear();
  return lead;
}

void Work::load_attributes(void* parts, LeadRecord& lead) {
  static_cast<EngineParts*>(parts)->store->read_attributes(lead);
}

void Work::read(const TenantRecord& tenant, std::span<const LeadKey> keys,
                std::vector<WorkingLead*>& leads) {
  leads.resize(keys.size());
  order_.resize(keys.size());
  std::iota(order_.begin(), order_.end(), 0u);
  // Neighbours in the store are read one after the other.
  std::sort(order_.begin(), order_.end(),
            [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  for (const std::uint32_t i : order_) leads[i] = read(tenant, keys[i]);
}

WorkingLead* Work::read(const TenantRecord& tenant, LeadKey key) {
  WorkingLead& lead = next();
  parts_.store->read(std::span(&key, 1), std::span(&lead.lead, 1));
  const bool known = !parts_.damaged.empty() && parts_.damaged.contains(key);
  if (!parts_.readable(lead.lead) || known) {
    --used_;
    return nullptr;
  }
  lead.expected = lead.lead.revision;
  lead.rules = &parts_.workflow(lead.lead.workflow);
  const LoadedWorkflow& came_under =
      lead.lead.moved_from == 0 ? *lead.rules : parts_.workflow(lead.lead.moved_from);
  lead.tag = effect_tag(tenant.name, came_under.tables);
  if (lead.lead.state < lead.rules->tables.states.size()) return &lead;
  parts_.damaged.insert(key);
  --used_;
  return nullptr;
}

WorkingLead& Work::create(const TenantRecord& tenant, std::uint64_t number,
                          std::string_view host_id) {
  WorkingLead& lead = next();
  lead.lead = {};
  lead.expected = 0;
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
  for (std::size_t i = 0; i < used_; ++i) {
    WorkingLead& lead = leads_[i];
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
