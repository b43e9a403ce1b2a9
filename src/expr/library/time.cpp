// The parts of timestamps and durations.
#include <algorithm>
#include <chrono>

#include "expr/library/library.hpp"
#include "expr/library/time_values.hpp"
#include "time/zone.hpp"

namespace relance::expr {
namespace {

namespace chrono = std::chrono;

std::optional<std::int64_t> offset_in(const ZoneTable& zone, std::int64_t seconds) {
  const auto after = std::upper_bound(zone.since.begin() + 1, zone.since.end(), seconds);
  return zone.offset[static_cast<std::size_t>(after - zone.since.begin()) - 1];
}

/// Seconds east of UTC in the zone that the arguments name, else in that of the evaluation.
std::optional<std::int64_t> offset_of(Machine& machine, const Arguments& a, std::int64_t seconds) {
  if (a.size() == 1) return offset_in(machine.zone(), seconds);
  const std::string_view name = a[1].view();
  if (const auto fixed = fixed_offset(name)) return fixed;
  for (const ZoneTable& zone : machine.program().zones) {
    if (zone.name == name) return offset_in(zone, seconds);
  }
  Complaint problem;
  const std::optional<ZoneTable> zone = load_zone(name, problem);
  return zone ? offset_in(*zone, seconds) : std::nullopt;
}

enum class Part {
  year,
  month,
  day_of_year,
  date,
  day_of_month,
  day_of_week,
  hours,
  minutes,
  seconds,
  milliseconds,
};

std::int64_t date_part(Part part, chrono::sys_days day) {
  const chrono::year_month_day civil{day};
  switch (part) {
    case Part::year:
      return static_cast<int>(civil.year());
    case Part::month:
      return static_cast<unsigned>(civil.month()) - 1;
    case Part::day_of_year:
      return (day - chrono::sys_days{civil.year() / chrono::January / 1}).count();
    case Part::day_of_week:
      return chrono::weekday{day}.c_encoding();
    case Part::date:
      return static_cast<unsigned>(civil.day());
    default:
      return static_cast<unsigned>(civil.day()) - 1;
  }
}

std::int64_t clock_part(Part part, std::int64_t second_of_day, std::int64_t nanos) {
  switch (part) {
    case Part::hours:
      return second_of_day / 3600;
    case Part::minutes:
      return second_of_day / 60 % 60;
    case Part::seconds:
      return second_of_day % 60;
    default:
      return nanos / 1'000'000;
  }
}

/// Of a duration: all of it in that unit, but the milliseconds within the second.
Scalar part_of_duration(Part part, const Scalar& value) {
  std::int64_t seconds = seconds_of(value), nanos = nanos_of(value);
  if (seconds < 0 && nanos > 0) {
    ++seconds;
    nanos -= 1'000'000'000;
  }
  const std::int64_t result = part == Part::hours     ? seconds / 3600
                              : part == Part::minutes ? seconds / 60
                              : part == Part::seconds ? seconds
                                                      : nanos / 1'000'000;
  return Scalar::of(Scalar::integer, result);
}

template <Part part>
Scalar part_of(Machine& machine, const Arguments& a) {
  if (part >= Part::hours && are(a, Scalar::duration)) return part_of_duration(part, a[0]);
  if (!are(a, Scalar::instant) && !are(a, Scalar::instant, Scalar::text)) return no_overload();
  const std::int64_t seconds = seconds_of(a[0]);
  const std::optional<std::int64_t> offset = offset_of(machine, a, seconds);
  if (!offset) return bad_argument();
  const chrono::sys_seconds local{chrono::seconds{seconds + *offset}};
  const auto day = chrono::floor<chrono::days>(local);
  const std::int64_t number = part < Part::hours
                                  ? date_part(part, day)
                                  : clock_part(part, (local - day).count(), nanos_of(a[0]));
  return Scalar::of(Scalar::integer, number);
}

constexpr Function kFunctions[] = {
    {"getFullYear", part_of<Part::year>},
    {"getMonth", part_of<Part::month>},
    {"getDayOfYear", part_of<Part::day_of_year>},
    {"getDate", part_of<Part::date>},
    {"getDayOfMonth", part_of<Part::day_of_month>},
    {"getDayOfWeek", part_of<Part::day_of_week>},
    {"getHours", part_of<Part::hours>},
    {"getMinutes", part_of<Part::minutes>},
    {"getSeconds", part_of<Part::seconds>},
    {"getMilliseconds", part_of<Part::milliseconds>},
};

}  // namespace

Functions time_functions() { return kFunctions; }

}  // namespace relance::expr
