#include "boundary.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "error.hpp"
#include "relance/text.hpp"

namespace relance::capi {
namespace {

constexpr std::size_t kTenantBytes = 255;
constexpr std::size_t kLongestStride = 1 << 20;
/// 1970-03-27. All lawful instants since 1970 are below in seconds and in milliseconds, and no lead
/// is there any more. One that was told such a `now` would have decades to pass at the next.
constexpr std::int64_t kUnitTakenWrongly = hours(24 * 85).us;
static_assert(kLatest.us / 1'000 < kUnitTakenWrongly);

std::string size_of(const StructFacts& facts) {
  return std::string("sizeof(") + facts.name + ") = " + std::to_string(facts.size);
}

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
  } catch (const Rejected& rejected) {
    return tell(error, {rejected.code(), rejected.what(), &rejected.diagnostics()}, function);
  } catch (const Fault& fault) {
    return tell(error, {fault.code(), fault.what()}, function);
  } catch (const std::bad_alloc&) {
    return tell(error, {ErrorCode::memory, "there is not enough memory for this call"}, function);
  } catch (const std::length_error&) {
    return tell(error, {ErrorCode::memory, "no memory is large enough for this call"}, function);
  } catch (const std::exception& other) {
    return tell(error, {ErrorCode::internal, other.what()}, function);
  } catch (...) {
    return tell(error, {ErrorCode::internal, "something unknown was thrown"}, function);
  }
}

void misuse(const Named& parameter, const std::string& what) {
  throw Fault(ErrorCode::usage, parameter.text() + ": " + what);
}

std::string_view bytes(relance_str text, const Named& name) {
  if (text.size == 0) return {};
  if (text.data == nullptr) {
    misuse(name, "data NULL with size " + std::to_string(text.size) + ", expected text");
  }
  if (text.size > PTRDIFF_MAX) {
    misuse(name, "size " + std::to_string(text.size) + ", expected how many bytes its text has");
  }
  return {text.data, text.size};
}

std::string_view view(relance_str text, const Named& name) {
  const std::string_view given = bytes(text, name);
  if (!is_utf8(given)) misuse(name, "bytes that are no UTF-8, expected text");
  return given;
}

std::string_view tenant_of(relance_str text) {
  const std::string_view tenant = view(text, "tenant");
  if (tenant.empty() || tenant.size() > kTenantBytes) {
    misuse("tenant", std::to_string(tenant.size()) + " bytes, expected a name of 1 to 255");
  }
  return tenant;
}

relance_str str(std::string_view text) { return {text.data(), text.size()}; }

Instant present(std::int64_t us, const Named& name) {
  const Instant at{us};
  if (!lawful(at)) {
    misuse(name, std::to_string(us) +
                     ", expected microseconds since 1970 (UTC) in the years 1900 to 2199");
  }
  if (us >= 0 && us < kUnitTakenWrongly) {
    misuse(name, std::to_string(us) +
                     ", which is early in 1970, expected microseconds since then (UTC), not "
                     "seconds or milliseconds");
  }
  return at;
}

void require_one_of(std::uint32_t value, std::uint32_t last, const Named& name,
                    const char* enumeration) {
  if (value <= last) return;
  misuse(name, std::to_string(value) + ", expected one of enum " + enumeration + ", 0 to " +
                   std::to_string(last));
}

void require_at_most(std::uint64_t value, std::uint64_t most, const Named& name) {
  if (value <= most) return;
  misuse(name, std::to_string(value) + ", expected at most " + std::to_string(most));
}

void require_array(const void* array, std::size_t count, std::size_t stride, std::uint64_t most,
                   const Named& name, const StructFacts& facts) {
  if (count == 0) return;
  if (array == nullptr) {
    misuse(name, "NULL with count " + std::to_string(count) + ", expected an array");
  }
  if (count > most) {
    misuse(name, "count " + std::to_string(count) + ", expected at most " + std::to_string(most));
  }
  if (stride < sizeof(std::uint32_t) || stride > kLongestStride) {
    misuse(name, "stride " + std::to_string(stride) + ", expected " + size_of(facts));
  }
}

void read_bytes(const void* source, std::size_t room, const StructFacts& facts, const Named& name,
                void* target) {
  std::uint32_t known = 0;
  std::memcpy(&known, source, sizeof(known));
  const bool alone = known == sizeof(known);  // struct_size and nothing else
  // A member that a caller has in part would be half of an address.
  if (known < sizeof(known) || (!alone && known % facts.alignment != 0)) {
    misuse({name, "struct_size"}, std::to_string(known) + ", expected " + size_of(facts) +
                                      ": begin with the struct's _INIT");
  }
  if (known > room) {
    misuse({name, "struct_size"}, std::to_string(known) + ", which is more than the stride or " +
                                      "than any struct has, expected " + size_of(facts));
  }
  std::memcpy(target, source, std::min<std::size_t>(known, facts.size));
  const char* all = static_cast<const char*>(source);
  for (std::size_t i = facts.size; i < known; ++i) {
    if (all[i] == 0) continue;
    misuse(name, "byte " + std::to_string(i) + " is set, but this library knows " +
                     std::to_string(facts.size) + " of its " + std::to_string(known) +
                     " bytes, expected 0: use a newer library, or leave that member");
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
