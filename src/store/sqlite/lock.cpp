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

std::shared_ptr<std::timed_mutex> mutex_of(const std::string& path) {
  static std::mutex guard;
  static std::map<std::string, std::weak_ptr<std::timed_mutex>> mutexes;
  const std::lock_guard hold(guard);
  std::weak_ptr<std::timed_mutex>& known = mutexes[path];
  std::shared_ptr<std::timed_mutex> mutex = known.lock();
  if (!mutex) known = mutex = std::make_shared<std::timed_mutex>();
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
  using std::chrono::microseconds;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_ms);
  if (!mutex_->try_lock_until(deadline)) held_too_long(path_);
  for (auto pause = microseconds(50); !set_lock(descriptor_, kCommit, F_WRLCK);
       pause = std::min(pause * 2, microseconds(2'000))) {
    if (std::chrono::steady_clock::now() > deadline) {
      mutex_->unlock();
      held_too_long(path_);
    }
    std::this_thread::sleep_for(pause);
  }
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
