// Plain values in a row. A decision appends to six of these; std::vector's append is a call of its
// own there, and the values it is given have to go through memory (docs/performance.md).
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace relance {

/// A vector of what needs no destruction, with the members of std::vector that are used of one.
/// Grows by half and more, keeps its memory when cleared; growing makes references invalid.
template <class T>
class Pool {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Pool() = default;
  Pool(std::initializer_list<T> values) { assign(values.begin(), values.end()); }
  Pool(const Pool& other) { assign(other.begin(), other.end()); }
  Pool(Pool&& other) noexcept { swap(other); }
  Pool& operator=(const Pool& other) {
    if (this != &other) assign(other.begin(), other.end());
    return *this;
  }
  Pool& operator=(Pool&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Pool() = default;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T* data() const { return values_.get(); }
  T* data() { return values_.get(); }
  const T* begin() const { return data(); }
  T* begin() { return data(); }
  const T* end() const { return data() + size_; }
  T* end() { return data() + size_; }
  auto rbegin() const { return std::make_reverse_iterator(end()); }
  auto rend() const { return std::make_reverse_iterator(begin()); }
  const T& operator[](std::size_t at) const { return values_[at]; }
  T& operator[](std::size_t at) { return values_[at]; }
  const T& at(std::size_t place) const {
    if (place >= size_) throw std::out_of_range("a pool has no such place");
    return values_[place];
  }
  const T& front() const { return values_[0]; }
  const T& back() const { return values_[size_ - 1]; }
  T& back() { return values_[size_ - 1]; }

  /// By value: it may be one of our own, and a reference that leaves this function would force it
  /// through memory.
  [[gnu::always_inline]] void push_back(T value) {
    if (size_ == room_) [[unlikely]]
      make_room(size_ + 1);
    values_[size_++] = value;
  }
  [[gnu::always_inline]] T& emplace_back() {
    if (size_ == room_) [[unlikely]]
      make_room(size_ + 1);
    return values_[size_++] = T();
  }
  void pop_back() { --size_; }
  void clear() { size_ = 0; }
  void resize(std::size_t size) {
    make_room(size);
    if (size > size_) std::fill(end(), data() + size, T());
    size_ = size;
  }
  void erase(T* at) {
    std::copy(at + 1, end(), at);
    --size_;
  }
  void assign(const T* first, const T* last) {
    const std::size_t size = static_cast<std::size_t>(last - first);
    make_room(size);
    std::copy(first, last, data());
    size_ = size;
  }
  void swap(Pool& other) noexcept {
    values_.swap(other.values_);
    std::swap(size_, other.size_);
    std::swap(room_, other.room_);
  }
  bool operator==(const Pool& other) const {
    return std::equal(begin(), end(), other.begin(), other.end());
  }

 private:
  [[gnu::noinline]] void make_room(std::size_t least) {
    if (least <= room_) return;
    const std::size_t room = std::max(least, room_ + room_ / 2 + 1);
    auto values = std::make_unique_for_overwrite<T[]>(room);
    std::copy(begin(), end(), values.get());
    values_ = std::move(values);
    room_ = room;
  }

  std::unique_ptr<T[]> values_;
  std::size_t size_ = 0;
  std::size_t room_ = 0;
};

}  // namespace relance
