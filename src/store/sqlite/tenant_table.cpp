#include "store/sqlite/tenant_table.hpp"

namespace relance {
namespace {

TenantRecord record(const Statement& row) {
  return {row.whole<std::uint32_t>(0), std::string(row.bytes(1)), row.whole<std::uint32_t>(2),
          row.whole<std::uint64_t>(3)};
}

}  // namespace

TenantTable::TenantTable(Connection& connection)
    : find_(connection, "SELECT number, name, workflow, last_lead FROM tenant WHERE name = ?"),
      all_(connection, "SELECT number, name, workflow, last_lead FROM tenant ORDER BY number"),
      add_(connection, "INSERT INTO tenant(name, workflow, last_lead) VALUES(?, 0, 0)"),
      use_(connection,
           "UPDATE tenant SET workflow = ?2 WHERE number = ?1 AND workflow <> ?2 AND "
           "EXISTS(SELECT 1 FROM workflow WHERE number = ?2)"),
      uses_(connection, "SELECT 1 FROM tenant WHERE number = ?1 AND workflow = ?2"),
      count_(connection, "UPDATE tenant SET last_lead = ?2 WHERE number = ?1 AND last_lead = ?3") {}

std::optional<TenantRecord> TenantTable::find(std::string_view name) {
  find_.text(1, name);
  Rows rows(find_);
  if (!rows.next()) return std::nullopt;
  return record(find_);
}

std::vector<TenantRecord> TenantTable::all() {
  std::vector<TenantRecord> records;
  Rows rows(all_);
  while (rows.next()) records.push_back(record(all_));
  return records;
}

std::uint32_t TenantTable::add(std::string_view name) {
  add_.text(1, name).run();
  return find(name).value().number;
}

bool TenantTable::use_workflow(std::uint32_t tenant, std::uint32_t workflow) {
  if (use_.number(1, tenant).number(2, workflow).run() != 0) return true;
  uses_.number(1, tenant).number(2, workflow);
  Rows rows(uses_);
  if (rows.next()) return false;
  throw Fault(ErrorCode::unknown, "no such tenant or workflow: add it first");
}

bool TenantTable::count_leads(const WriteSet::Tenant& tenant) {
  return count_.number(1, tenant.number)
             .number(2, static_cast<std::int64_t>(tenant.last_lead))
             .number(3, static_cast<std::int64_t>(tenant.expected_last_lead))
             .run() == 1;
}

WorkflowTable::WorkflowTable(Connection& connection)
    : find_(connection, "SELECT number FROM workflow WHERE fingerprint = ?"),
      add_(connection,
           "INSERT INTO workflow(fingerprint, name, text, normalised, zone_data) "
           "VALUES(?, ?, ?, ?, ?)"),
      add_word_(connection, "INSERT INTO word(workflow, kind, id, word) VALUES(?, ?, ?, ?)"),
      read_(connection,
            "SELECT fingerprint, name, text, normalised, zone_data FROM workflow "
            "WHERE number = ?"),
      read_words_(connection,
                  "SELECT kind, id, word FROM word WHERE workflow = ? ORDER BY kind, id"),
      all_(connection, "SELECT number FROM workflow ORDER BY number") {}

std::uint32_t WorkflowTable::find(std::string_view fingerprint) {
  find_.text(1, fingerprint);
  Rows rows(find_);
  return rows.next() ? find_.whole<std::uint32_t>(0) : 0;
}

std::uint32_t WorkflowTable::add(const StoredWorkflow& workflow) {
  add_.text(1, workflow.fingerprint)
      .text(2, workflow.name)
      .text(3, workflow.text)
      .text(4, workflow.normalised)
      .text(5, workflow.zone_data)
      .run();
  const std::uint32_t number = find(workflow.fingerprint);
  for (const StoredWorkflow::Word& word : workflow.words) {
    add_word_.number(1, number).text(2, word.kind).number(3, word.id).text(4, word.word).run();
  }
  return number;
}

std::optional<StoredWorkflow> WorkflowTable::read(std::uint32_t number) {
  StoredWorkflow workflow;
  workflow.number = number;
  read_.number(1, number);
  Rows rows(read_);
  if (!rows.next()) return std::nullopt;
  workflow.fingerprint = read_.bytes(0);
  workflow.name = read_.bytes(1);
  workflow.text = read_.bytes(2);
  workflow.normalised = read_.bytes(3);
  workflow.zone_data = read_.bytes(4);
  read_words_.number(1, number);
  Rows words(read_words_);
  while (words.next()) {
    workflow.words.push_back({std::string(read_words_.bytes(0)), read_words_.whole<Id>(1),
                              std::string(read_words_.bytes(2))});
  }
  return workflow;
}

std::vector<std::uint32_t> WorkflowTable::all() {
  std::vector<std::uint32_t> numbers;
  Rows rows(all_);
  while (rows.next()) numbers.push_back(all_.whole<std::uint32_t>(0));
  return numbers;
}

DeploymentTable::DeploymentTable(Connection& connection)
    : add_(connection,
           "INSERT INTO deployment(tenant, number, workflow, at, actor) VALUES(?1, (SELECT "
           "ifnull(max(number), 0) + 1 FROM deployment WHERE tenant = ?1), ?2, ?3, ?4)"),
      all_(connection,
           "SELECT number, workflow, at, actor FROM deployment WHERE tenant = ? ORDER BY number") {}

void DeploymentTable::add(const DeploymentRecord& deployment) {
  add_.number(1, deployment.tenant).number(2, deployment.workflow);
  add_.instant(3, deployment.at).text(4, deployment.actor).run();
}

std::vector<DeploymentRecord> DeploymentTable::all(std::uint32_t tenant) {
  std::vector<DeploymentRecord> deployments;
  all_.number(1, tenant);
  Rows rows(all_);
  while (rows.next()) {
    deployments.push_back({all_.whole<std::uint32_t>(0), tenant, all_.whole<std::uint32_t>(1),
                           all_.is_null(2) ? kNever : all_.instant(2), std::string(all_.bytes(3))});
  }
  return deployments;
}

}  // namespace relance
