#include "store/sqlite/statement.hpp"

#include <sqlite3.h>

namespace relance {
Statement::Statement(Connection& connection, const char* sql) : connection_(connection) {
  const int code = sqlite3_prepare_v3(connection.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT,
                                      &statement_, nullptr);
  if (code == SQLITE_ERROR) connection.corrupt(sqlite3_errmsg(connection.handle()));
  connection.check(code);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::number(int parameter, std::int64_t value) {
  connection_.check(sqlite3_bind_int64(statement_, parameter, value));
  return *this;
}

Statement& Statement::instant(int parameter, Instant value) {
  return value == kNever ? null(parameter) : number(parameter, value.us);
}

Statement& Statement::text(int parameter, std::string_view value) {
  const char* bytes = value.empty() ? "" : value.data();
  connection_.check(
      sqlite3_bind_text64(statement_, parameter, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::blob(int parameter, std::string_view value) {
  const char* bytes = value.empty() ? "" : value.data();
  connection_.check(sqlite3_bind_blob64(statement_, parameter, bytes, value.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::null(int parameter) {
  connection_.check(sqlite3_bind_null(statement_, parameter));
  return *this;
}

bool Statement::step() {
  connection_.check_usable();
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  sqlite3_reset(statement_);
  if (code != SQLITE_DONE) connection_.fail(code);
  return false;
}

int Statement::run() {
  while (step()) {
  }
  return sqlite3_changes(connection_.handle());
}

bool Statement::run_unless_busy() {
  connection_.check_usable();
  const int code = sqlite3_step(statement_);
  sqlite3_reset(statement_);
  if (code != SQLITE_DONE && (code & 0xFF) != SQLITE_BUSY) connection_.fail(code);
  return code == SQLITE_DONE;
}

void Statement::reset() { sqlite3_reset(statement_); }

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

Instant Statement::instant(int column) const {
  // NULL reads as 0: one call decides for all others.
  const std::int64_t value = integer(column);
  return value == 0 && is_null(column) ? kNever : Instant{value};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::string_view Statement::bytes(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(bytes == nullptr ? 0 : size)};
}

void Statement::out_of_range() const { connection_.corrupt("a number is out of its range"); }

bool Brackets::is_open() const { return sqlite3_get_autocommit(connection.handle()) == 0; }

bool Brackets::upgrade_open() {
  if (upgrade.run_unless_busy()) return true;
  roll_back();
  return false;
}

void Brackets::open() {
  roll_back();
  begin.run();
}

void Brackets::roll_back() noexcept {
  if (!is_open()) return;
  try {
    rollback.run();
  } catch (const std::exception&) {
    // The fault that led here is the one to tell (this one may be that there is no memory to tell
    // it with); the next one to open tries again.
  }
}

LockFile& Brackets::lock() {
  LockFile& file = connection.lock_file();
  if (file.try_lock()) return file;
  // Whoever is waited for writes, and then what was read so far is out of date; kept open it would
  // keep the log from being begun anew.
  roll_back();
  file.lock(connection.busy_ms());
  return file;
}

Transaction::Transaction(Brackets& brackets) : brackets_(brackets), lock_(brackets.lock()) {
  if (!brackets_.is_open() || !brackets_.upgrade_open()) brackets_.begin_immediate.run();
  open_ = true;
}

Transaction::~Transaction() {
  if (open_) brackets_.roll_back();
}

void Transaction::commit() {
  {
    GatheredLog log(brackets_.connection.handle(), brackets_.connection.log_buffer());
    brackets_.commit.run();
    open_ = false;
    brackets_.connection.check(log.end());
  }
  brackets_.connection.checkpoint(false);
}

}  // namespace relance
