// What a program tells another through memory that both have: it outlives a SIGKILL of the teller,
// costs nothing to write, and is no part of any database.
#pragma once

#include <sys/mman.h>

#include <atomic>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace relance::test {

/// One T that this program and those it forks have together.
template <class T>
class Shared {
 public:
  Shared() {
    void* memory =
        ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    value_ = new (memory) T;
  }
  ~Shared() { ::munmap(value_, sizeof(T)); }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  T* operator->() const { return value_; }
  T& operator*() const { return *value_; }

 private:
  T* value_;
};

class SharedTape {
 public:
  void clear() {
    tape_->begun = tape_->answered = 0;
    tape_->used = 0;
    tape_->opened = tape_->fault = false;
  }

  // The teller.
  void open() { tape_->opened = true; }
  void begin() { ++tape_->begun; }
  void answer(std::string_view text) {
    put(text);
    ++tape_->answered;
  }
  void fault(std::string_view text) {
    put(text);
    tape_->fault = true;
  }

  // The other one.
  bool opened() const { return tape_->opened; }
  bool failed() const { return tape_->fault; }
  std::uint32_t begun() const { return tape_->begun; }
  std::uint32_t answered() const { return tape_->answered; }
  /// The answers in order; after them the fault, if there was one.
  std::vector<std::string> texts() const {
    std::vector<std::string> texts;
    std::size_t at = 0;
    for (std::uint32_t left = tape_->answered + (tape_->fault ? 1 : 0); left > 0; --left) {
      std::size_t size = 0;
      std::memcpy(&size, tape_->bytes + at, sizeof size);
      texts.emplace_back(tape_->bytes + at + sizeof size, size);
      at += sizeof size + size;
    }
    return texts;
  }

 private:
  static constexpr std::size_t kBytes = 4 << 20;
  struct Tape {
    std::atomic<std::uint32_t> begun{0}, answered{0};
    std::atomic<bool> opened{false}, fault{false};
    std::atomic<std::size_t> used{0};
    char bytes[kBytes];
  };

  void put(std::string_view text) {
    const std::size_t at = tape_->used;
    if (kBytes - at < text.size() + sizeof(std::size_t)) throw std::bad_alloc();
    const std::size_t size = text.size();
    std::memcpy(tape_->bytes + at, &size, sizeof size);
    std::memcpy(tape_->bytes + at + sizeof size, text.data(), size);
    tape_->used = at + sizeof size + size;
  }

  Shared<Tape> tape_;
};

}  // namespace relance::test
