// The border of the C interface: no exception crosses it, and what comes in is checked here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "named.hpp"
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

/// Fault usage: "events[2].lead: data NULL with size 3, expected text". Where a parameter is named
/// in this room, it is by its name in the header.
[[noreturn]] void misuse(const Named& parameter, const std::string& what);

/// An out-parameter, NULL until the call has gone well. First thing in a body.
template <class T>
T*& cleared(T** out, const Named& name) {
  if (out == nullptr) misuse(name, "NULL, expected the address of a pointer for the answer");
  *out = nullptr;
  return *out;
}

/// What a handle points to.
template <class T>
T& given(T* handle, const Named& name) {
  if (handle == nullptr) misuse(name, "NULL, expected a handle");
  return *handle;
}

/// Bytes that are looked at as UTF-8 further in: rules, events and files are told where it ends.
std::string_view bytes(relance_str text, const Named& name);
/// A text: UTF-8.
std::string_view view(relance_str text, const Named& name);
/// A tenant's name: 1 to 255 bytes.
std::string_view tenant_of(relance_str text);
relance_str str(std::string_view text);
/// The present of a call: an instant within the lawful years, and in microseconds.
Instant present(std::int64_t us, const Named& name);
/// A number of an enum, from 0 to `last`.
void require_one_of(std::uint32_t value, std::uint32_t last, const Named& name,
                    const char* enumeration);
/// How many there may be of something: for counts that a caller gives.
void require_at_most(std::uint64_t value, std::uint64_t most, const Named& name);

/// How a struct is told of in messages, and what its size may be.
struct StructFacts {
  const char* name;  // "relance_event"
  std::size_t size, alignment;
};
template <class T>
struct Struct;
#define RELANCE_STRUCT(type)                                                 \
  template <>                                                                \
  struct Struct<type> {                                                      \
    static constexpr StructFacts kFacts{#type, sizeof(type), alignof(type)}; \
  }
RELANCE_STRUCT(relance_compile_options);
RELANCE_STRUCT(relance_open_options);
RELANCE_STRUCT(relance_attribute);
RELANCE_STRUCT(relance_event);
RELANCE_STRUCT(relance_work_filter);
RELANCE_STRUCT(relance_renaming);
RELANCE_STRUCT(relance_move_plan);
RELANCE_STRUCT(relance_input);
RELANCE_STRUCT(relance_intake_options);
#undef RELANCE_STRUCT

/// Copies an input struct that its caller knows as struct_size bytes long, of `room` that are
/// there: what he does not have is zero, what we do not know must be zero.
void read_bytes(const void* source, std::size_t room, const StructFacts& facts, const Named& name,
                void* target);

/// Whether there can be such an array of these structs, of at most `most`.
void require_array(const void* array, std::size_t count, std::size_t stride, std::uint64_t most,
                   const Named& name, const StructFacts& facts);

/// Longer than any struct of this interface will ever be, in bytes.
inline constexpr std::size_t kLongestStruct = 4'096;

/// An input struct; NULL is all defaults.
template <class T>
T read_struct(const T* source, const Named& name) {
  T target{};
  if (source != nullptr) read_bytes(source, kLongestStruct, Struct<T>::kFacts, name, &target);
  return target;
}

/// An array of input structs, a parameter or a member of `whole`.
template <class T>
class Elements {
 public:
  /// `most`: how many there may be.
  Elements(const T* array, std::size_t count, std::size_t stride, std::uint64_t most,
           const char* name, const Named* whole = nullptr)
      : array_(reinterpret_cast<const char*>(array)),
        count_(count),
        stride_(stride),
        name_(name),
        whole_(whole) {
    require_array(array, count, stride, most, Named(whole, name, SIZE_MAX), Struct<T>::kFacts);
  }
  std::size_t size() const { return count_; }
  /// "events[2]"
  Named name(std::size_t index) const { return {whole_, name_, index}; }
  T operator[](std::size_t index) const {
    T target{};
    read_bytes(array_ + index * stride_, stride_, Struct<T>::kFacts, name(index), &target);
    return target;
  }

 private:
  const char* array_;
  std::size_t count_, stride_;
  const char* name_;
  const Named* whole_;
};

/// Where a page begins, how far a call looks, and where it tells how far it came.
class PageAt {
 public:
  PageAt(std::uint64_t* after, std::size_t at_most, std::int32_t* more)
      : after_(after), at_most_(at_most == 0 ? 1'000 : at_most), more_(more) {
    if (more_ != nullptr) *more_ = 0;
  }
  std::uint64_t after() const { return after_ == nullptr ? 0 : *after_; }
  std::size_t at_most() const { return at_most_; }
  /// When the call has gone well.
  void turn(std::uint64_t last, bool more) const {
    if (after_ != nullptr) *after_ = last;
    if (more_ != nullptr) *more_ = more ? 1 : 0;
  }

 private:
  std::uint64_t* after_;
  std::size_t at_most_;
  std::int32_t* more_;
};

}  // namespace relance::capi
