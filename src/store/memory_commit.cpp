#include "store/memory_commit.hpp"

#include <algorithm>

#include "store/pools.hpp"

namespace relance {
namespace {

/// A node with this value, to be put into a set that has none yet.
template <class Set>
typename Set::node_type node_of(typename Set::value_type value) {
  Set one;
  one.insert(std::move(value));
  return one.extract(one.begin());
}

/// The entry of a lead stands elsewhere from now on, or comes, or goes.
void move_entry(MemoryTenant::Entries& entries, MemoryTenant::Entries::node_type& added,
                Instant from, Instant to, std::uint64_t number) noexcept {
  if (from == to) return;
  if (from == kNever) {
    entries.insert(std::move(added));
  } else if (auto node = entries.extract({from, number}); node && to != kNever) {
    node.value().first = to;
    entries.insert(std::move(node));
  }
}

void set_member(MemoryTenant::Numbers& numbers, MemoryTenant::Numbers::node_type& added,
                std::uint64_t number, bool is) noexcept {
  if (added) {
    numbers.insert(std::move(added));
  } else if (!is) {
    numbers.erase(number);
  }
}

/// Room for `count` more, doubled when it is too small.
template <class Values>
void make_room(Values& values, std::size_t count) {
  const std::size_t least = values.size() + count;
  if (least > values.capacity()) values.reserve(std::max(least, 2 * values.capacity()));
}

/// The sizes of a journal, to return to.
class JournalEnd {
 public:
  explicit JournalEnd(const Journal& of)
      : entries_(of.entries.size()),
        values_(of.values.size()),
        effects_(of.effects.size()),
        timers_(of.timers.size()),
        trace_(of.trace.size()),
        text_(of.text.size()) {}
  void cut(Journal& journal) const noexcept {
    journal.entries.resize(entries_);
    journal.values.resize(values_);
    journal.effects.resize(effects_);
    journal.timers.resize(timers_);
    journal.trace.resize(trace_);
    journal.text.resize(text_);
  }

