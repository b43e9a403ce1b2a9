#include "olist_bare.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <unordered_map>

#include "bare_database.hpp"

namespace relance::bench {
namespace {

using Text = std::unique_ptr<char, void (*)(void*)>;
using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

BareCell cell_of(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    default: {
      const bool text = sqlite3_column_type(statement, column) == SQLITE_TEXT;
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const int size = sqlite3_column_bytes(statement, column);
      std::string value(size > 0 ? bytes : "", static_cast<std::size_t>(size));
      if (text) return value;
      return BareBytes{std::move(value)};
    }
  }
}

void bind(sqlite3_stmt* statement, int column, const BareCell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    sqlite3_bind_int64(statement, column, *number);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    sqlite3_bind_text(statement, column, text->data(), static_cast<int>(text->size()),
                      SQLITE_STATIC);
  } else if (const auto* blob = std::get_if<BareBytes>(&cell)) {
    sqlite3_bind_blob(statement, column, blob->bytes.data(), static_cast<int>(blob->bytes.size()),
                      SQLITE_STATIC);
  } else {
    sqlite3_bind_null(statement, column);
  }
}

/// The pieces of one line; the Olist files have no quotes.
std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells(1);
  for (char c : line) {
    if (c == ',') {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

void insert(Database& database, const BareTable& table, std::size_t batch) {
  if (table.rows.empty()) return;
  std::string places = "?";
  for (std::size_t i = 1; i < table.rows[0].size(); ++i) places += ",?";
  const Text sql(
      sqlite3_mprintf("INSERT INTO \"%w\" VALUES (%s)", table.name.c_str(), places.c_str()),
      sqlite3_free);
  const Statement statement(database.prepare(sql.get()), sqlite3_finalize);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (i % batch == 0) database.execute(i == 0 ? "BEGIN" : "COMMIT; BEGIN");
    for (std::size_t k = 0; k < table.rows[i].size(); ++k) {
      bind(statement.get(), static_cast<int>(k) + 1, table.rows[i][k]);
    }
    if (sqlite3_step(statement.get()) != SQLITE_DONE) throw std::runtime_error(table.name);
    sqlite3_reset(statement.get());
  }
  database.execute("COMMIT");
}

}  // namespace

BareRows read_rows(const std::string& path) {
  Database database(path);
  BareRows rows;
  const Statement tables(database.prepare("SELECT name, sql, type FROM sqlite_master "
                                          "WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL"),
                         sqlite3_finalize);
  while (sqlite3_step(tables.get()) == SQLITE_ROW) {
    const std::string sql = std::get<std::string>(cell_of(tables.get(), 1));
    if (std::get<std::string>(cell_of(tables.get(), 2)) != "table") {
      rows.indexes.push_back(sql);
      continue;
    }
    BareTable& table = rows.tables.emplace_back();
    table.name = std::get<std::string>(cell_of(tables.get(), 0));
    table.sql = sql;
    const Text query(sqlite3_mprintf("SELECT * FROM \"%w\"", table.name.c_str()), sqlite3_free);
    const Statement all(database.prepare(query.get()), sqlite3_finalize);
    while (sqlite3_step(all.get()) == SQLITE_ROW) {
      auto& row = table.rows.emplace_back();
      for (int i = 0; i < sqlite3_column_count(all.get()); ++i) {
        row.push_back(cell_of(all.get(), i));
      }
    }
  }
  return rows;
}

std::string run_bare(const std::string& leads, const std::string& deals, const BareRows& rows,
                     const std::string& path, std::size_t batch) {
  std::unordered_map<std::string, std::string> origins;
  std::map<std::string, std::pair<int, int>> funnel;
  std::string line;
  std::ifstream lead_file(leads), deal_file(deals);
  std::getline(lead_file, line);
  while (std::getline(lead_file, line)) {
    std::vector<std::string> cells = split(line);
    ++funnel[cells.at(3)].first;
    origins[cells[0]] = cells[3];
  }
  std::getline(deal_file, line);
  while (std::getline(deal_file, line)) ++funnel[origins[split(line).at(0)]].second;

  Database database(path);
  database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  for (const BareTable& table : rows.tables) database.execute(table.sql.c_str());
  for (const std::string& index : rows.indexes) database.execute(index.c_str());
  for (const BareTable& table : rows.tables) insert(database, table, batch);
  std::string report;
  for (const auto& [origin, counts] : funnel) {
    report += fmt::format("{:20} {:6} {:6}\n", origin, counts.first, counts.second);
  }
  return report;
}

}  // namespace relance::bench
