#include "time/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "relance/error.hpp"
#include "time/civil.hpp"

namespace relance {
namespace {

constexpr std::int64_t kMinute = 60 * kMicrosecondsPerSecond;
constexpr std::int64_t kSecondsPerDay = 86'400;

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

/// Where the next window and the next open day are written. Copied into a local while many are, so
/// that it stays in registers.
struct Pen {
  std::int64_t* opens = nullptr;
  std::int64_t* closes = nullptr;
  std::int64_t* before = nullptr;
  std::int32_t* open_days = nullptr;
  std::int64_t closed_since = INT64_MIN;  // the last closing written
  std::int64_t open = 0;                  // open time written

  /// Openings come in ascending order; what touches the window before becomes part of it.
  void write(std::int64_t from, std::int64_t to) {
    if (from <= closed_since) {
      if (to <= closed_since) return;
      open += to - closed_since;
      closes[-1] = closed_since = to;
      return;
    }
    *opens++ = from;
    *closes++ = closed_since = to;
    *before++ = open;
    open += to - from;
  }
};

/// Writes the days of a calendar into the arrays, in order. Most days are plain: one offset from
/// UTC holds for all their windows, and nothing but the weekday counts.
class Builder {
 public:
  Builder(CalendarSpec normalised_spec, std::int32_t first_day, std::int32_t end_day)
      : spec_(std::move(normalised_spec)), first_(first_day), end_(end_day) {
    hours_.zone = spec_.zone;
    hours_.first = spec_.zone.first_instant({first_day});
    hours_.last = spec_.zone.first_instant({end_day});
    for (std::size_t day = 0; day < 7; ++day) {
      for (const ClockRange& window : spec_.week[day]) {
        week_[day].push_back({window.from * kMinute, window.to * kMinute});
        longest_day_ = std::max(longest_day_, week_[day].back().to);
      }
    }
  }

  OpenHours build() && {
    make_room();
    day_ = first_ - 1;  // the last windows of this day may reach into the horizon
    pass_earlier_dates();
    rare_day();
    while (day_ < end_) {
      plain_days(next_rare_day());
      rare_day();
    }
    trim();
    return std::move(hours_);
  }

 private:
  struct Window {
    std::int64_t from, to;  // microseconds after midnight
  };

  std::size_t weekday() const { return static_cast<std::size_t>(weekday_of({day_})); }

  void make_room() {
    std::size_t a_week = 0;
    for (const auto& windows : week_) a_week += windows.size();
    std::size_t most = static_cast<std::size_t>((end_ - first_) / 7 + 2) * a_week;
    for (const SpecialDay& day : spec_.special) most += day.windows.size();
    for (auto* array : {&hours_.opens, &hours_.closes, &hours_.before}) array->resize(most);
    hours_.open_days.resize(static_cast<std::size_t>(end_ - first_));
    pen_.opens = hours_.opens.data();
    pen_.closes = hours_.closes.data();
    pen_.before = hours_.before.data();
    pen_.open_days = hours_.open_days.data();
  }

  void trim() {
    const auto windows = static_cast<std::size_t>(pen_.opens - hours_.opens.data());
    for (auto* array : {&hours_.opens, &hours_.closes, &hours_.before}) array->resize(windows);
    hours_.open_days.resize(static_cast<std::size_t>(pen_.open_days - hours_.open_days.data()));
  }

  void plain_days(std::int32_t until) {
    Pen pen = pen_;
    std::size_t weekday_now = weekday();
    for (; day_ < until; ++day_) {
      const std::int64_t midnight = day_ * kMicrosecondsPerDay - offset_us_;
      const auto& windows = week_[weekday_now];
      for (const Window& window : windows) pen.write(midnight + window.from, midnight + window.to);
      if (!windows.empty()) *pen.open_days++ = day_;
      weekday_now = weekday_now == 6 ? 0 : weekday_now + 1;
    }
    pen_ = pen;
  }

  /// A closed or special day, one whose windows may see a change of clocks, or one at the ends of
  /// the horizon.
  void rare_day() {
    if (next_special_ < spec_.special.size() && spec_.special[next_special_].date.days == day_) {
      converted_day(spec_.special[next_special_].windows);
    } else if (next_closed_ == spec_.closed.size() || spec_.closed[next_closed_].days != day_) {
      converted_day(spec_.week[weekday()]);
    }
    ++day_;
  }

  void converted_day(std::span<const ClockRange> windows) {
    bool opened = false;
    for (const ClockRange& window : windows) {
      const Instant from = spec_.zone.instant_of({day_}, window.from * kMinute);
      const Instant to = spec_.zone.instant_of({day_}, window.to * kMinute);
      // Nothing is left of a window that the clocks skip, nor of one beyond the horizon.
      const Instant opens = std::max(from, hours_.first), closes = std::min(to, hours_.last);
      if (opens >= closes) continue;
      pen_.write(opens.us, closes.us);
      opened = true;
    }
    if (opened && day_ >= first_) *pen_.open_days++ = day_;
  }

  void pass_earlier_dates() {
    const auto& closed = spec_.closed;
    const auto& special = spec_.special;
    while (next_closed_ < closed.size() && closed[next_closed_].days < day_) ++next_closed_;
    while (next_special_ < special.size() && special[next_special_].date.days < day_) {
      ++next_special_;
    }
  }

  /// The first day from day_ on that is not plain; sets the offset that holds until then.
  std::int32_t next_rare_day() {
    pass_earlier_dates();
    std::int32_t rare = std::min(next_change(), end_ - 1);
    if (next_closed_ < spec_.closed.size()) {
      rare = std::min(rare, spec_.closed[next_closed_].days);
    }
    if (next_special_ < spec_.special.size()) {
      rare = std::min(rare, spec_.special[next_special_].date.days);
    }
    return rare;
  }

  /// The first day from day_ on whose windows may see a change of clocks.
  std::int32_t next_change() {
    const auto& [name, since, offset] = spec_.zone;
    // Over is a change when midnight comes after it, and after what it repeats.
    const auto is_over = [&](std::size_t change) {
      const std::int64_t shown = since[change] + std::max(offset[change - 1], offset[change]);
      return day_ * kSecondsPerDay >= shown;
    };
    while (span_ + 1 < since.size() && is_over(span_ + 1)) ++span_;
    offset_us_ = offset[span_] * kMicrosecondsPerSecond;
    if (span_ + 1 == since.size()) return end_;
    const std::int64_t shown = since[span_ + 1] + offset[span_];
    const std::int64_t touched = shown - longest_day_ / kMicrosecondsPerSecond;
    // The first midnight from which a window could reach the change.
    const std::int64_t day = (touched + (touched > 0 ? kSecondsPerDay - 1 : 0)) / kSecondsPerDay;
    return static_cast<std::int32_t>(std::max<std::int64_t>(day_, day));
  }

  const CalendarSpec spec_;
  const std::int32_t first_, end_;  // days of the horizon: [first_, end_)
  std::array<std::vector<Window>, 7> week_;
  std::int64_t longest_day_ = 0;  // the latest closing, after the midnight of its day
  OpenHours hours_;
  Pen pen_;
  std::int32_t day_ = 0;
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
