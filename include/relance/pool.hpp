// Plain values in a row. A decision appends to seven of these; std::vector's append is a call of
// its own there, and the values it is given have to go through memory (docs/performance.md).
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

  std::size_t size() const { return static_cast<std::size_t>(end_ - data()); }
  bool empty() const { return end_ == data(); }
  const T* data() const { return values_.get(); }
  T* data() { return values_.get(); }
  const T* begin() const { return data(); }
  T* begin() { return data(); }
  const T* end() const { return end_; }
  T* end() { return end_; }
  auto rbegin() const { return std::make_reverse_iterator(end()); }
  auto rend() const { return std::make_reverse_iterator(begin()); }
  const T& operator[](std::size_t at) const { return values_[at]; }
  T& operator[](std::size_t at) { return values_[at]; }
  const T& at(std::size_t place) const {
    if (place >= size()) throw std::out_of_range("a pool has no such place");
    return values_[place];
  }
  const T& front() const { return values_[0]; }
  const T& back() const { return end_[-1]; }
  T& back() { return end_[-1]; }

  /// By value: it may be one of our own, and a reference that leaves this function would force it
  /// through memory.
  [[gnu::always_inline]] void push_back(T value) {
    if (end_ == limit_) [[unlikely]]
      make_room(size() + 1);
    *end_++ = value;
  }
  [[gnu::always_inline]] T& emplace_back() {
    if (end_ == limit_) [[unlikely]]
      make_room(size() + 1);
    return *end_++ = T();
  }
  /// Not of its own.
  [[gnu::always_inline]] void append(const T* first, std::size_t count) {
    if (static_cast<std::size_t>(limit_ - end_) < count) [[unlikely]]
      make_room(size() + count);
    end_ = std::copy_n(first, count, end_);
  }
  void pop_back() { --end_; }
  void clear() { end_ = data(); }
  /// Takes away `first` and all behind it.
  void cut(T* first) { end_ = first; }
  void resize(std::size_t size) {
    make_room(size);
    if (size > this->size()) std::fill(end(), data() + size, T());
    end_ = data() + size;
  }
  void erase(T* at) {
    std::copy(at + 1, end(), at);
    --end_;
  }
  void assign(const T* first, const T* last) {
    const std::size_t size = static_cast<std::size_t>(last - first);
    make_room(size);
    end_ = std::copy(first, last, data());
  }
  void swap(Pool& other) noexcept {
    values_.swap(other.values_);
    std::swap(end_, other.end_);
    std::swap(limit_, other.limit_);
  }
  bool operator==(const Pool& other) const {
    return std::equal(begin(), end(), other.begin(), other.end());
  }

 private:
  [[gnu::noinline]] void make_room(std::size_t least) {
    const std::size_t had = static_cast<std::size_t>(limit_ - data());
    if (least <= had) return;
    const std::size_t room = std::max(least, had + had / 2 + 1);
    auto values = std::make_unique_for_overwrite<T[]>(room);
    end_ = std::copy(begin(), end(), values.get());
    limit_ = values.get() + room;
    values_ = std::move(values);
  }

  std::unique_ptr<T[]> values_;
  T* end_ = nullptr;
  T* limit_ = nullptr;  // of the room there is
};

}  // namespace relance
