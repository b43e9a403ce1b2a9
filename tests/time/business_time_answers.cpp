// Answers questions about calendars for business_time_oracle.py, one line each. Instants are
// minutes since 1970 in UTC, dates are days since 1970.
//   Z zone                        the zone of the calendars that follow (no answer)
//   C first last week closed special
//                                 the calendar of the next questions (no answer): years; seven
//                                 fields of windows "540-750,810-1140" with ';' between, '.' for
//                                 none; dates "15000,15001"; special days "15002=540-600,..."
//   O from to                     lengths of the stretches closed, open, closed, ... by open_at
//   A from minutes                add
//   N from                        next_open
//   B from to                     between
//   D from days                   add_open_days
//   I date minute                 instant_of
#include <cstdint>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "time/calendar.hpp"
#include "time/zone.hpp"

namespace relance {
namespace {

constexpr std::int64_t kMinute = 60'000'000;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::vector<ClockRange> windows(const std::string& text) {
  std::vector<ClockRange> ranges;
  if (text == ".") return ranges;
  for (const std::string& window : split(text, ',')) {
    const auto ends = split(window, '-');
    ranges.push_back({static_cast<std::int16_t>(std::stoi(ends.at(0))),
                      static_cast<std::int16_t>(std::stoi(ends.at(1)))});
  }
  return ranges;
}

OpenHours calendar(const ZoneTable& zone, std::istream& line) {
  int first = 0, last = 0;
  std::string week, closed, special;
  line >> first >> last >> week >> closed >> special;
  CalendarSpec spec;
  spec.zone = zone;
  const auto days = split(week, ';');
  for (std::size_t i = 0; i < 7; ++i) spec.week[i] = windows(days.at(i));
  if (closed != ".") {
    for (const std::string& date : split(closed, ',')) spec.closed.push_back({std::stoi(date)});
  }
  if (special != ".") {
    for (const std::string& day : split(special, ';')) {
      const auto parts = split(day, '=');
      spec.special.push_back({{std::stoi(parts.at(0))}, windows(parts.at(1))});
    }
  }
  return build_calendar(spec, first, last);
}

void print(Instant t) {
  if (t == kNever) {
    std::cout << "never\n";
  } else if (t.us % kMinute != 0) {
    std::cout << "between two minutes\n";
  } else {
    std::cout << t.us / kMinute << '\n';
  }
}

void print_stretches(const OpenHours& hours, std::int64_t from, std::int64_t to) {
  bool open = false;
  std::int64_t since = from;
  for (std::int64_t minute = from; minute < to; ++minute) {
    if (hours.open_at({minute * kMinute}) == open) continue;
    std::cout << minute - since << ' ';
    since = minute;
    open = !open;
  }
  std::cout << to - since << '\n';
}

void answer(const OpenHours& hours, char question, std::istream& line) {
  std::int64_t a = 0, b = 0;
  line >> a;
  if (question != 'N') line >> b;
  const Instant t{a * kMinute};
  switch (question) {
    case 'O':
      return print_stretches(hours, a, b);
    case 'A':
      return print(hours.add(t, minutes(b)));
    case 'N':
      return print(hours.next_open(t));
    case 'B':
      return print({hours.between(t, {b * kMinute}).us});
    case 'D':
      return print(hours.add_open_days(t, b));
    case 'I':
      return print(hours.zone.instant_of({static_cast<std::int32_t>(a)}, b * kMinute));
    default:
      std::cout << "unknown question\n";
  }
}

int answer_all() {
  std::optional<ZoneTable> zone;
  OpenHours hours;
  for (std::string text; std::getline(std::cin, text);) {
    std::istringstream line(text);
    char question = 0;
    line >> question;
    if (question == 'Z') {
      std::string name;
      Complaint problem;
      line >> name;
      zone = load_zone(name, problem);
      if (!zone) {
        std::cerr << sentence(problem) << '\n';
        return 1;
      }
    } else if (question == 'C') {
      hours = calendar(zone.value(), line);
    } else {
      answer(hours, question, line);
    }
  }
  return 0;
}

}  // namespace
}  // namespace relance

int main() {
  std::ios::sync_with_stdio(false);
  return relance::answer_all();
}
