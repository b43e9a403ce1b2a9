// The bare program beside the Olist run: it parses the same files, inserts the same rows, counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace relance::bench {

/// A value as SQLite has it; a BLOB is not a TEXT.
struct BareBytes {
  std::string bytes;
};
using BareCell = std::variant<std::monostate, std::int64_t, std::string, BareBytes>;

/// A table of a finished database: how it is made, and its rows.
struct BareTable {
  std::string name, sql;
  std::vector<std::vector<BareCell>> rows;
};

/// All that stands in the database that a run has left.
struct BareRows {
  std::vector<BareTable> tables;
  std::vector<std::string> indexes;
};

BareRows read_rows(const std::string& database);

/// Parses both files by looking for separators alone, inserts `rows` into a new database in
/// transactions of `batch` rows (WAL, synchronous FULL), and prints the leads and deals by origin.
std::string run_bare(const std::string& leads, const std::string& deals, const BareRows& rows,
                     const std::string& database, std::size_t batch);

}  // namespace relance::bench
