// Arithmetic in open time on flat arrays: "4 open hours from now" is two binary searches.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "relance/core/zone.hpp"
#include "relance/instant.hpp"

namespace relance {

/// A compiled calendar: open windows [opens[i], closes[i]) in UTC microseconds, ascending, disjoint
/// and not touching, with the open time before each. Const after building, shared between threads.
///
/// Beyond the horizon nothing is known: an instant outside [first, last] is closed, no open time is
/// counted there, and what would need it is kNever.
struct OpenHours {
  std::vector<std::int64_t> opens, closes;
  std::vector<std::int64_t> before;     // open microseconds before opens[i]
  std::vector<std::int32_t> open_days;  // civil days on which a window begins, ascending
  ZoneTable zone;
  Instant first, last;  // the horizon [first, last); outside it nothing is known

  bool operator==(const OpenHours&) const = default;

  bool open_at(Instant t) const {
    const std::size_t begun = begun_by(t);
    return begun > 0 && t.us < closes[begun - 1];
  }
  /// `t` if open, else the next opening; kNever beyond the horizon.
  Instant next_open(Instant t) const;
  /// The earliest instant by which `open` more time than at `from` was open (negative: the latest
  /// instant that lies so much open time before). kNever beyond the horizon. Nothing to add gives
  /// next_open(from). With hours 09:00-12:00 and 14:00-18:00: 11:00 plus 1 h is 12:00, the closing;
  /// 15:00 minus 1 h is 14:00, the opening.
  Instant add(Instant from, Duration open) const;
  /// Open time in [a, b); negative when b < a.
  Duration between(Instant a, Instant b) const { return {open_before(b) - open_before(a)}; }
  /// The same clock time on the n-th open day after the day of `from` (n >= 1), moved to the next
  /// opening if that time is closed. kNever beyond the horizon. An open day is a day on which a
  /// window begins. Negative n: the n-th open day before; a closed time is moved to the next
  /// opening of that day, or back to its last where none follows. 0 gives next_open(from).
  Instant add_open_days(Instant from, std::int64_t n) const;

 private:
  bool known(Instant t) const { return first <= t && t <= last; }
  /// How many windows begin at or before `t`.
  std::size_t begun_by(Instant t) const {
    return static_cast<std::size_t>(std::upper_bound(opens.begin(), opens.end(), t.us) -
                                    opens.begin());
  }
  /// Open microseconds from the beginning of the horizon to `t`.
  std::int64_t open_before(Instant t) const {
    const std::size_t begun = begun_by(t);
    if (begun == 0) return 0;
    return before[begun - 1] + std::min(t.us, closes[begun - 1]) - opens[begun - 1];
  }
  std::int64_t open_in_all() const {
    return opens.empty() ? 0 : before.back() + closes.back() - opens.back();
  }
  Instant on_open_day(Date day, Instant same_clock_time) const;
};

inline Instant OpenHours::next_open(Instant t) const {
  if (!known(t)) return kNever;
  const std::size_t begun = begun_by(t);
  if (begun > 0 && t.us < closes[begun - 1]) return t;
  return begun < opens.size() ? Instant{opens[begun]} : kNever;
}

inline Instant OpenHours::add(Instant from, Duration open) const {
  if (!known(from)) return kNever;
  if (open.us == 0) return next_open(from);
  const std::int64_t here = open_before(from);
  if (open.us > 0 ? open.us > open_in_all() - here : open.us < -here) return kNever;
  const std::int64_t there = here + open.us;
  // Forwards a border between two windows is the closing of the earlier one, backwards the opening
  // of the later one.
  const auto begun = open.us > 0 ? std::lower_bound(before.begin(), before.end(), there)
                                 : std::upper_bound(before.begin(), before.end(), there);
  const auto i = static_cast<std::size_t>(begun - before.begin()) - 1;
  return {opens[i] + there - before[i]};
}

inline Instant OpenHours::add_open_days(Instant from, std::int64_t n) const {
  if (!known(from)) return kNever;
  if (n == 0) return next_open(from);
  const Date day = zone.date_of(from);
  const auto next = n > 0 ? std::upper_bound(open_days.begin(), open_days.end(), day.days)
                          : std::lower_bound(open_days.begin(), open_days.end(), day.days);
  const std::int64_t later = open_days.end() - next, earlier = next - open_days.begin();
  if (n > 0 ? n > later : n < -earlier) return kNever;
  const Date target{*(next + (n > 0 ? n - 1 : n))};
  const Instant t = zone.instant_of(target, zone.time_of_day(from));
  return n > 0 ? next_open(t) : on_open_day(target, t);
}

inline Instant OpenHours::on_open_day(Date day, Instant same_clock_time) const {
  const std::size_t begun = begun_by(same_clock_time);
  if (begun > 0 && same_clock_time.us < closes[begun - 1]) return same_clock_time;
  const Instant next = begun < opens.size() ? Instant{opens[begun]} : kNever;
  if (next != kNever && zone.date_of(next) == day) return next;
  // One of the day's windows began before; it may be part of one that came over midnight.
  if (begun == 0) return next;
  const Instant back = std::max(Instant{opens[begun - 1]}, zone.first_instant(day));
  return open_at(back) ? back : next;
}

}  // namespace relance
