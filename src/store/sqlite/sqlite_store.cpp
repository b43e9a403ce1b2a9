#include "store/sqlite/sqlite_store.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>
#include <tuple>
#include <utility>

#include "store/sqlite/verify.hpp"

namespace relance {
namespace {

/// Fifty commits or so of another connection. With a third of that one decision in a hundred still
/// waits for a commit of the one that gives way (docs/performance.md, "Deploying").
constexpr std::chrono::milliseconds kTurn{3};

constexpr const char* kOthers = "PRAGMA data_version";  // changes when another has committed

template <class Keys>
void ascending(const Keys& keys, std::vector<std::uint32_t>& order) {
  order.resize(keys.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto before = [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; };
  if (std::is_sorted(order.begin(), order.end(), before)) return;  // as most come
  std::sort(order.begin(), order.end(), before);
}

}  // namespace

SqliteStore::SqliteStore(const std::string& path, const SqliteOptions& options)
    : connection_(path, options),
      brackets_(connection_),
      tenants_(connection_),
      workflows_(connection_),
      deployments_(connection_),
      leads_(connection_),
      host_ids_(connection_),
      journal_(connection_),
      armed_(connection_, EntryTable::kArmed),
      ready_(connection_, EntryTable::kReady),
      keys_(connection_),
      personal_(connection_),
      waiting_(connection_),
      others_(connection_.number(kOthers)) {}

std::optional<TenantRecord> SqliteStore::find_tenant(std::string_view name) {
  return tenants_.find(name);
}

std::vector<TenantRecord> SqliteStore::tenants() { return tenants_.all(); }

// What is there already is found without the commit lock, so that putting rules in force anew lets
// decisions wait for one commit at the most.

std::uint32_t SqliteStore::add_tenant(std::string_view name) {
  if (const auto there = tenants_.find(name)) return there->number;
  Transaction transaction(brackets_);
  const std::optional<TenantRecord> known = tenants_.find(name);
  const std::uint32_t number = known ? known->number : tenants_.add(name);
  transaction.commit();
  return number;
}

std::uint32_t SqliteStore::add_workflow(const StoredWorkflow& workflow) {
  if (const std::uint32_t there = workflows_.find(workflow.fingerprint)) return there;
  Transaction transaction(brackets_);
  const std::uint32_t known = workflows_.find(workflow.fingerprint);
  const std::uint32_t number = known != 0 ? known : workflows_.add(workflow);
  transaction.commit();
  return number;
}

std::optional<StoredWorkflow> SqliteStore::workflow(std::uint32_t number) {
  return workflows_.read(number);
}

std::vector<std::uint32_t> SqliteStore::workflows() { return workflows_.all(); }

void SqliteStore::use_workflow(const DeploymentRecord& deployment) {
  Transaction transaction(brackets_);
  if (tenants_.use_workflow(deployment.tenant, deployment.workflow)) deployments_.add(deployment);
  transaction.commit();
}

std::vector<DeploymentRecord> SqliteStore::deployments(std::uint32_t tenant) {
  return deployments_.all(tenant);
}

void SqliteStore::begin_reading() { brackets_.open(); }

void SqliteStore::end_reading() noexcept { brackets_.roll_back(); }

void SqliteStore::find(std::uint32_t tenant, std::span<const std::string_view> ids,
                       std::span<std::uint64_t> numbers) {
  if (ids.size() == 1) {
    numbers[0] = host_ids_.find(tenant, ids[0]);
    return;
  }
  ascending(ids, order_);
  const Snapshot snapshot(brackets_);
  for (const std::uint32_t i : order_) numbers[i] = host_ids_.find(tenant, ids[i]);
}

void SqliteStore::read(std::span<const LeadKey> keys, std::span<LeadRecord> leads) {
  if (keys.size() == 1) return leads_.read(keys[0], leads[0]);
  ascending(keys, order_);
  const Snapshot snapshot(brackets_);
  for (const std::uint32_t i : order_) leads_.read(keys[i], leads[i]);
}

void SqliteStore::read_attributes(LeadRecord& lead) { leads_.read_attributes(lead); }

std::string SqliteStore::host_id(LeadKey lead) { return host_ids_.read(lead); }

std::vector<KeyEntry> SqliteStore::keys_aside(LeadKey lead, std::uint64_t key_hash) {
  return keys_.read(lead, key_hash);
}

void SqliteStore::history(const LeadRecord& lead, std::uint32_t from_seq, std::uint32_t to_seq,
                          Journal& journal) {
  const Snapshot snapshot(brackets_);
  journal_.history(lead.key, lead.last_row, from_seq, to_seq, journal);
}

void SqliteStore::scan_journal(std::optional<std::uint32_t> tenant, std::uint64_t after,
                               std::size_t limit, JournalScan& page) {
  journal_.scan(tenant, after, limit, page);
}

std::vector<PersonalValue> SqliteStore::personal(LeadKey lead) { return personal_.read(lead); }

std::vector<WaitingEvent> SqliteStore::waiting(std::uint32_t tenant, std::string_view lead) {
  return waiting_.read(tenant, lead);
}

std::vector<std::string> SqliteStore::waiting_leads(std::uint32_t tenant, std::string_view after,
                                                    std::size_t limit) {
  return waiting_.leads(tenant, after, limit);
}

void SqliteStore::due(std::optional<std::uint32_t> tenant, Instant until, std::size_t limit,
                      std::vector<ScanEntry>& entries) {
  entries.clear();
  if (tenant) return armed_.scan(*tenant, until, limit, entries);
  const Snapshot snapshot(brackets_);
  for (const TenantRecord& each : tenants_.all()) {
    armed_.scan(each.number, until, limit, entries);
  }
  std::sort(entries.begin(), entries.end(), [](const ScanEntry& a, const ScanEntry& b) {
    return std::tie(a.at, a.lead) < std::tie(b.at, b.lead);
  });
  if (entries.size() > limit) entries.resize(limit);
}

void SqliteStore::ready(std::uint32_t tenant, Instant until, std::size_t limit,
                        std::vector<ScanEntry>& entries) {
  entries.clear();
  ready_.scan(tenant, until, limit, entries);
}

void SqliteStore::with_open_steps(std::uint32_t tenant, std::optional<std::string_view> owner,
                                  std::uint64_t after, std::size_t limit,
                                  std::vector<std::uint64_t>& numbers) {
  leads_.with_open_steps(tenant, owner, after, limit, numbers);
}

void SqliteStore::with_dead_letters(std::uint32_t tenant, std::uint64_t after, std::size_t limit,
                                    std::vector<std::uint64_t>& numbers) {
  leads_.with_dead_letters(tenant, after, limit, numbers);
}

bool SqliteStore::commit(WriteSet& writes) {
  plan(writes, plan_);
  armed_.forget();
  ready_.forget();
  Transaction transaction(brackets_);
  if (!write(writes)) return false;
  transaction.commit();
  finish(writes, plan_);
  return true;
}

bool SqliteStore::write(const WriteSet& writes) {
  for (const WriteSet::Tenant& tenant : writes.tenants) {
    if (!tenants_.count_leads(tenant)) return false;
  }
  if (!write_waiting(writes)) return false;
  write_journal(writes);
  if (!write_leads(writes) || !place(writes)) return false;
  armed_.write();
  ready_.write();
  for (const PersonalValue& value : writes.personal) personal_.write(value);
  return true;
}

bool SqliteStore::write_waiting(const WriteSet& writes) {
  for (const WriteSet::Waiting& added : writes.waiting) {
    if (host_ids_.find(added.tenant, added.lead) != 0) return false;
    if (waiting_.newest(added.tenant, added.lead) + 1 != added.event.position) return false;
    waiting_.add(added);
  }
  for (const WriteSet::Dropped& dropped : writes.dropped) waiting_.drop(dropped);
  return true;
}

void SqliteStore::write_journal(const WriteSet& writes) {
  const Journal& journal = writes.journal;
  if (journal.entries.empty()) return;
  std::int64_t row = journal_.next_row();
  for (std::size_t i = 0; i < journal.entries.size(); ++i, ++row) {
    LeadPlan& lead = plan_.leads[plan_.lead_of[i]];
    journal_.append(journal, journal.entries[i], row, lead.last_row);
    lead.last_row = row;
  }
}

bool SqliteStore::write_leads(const WriteSet& writes) {
  for (const std::uint32_t i : plan_.by_key) {
    const LeadWrite& write = writes.leads[i];
    const LeadRecord& lead = *write.lead;
    if (!leads_.write(write, plan_.leads[i])) return false;
    if (write.expected == 0 && !host_ids_.add(lead.key, write.host_id)) return false;
    armed_.move(lead.key, lead.due_entry, plan_.leads[i].due);
    ready_.move(lead.key, lead.ready_entry, plan_.leads[i].ready);
    for (const KeyEntry& key : write.aside) keys_.add(lead.key, key);
  }
  return true;
}

/// A lead that came takes its waiting events along: all of them, and only those it knew of.
bool SqliteStore::place(const WriteSet& writes) {
  for (const WriteSet::Placed& placed : writes.placed) {
    if (waiting_.newest(placed.tenant, placed.lead) != placed.last) return false;
    waiting_.remove(placed.tenant, placed.lead);
  }
  bool check = false;
  for (const LeadWrite& write : writes.leads) check = check || write.expected == 0;
  if (!check || !waiting_.any()) return true;
  return std::all_of(writes.leads.begin(), writes.leads.end(), [&](const LeadWrite& write) {
    return write.expected != 0 || waiting_.newest(write.lead->key.tenant, write.host_id) == 0;
  });
}

bool SqliteStore::give_way() {
  const std::int64_t others = connection_.number(kOthers);
  if (std::exchange(others_, others) == others) return false;
  std::this_thread::sleep_for(kTurn);
  return true;
}

void SqliteStore::idle() {
  try {
    const CommitLock hold(connection_.lock_file(), 0);
    connection_.checkpoint(true);
  } catch (const Fault& fault) {
    // Somebody else is writing: not a good moment after all.
    if (fault.code() != ErrorCode::busy) throw;
  }
}

std::vector<std::string> SqliteStore::verify() {
  const Snapshot snapshot(brackets_);
  std::vector<std::string> problems = connection_.check_file(false);
  // What the pages hold is worth a look only when the pages are sound.
  return problems.empty() ? verify_tables(connection_, leads_, journal_) : problems;
}

}  // namespace relance
