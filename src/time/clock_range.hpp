// Opening times of a day: "09:00-12:30".
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/complaint.hpp"

namespace relance {

/// Clock times [from, to) in minutes after midnight of the day on which it begins. `from` is 0 to
/// 1439; `to` is above `from` and at most 2879: above 1440 it lies on the next day.
struct ClockRange {
  std::int16_t from = 0;
  std::int16_t to = 0;
  auto operator<=>(const ClockRange&) const = default;
};

/// "09:00-12:30", "20:00-08:00" (overnight: it belongs to the day on which it begins),
/// "00:00-24:00". Spaces may stand around the dash. Nothing for other texts; `problem` then says
/// what is wrong.
std::optional<ClockRange> parse_clock_range(std::string_view text, Complaint& problem);

/// As parse_clock_range reads it.
std::string to_text(const ClockRange& range);

}  // namespace relance
