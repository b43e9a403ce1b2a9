#include "store/sqlite/lock.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <map>
#include <thread>

#include "store/sqlite/fault.hpp"

namespace relance {
namespace {

// The byte of the lock file that tells who has it open.
constexpr off_t kOpen = 1;

struct flock lock_on(off_t byte, short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return lock;
}

/// Takes, changes or gives back the lock on one byte without waiting; false when it is held.
bool set_lock(int descriptor, off_t byte, short type) {
  struct flock lock = lock_on(byte, type);
  return fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

/// Tries until `take` holds; false when it does not by the deadline. Neither of the two locks can
/// be waited for with a deadline: OFD locks have no such call, and ThreadSanitizer does not know
/// std::timed_mutex's. A small commit takes less time than the system needs to wake a sleeper, so
/// sleeping begins late, and never for more than a part of what was waited already.
template <class Take>
bool taken_by(std::chrono::steady_clock::time_point deadline, Take take) {
  using std::chrono::steady_clock;
  constexpr auto kAwake = std::chrono::microseconds(300);
  constexpr steady_clock::duration kLongest = std::chrono::milliseconds(1);
  const auto began = steady_clock::now();
  while (!take()) {
    const auto now = steady_clock::now();
    if (now > deadline) return false;
    if (now - began < kAwake) {
      std::this_thread::yield();
    } else {
      std::this_thread::sleep_for(std::min((now - began) / 8, kLongest));
    }
  }
  return true;
}

/// One lock of a database: between the processes a byte of its lock file, within this one a mutex.
class Gate {
 public:
  explicit Gate(off_t byte) : byte_(byte) {}

  bool try_enter(int descriptor) {
    if (!mutex_.try_lock()) return false;
    if (set_lock(descriptor, byte_, F_WRLCK)) return true;
    mutex_.unlock();
    return false;
  }
  /// Whether somebody holds it now.
  bool is_held(int descriptor) const {
    struct flock lock = lock_on(byte_, F_WRLCK);
    return fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  }
  void leave(int descriptor) {
    set_lock(descriptor, byte_, F_UNLCK);
    mutex_.unlock();
  }

 private:
  off_t byte_;
  std::mutex mutex_;
};

}  // namespace

/// Who waits at `turn` for `commit` keeps those who come later from passing by, above all the one
/// who commits again at once.
struct LockFile::Gates {
  Gate commit{0};
  Gate turn{2};

  static std::shared_ptr<Gates> of(const std::string& database) {
    static std::mutex guard;
    static std::map<std::string, std::weak_ptr<Gates>> all;
    const std::lock_guard hold(guard);
    std::weak_ptr<Gates>& known = all[database];
    std::shared_ptr<Gates> gates = known.lock();
    if (!gates) known = gates = std::make_shared<Gates>();
    return gates;
  }
};

LockFile::LockFile(const std::string& database) : database_(database), gates_(Gates::of(database)) {
  const std::string path = database + ".lock";
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) throw closed_fault(path, std::strerror(errno));
}

LockFile::~LockFile() { ::close(descriptor_); }

bool LockFile::try_lock() {
  return !gates_->turn.is_held(descriptor_) && gates_->commit.try_enter(descriptor_);
}

void LockFile::lock(int busy_ms) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_ms);
  const auto enter = [&](Gate& gate) {
    return taken_by(deadline, [&] { return gate.try_enter(descriptor_); });
  };
  if (!enter(gates_->turn)) throw held_fault(database_);
  const bool entered = enter(gates_->commit);
  gates_->turn.leave(descriptor_);
  if (!entered) throw held_fault(database_);
}

void LockFile::unlock() { gates_->commit.leave(descriptor_); }

bool LockFile::enter() {
  const bool alone = set_lock(descriptor_, kOpen, F_WRLCK);
  set_lock(descriptor_, kOpen, F_RDLCK);
  return alone;
}

}  // namespace relance
