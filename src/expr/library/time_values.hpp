// Timestamps and durations of CEL: to the nanosecond, in CEL's ranges, which are wider than ours.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "relance/core/scalar.hpp"

namespace relance::expr {

/// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z, in seconds since 1970.
inline constexpr std::int64_t kFirstSecond = -62'135'596'800;
inline constexpr std::int64_t kLastSecond = 253'402'300'799;
/// About 292 years: what 64 bits of nanoseconds hold, as CEL has it.
inline constexpr std::int64_t kMostSeconds = 9'223'372'036;

/// `nanos` counts up from the second, 0 to 999'999'999. A failure beyond the range.
Scalar timestamp_of(std::int64_t seconds, std::int64_t nanos);
Scalar duration_of(std::int64_t seconds, std::int64_t nanos);

std::int64_t seconds_of(const Scalar& value);  // rounded down
std::int64_t nanos_of(const Scalar& value);    // 0 to 999'999'999

/// `left` and `sign` * `right`, as kind instant or duration; a failure beyond its range.
Scalar time_sum(const Scalar& left, const Scalar& right, int sign, Scalar::Kind kind);

/// "2009-02-13T23:31:30.5Z", with an offset too; nothing for anything else.
std::optional<Scalar> read_timestamp(std::string_view text);
/// "1h30m", "-1.5s", "100ms": units h, m, s, ms, us, ns.
std::optional<Scalar> read_duration(std::string_view text);
/// "+01:00", "-09:30", "02:00": seconds east of UTC.
std::optional<std::int64_t> fixed_offset(std::string_view text);
std::string timestamp_text(const Scalar& value);
std::string duration_text(const Scalar& value);  // "5400s"

}  // namespace relance::expr
