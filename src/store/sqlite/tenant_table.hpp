// Tenants, and the texts of all workflows ever deployed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "relance/store.hpp"
#include "store/sqlite/statement.hpp"

namespace relance {

class TenantTable {
 public:
  explicit TenantTable(Connection& connection);

  std::optional<TenantRecord> find(std::string_view name);
  std::vector<TenantRecord> all();
  std::uint32_t add(std::string_view name);
  /// False when it used that one already. Fault unknown when there is no such tenant or workflow.
  bool use_workflow(std::uint32_t tenant, std::uint32_t workflow);
  /// False: last_lead is not `expected`.
  bool count_leads(const WriteSet::Tenant& tenant);

 private:
  Statement find_, all_, add_, use_, uses_, count_;
};

class WorkflowTable {
 public:
  explicit WorkflowTable(Connection& connection);

  /// 0: there is none with this fingerprint.
  std::uint32_t find(std::string_view fingerprint);
  std::uint32_t add(const StoredWorkflow& workflow);
  std::optional<StoredWorkflow> read(std::uint32_t number);
  std::vector<std::uint32_t> all();

 private:
  Statement find_, add_, add_word_, read_, read_words_, all_;
};

/// Which rules a tenant's new leads took, and from when on.
class DeploymentTable {
 public:
  explicit DeploymentTable(Connection& connection);
  void add(const DeploymentRecord& deployment);
  std::vector<DeploymentRecord> all(std::uint32_t tenant);

 private:
  Statement add_, all_;
};

}  // namespace relance
