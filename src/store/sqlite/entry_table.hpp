// The two orders that are scanned: what is due, and what is ready for the host. One entry per lead,
// never later than the truth.
#pragma once

#include <vector>

#include "relance/store.hpp"
#include "store/sqlite/statement.hpp"

namespace relance {

class EntryTable {
 public:
  struct Sql {
    const char* insert;
    const char* remove;
    const char* scan;
  };
  static constexpr Sql kArmed = {
      "INSERT OR IGNORE INTO armed(tenant, at, number) VALUES(?, ?, ?)",
      "DELETE FROM armed WHERE tenant = ? AND at = ? AND number = ?",
      "SELECT at, number FROM armed WHERE tenant = ? AND at <= ? ORDER BY at, number LIMIT ?"};
  static constexpr Sql kReady = {
      "INSERT OR IGNORE INTO ready(tenant, at, number) VALUES(?, ?, ?)",
      "DELETE FROM ready WHERE tenant = ? AND at = ? AND number = ?",
      "SELECT at, number FROM ready WHERE tenant = ? AND at <= ? ORDER BY at, number LIMIT ?"};

  EntryTable(Connection& connection, const Sql& sql);

  /// Appends at most `limit` entries up to `until`, ascending.
  void scan(std::uint32_t tenant, Instant until, std::size_t limit,
            std::vector<ScanEntry>& entries);

  /// Notes that the entry of a lead stands elsewhere; kNever: nowhere.
  void move(LeadKey lead, Instant from, Instant to);
  /// Writes what was noted, in the order of the table, so that large sets touch each page once.
  void write();
  void forget() {
    removed_.clear();
    added_.clear();
  }

 private:
  static void write(Statement& statement, std::vector<ScanEntry>& entries);

  Statement insert_, remove_, scan_;
  std::vector<ScanEntry> removed_, added_;
};

}  // namespace relance
