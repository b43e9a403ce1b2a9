// Deadlines reckoned minute by minute: slow, and without a word of the engine's code.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/random_rules.hpp"

namespace relance::test {

/// Minutes since 2026-01-05T00:00:00Z, a Monday.
using Minute = std::int64_t;
inline constexpr Minute kDay = 24 * 60;

/// Weekly windows in UTC, as text and as one flag for each minute of the weeks looked at.
struct RandomCalendar {
  explicit RandomCalendar(Draw& draw);
  std::string yaml;          // what stands behind `open:`
  std::vector<bool> open;    // by minute
  std::vector<bool> begins;  // by day: whether a window begins on it
};

struct RandomDeadline {
  enum Unit : std::uint8_t { plain, open_minutes, open_days };
  RandomDeadline(Draw& draw, int calendars);
  std::string yaml(const std::string& name) const;

  int from = 0, until = 0;  // numbers of events
  Unit unit = plain;
  Minute within = 0, warn_after = 0;  // 0: no warning
  int calendar = 0;
  std::vector<std::pair<int, int>> pauses;  // events that begin and end them
};

/// What becomes of one deadline.
class NaiveDeadline {
 public:
  NaiveDeadline(const RandomDeadline& rule, const RandomCalendar& calendar)
      : rule_(rule), calendar_(calendar) {}

  /// An event at minute `now` that happened at `occurred`. `ends`: the lead went into nurture.
  void happens(int event, Minute now, Minute occurred, bool ends);
  /// Lets time pass up to `now`: warnings at it come, a breach just after it does not.
  void passes(Minute now);

  /// "met 17", "breach 12", ... in order.
  const std::vector<std::string>& story() const { return story_; }
  /// When it is due as things stand; -1 when it does not run.
  Minute promised() const { return phase_ == running ? promised_ : -1; }
  bool stands_still() const { return phase_ == paused; }

 private:
  enum Phase : std::uint8_t { idle, running, paused, broken };
  bool counts(Minute minute) const;
  Minute later(Minute from, Minute counted) const;
  Minute counted_between(Minute from, Minute until) const;
  Minute end_of(Minute from, Minute length) const;
  void tell(const char* what, Minute when);
  void meet(Minute now, Minute occurred);
  void begin(Minute now);
  void change_reasons(int event, Minute now);

  const RandomDeadline& rule_;
  const RandomCalendar& calendar_;
  Phase phase_ = idle;
  std::set<std::size_t> held_;
  Minute promised_ = 0, left_ = 0;
  Minute warning_ = -1, warning_left_ = -1;  // -1: none
  std::vector<std::string> story_;
};

}  // namespace relance::test
