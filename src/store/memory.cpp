// The memory store: the reference that the contract tests hold the others against.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "relance/store.hpp"
#include "store/memory_commit.hpp"
#include "store/memory_data.hpp"
#include "store/pools.hpp"
#include "store/write_plan.hpp"

namespace relance {
namespace {

class MemoryStore final : public Store {
 public:
  std::optional<TenantRecord> find_tenant(std::string_view name) override {
    for (const MemoryTenant& tenant : data_.tenants) {
      if (tenant.record.name == name) return tenant.record;
    }
    return std::nullopt;
  }

  std::vector<TenantRecord> tenants() override {
    std::vector<TenantRecord> records;
    for (const MemoryTenant& tenant : data_.tenants) records.push_back(tenant.record);
    return records;
  }

  std::uint32_t add_tenant(std::string_view name) override {
    if (const auto known = find_tenant(name)) return known->number;
    const auto number = static_cast<std::uint32_t>(data_.tenants.size() + 1);
    MemoryTenant added;
    added.record = {number, std::string(name), 0, 0};
    data_.tenants.push_back(std::move(added));
    return number;
  }

  std::uint32_t add_workflow(const StoredWorkflow& workflow) override {
    for (const StoredWorkflow& known : workflows_) {
      if (known.fingerprint == workflow.fingerprint) return known.number;
    }
    workflows_.push_back(workflow);
    workflows_.back().number = static_cast<std::uint32_t>(workflows_.size());
    return workflows_.back().number;
  }

  std::optional<StoredWorkflow> workflow(std::uint32_t number) override {
    if (number == 0 || number > workflows_.size()) return std::nullopt;
    return workflows_[number - 1];
  }

  std::vector<std::uint32_t> workflows() override {
    std::vector<std::uint32_t> numbers;
    for (const StoredWorkflow& workflow : workflows_) numbers.push_back(workflow.number);
    return numbers;
  }

  void use_workflow(const DeploymentRecord& deployment) override {
    if (deployment.workflow == 0 || deployment.workflow > workflows_.size()) {
      throw Fault(ErrorCode::unknown, "no such workflow: add_workflow first");
    }
    MemoryTenant& tenant = known_tenant(deployment.tenant);
    if (tenant.record.workflow == deployment.workflow) return;
    tenant.deployments.push_back(deployment);
    tenant.deployments.back().number = static_cast<std::uint32_t>(tenant.deployments.size());
    tenant.record.workflow = deployment.workflow;
  }

  std::vector<DeploymentRecord> deployments(std::uint32_t tenant) override {
    return known_tenant(tenant).deployments;
  }

  void find(std::uint32_t tenant, std::span<const std::string_view> ids,
            std::span<std::uint64_t> numbers) override {
    const MemoryTenant& data = known_tenant(tenant);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto found = data.numbers.find(std::string(ids[i]));
      numbers[i] = found == data.numbers.end() ? 0 : found->second;
    }
  }

  void read(std::span<const LeadKey> keys, std::span<LeadRecord> leads) override {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const MemorySlot* slot = find_slot(keys[i]);
      leads[i] = slot == nullptr ? LeadRecord{} : slot->record;
      leads[i].key = keys[i];
    }
  }

  void read_attributes(LeadRecord& lead) override {
    const MemorySlot* slot = find_slot(lead.key);
    lead.attributes = slot == nullptr ? LeadAttributes{} : slot->attributes;
    lead.attributes_loaded = true;
  }

  std::string host_id(LeadKey lead) override {
    const MemorySlot* slot = find_slot(lead);
    return slot == nullptr ? std::string() : slot->host_id;
  }

  std::vector<KeyEntry> keys_aside(LeadKey lead, std::uint64_t key_hash) override {
    std::vector<KeyEntry> keys;
    if (const MemorySlot* slot = find_slot(lead)) {
      std::copy_if(slot->aside.begin(), slot->aside.end(), std::back_inserter(keys),
                   [&](const KeyEntry& key) { return key.key_hash == key_hash; });
    }
    return keys;
  }

