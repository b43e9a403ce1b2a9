#include "proof/lengths.hpp"

#include <algorithm>

namespace relance::proof {
namespace {

constexpr std::int64_t kHour = hours(1).us, kDay = hours(24).us;
constexpr std::int64_t kShortYear = 365 * kDay, kLongYear = 366 * kDay;

/// How far apart the offsets from UTC lie that leads live under: a clock time some days on is that
/// much sooner or later at most.
std::int64_t spread_of(const ZoneTable& zone) {
  constexpr std::int64_t kFirstSecond = 1'262'304'000;  // 2010, where calendars begin
  std::int32_t least = zone.offset.back(), most = least;
  for (std::size_t i = 0; i + 1 < zone.offset.size(); ++i) {
    if (zone.since[i + 1] < kFirstSecond) continue;
    least = std::min(least, zone.offset[i]);
    most = std::max(most, zone.offset[i]);
  }
  return std::int64_t{most - least} * kMicrosecondsPerSecond;
}

std::int64_t longest_closed(const OpenHours& hours) {
  std::int64_t longest = hours.opens.empty() ? 0 : hours.opens.front() - hours.first.us;
  for (std::size_t i = 1; i < hours.opens.size(); ++i) {
    longest = std::max(longest, hours.opens[i] - hours.closes[i - 1]);
  }
  return longest;
}

/// Open time takes longest from a closing on, or from the beginning of the calendar. What its end
/// leaves no room for is counted as plain time (relance/core/due.hpp), which is no longer.
std::int64_t longest_open_time(const OpenHours& hours, std::int64_t amount) {
  amount = std::max<std::int64_t>(amount, 1);  // none at all waits for the next opening
  std::int64_t longest = amount;
  std::size_t window = 0;
  const auto look = [&](std::int64_t from, std::int64_t open_before) {
    const std::int64_t there = open_before + amount;
    while (window + 1 < hours.opens.size() && hours.before[window + 1] < there) ++window;
    const std::int64_t due = hours.opens[window] + there - hours.before[window];
    if (due <= hours.closes[window]) longest = std::max(longest, due - from);
  };
  if (hours.opens.empty()) return longest;
  look(hours.first.us, 0);
  for (std::size_t i = 0; i + 1 < hours.opens.size(); ++i) {
    look(hours.closes[i], hours.before[i + 1]);
  }
  return longest;
}

/// The same clock time on a later open day, moved to an opening if that is closed.
std::int64_t longest_open_days(const OpenHours& hours, std::int64_t amount) {
  const auto apart = static_cast<std::size_t>(amount);
  std::int64_t days = amount;
  if (apart > 0 && apart <= hours.open_days.size()) {
    days = hours.open_days[apart - 1] - hours.zone.date_of(hours.first).days;
  }
  for (std::size_t i = 0; i + apart < hours.open_days.size(); ++i) {
    days = std::max<std::int64_t>(days, hours.open_days[i + apart] - hours.open_days[i]);
  }
  return days * kDay + spread_of(hours.zone) + longest_closed(hours);
}

/// Whether one open day more is always later: not where a clock time is closed on one open day and
/// not open yet on the next, so that both are moved to the same opening.
bool keeps_days_apart(const OpenHours& hours) {
  const std::int64_t spread = spread_of(hours.zone);
  for (std::size_t i = 0; i + 1 < hours.opens.size(); ++i) {
    const std::int64_t closed = hours.opens[i + 1] - hours.closes[i] + spread;
    if (closed < kDay) continue;
    const std::int64_t days =
        hours.zone.date_of({hours.opens[i + 1]}).days - hours.zone.date_of({hours.opens[i]}).days;
    if (closed >= days * kDay) return false;
  }
  return true;
}

}  // namespace

std::span<const OpenHours> Lengths::calendars_of(const Delay& delay) const {
  const std::span all(tables_.calendars);
  return delay.calendar == kNone ? all : all.subspan(delay.calendar, 1);
}

/// Open time passes at most as fast as plain time.
std::int64_t Lengths::shortest(const Delay& delay) const {
  switch (delay.unit) {
    case Delay::days:
      return delay.amount * kDay - spread_of(tables_.zone);
    case Delay::years:
      return delay.amount * kShortYear - spread_of(tables_.zone);
    case Delay::open_days: {
      std::int64_t spread = 0;
      for (const OpenHours& hours : calendars_of(delay)) {
        spread = std::max(spread, spread_of(hours.zone));
      }
      return delay.amount * kDay - spread;
    }
    default:
      return delay.amount;
  }
}

std::int64_t Lengths::longest(const Delay& delay) const {
  switch (delay.unit) {
    case Delay::days:
      return delay.amount * kDay + spread_of(tables_.zone);
    case Delay::years:
      return delay.amount * kLongYear + spread_of(tables_.zone);
    case Delay::open_time:
    case Delay::open_days:
      return longest_open(delay);
    default:
      return delay.amount;
  }
}

std::int64_t Lengths::longest_open(const Delay& delay) const {
  const auto [known, is_new] =
      longest_open_.try_emplace({delay.unit, delay.calendar, delay.amount}, 0);
  if (!is_new) return known->second;
  for (const OpenHours& hours : calendars_of(delay)) {
    const std::int64_t length = delay.unit == Delay::open_time
                                    ? longest_open_time(hours, delay.amount)
                                    : longest_open_days(hours, delay.amount);
    known->second = std::max(known->second, length);
  }
  return known->second;
}

bool Lengths::is_shorter(const Delay& a, const Delay& b) const {
  if (a.unit == Delay::none || b.unit == Delay::none) return false;
  if (a.unit != b.unit || a.calendar != b.calendar) return longest(a) < shortest(b);
  if (a.unit != Delay::open_days || b.amount - a.amount != 1) return a.amount < b.amount;
  const std::span<const OpenHours> calendars = calendars_of(a);
  return std::all_of(calendars.begin(), calendars.end(), keeps_days_apart);
}

bool Lengths::is_more_than_an_hour(const Delay& delay) const {
  return is_shorter({Delay::elapsed, kNone, kHour}, delay);
}

}  // namespace relance::proof
