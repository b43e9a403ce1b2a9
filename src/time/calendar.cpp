#include "time/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "relance/error.hpp"
#include "time/civil.hpp"

namespace relance {
namespace {

constexpr std::int64_t kMinute = 60 * kMicrosecondsPerSecond;
constexpr std::int32_t kNoDay = INT32_MAX;

/// Ascending, empty ones gone, overlapping or touching ones merged.
std::vector<ClockRange> merged(std::vector<ClockRange> windows) {
  std::erase_if(windows, [](const ClockRange& w) { return w.to <= w.from; });
  std::sort(windows.begin(), windows.end());
  std::vector<ClockRange> kept;
  for (const ClockRange& window : windows) {
    if (!kept.empty() && window.from <= kept.back().to) {
      kept.back().to = std::max(kept.back().to, window.to);
    } else {
      kept.push_back(window);
    }
  }
  return kept;
}

void merge_special(std::vector<SpecialDay>& special) {
  const auto earlier = [](const SpecialDay& a, const SpecialDay& b) { return a.date < b.date; };
  std::stable_sort(special.begin(), special.end(), earlier);
  std::vector<SpecialDay> kept;
  for (SpecialDay& day : special) {
    if (!kept.empty() && kept.back().date == day.date) kept.pop_back();
    kept.push_back({day.date, merged(std::move(day.windows))});
  }
  special = std::move(kept);
}

/// Appends days to the arrays, in order.
class Builder {
 public:
  Builder(CalendarSpec normalised_spec, std::int32_t first_day, std::int32_t end_day)
      : spec_(std::move(normalised_spec)), first_(first_day), end_(end_day) {
    hours_.zone = spec_.zone;
    hours_.first = spec_.zone.first_instant({first_day});
    hours_.last = spec_.zone.first_instant({end_day});
  }

  OpenHours build() && {
    day_ = first_ - 1;  // the last windows of this day may reach into the horizon
    reserve();
    next_rare_ = rare_day_from(day_);
    for (; day_ < end_; ++day_) {
      if (day_ == next_rare_) {
        rare_day();
      } else {
        const auto& windows = spec_.week[weekday()];
        if (!windows.empty()) plain_day(windows);
      }
    }
    cut_to_horizon();
    count();
    return std::move(hours_);
  }

 private:
  std::size_t weekday() const { return static_cast<std::size_t>(weekday_of({day_})); }

  void reserve() {
    std::size_t a_week = 0;
    for (const auto& windows : spec_.week) a_week += windows.size();
    std::size_t most = static_cast<std::size_t>((end_ - day_) / 7 + 2) * a_week;
    for (const SpecialDay& day : spec_.special) most += day.windows.size();
    hours_.opens.reserve(most);
    hours_.closes.reserve(most);
    hours_.open_days.reserve(static_cast<std::size_t>(end_ - day_));
  }

  /// A day without a change of clocks near it: one offset holds for all its windows.
  void plain_day(std::span<const ClockRange> windows) {
    const std::int64_t midnight = day_ * kMicrosecondsPerDay - offset_us_;
    for (const ClockRange& window : windows) {
      append(midnight + window.from * kMinute, midnight + window.to * kMinute);
    }
    hours_.open_days.push_back(day_);
  }

  void append(std::int64_t opens, std::int64_t closes) {
    if (!hours_.closes.empty() && opens <= hours_.closes.back()) {
      hours_.closes.back() = std::max(hours_.closes.back(), closes);
      return;
    }
    hours_.opens.push_back(opens);
    hours_.closes.push_back(closes);
  }

  /// A closed or special day, or one whose windows may see a change of clocks.
  void rare_day() {
    if (next_special_ < spec_.special.size() && spec_.special[next_special_].date.days == day_) {
      converted_day(spec_.special[next_special_].windows);
    } else if (next_closed_ == spec_.closed.size() || spec_.closed[next_closed_].days != day_) {
      converted_day(spec_.week[weekday()]);
    }
    next_rare_ = rare_day_from(day_ + 1);
  }

  void converted_day(std::span<const ClockRange> windows) {
    bool opened = false;
    for (const ClockRange& window : windows) {
      const std::int64_t opens = spec_.zone.instant_of({day_}, window.from * kMinute).us;
      const std::int64_t closes = spec_.zone.instant_of({day_}, window.to * kMinute).us;
      if (opens >= closes) continue;  // the clocks skip all of it
      append(opens, closes);
      opened = true;
    }
    if (opened) hours_.open_days.push_back(day_);
  }

