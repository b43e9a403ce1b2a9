#include "time/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.hpp"
#include "time/instant_text.hpp"

namespace relance {
namespace {

/// "14:02", with seconds only where there are some and with the date where it is not `today`.
std::string clock_text(Instant t, Date today, const ZoneTable& zone) {
  const std::int64_t second = zone.time_of_day(t) / kMicrosecondsPerSecond;
  const std::string seconds = second % 60 == 0 ? "" : fmt::format(":{:02}", second % 60);
  const std::string clock = fmt::format("{:02}:{:02}{}", second / 3600, second / 60 % 60, seconds);
  const Date day = zone.date_of(t);
  return day == today ? clock : to_text(day) + " " + clock;
}

}  // namespace

Explanation explain(const OpenHours& hours, Instant from, Instant due, std::size_t at_most) {
  Explanation explanation{from, due, {}, 0};
  const auto& [opens, closes, before, days, zone, first, last] = hours;
  const Instant begin = std::max(from, first), end = std::min(due, last);
  if (begin >= end) return explanation;
  // Gap i lies before window i, the last one after the last window: [closes[i - 1], opens[i]).
  const auto gap_begin = [&](std::size_t i) {
    return i == 0 ? begin : std::max(begin, Instant{closes[i - 1]});
  };
  const auto gap_end = [&](std::size_t i) {
    return i == opens.size() ? end : std::min(end, Instant{opens[i]});
  };
  const auto is_empty = [&](std::size_t i) { return gap_begin(i) >= gap_end(i); };
  // From the gap before the first window that begins after `begin` to the one that ends at `end`;
  // of these only the outer two may be empty.
  auto i = static_cast<std::size_t>(std::upper_bound(opens.begin(), opens.end(), begin.us) -
                                    opens.begin());
  auto stop = static_cast<std::size_t>(std::lower_bound(opens.begin(), opens.end(), end.us) -
                                       opens.begin()) +
              1;
  if (i < stop && is_empty(i)) ++i;
  if (i < stop && is_empty(stop - 1)) --stop;
  if (i >= stop) return explanation;
  explanation.gaps_in_all = stop - i;
  for (; i < stop && explanation.gaps.size() < at_most; ++i) {
    explanation.gaps.push_back({gap_begin(i), gap_end(i)});
  }
  return explanation;
}

std::string to_text(const Explanation& explanation, const ZoneTable& zone) {
  const Date today = zone.date_of(explanation.from);
  std::string text = "due " + clock_text(explanation.due, today, zone);
  std::string_view separator = ": closed ";
  for (const ClosedGap& gap : explanation.gaps) {
    const bool one_day = zone.date_of(gap.from) == zone.date_of(gap.until);
    const Date reference = one_day ? zone.date_of(gap.from) : today;
    text += fmt::format("{}{}{}{}", separator, clock_text(gap.from, today, zone),
                        one_day ? "-" : " to ", clock_text(gap.until, reference, zone));
    separator = ", ";
  }
  const std::size_t more = explanation.gaps_in_all - explanation.gaps.size();
  if (more > 0) text += fmt::format(" and {}", counted(more, "more time"));
  return text;
}

}  // namespace relance
