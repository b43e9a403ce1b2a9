#include "store/sqlite/entry_table.hpp"

#include <algorithm>
#include <tuple>

namespace relance {

EntryTable::EntryTable(Connection& connection, const Sql& sql)
    : insert_(connection, sql.insert),
      remove_(connection, sql.remove),
      scan_(connection, sql.scan) {}

void EntryTable::scan(std::uint32_t tenant, Instant until, std::size_t limit,
                      std::vector<ScanEntry>& entries) {
  scan_.number(1, tenant).number(2, until.us).number(3, static_cast<std::int64_t>(limit));
  Rows rows(scan_);
  while (rows.next()) {
    entries.push_back({{scan_.integer(0)}, {tenant, scan_.whole<std::uint64_t>(1)}});
  }
}

void EntryTable::move(LeadKey lead, Instant from, Instant to) {
  if (from == to) return;
  if (from != kNever) removed_.push_back({from, lead});
  if (to != kNever) added_.push_back({to, lead});
}

void EntryTable::write() {
  write(remove_, removed_);
  write(insert_, added_);
}

void EntryTable::write(Statement& statement, std::vector<ScanEntry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const ScanEntry& a, const ScanEntry& b) {
    return std::tie(a.lead.tenant, a.at, a.lead.number) <
           std::tie(b.lead.tenant, b.at, b.lead.number);
  });
  for (const ScanEntry& entry : entries) {
    statement.number(1, entry.lead.tenant)
        .number(2, entry.at.us)
        .number(3, static_cast<std::int64_t>(entry.lead.number))
        .run();
  }
  entries.clear();
}

}  // namespace relance
