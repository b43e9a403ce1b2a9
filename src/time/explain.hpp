// Why a due instant is when it is: the closed times between.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "relance/core/open_hours.hpp"
#include "relance/instant.hpp"

namespace relance {

/// [from, until) during which the calendar was closed.
struct ClosedGap {
  Instant from, until;
  bool operator==(const ClosedGap&) const = default;
};

struct Explanation {
  Instant from, due;
  std::vector<ClosedGap> gaps;  // the first ones, ascending, cut to [from, due)
  std::size_t gaps_in_all = 0;
};

/// The closed times passed between `from` and `due` (from <= due), read from the calendar's arrays.
/// Time and memory are bounded by `at_most`, however far apart the instants are.
Explanation explain(const OpenHours& hours, Instant from, Instant due, std::size_t at_most = 20);

/// "due 14:02: closed 12:30-13:30", in clock times of the zone; dates are told where they are not
/// the day of `from`.
std::string to_text(const Explanation& explanation, const ZoneTable& zone);

}  // namespace relance
