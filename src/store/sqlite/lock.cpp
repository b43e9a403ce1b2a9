#include "store/sqlite/lock.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <map>
#include <thread>

#include "relance/error.hpp"

namespace relance {
namespace {

// Bytes of the lock file: which one is held says what for.
constexpr off_t kCommit = 0;
constexpr off_t kOpen = 1;

std::shared_ptr<std::mutex> mutex_of(const std::string& path) {
  static std::mutex guard;
  static std::map<std::string, std::weak_ptr<std::mutex>> mutexes;
  const std::lock_guard hold(guard);
  std::weak_ptr<std::mutex>& known = mutexes[path];
  std::shared_ptr<std::mutex> mutex = known.lock();
  if (!mutex) known = mutex = std::make_shared<std::mutex>();
  return mutex;
}

/// Takes, changes or gives back the lock on one byte without waiting; false when it is held.
bool set_lock(int descriptor, off_t byte, short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

/// Tries until `take` holds; false when it does not by the deadline. Neither of the two locks can
/// be waited for with a deadline: OFD locks have no such call, and ThreadSanitizer does not know
/// std::timed_mutex's.
template <class Take>
bool taken_by(std::chrono::steady_clock::time_point deadline, Take take) {
  using std::chrono::microseconds;
  for (auto pause = microseconds(50); !take(); pause = std::min(pause * 2, microseconds(2'000))) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(pause);
  }
  return true;
}

[[noreturn]] void held_too_long(const std::string& path) {
  throw Fault(ErrorCode::busy, path + " is held by another program for too long: try again later");
}

}  // namespace

LockFile::LockFile(const std::string& database)
    : path_(database + ".lock"), mutex_(mutex_of(path_)) {
  descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    throw Fault(ErrorCode::storage, path_ + " cannot be opened for writing (" +
                                        std::strerror(errno) +
                                        "): the folder of the database must be writable");
  }
}

LockFile::~LockFile() { ::close(descriptor_); }

void LockFile::lock(int busy_ms) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_ms);
  if (!taken_by(deadline, [&] { return mutex_->try_lock(); })) held_too_long(path_);
  if (taken_by(deadline, [&] { return set_lock(descriptor_, kCommit, F_WRLCK); })) return;
  mutex_->unlock();
  held_too_long(path_);
}

void LockFile::unlock() {
  set_lock(descriptor_, kCommit, F_UNLCK);
  mutex_->unlock();
}

bool LockFile::enter() {
  const bool alone = set_lock(descriptor_, kOpen, F_WRLCK);
  set_lock(descriptor_, kOpen, F_RDLCK);
  return alone;
}

}  // namespace relance
