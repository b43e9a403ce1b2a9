#include "store/sqlite/gathered_log.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>

namespace relance {
namespace {

// sqlite.org/fileformat2.html, 4.1: the header of a frame, and in it the size of the database after
// the commit, which is 0 but in the frame that ends one.
constexpr int kFrameHeader = 24, kSizeAfter = 4, kSizeBytes = 4;

bool ends_commit(const void* header) {
  const char* size = static_cast<const char*>(header) + kSizeAfter;
  return std::any_of(size, size + kSizeBytes, [](char byte) { return byte != 0; });
}

/// Others, that encrypt for example, may tell by the size of a write what it is.
bool is_sqlites_own(const sqlite3_vfs* layer) {
  return layer != nullptr && std::string_view(layer->zName).starts_with("unix");
}

}  // namespace

GatheredLog::GatheredLog(sqlite3* database, std::unique_ptr<Buffer>& buffer) noexcept {
  sqlite3_vfs* layer = nullptr;
  sqlite3_file* file = nullptr;
  sqlite3_file_control(database, "main", SQLITE_FCNTL_VFS_POINTER, &layer);
  sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  if (!is_sqlites_own(layer) || file == nullptr || file->pMethods == nullptr) return;
  if (buffer == nullptr) buffer.reset(new (std::nothrow) Buffer);
  if (buffer == nullptr) return;
  buffer_ = buffer->data();
  file_ = file;
  real_ = file->pMethods;
  static_cast<sqlite3_io_methods&>(methods_) = *real_;
  methods_.iVersion = std::min(methods_.iVersion, 3);  // what this struct has room for
  methods_.log = this;
  methods_.xWrite = write;
  methods_.xRead = [](sqlite3_file* log, void* bytes, int count, sqlite3_int64 at) {
    return pass<&sqlite3_io_methods::xRead>(log, bytes, count, at);
  };
  methods_.xSync = [](sqlite3_file* log, int flags) {
    return pass<&sqlite3_io_methods::xSync>(log, flags);
  };
  methods_.xTruncate = [](sqlite3_file* log, sqlite3_int64 size) {
    return pass<&sqlite3_io_methods::xTruncate>(log, size);
  };
  methods_.xFileSize = [](sqlite3_file* log, sqlite3_int64* size) {
    return pass<&sqlite3_io_methods::xFileSize>(log, size);
  };
  file->pMethods = &methods_;
}

GatheredLog::~GatheredLog() {
  if (file_ != nullptr && file_->pMethods == &methods_) file_->pMethods = real_;  // else closed
}

int GatheredLog::write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  GatheredLog& log = of(file);
  const auto size = static_cast<std::size_t>(count);
  if (at != log.end_ || size > kBytes - log.waiting_) {
    if (const int code = log.write_out()) return code;
  }
  // After that frame all goes straight out, whatever a part of a page looks like.
  if (count == kFrameHeader && !log.ends_commit_) log.ends_commit_ = ends_commit(bytes);
  if (size > kBytes) return log.real<&sqlite3_io_methods::xWrite>(bytes, count, at);
  std::memcpy(log.buffer_ + log.waiting_, bytes, size);
  log.waiting_ += size;
  log.end_ = at + count;
  return log.ends_commit_ ? log.write_out() : SQLITE_OK;
}

int GatheredLog::write_out() {
  if (waiting_ == 0) return SQLITE_OK;
  const auto count = static_cast<int>(waiting_);
  waiting_ = 0;
  const void* bytes = buffer_;
  return real<&sqlite3_io_methods::xWrite>(bytes, count, end_ - count);
}

}  // namespace relance
