#include <fmt/format.h>

#include <algorithm>

#include "rules/check.hpp"
#include "time/calendar.hpp"
#include "time/civil.hpp"
#include "time/holidays.hpp"
#include "time/zone.hpp"

namespace relance::rules {
namespace {

ZoneTable zone_named(const Word& word, const ZoneTable& otherwise, Problems& problems) {
  if (word.text.empty() && word.at.size == 0) return otherwise;
  Complaint problem;
  const std::optional<ZoneTable> zone = load_zone(word.text, problem);
  if (zone) return *zone;
  problems.add(Code::unknown_zone, word.at, problem.cause, problem.hint);
  return otherwise;
}

void check_date(Date date, Span at, const CompileOptions& options, Problems& problems) {
  const int year = taken_apart(date).year;
  if (year >= options.horizon_first_year && year <= options.horizon_last_year) return;
  problems.add(Code::outside_horizon, at,
               fmt::format("calendars reach from {} to {}, and this date lies outside",
                           options.horizon_first_year, options.horizon_last_year),
               "is the year right?");
}

void add_holidays(const Word& region, CalendarSpec& spec, const CompileOptions& options,
                  Problems& problems) {
  Complaint problem;
  const auto dates =
      holidays(region.text, options.horizon_first_year, options.horizon_last_year, problem);
  if (!dates) {
    problems.add(Code::unknown_region, region.at, problem.cause, problem.hint);
    return;
  }
  spec.closed.insert(spec.closed.end(), dates->begin(), dates->end());
}

CalendarSpec spec_of(const CalendarDefinition& calendar, const ZoneTable& zone,
                     const CompileOptions& options, Problems& problems) {
  CalendarSpec spec;
  spec.zone = calendar.timezone ? zone_named(*calendar.timezone, zone, problems) : zone;
  for (const WindowsDefinition& days : calendar.open) {
    for (const int day : days.days) spec.week[static_cast<std::size_t>(day)] = days.windows;
  }
  for (const auto& [date, at] : calendar.closed) {
    check_date(date, at, options, problems);
    spec.closed.push_back(date);
  }
  for (const Word& region : calendar.holidays) add_holidays(region, spec, options, problems);
  for (const WindowsDefinition& day : calendar.special) {
    if (!day.date) continue;
    check_date(*day.date, day.at, options, problems);
    spec.special.push_back({*day.date, day.windows});
  }
  return normalised(std::move(spec));
}

}  // namespace

void check_calendars(Checked& checked, const CompileOptions& options, Problems& problems) {
  checked.zone = zone_named(checked.definition.timezone, ZoneTable{}, problems);
  std::vector<std::size_t> built;  // which spec each of `calendars` was built from
  for (const CalendarDefinition& calendar : checked.definition.calendars) {
    checked.specs.push_back(spec_of(calendar, checked.zone, options, problems));
    const CalendarSpec& spec = checked.specs.back();
    const auto same = std::find_if(built.begin(), built.end(),
                                   [&](std::size_t other) { return checked.specs[other] == spec; });
    checked.calendar_ids.push_back(static_cast<Id>(same - built.begin()));
    if (same == built.end()) {
      if (problems.any() && built.size() >= 64) continue;  // refused already, do not build more
      built.push_back(checked.specs.size() - 1);
      checked.calendars.push_back(
          build_calendar(spec, options.horizon_first_year, options.horizon_last_year));
    }
    const std::size_t id = checked.calendar_ids.back();
    if (calendar.broken || id >= checked.calendars.size()) continue;
    if (!checked.calendars[id].opens.empty()) continue;
    problems.add(Code::never_open, calendar.name.at,
                 fmt::format("the calendar {} is never open", quoted(calendar.name.text)),
                 "write when it is open: `open: {mon-fri: [09:00-18:00]}`");
  }
}

}  // namespace relance::rules
