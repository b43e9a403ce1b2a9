// The operands of one evaluation that wait for the operator.
#pragma once

#include <cstddef>
#include <cstdint>

#include "relance/core/program.hpp"

namespace relance::evaluation {

/// Room for values that is not cleared: that would cost more than most guards.
union Room {
  Room() {}
  Scalar value;
};

/// The left operands; the compiler has proved that it neither over- nor underflows.
class Stack {
 public:
  void push(const Scalar& value) { rooms_[size_++].value = value; }
  const Scalar& pop() { return rooms_[--size_].value; }
  Scalar& top() { return rooms_[size_ - 1].value; }
  /// The last `count` values, which are then gone; valid until the next push.
  const Room* pop(std::size_t count) { return rooms_ + (size_ -= count); }

 private:
  Room rooms_[Program::kStack];
  std::size_t size_ = 0;
};

/// The arguments of a function: values all of them.
class Arguments {
 public:
  Arguments(const Room* first, std::size_t size) : first_(first), size_(size) {}
  const Scalar& operator[](std::size_t n) const { return first_[n].value; }
  std::size_t size() const { return size_; }

 private:
  const Room* first_;
  std::size_t size_;
};

}  // namespace relance::evaluation
