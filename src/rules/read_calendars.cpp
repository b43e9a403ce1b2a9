#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/reader.hpp"
#include "time/instant_text.hpp"

namespace relance::rules {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::size_t kWindowsPerDay = 8;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

int day_named(std::string_view word) {
  const auto found = std::find(kDays.begin(), kDays.end(), trimmed(word));
  return found == kDays.end() ? -1 : static_cast<int>(found - kDays.begin());
}

// "write mon" of "Monday".
std::string day_hint(std::string_view word) {
  std::string begin(trimmed(word).substr(0, 3));
  for (char& c : begin) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const bool one = word.find_first_of("-, ") == std::string_view::npos;
  if (one && day_named(begin) >= 0) return fmt::format("write {}", begin);
  return "write mon, tue, wed, thu, fri, sat, sun, or mon-fri";
}

// "mon", "mon-fri", "sat-mon", "mon, wed": the days, or none when it is something else.
std::vector<int> parse_days(std::string_view text) {
  std::vector<int> days;
  while (days.size() <= kDays.size()) {
    const std::size_t comma = text.find(',');
    const std::string_view part = text.substr(0, comma);
    const std::size_t dash = part.find('-');
    const int first = day_named(part.substr(0, dash));
    const int last = dash == std::string_view::npos ? first : day_named(part.substr(dash + 1));
    if (first < 0 || last < 0) return {};
    for (int day = first;; day = (day + 1) % 7) {
      days.push_back(day);
      if (day == last) break;
    }
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return days;
}

void read_window(const Node& node, std::vector<ClockRange>& windows, Problems& problems) {
  Complaint problem{"this is no opening time", "write it as 09:00-12:30"};
  if (node.is(Node::scalar)) {
    if (const auto window = parse_clock_range(node.text, problem)) {
      windows.push_back(*window);
      return;
    }
  }
  problems.add(Code::bad_window, node.at, problem.cause, problem.hint);
}

std::vector<ClockRange> read_windows(const Node& node, Problems& problems) {
  std::vector<ClockRange> windows;
  if (node.is(Node::list)) {
    for (const Node& item : node.items) read_window(item, windows, problems);
  } else {
    read_window(node, windows, problems);
  }
  if (windows.size() > kWindowsPerDay) {
    problems.add(
        Code::too_many, node.at,
        fmt::format("{} windows on one day; at most {} are taken", windows.size(), kWindowsPerDay),
        "join windows that follow each other");
  }
  return windows;
}

std::vector<WindowsDefinition> read_week(const Node& map, Problems& problems) {
  std::vector<WindowsDefinition> week;
  std::array<bool, 7> seen{};
  for (const Entry& entry : map.entries) {
    WindowsDefinition days{entry.key.at, parse_days(entry.key.text), {}, {}};
    if (days.days.empty()) {
      problems.add(Code::bad_days, days.at, fmt::format("{} is no day", quoted(entry.key.text)),
                   day_hint(entry.key.text));
    }
    for (const int day : days.days) {
      bool& before = seen[static_cast<std::size_t>(day)];
      if (before) {
        problems.add(
            Code::date_twice, days.at,
            fmt::format("`{}` has its windows already", kDays[static_cast<std::size_t>(day)]),
            "write all windows of a day in one list");
      }
      before = true;
    }
    days.windows = read_windows(entry.value, problems);
    week.push_back(std::move(days));
  }
  return week;
}

std::optional<Date> read_date(const Node& node, Problems& problems) {
  if (node.is(Node::scalar)) {
    if (const auto date = parse_date(node.text)) return date;
  }
  problems.add(Code::bad_date, node.at, fmt::format("{} is no date", quoted(node.text)),
               "write a date as 2026-12-24");
  return std::nullopt;
}

void read_closed(const Node& list, CalendarDefinition& calendar, Problems& problems) {
  for (const Node& item : list.items) {
    if (item.is(Node::map)) {
      const Fields fields(item, Section::closed, problems);
      if (const auto region = fields.word("holidays")) calendar.holidays.push_back(*region);
    } else if (const auto date = read_date(item, problems)) {
      calendar.closed.emplace_back(*date, item.at);
    }
  }
}

std::vector<WindowsDefinition> read_special(const Node& map, Problems& problems) {
  std::vector<WindowsDefinition> special;
  for (const Entry& entry : map.entries) {
    const auto date = read_date(entry.key, problems);
    special.push_back({entry.key.at, {}, date, read_windows(entry.value, problems)});
  }
  return special;
}

}  // namespace

std::vector<CalendarDefinition> read_calendars(const Node& map, Problems& problems) {
  std::vector<CalendarDefinition> calendars;
  for (const Entry& entry : map.entries) {
    if (!entry.key.is(Node::scalar)) continue;
    CalendarDefinition calendar;
    const std::size_t problems_before = problems.total();
    calendar.name = word_of(entry.key);
    check_name(calendar.name, "a calendar", problems);
    if (entry.value.is(Node::map)) {
      const Fields fields(entry.value, Section::calendar, problems);
      if (const Node* open = fields.find("open")) calendar.open = read_week(*open, problems);
      if (const Node* closed = fields.find("closed")) read_closed(*closed, calendar, problems);
      if (const Node* days = fields.find("special")) {
        calendar.special = read_special(*days, problems);
      }
      calendar.timezone = fields.word("timezone");
    } else {
      tell_shape(entry.value, entry.key.text, Shape::section,
                 "showroom: {open: {mon-fri: 09:00-18:00}}", problems);
    }
    calendar.broken = problems.total() > problems_before;
    calendars.push_back(std::move(calendar));
  }
  return calendars;
}

}  // namespace relance::rules
