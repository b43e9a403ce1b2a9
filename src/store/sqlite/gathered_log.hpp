// What one commit appends to SQLite's log, in few large writes. SQLite writes page by page, two
// calls each, and the calls cost more than the bytes (docs/decisions/0016-the-log-gathered.md).
#pragma once

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <memory>

namespace relance {

/// Stands around one COMMIT of a transaction that writes: while it lives, the log's own methods are
/// called through it. A write that starts where the last one ended waits for the next, until the
/// frame that ends the commit is written: whatever SQLite takes for written then is in the file,
/// and a failure is an answer to a write of that commit. Before anything else is done with the log,
/// what waits is written, so that the file always gets the same bytes in the same order.
class GatheredLog {
 public:
  static constexpr std::size_t kBytes = 64 << 10;  // SQLite takes no write of 128 KiB or more
  using Buffer = std::array<char, kBytes>;

  /// `database` keeps a log: Connection sees to that. On a disk layer that is not SQLite's own, or
  /// without memory for `buffer`, which is kept for the next commit, nothing is gathered.
  GatheredLog(sqlite3* database, std::unique_ptr<Buffer>& buffer) noexcept;
  /// Drops what waits: the commit has failed.
  ~GatheredLog();
  GatheredLog(const GatheredLog&) = delete;
  GatheredLog& operator=(const GatheredLog&) = delete;

  /// Writes what waits. A commit that was answered leaves nothing, by the format of the log.
  int end() { return write_out(); }

 private:
  struct Methods : sqlite3_io_methods {
    GatheredLog* log = nullptr;
  };

  static GatheredLog& of(sqlite3_file* file) {
    return *static_cast<const Methods*>(file->pMethods)->log;
  }
  static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at);

  /// The log's own method, once what waits is written.
  template <auto Method, class... Arguments>
  static int pass(sqlite3_file* file, Arguments... arguments) {
    GatheredLog& log = of(file);
    const int code = log.write_out();
    return code == SQLITE_OK ? log.real<Method>(arguments...) : code;
  }
  template <auto Method, class... Arguments>
  int real(Arguments... arguments) {
    file_->pMethods = real_;
    const int code = (real_->*Method)(file_, arguments...);
    file_->pMethods = &methods_;
    return code;
  }
  int write_out();

  sqlite3_file* file_ = nullptr;  // null: nothing is gathered
  const sqlite3_io_methods* real_ = nullptr;
  Methods methods_{};
  char* buffer_ = nullptr;
  std::size_t waiting_ = 0;   // bytes of the buffer
  sqlite3_int64 end_ = 0;     // where what waits ends
  bool ends_commit_ = false;  // the last frame begun is the one that ends the commit
};

}  // namespace relance
