// Arithmetic in open time on flat arrays: "4 open hours from now" is two binary searches.
#pragma once

#include <cstdint>
#include <vector>

#include "relance/core/zone.hpp"
#include "relance/instant.hpp"

namespace relance {

/// A compiled calendar: open windows [opens[i], closes[i]) in UTC microseconds, ascending, disjoint
/// and not touching, with the open time before each. Const after building, shared between threads.
struct OpenHours {
  std::vector<std::int64_t> opens, closes;
  std::vector<std::int64_t> before;    // open microseconds before opens[i]
  std::vector<std::int32_t> open_days; // civil days on which a window begins, ascending
  ZoneTable zone;
  Instant first, last;                 // the horizon [first, last); outside it nothing is known

  bool open_at(Instant t) const;
  /// `t` if open, else the next opening; kNever beyond the horizon.
  Instant next_open(Instant t) const;
  /// The earliest instant by which `open` more time than at `from` was open (negative: the latest
  /// instant that lies so much open time before). kNever beyond the horizon.
  Instant add(Instant from, Duration open) const;
  /// Open time in [a, b); negative when b < a.
  Duration between(Instant a, Instant b) const;
  /// The same clock time on the n-th open day after the day of `from` (n >= 1), moved to the next
  /// opening if that time is closed. kNever beyond the horizon.
  Instant add_open_days(Instant from, std::int64_t n) const;
};

}  // namespace relance
