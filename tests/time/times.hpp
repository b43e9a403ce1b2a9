// Short ways to say instants, dates and calendars in tests.
#pragma once

#include <initializer_list>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "relance/instant.hpp"
#include "time/calendar.hpp"
#include "time/clock_range.hpp"
#include "time/instant_text.hpp"
#include "time/zone.hpp"

namespace relance {

inline std::ostream& operator<<(std::ostream& out, Instant t) { return out << to_rfc3339(t); }
inline std::ostream& operator<<(std::ostream& out, Date date) { return out << to_text(date); }
inline std::ostream& operator<<(std::ostream& out, Duration d) { return out << d.us << " us"; }

inline Instant instant(std::string_view text) { return parse_instant(text).value(); }
inline Date date(std::string_view text) { return parse_date(text).value(); }

inline ZoneTable zone(std::string_view name) {
  Complaint problem;
  auto table = load_zone(name, problem);
  if (!table) throw std::runtime_error(sentence(problem));
  return *table;
}

inline std::vector<ClockRange> windows(std::initializer_list<std::string_view> texts) {
  std::vector<ClockRange> ranges;
  for (const std::string_view text : texts) {
    Complaint problem;
    ranges.push_back(parse_clock_range(text, problem).value());
  }
  return ranges;
}

/// A showroom in Paris: Monday to Friday 09:00-12:30 and 13:30-19:00, Saturday 09:00-18:00.
inline CalendarSpec showroom() {
  CalendarSpec spec;
  spec.zone = zone("Europe/Paris");
  for (std::size_t day = 0; day < 5; ++day)
    spec.week[day] = windows({"09:00-12:30", "13:30-19:00"});
  spec.week[5] = windows({"09:00-18:00"});
  return spec;
}

/// Open every day in the same windows, in a zone.
inline CalendarSpec daily(std::string_view zone_name,
                          std::initializer_list<std::string_view> texts) {
  CalendarSpec spec;
  spec.zone = zone(zone_name);
  spec.week.fill(windows(texts));
  return spec;
}

}  // namespace relance