  void history(const LeadRecord& lead, std::uint32_t from_seq, std::uint32_t to_seq,
               Journal& journal) override {
    std::vector<std::size_t> found;
    for (std::int64_t row = lead.last_row; row != 0; row = data_.previous[at(row)]) {
      const std::uint32_t seq = data_.log.entries[at(row)].seq;
      if (seq < from_seq) break;
      if (seq <= to_seq) found.push_back(at(row));
    }
    for (auto index = found.rbegin(); index != found.rend(); ++index) {
      append(data_.log, data_.log.entries[*index], journal);
    }
  }

  void scan_journal(std::optional<std::uint32_t> tenant, std::uint64_t after, std::size_t limit,
                    JournalScan& page) override {
    const std::uint64_t size = data_.log.entries.size();
    const std::uint64_t first = std::min(after, size);
    const std::uint64_t end = first + std::min<std::uint64_t>(limit, size - first);
    for (std::uint64_t row = first; row < end; ++row) {
      const JournalEntry& entry = data_.log.entries[row];
      if (tenant && entry.lead.tenant != *tenant) continue;
      append(data_.log, entry, page.journal);
      page.positions.push_back(row + 1);
    }
    page.last = std::max(after, end);
    page.more = end < size;
  }

  std::vector<PersonalValue> personal(LeadKey lead) override {
    std::vector<PersonalValue> values;
    if (const MemorySlot* slot = find_slot(lead)) {
      for (const auto& [name, value] : slot->personal) values.push_back({lead, name, value});
    }
    return values;
  }

  std::vector<WaitingEvent> waiting(std::uint32_t tenant, std::string_view lead) override {
    const MemoryTenant& data = known_tenant(tenant);
    const auto found = data.waiting.find(std::string(lead));
    if (found == data.waiting.end()) return {};
    return {found->second.begin(), found->second.end()};
  }

  std::vector<std::string> waiting_leads(std::uint32_t tenant, std::string_view after,
                                         std::size_t limit) override {
    const MemoryTenant& data = known_tenant(tenant);
    std::vector<std::string> ids;
    for (auto it = data.waiting.upper_bound(std::string(after));
         it != data.waiting.end() && ids.size() < limit; ++it) {
      ids.push_back(it->first);
    }
    return ids;
  }

  void due(std::optional<std::uint32_t> tenant, Instant until, std::size_t limit,
           std::vector<ScanEntry>& entries) override {
    entries.clear();
    if (tenant) return scan(known_tenant(*tenant).due, *tenant, until, limit, entries);
    for (const MemoryTenant& data : data_.tenants) {
      scan(data.due, data.record.number, until, limit, entries);
    }
    std::sort(entries.begin(), entries.end(), [](const ScanEntry& a, const ScanEntry& b) {
      return std::tie(a.at, a.lead) < std::tie(b.at, b.lead);
    });
    if (entries.size() > limit) entries.resize(limit);
  }

  void ready(std::uint32_t tenant, Instant until, std::size_t limit,
             std::vector<ScanEntry>& entries) override {
    entries.clear();
    scan(known_tenant(tenant).ready, tenant, until, limit, entries);
  }

  void with_open_steps(std::uint32_t tenant, std::optional<std::string_view> owner,
                       std::uint64_t after, std::size_t limit,
                       std::vector<std::uint64_t>& numbers) override {
    const MemoryTenant& data = known_tenant(tenant);
    numbers.clear();
    if (!owner) return copy_above(data.open_steps, after, limit, numbers);
    auto it = data.open_by_owner.upper_bound({std::string(*owner), after});
    for (; it != data.open_by_owner.end() && it->first == *owner && numbers.size() < limit; ++it) {
      numbers.push_back(it->second);
    }
  }

  void with_dead_letters(std::uint32_t tenant, std::uint64_t after, std::size_t limit,
                         std::vector<std::uint64_t>& numbers) override {
    numbers.clear();
    copy_above(known_tenant(tenant).dead_letters, after, limit, numbers);
  }

