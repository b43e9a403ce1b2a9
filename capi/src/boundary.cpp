#include "boundary.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <string>

#include "error.hpp"

namespace relance::capi {
namespace {

relance_code fill(relance_error** error, ErrorCode code, const char* message,
                  std::unique_ptr<relance_rows> diagnostics = nullptr) {
  const auto number = static_cast<relance_code>(code);
  if (error != nullptr) {
    *error = new relance_error{number, message, std::move(diagnostics)};
  }
  return number;
}

// Rethrows what is being handled and says what it was. May itself run out of memory.
relance_code describe(relance_error** error) {
  try {
    throw;
  } catch (const RulesRejected& rejected) {
    return fill(error, ErrorCode::rules, rejected.what(), diagnostic_rows(rejected.diagnostics()));
  } catch (const Fault& fault) {
    return fill(error, fault.code(), fault.what());
  } catch (const std::bad_alloc&) {
    return fill(error, ErrorCode::memory, "there is not enough memory for this call");
  } catch (const std::exception& other) {
    return fill(error, ErrorCode::internal, other.what());
  } catch (...) {
    return fill(error, ErrorCode::internal, "something unknown was thrown");
  }
}

}  // namespace

relance_code report(relance_error** error) noexcept {
  try {
    return describe(error);
  } catch (...) {
    return RELANCE_MEMORY;
  }
}

void misuse(const char* what) { throw Fault(ErrorCode::usage, what); }

std::string_view view(relance_str text) {
  if (text.data == nullptr && text.size != 0) misuse("a text has a size, but its data is NULL");
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}

relance_str str(std::string_view text) { return {text.data(), text.size()}; }

void read_bytes(const void* source, std::size_t stride, void* target, std::size_t size) {
  std::uint32_t known = 0;
  if (stride < sizeof(known)) misuse("a stride is smaller than the struct: give its sizeof");
  std::memcpy(&known, source, sizeof(known));
  if (known < sizeof(known)) misuse("struct_size is not set: begin with the struct's _INIT");
  if (known > stride) misuse("a stride is smaller than the struct: give its sizeof");
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
