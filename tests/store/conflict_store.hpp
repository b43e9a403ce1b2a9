// A store that says "conflict" when it is told to, so that what an engine does then can be tested.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "relance/store.hpp"

namespace relance {

/// Passes everything on to another store. A commit for which `conflict` says true writes nothing
/// and answers false, as if another process had been faster.
class ConflictStore final : public Store {
 public:
  /// `conflict` gets the number of the attempt to commit, 1 and up. It may also write to the same
  /// place through another store and answer false: then the conflict is a true one.
  using Conflict = std::function<bool(std::uint64_t attempt)>;

  ConflictStore(std::unique_ptr<Store> store, Conflict conflict)
      : store_(std::move(store)), conflict_(std::move(conflict)) {}

  std::uint64_t attempts() const { return attempts_; }
  std::uint64_t conflicts() const { return conflicts_; }
  std::uint64_t ways_given() const { return ways_given_; }

  bool commit(WriteSet& writes) override {
    const bool done = !conflict_(++attempts_) && store_->commit(writes);
    if (!done) ++conflicts_;
    return done;
  }

  std::optional<TenantRecord> find_tenant(std::string_view name) override {
    return store_->find_tenant(name);
  }
  std::vector<TenantRecord> tenants() override { return store_->tenants(); }
  std::uint32_t add_tenant(std::string_view name) override { return store_->add_tenant(name); }
  std::uint32_t add_workflow(const StoredWorkflow& workflow) override {
    return store_->add_workflow(workflow);
  }
  std::optional<StoredWorkflow> workflow(std::uint32_t number) override {
    return store_->workflow(number);
  }
  std::vector<std::uint32_t> workflows() override { return store_->workflows(); }
  void use_workflow(const DeploymentRecord& deployment) override {
    store_->use_workflow(deployment);
  }
  std::vector<DeploymentRecord> deployments(std::uint32_t tenant) override {
    return store_->deployments(tenant);
  }
  void begin_reading() override { store_->begin_reading(); }
  void end_reading() noexcept override { store_->end_reading(); }
  void find(std::uint32_t tenant, std::span<const std::string_view> ids,
            std::span<std::uint64_t> numbers) override {
    store_->find(tenant, ids, numbers);
  }
  void read(std::span<const LeadKey> keys, std::span<LeadRecord> leads) override {
    store_->read(keys, leads);
  }
  void read_attributes(LeadRecord& lead) override { store_->read_attributes(lead); }
  std::string host_id(LeadKey lead) override { return store_->host_id(lead); }
  std::vector<KeyEntry> keys_aside(LeadKey lead, std::uint64_t key_hash) override {
    return store_->keys_aside(lead, key_hash);
  }
  void history(const LeadRecord& lead, std::uint32_t from_seq, std::uint32_t to_seq,
               Journal& journal) override {
    store_->history(lead, from_seq, to_seq, journal);
  }
  void scan_journal(std::optional<std::uint32_t> tenant, std::uint64_t after, std::size_t limit,
                    JournalScan& page) override {
    store_->scan_journal(tenant, after, limit, page);
  }
  std::vector<PersonalValue> personal(LeadKey lead) override { return store_->personal(lead); }
  std::vector<WaitingEvent> waiting(std::uint32_t tenant, std::string_view lead) override {
    return store_->waiting(tenant, lead);
  }
  std::vector<std::string> waiting_leads(std::uint32_t tenant, std::string_view after,
                                         std::size_t limit) override {
    return store_->waiting_leads(tenant, after, limit);
  }
  void due(std::optional<std::uint32_t> tenant, Instant until, std::size_t limit,
           std::vector<ScanEntry>& entries) override {
    store_->due(tenant, until, limit, entries);
  }
  void ready(std::uint32_t tenant, Instant until, std::size_t limit,
             std::vector<ScanEntry>& entries) override {
    store_->ready(tenant, until, limit, entries);
  }
  void with_open_steps(std::uint32_t tenant, std::optional<std::string_view> owner,
                       std::uint64_t after, std::size_t limit,
                       std::vector<std::uint64_t>& numbers) override {
    store_->with_open_steps(tenant, owner, after, limit, numbers);
  }
  void with_dead_letters(std::uint32_t tenant, std::uint64_t after, std::size_t limit,
                         std::vector<std::uint64_t>& numbers) override {
    store_->with_dead_letters(tenant, after, limit, numbers);
  }
  bool give_way() override {
    ++ways_given_;
    return store_->give_way();
  }
  void idle() override { store_->idle(); }
  std::vector<std::string> verify() override { return store_->verify(); }

 private:
  std::unique_ptr<Store> store_;
  Conflict conflict_;
  std::uint64_t attempts_ = 0;
  std::uint64_t conflicts_ = 0;
  std::uint64_t ways_given_ = 0;
};

}  // namespace relance
