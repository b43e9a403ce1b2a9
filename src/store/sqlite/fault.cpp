#include "store/sqlite/fault.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace relance {
namespace {

std::string in_brackets(const std::string& reason) {
  return reason.empty() ? std::string() : fmt::format(" ({})", reason);
}

std::string reason_of(int error) { return error == 0 ? std::string() : std::strerror(error); }

/// SQLite calls only the first of these a full disk.
bool is_out_of_room(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

Fault full_fault(const std::string& path) {
  return {ErrorCode::storage,
          fmt::format("{}: there is no room left on the disk, or within a quota or a limit on the "
                      "size of files; what was being written was not kept: make room and repeat "
                      "it",
                      path)};
}

Fault failed_fault(const std::string& path, int code, int error) {
  if (is_out_of_room(error)) return full_fault(path);
  return {ErrorCode::storage,
          fmt::format("{}: reading or writing failed{}; what was being written was not kept: look "
                      "after the disk, then repeat it (code {})",
                      path, in_brackets(reason_of(error)), code)};
}

}  // namespace

Fault held_fault(const std::string& path) {
  return {ErrorCode::busy, path + " is held by another program for too long: try again later"};
}

Fault closed_fault(const std::string& path, const std::string& reason) {
  return {ErrorCode::storage,
          fmt::format("{} cannot be opened for writing{}: the database, the files beside it and "
                      "their folder must be readable and writable",
                      path, in_brackets(reason))};
}

Fault damage_fault(const std::string& path, const std::string& what) {
  return {ErrorCode::corrupt, fmt::format("{} is damaged ({}): restore a copy of it", path, what)};
}

Fault sqlite_fault(const std::string& path, int code, int error, const char* words) {
  if (code == SQLITE_IOERR_NOMEM) code = SQLITE_NOMEM;
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return held_fault(path);
    case SQLITE_FULL:
      return full_fault(path);
    case SQLITE_READONLY:
      return closed_fault(path, "it is read-only");
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return is_out_of_room(error) ? full_fault(path) : closed_fault(path, reason_of(error));
    case SQLITE_IOERR:
      return failed_fault(path, code, error);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return damage_fault(path, words);
    case SQLITE_NOMEM:
      return {ErrorCode::memory, path + ": out of memory"};
    default:
      return {ErrorCode::internal, fmt::format("{}: {} (code {})", path, words, code)};
  }
}

}  // namespace relance
