// From a path to a store: what stands there, whose it is, and making it when nothing does.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "relance/store.hpp"
#include "store/sqlite/fault.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace relance {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& why) { throw Fault(ErrorCode::storage, why); }

/// The one name of a file, however it is written. Fault storage when nothing can stand there.
std::string place_of(const std::string& path) {
  if (path.empty()) throw Fault(ErrorCode::usage, "the database has no name: give a file");
  if (path == ":memory:") {  // elsewhere a database in memory; here it would be four files
    throw Fault(ErrorCode::usage, "':memory:' names no file: a database in memory has no path");
  }
  std::error_code error;
  const fs::path place = fs::weakly_canonical(fs::absolute(path), error);
  if (error == std::errc::not_enough_memory) throw std::bad_alloc();
  if (error) refuse(fmt::format("{} cannot be reached: {}", path, error.message()));
  if (fs::is_directory(place, error)) {
    refuse(path + " is a directory: name a file in it");
  }
  if (!fs::is_directory(place.parent_path(), error)) {
    refuse(fmt::format("the folder of {} is missing: make it first", path));
  }
  if (fs::exists(place, error) && !fs::is_regular_file(place, error)) {
    refuse(path + " is not a regular file: name another");
  }
  return place.string();
}

std::uintmax_t size_of(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  return error ? 0 : size;
}

/// Four bytes of SQLite's file header, most significant first (sqlite.org/fileformat2.html, 1.3).
std::int64_t header_number(const std::array<char, 100>& header, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = number << 8 | static_cast<unsigned char>(header[at + i]);
  }
  return static_cast<std::int32_t>(number);
}

/// Whose file it is stands in its first hundred bytes. They are read without SQLite, which would
/// lock the file, and would call it damaged while its newest pages are still in the write-ahead log
/// (a checkpoint that a full disk or a kill cut short).
void check_ours(const std::string& path) {
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  std::array<char, 100> header{};
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw closed_fault(path, std::strerror(errno));
  const ssize_t size = ::pread(descriptor, header.data(), header.size(), 0);
  ::close(descriptor);
  const bool whole = size == static_cast<ssize_t>(header.size());
  const bool ours = whole && std::string_view(header.data(), kMagic.size()) == kMagic &&
                    header_number(header, 68) == kApplicationId;
  if (!ours) throw Fault(ErrorCode::not_ours, path + not_ours_words());
  const std::int64_t version = header_number(header, 60);
  if (version > kFormat) throw Fault(ErrorCode::newer, path + newer_words(version));
}

void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

/// An empty database of ours, under a passing name.
void write_empty(const std::string& path) {
  SQLite::Database file(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  file.exec(fmt::format("PRAGMA page_size={}", kPageSize));
  file.exec("BEGIN");
  for (std::int64_t version = 0; version < kFormat; ++version) file.exec(migration(version));
  file.exec(fmt::format("PRAGMA application_id={}", kApplicationId));
  file.exec(fmt::format("PRAGMA user_version={}", kFormat));
  file.exec("COMMIT");
  file.exec("PRAGMA journal_mode=WAL");
}

/// Makes the file whole or not at all: it appears by a rename.
void create(const std::string& path, int busy_ms) {
  LockFile lock_file(path);
  const CommitLock hold(lock_file, busy_ms);
  if (size_of(path) != 0) return;
  if (size_of(path + "-wal") != 0) {
    refuse(path + "-wal is left of another database: move it away first");
  }
  const std::string passing = path + ".new";
  std::error_code error;
  fs::remove(passing, error);
  try {
    write_empty(passing);
    fs::rename(passing, path);
  } catch (const SQLite::Exception& failure) {
    const int reason = errno;
    fs::remove(passing, error);
    throw sqlite_fault(path, failure.getExtendedErrorCode(), reason, failure.what());
  } catch (const fs::filesystem_error& failure) {
    fs::remove(passing, error);
    throw closed_fault(path, failure.code().message());
  }
  sync_folder(fs::path(path).parent_path());
}

}  // namespace

std::unique_ptr<Store> sqlite_store(const std::string& path, const SqliteOptions& options) {
  const std::string place = place_of(path);
  if (size_of(place) == 0) {
    if (!options.create) refuse(path + " does not exist: name a database that does");
    create(place, options.busy_ms);
  }
  check_ours(place);
  return std::make_unique<SqliteStore>(place, options);
}

}  // namespace relance
