// A disk that fails: SQLite is given one on which writing or syncing fails from some point on.
#pragma once

#include <sqlite3.h>

#include <cstdlib>
#include <map>
#include <utility>

namespace relance {

/// While it lives, files that are opened fail as the flags say.
class FailingDisk {
 public:
  static inline bool no_sync = false;       // fsync says that it failed
  static inline bool no_room = false;       // nothing can be written
  static inline bool no_room_file = false;  // nothing can be written but the log
  static inline int log_writes = 0;         // calls that wrote into a log
  static inline int log_rewrites = 0;       // of them those that went back to the header of a frame
  static inline int full_at = -1;           // the number of the one there is no room for

  FailingDisk() : real_(sqlite3_vfs_find(nullptr)), disk_(*real_) {
    disk_.zName = "unix-failing";  // as SQLite calls its own
    disk_.pAppData = real_;
    disk_.xOpen = open;
    sqlite3_vfs_register(&disk_, 1);
  }
  ~FailingDisk() {
    no_sync = no_room = no_room_file = false;
    log_writes = log_rewrites = 0;
    full_at = -1;
    sqlite3_vfs_unregister(&disk_);
    sqlite3_vfs_register(real_, 1);
  }
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;

 private:
  struct Methods {
    const sqlite3_io_methods* real;
    sqlite3_io_methods failing;
  };

  static int open(sqlite3_vfs* disk, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* real = static_cast<sqlite3_vfs*>(disk->pAppData);
    const int code = real->xOpen(real, name, file, flags, out);
    if (code != SQLITE_OK || file->pMethods == nullptr) return code;
    const bool log = (flags & SQLITE_OPEN_WAL) != 0;
    Methods& methods = known()[{file->pMethods, log}];
    methods = {file->pMethods, *file->pMethods};
    methods.failing.xSync = sync;
    methods.failing.xWrite = log ? write_log : write_file;
    file->pMethods = &methods.failing;
    return SQLITE_OK;
  }

  /// By what SQLite gave the file, and whether it is a log.
  static std::map<std::pair<const sqlite3_io_methods*, bool>, Methods>& known() {
    static std::map<std::pair<const sqlite3_io_methods*, bool>, Methods> methods;
    return methods;
  }
  static const sqlite3_io_methods& real_of(const sqlite3_file* file) {
    for (const auto& [key, methods] : known()) {
      if (&methods.failing == file->pMethods) return *methods.real;
    }
    std::abort();
  }

  static int sync(sqlite3_file* file, int flags) {
    return no_sync ? SQLITE_IOERR_FSYNC : real_of(file).xSync(file, flags);
  }
  static int write_log(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    if (no_room || log_writes++ == full_at) return SQLITE_FULL;
    if (at < std::exchange(last_at_, at) && size == 24) ++log_rewrites;
    return real_of(file).xWrite(file, bytes, size, at);
  }
  static int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    return no_room || no_room_file ? SQLITE_FULL : real_of(file).xWrite(file, bytes, size, at);
  }

  static inline sqlite3_int64 last_at_ = 0;  // where the last write into a log began

  sqlite3_vfs* real_;
  sqlite3_vfs disk_;
};

}  // namespace relance
