#include "boundary.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "error.hpp"
#include "relance/text.hpp"

namespace relance::capi {
namespace {

/// What a caller gets for an exception.
struct Answer {
  ErrorCode code;
  const char* message;
  const std::vector<Diagnostic>* diagnostics = nullptr;
};

void fill(relance_error** error, const Answer& answer, const char* function) {
  auto made = std::make_unique<relance_error>();
  made->code = static_cast<relance_code>(answer.code);
  if (answer.code == ErrorCode::usage) made->message.append(function).append(": ");
  made->message += answer.message;
  if (answer.diagnostics != nullptr) made->diagnostics = diagnostic_rows(*answer.diagnostics);
  *error = made.release();
}

/// The code stands, whether there is memory to say more or not.
relance_code tell(relance_error** error, const Answer& answer, const char* function) noexcept {
  if (error != nullptr) {
    try {
      fill(error, answer, function);
    } catch (const std::exception&) {
      *error = nullptr;
    }
  }
  return static_cast<relance_code>(answer.code);
}

}  // namespace

relance_code report(relance_error** error, const char* function) noexcept {
  try {
    throw;
  } catch (const RulesRejected& rejected) {
    return tell(error, {ErrorCode::rules, rejected.what(), &rejected.diagnostics()}, function);
  } catch (const Fault& fault) {
    return tell(error, {fault.code(), fault.what()}, function);
  } catch (const std::bad_alloc&) {
    return tell(error, {ErrorCode::memory, "there is not enough memory for this call"}, function);
  } catch (const std::exception& other) {
    return tell(error, {ErrorCode::internal, other.what()}, function);
  } catch (...) {
    return tell(error, {ErrorCode::internal, "something unknown was thrown"}, function);
  }
}

void misuse(const char* what) { throw Fault(ErrorCode::usage, what); }

std::string_view bytes(relance_str text) {
  if (text.data == nullptr && text.size != 0) misuse("a text has a size, but its data is NULL");
  if (text.size > PTRDIFF_MAX) misuse("a text is longer than the memory: give its size in bytes");
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}

std::string_view view(relance_str text) {
  const std::string_view given = bytes(text);
  if (!is_utf8(given)) misuse("a text is not UTF-8");
  return given;
}

relance_str str(std::string_view text) { return {text.data(), text.size()}; }

void require_array(const void* array, std::size_t count, std::size_t stride) {
  if (count == 0) return;
  if (array == nullptr) misuse("an array is NULL, but its count is not 0");
  if (stride == 0 || count > PTRDIFF_MAX / stride) {
    misuse("an array is larger than the memory: give its count, and as stride the struct's sizeof");
  }
}

void read_bytes(const void* source, std::size_t stride, void* target, std::size_t size) {
  std::uint32_t known = 0;
  if (stride < sizeof(known)) misuse("a stride is smaller than the struct: give its sizeof");
  std::memcpy(&known, source, sizeof(known));
  if (known < sizeof(known)) misuse("struct_size is not set: begin with the struct's _INIT");
  if (known > stride) misuse("struct_size is larger than the stride, or than any struct");
  std::memcpy(target, source, std::min<std::size_t>(known, size));
  const char* bytes = static_cast<const char*>(source);
  for (std::size_t i = size; i < known; ++i) {
    if (bytes[i] != 0) misuse("a struct has members set that this library does not know");
  }
}

}  // namespace relance::capi

// The numbers of the C header and of error.hpp are the same.
static_assert(RELANCE_USAGE == static_cast<int>(relance::ErrorCode::usage));
static_assert(RELANCE_RULES == static_cast<int>(relance::ErrorCode::rules));
static_assert(RELANCE_INPUT == static_cast<int>(relance::ErrorCode::input));
static_assert(RELANCE_NOT_OURS == static_cast<int>(relance::ErrorCode::not_ours));
static_assert(RELANCE_NEWER == static_cast<int>(relance::ErrorCode::newer));
static_assert(RELANCE_BUSY == static_cast<int>(relance::ErrorCode::busy));
static_assert(RELANCE_STORAGE == static_cast<int>(relance::ErrorCode::storage));
static_assert(RELANCE_CORRUPT == static_cast<int>(relance::ErrorCode::corrupt));
static_assert(RELANCE_BEHIND == static_cast<int>(relance::ErrorCode::behind));
static_assert(RELANCE_FULL == static_cast<int>(relance::ErrorCode::full));
static_assert(RELANCE_UNKNOWN == static_cast<int>(relance::ErrorCode::unknown));
static_assert(RELANCE_STALE_TOKEN == static_cast<int>(relance::ErrorCode::stale_token));
static_assert(RELANCE_WITHDRAWN == static_cast<int>(relance::ErrorCode::withdrawn));
static_assert(RELANCE_MEMORY == static_cast<int>(relance::ErrorCode::memory));
static_assert(RELANCE_INTERNAL == static_cast<int>(relance::ErrorCode::internal));
static_assert(RELANCE_NEVER == relance::kNever.us);