 private:
  std::size_t entries_, values_, effects_, timers_, trace_, text_;
};

}  // namespace

void MemoryCommit::prepare(const WriteSet& writes, WritePlan& plan) {
  if (leads_.size() < writes.leads.size()) leads_.resize(writes.leads.size());
  for (std::size_t i = 0; i < writes.leads.size(); ++i) {
    prepare_lead(writes.leads[i], plan.leads[i], leads_[i]);
  }
  prepare_lists(writes);
  append_journal(writes, plan);
}

/// The place of a lead; one that is new has revision 0 there, as if there were none.
MemorySlot& MemoryCommit::slot_of(const LeadWrite& write) {
  const LeadKey key = write.lead->key;
  MemoryTenant& tenant = data_.tenant(key.tenant);
  if (tenant.leads.size() < key.number) tenant.leads.resize(key.number);
  return tenant.leads[key.number - 1];
}

void MemoryCommit::prepare_lead(const LeadWrite& write, const LeadPlan& planned,
                                Prepared& prepared) {
  const LeadRecord& lead = *write.lead;
  const std::uint64_t number = lead.key.number;
  MemorySlot& slot = slot_of(write);
  MemoryTenant& tenant = data_.tenant(lead.key.tenant);
  const LeadRecord& before = slot.record;
  forget(prepared);
  prepared.record = lead;
  if (before.due_entry == kNever && planned.due != kNever) {
    prepared.due = node_of<MemoryTenant::Entries>({planned.due, number});
  }
  if (before.ready_entry == kNever && planned.ready != kNever) {
    prepared.ready = node_of<MemoryTenant::Entries>({planned.ready, number});
  }
  if (planned.dead_letter && !before.dead_entry) {
    prepared.dead = node_of<MemoryTenant::Numbers>(number);
  }
  if (planned.open_step && !before.open_entry) {
    prepared.open = node_of<MemoryTenant::Numbers>(number);
  }
  const bool same_owner = before.open_entry && planned.open_step && before.owner == lead.owner;
  if (!same_owner && before.open_entry) {
    prepared.owned_before = tenant.open_by_owner.find({before.owner, number});
    prepared.was_owned = true;
  }
  if (!same_owner && planned.open_step) {
    prepared.owned = node_of<MemoryTenant::Owned>({lead.owner, number});
  }
  if (!write.aside.empty()) make_room(slot.aside, write.aside.size());
  if (write.expected == 0) {
    slot.host_id = write.host_id;
    std::unordered_map<std::string, std::uint64_t> one{{slot.host_id, number}};
    prepared.number = one.extract(one.begin());
  }
}

/// All but the memory of the record.
void MemoryCommit::forget(Prepared& prepared) {
  prepared.due = {};
  prepared.ready = {};
  prepared.open = {};
  prepared.dead = {};
  prepared.owned = {};
  prepared.was_owned = false;
  prepared.number = {};
}

void MemoryCommit::prepare_lists(const WriteSet& writes) {
  personal_.clear();
  for (const PersonalValue& value : writes.personal) {
    std::map<std::string, std::string> one{{value.name, value.value}};
    personal_.emplace_back(value.lead, one.extract(one.begin()));
  }
  waiting_.clear();
  for (const WriteSet::Waiting& added : writes.waiting) {
    data_.tenant(added.tenant);
    MemoryTenant::Waiting one;
    one[added.lead].push_back(added.event);
    waiting_.emplace_back(added.tenant, one.extract(one.begin()));
  }
  std::size_t added = 0;
  for (const LeadWrite& write : writes.leads) added += write.expected == 0;
  if (added == 0) return;
  // Nodes that come later find the buckets there: making those is all that could fail.
  for (MemoryTenant& tenant : data_.tenants) {
    const auto least = static_cast<float>(tenant.numbers.size() + added);
    if (least >
        tenant.numbers.max_load_factor() * static_cast<float>(tenant.numbers.bucket_count())) {
      tenant.numbers.reserve(2 * (tenant.numbers.size() + added));
    }
  }
}

void MemoryCommit::append_journal(const WriteSet& writes, WritePlan& plan) {
  const JournalEnd end(data_.log);
  const std::size_t rows = data_.previous.size();
  try {
    for (std::size_t i = 0; i < writes.journal.entries.size(); ++i) {
      append(writes.journal, writes.journal.entries[i], data_.log);
      LeadPlan& lead = plan.leads[plan.lead_of[i]];
      data_.previous.push_back(lead.last_row);
      lead.last_row = std::ssize(data_.previous);
    }
  } catch (const std::exception&) {
    end.cut(data_.log);
    data_.previous.resize(rows);
    throw;
  }
}

void MemoryCommit::apply(const WriteSet& writes, const WritePlan& plan) noexcept {
  for (std::size_t i = 0; i < writes.leads.size(); ++i) {
    apply_lead(writes.leads[i], plan.leads[i], leads_[i]);
  }
  for (const WriteSet::Tenant& tenant : writes.tenants) {
    data_.tenants[tenant.number - 1].record.last_lead = tenant.last_lead;
  }
  apply_lists(writes);
}

void MemoryCommit::apply_lead(const LeadWrite& write, const LeadPlan& planned,
                              Prepared& prepared) noexcept {
  const LeadKey key = write.lead->key;
  MemoryTenant& tenant = data_.tenants[key.tenant - 1];
  MemorySlot& slot = tenant.leads[key.number - 1];
  move_entry(tenant.due, prepared.due, slot.record.due_entry, planned.due, key.number);
  move_entry(tenant.ready, prepared.ready, slot.record.ready_entry, planned.ready, key.number);
  set_member(tenant.open_steps, prepared.open, key.number, planned.open_step);
  set_member(tenant.dead_letters, prepared.dead, key.number, planned.dead_letter);
  if (prepared.was_owned) tenant.open_by_owner.erase(prepared.owned_before);
  if (prepared.owned) tenant.open_by_owner.insert(std::move(prepared.owned));
  if (prepared.number) tenant.numbers.insert(std::move(prepared.number));
  std::swap(slot.record, prepared.record);
  if (write.attributes) std::swap(slot.attributes, slot.record.attributes);
  slot.record.attributes = {};
  slot.record.attributes_loaded = false;
  relance::apply(planned, write.expected, slot.record);
  slot.aside.insert(slot.aside.end(), write.aside.begin(), write.aside.end());
}

void MemoryCommit::apply_lists(const WriteSet& writes) noexcept {
  for (auto& [lead, node] : personal_) {
    MemorySlot* slot = data_.slot(lead);
    if (slot == nullptr) continue;
    const auto there = slot->personal.insert(std::move(node));
    if (!there.inserted) there.position->second.swap(there.node.mapped());
  }
  for (auto& [tenant, node] : waiting_) {
    const auto there = data_.tenants[tenant - 1].waiting.insert(std::move(node));
    if (there.inserted) continue;
    std::list<WaitingEvent>& known = there.position->second;
    known.splice(known.end(), there.node.mapped());
  }
  for (const WriteSet::Dropped& dropped : writes.dropped) {
    auto& waiting = data_.tenants[dropped.tenant - 1].waiting;
    const auto known = waiting.find(dropped.lead);
    if (known == waiting.end()) continue;
    std::erase_if(known->second,
                  [&](const WaitingEvent& event) { return event.position == dropped.position; });
    if (known->second.empty()) waiting.erase(known);
  }
  for (const WriteSet::Placed& placed : writes.placed) {
    data_.tenants[placed.tenant - 1].waiting.erase(placed.lead);
  }
  personal_.clear();
  waiting_.clear();
}

}  // namespace relance
