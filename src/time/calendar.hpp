// Calendars: from opening times per weekday, closed dates and special days to flat open hours.
#pragma once

#include <array>
#include <vector>

#include "relance/core/open_hours.hpp"
#include "relance/core/zone.hpp"
#include "relance/instant.hpp"
#include "time/clock_range.hpp"

namespace relance {

/// Opening times that replace those of the weekday on one date; none: closed.
struct SpecialDay {
  Date date;
  std::vector<ClockRange> windows;
  bool operator==(const SpecialDay&) const = default;
};

/// What a calendar means. Windows of a day may stand in any order; those that overlap or touch are
/// one, over midnight too. A closed date takes away the windows that begin on it, not the end of a
/// window that began the night before. A special day beats a closed date.
struct CalendarSpec {
  ZoneTable zone;
  std::array<std::vector<ClockRange>, 7> week;  // Monday first
  std::vector<Date> closed;
  std::vector<SpecialDay> special;  // of several for one date the last counts
  bool operator==(const CalendarSpec&) const = default;
};

/// The same meaning in one shape: lists ascending, doubles and idle entries gone, windows of a day
/// merged. Specs that mean the same week, zone, closed and special days are then equal, so that
/// calendars which are written alike can share one array.
CalendarSpec normalised(CalendarSpec spec);

/// The open hours from 1 January of `first_year` to 31 December of `last_year` in the spec's zone
/// (1901 to 2198, first <= last; else Fault usage). Windows that reach over the ends are cut there.
/// `opens` is empty when the calendar is never open.
OpenHours build_calendar(const CalendarSpec& spec, int first_year, int last_year);

}  // namespace relance
