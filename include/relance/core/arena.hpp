// The memory of one evaluation: grows, is bounded, and is given back as a whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace relance {

/// Not copyable, since values point into it. One thread at a time.
class Arena {
 public:
  static constexpr std::size_t kMost = 1 << 20;  // bytes

  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Memory for `bytes` bytes, aligned for any value; null when the evaluation has had its share.
  void* take(std::size_t bytes) {
    const std::size_t wanted = (bytes + kAlign - 1) / kAlign * kAlign;
    if (wanted < bytes || wanted > kMost - used_) return nullptr;
    used_ += wanted;
    if (wanted > room_ || next_ == nullptr) grow(wanted);
    std::byte* const result = next_;
    next_ += wanted;
    room_ -= wanted;
    return result;
  }

  /// Room for `count` objects, not yet begun; null as above.
  template <class T>
  T* take_array(std::size_t count) {
    return count > kMost ? nullptr : static_cast<T*>(take(count * sizeof(T)));
  }

 private:
  static constexpr std::size_t kAlign = 16;
  static constexpr std::size_t kBlock = 16 * 1024;

  void grow(std::size_t wanted) {
    const std::size_t size = wanted > kBlock ? wanted : kBlock;
    blocks_.push_back(std::make_unique<std::byte[]>(size));
    next_ = blocks_.back().get();
    room_ = size;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t room_ = 0;
  std::size_t used_ = 0;
};

}  // namespace relance
