// Prepared statements, kept; and the scopes in which they run.
#pragma once

#include <cstdint>
#include <string_view>

#include "relance/instant.hpp"
#include "store/sqlite/connection.hpp"

struct sqlite3_stmt;

namespace relance {

/// Columns are counted from 0, parameters from 1, as SQLite does.
class Statement {
 public:
  /// `sql` is a literal: no text is ever put together.
  Statement(Connection& connection, const char* sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& number(int parameter, std::int64_t value);
  /// kNever is NULL.
  Statement& instant(int parameter, Instant value);
  /// Bytes that stay where they are until the statement has run.
  Statement& text(int parameter, std::string_view value);
  Statement& blob(int parameter, std::string_view value);
  Statement& null(int parameter);

  /// True: there is a row. After false the statement is ready for its next use.
  bool step();
  /// Runs a statement that gives no rows; how many rows it changed.
  int run();
  /// Likewise; false when somebody else's writing is in the way.
  bool run_unless_busy();
  /// Gives up the remaining rows.
  void reset();

  std::int64_t integer(int column) const;
  /// Fault corrupt when the column holds more than `Number` can.
  template <class Number>
  Number whole(int column) const {
    const std::int64_t value = integer(column);
    if (static_cast<std::int64_t>(static_cast<Number>(value)) != value) out_of_range();
    return static_cast<Number>(value);
  }
  Instant instant(int column) const;  // NULL is kNever
  bool is_null(int column) const;
  /// Text or blob; until the next step or reset.
  std::string_view bytes(int column) const;

 private:
  [[noreturn]] void out_of_range() const;

  Connection& connection_;
  sqlite3_stmt* statement_ = nullptr;
};

/// Reads a statement row by row and resets it, however its reader leaves.
class Rows {
 public:
  explicit Rows(Statement& statement) : statement_(statement) {}
  ~Rows() { statement_.reset(); }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  bool next() { return statement_.step(); }

 private:
  Statement& statement_;
};

/// The statements that begin and end transactions.
struct Brackets {
  explicit Brackets(Connection& of)
      : begin(of, "BEGIN"),
        begin_immediate(of, "BEGIN IMMEDIATE"),
        upgrade(of, "DELETE FROM tenant WHERE number < 0"),
        commit(of, "COMMIT"),
        rollback(of, "ROLLBACK"),
        connection(of) {}
  bool is_open() const;
  /// Begins to read as of one commit. What is still open could not be ended before.
  void open();
  /// Takes the commit lock. What is open stays so only when that needs no waiting.
  LockFile& lock();
  /// Makes a transaction that has read into one that writes; false when somebody else has written
  /// since it began.
  bool upgrade_open();
  /// Ends what is open; an error that made SQLite roll back by itself left nothing to end.
  void roll_back() noexcept;

  // `upgrade` deletes nothing: there are no such tenants.
  Statement begin, begin_immediate, upgrade, commit, rollback;
  Connection& connection;
};

/// Several reads as of one commit, with one locking of the file; part of the transaction that is
/// open already, if one is.
class Snapshot {
 public:
  explicit Snapshot(Brackets& brackets) : brackets_(brackets), own_(!brackets.is_open()) {
    if (own_) brackets_.begin.run();
  }
  ~Snapshot() {
    if (own_) brackets_.roll_back();
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Brackets& brackets_;
  const bool own_;
};

/// The commit lock, and a transaction under it that is rolled back unless it was committed. One
/// that has read so far is carried on, unless what it read is no longer the newest.
class Transaction {
 public:
  explicit Transaction(Brackets& brackets);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Brackets& brackets_;
  CommitLock lock_;
  bool open_ = false;
};

}  // namespace relance
