#include "store/sqlite/connection.hpp"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "store/sqlite/fault.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/statement.hpp"

namespace relance {
namespace {

constexpr std::uintmax_t kQuickCheckBelow = 256u << 20;  // bytes; reliability.md section 2
constexpr int kWalFrameHeader = 24;                      // bytes before each page in the log

int remember_frames(void* frames, sqlite3*, const char*, int count) {
  *static_cast<int*>(frames) = count;
  return SQLITE_OK;
}

std::uintmax_t size_of(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

}  // namespace

Connection::Connection(const std::string& path, const SqliteOptions& options)
    : path_(path), options_(options), lock_file_(path) {
  const bool alone = lock_file_.enter();
  try {
    // A store is used by one thread at a time, so that SQLite need not lock for itself.
    // Nor do connections share pages or files, whatever the host asked of SQLite for its own.
    const int flags = SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    database_ = std::make_unique<SQLite::Database>(path_, flags, options.busy_ms);
  } catch (const SQLite::Exception& error) {
    throw sqlite_fault(path_, error.getExtendedErrorCode(), errno, error.what());
  }
  if (sqlite3_db_readonly(handle(), "main") != 0) {
    throw closed_fault(path_, "it is read-only");
  }
  harden();
  const bool stopped = alone && size_of(path_ + "-wal") > 0;
  check_format();
  configure();
  if (stopped) check_after_stop();
  bring_to_format();
}

Connection::~Connection() {
  if (poisoned_) return;
  try {
    const CommitLock hold(lock_file_, 0);
    sqlite3_busy_timeout(handle(), 0);
    sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  } catch (const std::exception&) {
    // Only a cleaner file was at stake: all that was committed stands in the log.
  }
}

/// What the file says is untrusted; nothing but our own statements may act.
void Connection::harden() {
  const auto set = [&](int what, int value) {
    check(sqlite3_db_config(handle(), what, value, static_cast<int*>(nullptr)));
  };
  set(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
  set(SQLITE_DBCONFIG_DEFENSIVE, 1);
  set(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  set(SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
  set(SQLITE_DBCONFIG_ENABLE_VIEW, 0);
  set(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
  set(SQLITE_DBCONFIG_DQS_DML, 0);
  sqlite3_extended_result_codes(handle(), 1);
}

void Connection::check_format() {
  if (number("PRAGMA application_id") != kApplicationId) {
    throw Fault(ErrorCode::not_ours, path_ + not_ours_words());
  }
  const std::int64_t version = number("PRAGMA user_version");
  if (version > kFormat) throw Fault(ErrorCode::newer, path_ + newer_words(version));
}

/// `VACUUM INTO` makes a copy without a log. While we have the file open nobody can take it away.
void Connection::require_log() {
  const auto is_log = [&](const char* sql) {
    Statement mode(*this, sql);
    return Rows(mode).next() && mode.bytes(0) == "wal";
  };
  if (is_log("PRAGMA journal_mode")) return;
  const CommitLock hold(lock_file_, options_.busy_ms);
  if (!is_log("PRAGMA journal_mode=WAL")) {
    throw closed_fault(path_, "SQLite can keep no log beside it");
  }
}

void Connection::configure() {
  require_log();
  execute("PRAGMA cell_size_check=ON");
  execute("PRAGMA secure_delete=FAST");
  execute("PRAGMA temp_store=MEMORY");
  execute("PRAGMA wal_autocheckpoint=0");
  execute(options_.durability == Durability::full ? "PRAGMA synchronous=FULL"
                                                  : "PRAGMA synchronous=NORMAL");
  // These two take no parameters; what is put in is a number of ours.
  const std::int64_t cache_kib = std::max<std::int64_t>(options_.cache_bytes / 1024, 256);
  execute(fmt::format("PRAGMA cache_size=-{}", cache_kib).c_str());
  execute(fmt::format("PRAGMA journal_size_limit={}", options_.wal_bytes).c_str());
  wal_limit_ = options_.wal_bytes / (number("PRAGMA page_size") + kWalFrameHeader);
  sqlite3_wal_hook(handle(), remember_frames, &wal_frames_);
}

void Connection::check_after_stop() {
  if (size_of(path_) >= kQuickCheckBelow) return;
  const std::vector<std::string> problems = check_file(true);
  if (!problems.empty()) corrupt(problems.front());
}

/// A file of an older format gets what it lacks, whole or not at all.
void Connection::bring_to_format() {
  if (number("PRAGMA user_version") == kFormat) return;
  if (number("SELECT count(*) FROM sqlite_schema WHERE name = 'tenant'") == 0) {
    corrupt("the tables of its format are not there");
  }
  const CommitLock hold(lock_file_, options_.busy_ms);
  execute("BEGIN IMMEDIATE");
  try {
    // Somebody else may have done it since.
    for (std::int64_t at = number("PRAGMA user_version"); at < kFormat; ++at) {
      execute(migration(at));
    }
    execute(fmt::format("PRAGMA user_version={}", kFormat).c_str());
    execute("COMMIT");
  } catch (const std::exception&) {
    sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    throw;
  }
}

void Connection::fail(int code) {
  const int extended = sqlite3_extended_errcode(handle());
  if ((extended & 0xFF) == (code & 0xFF)) code = extended;
  // SQLite tells what the system said, but not of what fails in a commit.
  const int error = sqlite3_system_errno(handle()) != 0 ? sqlite3_system_errno(handle()) : errno;
  note(code);
  if (poisoned_) refuse_poisoned();
  throw sqlite_fault(path_, code, error, sqlite3_errmsg(handle()));
}

void Connection::note(int code) {
  if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) poisoned_ = true;
}

void Connection::corrupt(const std::string& what) const { throw damage_fault(path_, what); }

void Connection::refuse_poisoned() const {
  throw Fault(ErrorCode::storage,
              path_ +
                  ": the disk did not keep what was written: look after it, then open the "
                  "file again; it is checked then");
}

void Connection::execute(const char* sql) {
  check(sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr));
}

std::int64_t Connection::number(const char* sql) {
  Statement statement(*this, sql);
  return Rows(statement).next() ? statement.integer(0) : 0;
}

/// A log that was copied begins anew with the next commit, unless somebody still reads it: then it
/// is copied again when it has grown by a quarter, not behind each commit.
bool Connection::is_log_full() {
  if (wal_frames_ < copied_at_) copied_at_ = 0;  // begun anew
  return wal_frames_ > std::max(wal_limit_, copied_at_ + wal_limit_ / 4);
}

void Connection::checkpoint(bool now) {
  check_usable();
  if (!now && !is_log_full()) return;
  int frames = wal_frames_;
  const int code =
      sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &frames, nullptr);
  if (now) check(code);
  note(code);
  if (code == SQLITE_OK) wal_frames_ = frames;
  copied_at_ = wal_frames_;
}

/// SQLite takes a page that there was no memory for as a damaged one. So what it finds is looked
/// for once more: damage stays.
std::vector<std::string> Connection::check_file(bool quick) {
  std::vector<std::string> problems = look_for_damage(quick);
  if (!problems.empty()) problems = look_for_damage(quick);
  return problems;
}

std::vector<std::string> Connection::look_for_damage(bool quick) {
  Statement statement(*this, quick ? "PRAGMA quick_check(100)" : "PRAGMA integrity_check(100)");
  std::vector<std::string> problems;
  Rows rows(statement);
  while (rows.next()) problems.emplace_back(statement.bytes(0));
  if (problems.size() == 1 && problems.front() == "ok") problems.clear();
  return problems;
}

}  // namespace relance
