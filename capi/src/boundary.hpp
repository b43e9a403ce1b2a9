// The border of the C interface: no exception crosses it, and what comes in is checked here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "relance/error.hpp"
#include "relance/instant.hpp"
#include "relance/relance.h"

namespace relance::capi {

/// The code of the exception that is being handled, and the error of the caller when he wants it
/// and there is memory for it. A wrong call is told which `function` it was.
relance_code report(relance_error** error, const char* function) noexcept;

/// Runs a call's body; what it throws becomes a code and an error.
template <class Body>
relance_code boundary(relance_error** error, Body&& body,
                      const char* function = __builtin_FUNCTION()) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    std::forward<Body>(body)();
    return RELANCE_OK;
  } catch (...) {
    return report(error, function);
  }
}

[[noreturn]] void misuse(const char* what);

/// An out-parameter, NULL until the call has gone well. First thing in a body.
template <class T>
T*& cleared(T** out) {
  if (out == nullptr) misuse("the place for the answer is NULL");
  *out = nullptr;
  return *out;
}

/// What a handle points to.
template <class T>
T& given(T* handle) {
  if (handle == nullptr) misuse("the handle is NULL");
  return *handle;
}

/// Bytes that are looked at as UTF-8 further in: rules, events and files are told where it ends.
std::string_view bytes(relance_str text);
/// A text: UTF-8.
std::string_view view(relance_str text);
relance_str str(std::string_view text);
inline Instant instant(std::int64_t us) { return {us}; }

/// Copies `size` bytes of an input struct that the caller knows as `struct_size` bytes long: what
/// he does not have is zero, what we do not know must be zero.
void read_bytes(const void* source, std::size_t stride, void* target, std::size_t size);

/// Longer than any struct of this interface will ever be, in bytes.
inline constexpr std::size_t kLongestStruct = 4'096;

/// An input struct; NULL is all defaults.
template <class T>
T read_struct(const T* source) {
  T target{};
  if (source != nullptr) read_bytes(source, kLongestStruct, &target, sizeof(T));
  return target;
}

/// Whether an array of so many elements can be at all; first thing with every array.
void require_array(const void* array, std::size_t count, std::size_t stride);

/// The `index`-th of an array of input structs.
template <class T>
T read_element(const T* array, std::size_t stride, std::size_t index) {
  T target{};
  read_bytes(reinterpret_cast<const char*>(array) + index * stride, stride, &target, sizeof(T));
  return target;
}

}  // namespace relance::capi
