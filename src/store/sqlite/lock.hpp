// The lock file beside the database: commits and checkpoints of all connections, in this process
// and in others, one after another; and who has the file open at all.
#pragma once

#include <memory>
#include <string>

namespace relance {

/// `FILE.lock`. Locks of the open file description (fcntl OFD), so that two stores of one process
/// exclude each other as two processes do, and nothing is left behind by a killed one.
class LockFile {
 public:
  /// Creates the file when it is missing. Fault storage when it cannot be opened.
  explicit LockFile(const std::string& database);
  ~LockFile();
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;

  /// False when somebody has it or waits for it.
  bool try_lock();
  /// Fault busy when it is not its turn within `busy_ms`.
  void lock(int busy_ms);
  void unlock();

  /// True: nobody else has the database open. Either way this handle now counts as open.
  bool enter();

 private:
  struct Gates;

  std::string database_;
  std::shared_ptr<Gates> gates_;  // one per database in this process
  int descriptor_ = -1;
};

/// Holds the commit lock for a scope.
class CommitLock {
 public:
  CommitLock(LockFile& file, int busy_ms) : file_(file) { file_.lock(busy_ms); }
  /// Takes over a lock that is held.
  explicit CommitLock(LockFile& held) : file_(held) {}
  ~CommitLock() { file_.unlock(); }
  CommitLock(const CommitLock&) = delete;
  CommitLock& operator=(const CommitLock&) = delete;

 private:
  LockFile& file_;
};

}  // namespace relance