  /// The first day from `day` on that is not plain.
  std::int32_t rare_day_from(std::int32_t day) {
    const auto& closed = spec_.closed;
    const auto& special = spec_.special;
    while (next_closed_ < closed.size() && closed[next_closed_].days < day) ++next_closed_;
    while (next_special_ < special.size() && special[next_special_].date.days < day) {
      ++next_special_;
    }
    std::int32_t rare = clocks_change_from(day);
    if (next_closed_ < closed.size()) rare = std::min(rare, closed[next_closed_].days);
    if (next_special_ < special.size()) rare = std::min(rare, special[next_special_].date.days);
    return rare;
  }

  /// The first day from `day` on whose windows, to the end of its overnight ones, may see a change.
  /// A change on UTC day d touches the civil days d - 3 (whose windows end up to two days later, in
  /// zones up to a day away from UTC) to d + 1.
  std::int32_t clocks_change_from(std::int32_t day) {
    const ZoneTable& zone = spec_.zone;
    while (span_ + 1 < zone.since.size() && floor_day(zone.since[span_ + 1]) + 1 < day) ++span_;
    offset_us_ = zone.offset[span_] * kMicrosecondsPerSecond;
    if (span_ + 1 == zone.since.size()) return kNoDay;
    return std::max(day, floor_day(zone.since[span_ + 1]) - 3);
  }

  static std::int32_t floor_day(std::int64_t second) {
    const std::int64_t day = second >= 0 ? second / 86'400 : (second - 86'399) / 86'400;
    return static_cast<std::int32_t>(day);
  }

  void cut_to_horizon() {
    auto& [opens, closes, before, days, zone, first, last] = hours_;
    if (!days.empty() && days.front() < first_) days.erase(days.begin());
    const auto ended = std::upper_bound(closes.begin(), closes.end(), first.us) - closes.begin();
    opens.erase(opens.begin(), opens.begin() + ended);
    closes.erase(closes.begin(), closes.begin() + ended);
    while (!opens.empty() && opens.back() >= last.us) {
      opens.pop_back();
      closes.pop_back();
    }
    if (opens.empty()) return;
    opens.front() = std::max(opens.front(), first.us);
    closes.back() = std::min(closes.back(), last.us);
  }

  void count() {
    hours_.before.resize(hours_.opens.size());
    std::int64_t open = 0;
    for (std::size_t i = 0; i < hours_.opens.size(); ++i) {
      hours_.before[i] = open;
      open += hours_.closes[i] - hours_.opens[i];
    }
  }

  const CalendarSpec spec_;
  const std::int32_t first_, end_;  // days of the horizon: [first_, end_)
  OpenHours hours_;
  std::int32_t day_ = 0, next_rare_ = 0;
  std::int64_t offset_us_ = 0;
  std::size_t span_ = 0, next_closed_ = 0, next_special_ = 0;
};

}  // namespace

CalendarSpec normalised(CalendarSpec spec) {
  for (auto& windows : spec.week) windows = merged(std::move(windows));
  merge_special(spec.special);
  std::sort(spec.closed.begin(), spec.closed.end());
  spec.closed.erase(std::unique(spec.closed.begin(), spec.closed.end()), spec.closed.end());
  const auto by_date = [](const SpecialDay& day, Date date) { return day.date < date; };
  const auto has_no_effect = [&](Date date) {
    const auto& week = spec.week[static_cast<std::size_t>(weekday_of(date))];
    const auto special = std::lower_bound(spec.special.begin(), spec.special.end(), date, by_date);
    return week.empty() || (special != spec.special.end() && special->date == date);
  };
  std::erase_if(spec.closed, has_no_effect);
  return spec;
}

OpenHours build_calendar(const CalendarSpec& spec, int first_year, int last_year) {
  constexpr int kFirst = 1901, kLast = 2198;  // a year from the ends of what instants can say
  if (first_year < kFirst || last_year > kLast || first_year > last_year) {
    throw Fault(ErrorCode::usage,
                fmt::format("a calendar reaches from {} to {} at most, not from {} to {}", kFirst,
                            kLast, first_year, last_year));
  }
  const std::int32_t first = date_of(first_year, 1, 1)->days;
  const std::int32_t end = date_of(last_year + 1, 1, 1)->days;
  return Builder(normalised(spec), first, end).build();
}

}  // namespace relance