  bool commit(WriteSet& writes) override {
    plan(writes, plan_);
    if (!as_expected(writes)) return false;
    commit_.prepare(writes, plan_);
    commit_.apply(writes, plan_);
    finish(writes, plan_);
    return true;
  }

  std::vector<std::string> verify() override { return {}; }

 private:
  static std::size_t at(std::int64_t row) { return static_cast<std::size_t>(row - 1); }

  static void scan(const MemoryTenant::Entries& from, std::uint32_t tenant, Instant until,
                   std::size_t limit, std::vector<ScanEntry>& entries) {
    std::size_t taken = 0;
    for (auto it = from.begin(); it != from.end() && it->first <= until && taken < limit; ++it) {
      entries.push_back({it->first, {tenant, it->second}});
      ++taken;
    }
  }

  static void copy_above(const std::set<std::uint64_t>& from, std::uint64_t after,
                         std::size_t limit, std::vector<std::uint64_t>& numbers) {
    for (auto it = from.upper_bound(after); it != from.end() && numbers.size() < limit; ++it) {
      numbers.push_back(*it);
    }
  }

  MemoryTenant& known_tenant(std::uint32_t number) { return data_.tenant(number); }
  MemorySlot* find_slot(LeadKey key) { return data_.slot(key); }

  /// The newest position that waits for a host id, after what `writes` adds.
  std::uint64_t newest_waiting(const WriteSet& writes, std::uint32_t tenant,
                               const std::string& lead) {
    const MemoryTenant& data = known_tenant(tenant);
    const auto found = data.waiting.find(lead);
    std::uint64_t newest = found == data.waiting.end() ? 0 : found->second.back().position;
    for (const WriteSet::Waiting& added : writes.waiting) {
      if (added.tenant == tenant && added.lead == lead) newest = added.event.position;
    }
    return newest;
  }

  bool lead_as_expected(const WriteSet& writes, const LeadWrite& write) {
    const LeadKey key = write.lead->key;
    MemoryTenant& tenant = known_tenant(key.tenant);
    const MemorySlot* slot = tenant.find(key.number);
    if (write.expected != 0) return slot != nullptr && slot->record.revision == write.expected;
    const std::string id(write.host_id);
    if (slot != nullptr || tenant.numbers.count(id) != 0) return false;
    if (newest_waiting(writes, key.tenant, id) == 0) return true;
    return std::any_of(writes.placed.begin(), writes.placed.end(), [&](const auto& placed) {
      return placed.tenant == key.tenant && placed.lead == id;
    });
  }

  bool waiting_as_expected(const WriteSet& writes) {
    std::map<std::pair<std::uint32_t, std::string>, std::uint64_t> newest;
    const WriteSet none;
    for (const WriteSet::Waiting& added : writes.waiting) {
      const auto [known, first] = newest.try_emplace({added.tenant, added.lead}, 0);
      if (first) known->second = newest_waiting(none, added.tenant, added.lead);
      if (added.event.position != known->second + 1) return false;
      known->second = added.event.position;
      if (known_tenant(added.tenant).numbers.count(added.lead) != 0) return false;
    }
    return true;
  }

  bool as_expected(const WriteSet& writes) {
    for (const WriteSet::Tenant& tenant : writes.tenants) {
      if (known_tenant(tenant.number).record.last_lead != tenant.expected_last_lead) return false;
    }
    for (const LeadWrite& write : writes.leads) {
      if (!lead_as_expected(writes, write)) return false;
    }
    if (!waiting_as_expected(writes)) return false;
    for (const WriteSet::Placed& placed : writes.placed) {
      if (newest_waiting(writes, placed.tenant, placed.lead) != placed.last) return false;
    }
    return true;
  }

  std::vector<StoredWorkflow> workflows_;
  MemoryData data_;
  MemoryCommit commit_{data_};
  WritePlan plan_;
};

}  // namespace

std::unique_ptr<Store> memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace relance
