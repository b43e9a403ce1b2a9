// Instants, dates and civil times as text: RFC 3339 and the forms found in files to be taken in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "relance/instant.hpp"

namespace relance {

/// A date and a clock time without a zone; ZoneTable::instant_of gives its instant.
struct CivilTime {
  Date date;
  std::int64_t time_of_day_us = 0;  // 0 to 86'399'999'999
  bool operator==(const CivilTime&) const = default;
};

/// RFC 3339 with an offset ("2026-12-24T09:00:00+01:00", "...T08:00:00.25Z"): seconds are required,
/// at most 6 digits of a fraction, no leap second, nothing around it. Nothing for other texts and
/// for instants that are not lawful.
std::optional<Instant> parse_instant(std::string_view text);

/// "2026-12-24", from 1900-01-01 to 2199-12-31. Nothing for other texts and days that do not exist.
std::optional<Date> parse_date(std::string_view text);

/// "2018-02-26 19:58:54", "2018-02-26T19:58", "2018-02-26" (its first moment); seconds may have up
/// to 6 digits of a fraction. A text with an offset is no civil time: see parse_instant.
std::optional<CivilTime> parse_civil_time(std::string_view text);

/// Always in UTC with Z; a fraction only when there is one, without trailing zeros. kNever is
/// "never".
std::string to_rfc3339(Instant t);

/// "2026-12-24".
std::string to_text(Date date);

}  // namespace relance
