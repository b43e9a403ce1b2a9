// From a written delay to an instant.
#pragma once

#include "relance/core/lanes.hpp"

namespace relance {

namespace due_detail {

/// Beyond the horizon of its calendar open time is counted as plain time: late is better than
/// never, and a due instant must exist (law 7).
inline Instant plain(const Delay& delay, Instant from, std::int64_t sign) {
  const bool open_days = delay.unit == Delay::open_days;
  const std::int64_t us = open_days ? delay.amount * hours(24).us : delay.amount;
  return from + Duration{sign * us};
}

}  // namespace due_detail

/// `delay` after `from`. Precondition: a delay of open time names its calendar.
[[gnu::noinline]] inline Instant due_after(const Tables& tables, const Delay& delay, Instant from) {
  if (delay.unit <= Delay::elapsed) return from + Duration{delay.amount};
  Instant due = kNever;
  switch (delay.unit) {
    case Delay::days:
      due = tables.zone.add_days(from, delay.amount);
      break;
    case Delay::years:
      due = tables.zone.add_years(from, delay.amount);
      break;
    case Delay::open_time:
      due = tables.calendars[delay.calendar].add(from, {delay.amount});
      break;
    case Delay::open_days:
      due = tables.calendars[delay.calendar].add_open_days(from, delay.amount);
      break;
    default:
      break;
  }
  return due == kNever ? due_detail::plain(delay, from, 1) : due;
}

/// `delay` after `from`, as it is counted for `lead` now.
inline Instant due_after(const Tables& tables, const LeadRecord& lead, const Delay& delay,
                         Instant from) {
  if (delay.unit <= Delay::elapsed) return from + Duration{delay.amount};
  return due_after(tables, for_lead(tables, lead, delay), from);
}

/// `delay` before `until`; the compiler allows no open days here.
/// Precondition: open time names its calendar.
[[gnu::noinline]] inline Instant due_before(const Tables& tables, const Delay& delay,
                                            Instant until) {
  Instant due = kNever;
  switch (delay.unit) {
    case Delay::days:
      due = tables.zone.add_days(until, -delay.amount);
      break;
    case Delay::years:
      due = tables.zone.add_years(until, -delay.amount);
      break;
    case Delay::open_time:
      due = tables.calendars[delay.calendar].add(until, {-delay.amount});
      break;
    default:
      break;
  }
  return due == kNever ? due_detail::plain(delay, until, -1) : due;
}

/// Where a step that nobody touched is handed out anew: the next open instant of the calendar that
/// its limit is counted in, else of the lead's own, else at once.
inline Instant next_open(const Tables& tables, const LeadRecord& lead, const Delay& delay,
                         Instant from) {
  if (tables.calendars.empty()) return from;
  const Id calendar = delay.calendar == kNone ? calendar_of(tables, lead) : delay.calendar;
  const Instant open = tables.calendars[calendar].next_open(from);
  return open == kNever ? from : open;
}

}  // namespace relance
