// The store port on one SQLite file.
#pragma once

#include <string>
#include <vector>

#include "relance/store.hpp"
#include "store/sqlite/entry_table.hpp"
#include "store/sqlite/journal_table.hpp"
#include "store/sqlite/lead_table.hpp"
#include "store/sqlite/side_tables.hpp"
#include "store/sqlite/tenant_table.hpp"
#include "store/write_plan.hpp"

namespace relance {

class SqliteStore final : public Store {
 public:
  /// `path` is absolute, without symbolic links, and names a database of ours.
  SqliteStore(const std::string& path, const SqliteOptions& options);

  std::optional<TenantRecord> find_tenant(std::string_view name) override;
  std::vector<TenantRecord> tenants() override;
  std::uint32_t add_tenant(std::string_view name) override;
  std::uint32_t add_workflow(const StoredWorkflow& workflow) override;
  std::optional<StoredWorkflow> workflow(std::uint32_t number) override;
  std::vector<std::uint32_t> workflows() override;
  void use_workflow(const DeploymentRecord& deployment) override;
  std::vector<DeploymentRecord> deployments(std::uint32_t tenant) override;

  void begin_reading() override;
  void end_reading() noexcept override;
  void find(std::uint32_t tenant, std::span<const std::string_view> ids,
            std::span<std::uint64_t> numbers) override;
  void read(std::span<const LeadKey> keys, std::span<LeadRecord> leads) override;
  void read_attributes(LeadRecord& lead) override;
  std::string host_id(LeadKey lead) override;
  std::vector<KeyEntry> keys_aside(LeadKey lead, std::uint64_t key_hash) override;
  void scan_journal(std::optional<std::uint32_t> tenant, std::uint64_t after, std::size_t limit,
                    JournalScan& page) override;
  void history(const LeadRecord& lead, std::uint32_t from_seq, std::uint32_t to_seq,
               Journal& journal) override;
  std::vector<PersonalValue> personal(LeadKey lead) override;
  std::vector<WaitingEvent> waiting(std::uint32_t tenant, std::string_view lead) override;
  std::vector<std::string> waiting_leads(std::uint32_t tenant, std::string_view after,
                                         std::size_t limit) override;

  void due(std::optional<std::uint32_t> tenant, Instant until, std::size_t limit,
           std::vector<ScanEntry>& entries) override;
  void ready(std::uint32_t tenant, Instant until, std::size_t limit,
             std::vector<ScanEntry>& entries) override;
  void with_open_steps(std::uint32_t tenant, std::optional<std::string_view> owner,
                       std::uint64_t after, std::size_t limit,
                       std::vector<std::uint64_t>& numbers) override;
  void with_dead_letters(std::uint32_t tenant, std::uint64_t after, std::size_t limit,
                         std::vector<std::uint64_t>& numbers) override;

  bool commit(WriteSet& writes) override;
  bool give_way() override;
  void idle() override;
  std::vector<std::string> verify() override;

 private:
  /// False: something is not as expected; the transaction is to be given up.
  bool write(const WriteSet& writes);
  bool write_waiting(const WriteSet& writes);
  bool write_leads(const WriteSet& writes);
  bool place(const WriteSet& writes);
  void write_journal(const WriteSet& writes);

  Connection connection_;
  Brackets brackets_;
  TenantTable tenants_;
  WorkflowTable workflows_;
  DeploymentTable deployments_;
  LeadTable leads_;
  HostIdTable host_ids_;
  JournalTable journal_;
  EntryTable armed_, ready_;
  KeyTable keys_;
  PersonalTable personal_;
  WaitingTable waiting_;
  WritePlan plan_;
  std::vector<std::uint32_t> order_;  // of the keys of a call, so that neighbours meet
  std::int64_t others_;               // SQLite's count of what others have committed, as last seen
};

}  // namespace relance
