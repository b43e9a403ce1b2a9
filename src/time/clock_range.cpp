#include "time/clock_range.hpp"

#include <fmt/format.h>

namespace relance {
namespace {

constexpr int kDayMinutes = 24 * 60;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// "09:30", or "24:00" for the end of the day, in minutes; -1 for other texts.
int parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return -1;
  for (const std::size_t i : {0u, 1u, 3u, 4u}) {
    if (text[i] < '0' || text[i] > '9') return -1;
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  const int minutes = hour * 60 + minute;
  return minute < 60 && minutes <= kDayMinutes ? minutes : -1;
}

std::string clock_text(int minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

}  // namespace

std::optional<ClockRange> parse_clock_range(std::string_view text, Complaint& problem) {
  const std::size_t dash = text.find('-');
  const int from = parse_clock(trimmed(text.substr(0, dash)));
  int to = dash == std::string_view::npos ? -1 : parse_clock(trimmed(text.substr(dash + 1)));
  if (from < 0 || to < 0 || from == kDayMinutes) {
    problem = {"this is no opening time", "write it as 09:00-12:30"};
    return {};
  }
  if (from == to) {
    problem = {"it opens and closes at the same time", "write 00:00-24:00 for the whole day"};
    return {};
  }
  if (to < from) to += kDayMinutes;
  return ClockRange{static_cast<std::int16_t>(from), static_cast<std::int16_t>(to)};
}

std::string to_text(const ClockRange& range) {
  const int to = range.to > kDayMinutes ? range.to - kDayMinutes : range.to;
  return fmt::format("{}-{}", clock_text(range.from), clock_text(to));
}

}  // namespace relance
