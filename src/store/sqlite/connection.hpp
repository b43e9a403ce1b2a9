// One connection to a database file: opened as docs/storage.md says, its errors as faults.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "relance/store.hpp"
#include "store/sqlite/gathered_log.hpp"
#include "store/sqlite/lock.hpp"

namespace relance {

class Connection {
 public:
  /// `path` is absolute, without symbolic links, and names a database of ours.
  Connection(const std::string& path, const SqliteOptions& options);
  /// Checkpoints, so that the next one to open finds a clean file.
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() const { return database_->getHandle(); }
  LockFile& lock_file() { return lock_file_; }
  int busy_ms() const { return options_.busy_ms; }
  std::unique_ptr<GatheredLog::Buffer>& log_buffer() { return log_buffer_; }

  /// Turns a result code that is not SQLITE_OK, ROW or DONE into a Fault.
  [[noreturn]] void fail(int code);
  void check(int code) {
    if (code != 0) fail(code);
  }
  /// Fault corrupt, naming what cannot be read.
  [[noreturn]] void corrupt(const std::string& what) const;
  /// Fault storage once an fsync has failed: what is on disk is unknown until it is reopened.
  void check_usable() const {
    if (poisoned_) refuse_poisoned();
  }
  void execute(const char* sql);
  std::int64_t number(const char* sql);

  /// Copies the log into the file: always when `now`; else, behind a commit, when it has grown past
  /// wal_bytes. Behind a commit no failure is told: what was committed stands in the log, and the
  /// next commit tries again. The commit lock must be held.
  void checkpoint(bool now);

  /// What SQLite's own check of the file finds, at most 100 lines; empty when nothing is wrong.
  std::vector<std::string> check_file(bool quick);

 private:
  [[noreturn]] void refuse_poisoned() const;
  void note(int code);  // a failed fsync poisons
  bool is_log_full();
  void harden();
  void configure();
  void require_log();
  void check_format();
  void check_after_stop();
  std::vector<std::string> look_for_damage(bool quick);
  void bring_to_format();

  std::string path_;
  SqliteOptions options_;
  LockFile lock_file_;
  std::unique_ptr<SQLite::Database> database_;
  std::unique_ptr<GatheredLog::Buffer> log_buffer_;
  int wal_frames_ = 0;          // in the log after the last commit of this connection
  int copied_at_ = 0;           // and when this connection copied it last
  std::int64_t wal_limit_ = 0;  // likewise: where a checkpoint is due
  bool poisoned_ = false;
};

}  // namespace relance
