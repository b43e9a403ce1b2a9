#include "report/timer_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/words.hpp"
#include "relance/core/due.hpp"
#include "time/delay_text.hpp"
#include "time/explain.hpp"

namespace relance {
namespace {

constexpr std::size_t kGapsTold = 3;

/// What the length of a timer is written as in the rules; no unit for an instant.
Delay written_length(const Tables& tables, const Timer& timer) {
  switch (timer.kind) {
    case TimerKind::step_limit:
      return timer.index < tables.effects.size() ? tables.effects[timer.index].within : Delay{};
    case TimerKind::watch:
      return tables.watch.every;
    case TimerKind::warning:
    case TimerKind::breach: {
      if (timer.index >= tables.deadlines.size()) return {};
      const DeadlineRule& rule = tables.deadlines[timer.index];
      return timer.kind == TimerKind::breach ? rule.within : rule.warn_after;
    }
    case TimerKind::after:
      break;
  }
  if (timer.index >= tables.after.size()) return {};
  const AfterRule& rule = tables.after[timer.index];
  return rule.start == AfterRule::entry ? rule.delay : Delay{};
}

/// What a length may have meant when it was counted, the likeliest first: open time without a
/// calendar is that of the lane which the lead was in then, as told by `calendar`.
std::vector<Delay> readings(const Tables& tables, Delay length, Id calendar) {
  const bool open = length.unit == Delay::open_time || length.unit == Delay::open_days;
  if (!open || length.calendar != kNone) return {length};
  std::vector<Delay> read;
  if (calendar < tables.calendars.size()) read.push_back({length.unit, calendar, length.amount});
  for (const LaneRow& lane : tables.lanes) {
    length.calendar = lane.calendar;
    read.push_back(length);
  }
  length.calendar = 0;
  read.push_back(length);
  return read;
}

/// What was left of a length when its timer was armed anew after a pause.
Delay left_of(const Tables& tables, const Timer& timer, Delay written, Id calendar) {
  for (const Delay& read : readings(tables, written, calendar)) {
    if (read.calendar >= tables.calendars.size()) continue;
    const Duration left = tables.calendars[read.calendar].between(timer.since, timer.due);
    const Delay open{Delay::open_time, read.calendar, left.us};
    if (left.us > 0 && due_after(tables, open, timer.since) == timer.due) return open;
  }
  return {Delay::elapsed, kNone, (timer.due - timer.since).us};
}

/// From Timer::since to Timer::due; no unit where no length of the rules leads there. An `after`
/// line whose event was refused is tried again at the watch's interval, or after a day.
Delay length_of(const Tables& tables, const Timer& timer, const Counted& counted) {
  const Delay written = written_length(tables, timer);
  if (written.unit == Delay::none) return {};
  const Delay day{Delay::elapsed, kNone, hours(24).us};
  std::vector<Delay> lengths = {written};
  if (timer.kind < TimerKind::warning) {
    if (counted.put_off) lengths.clear();
    lengths.insert(lengths.end(), {tables.watch.every, day});
  }
  for (const Delay& length : lengths) {
    if (length.unit == Delay::none) continue;
    for (const Delay& read : readings(tables, length, counted.calendar)) {
      if (due_after(tables, read, timer.since) == timer.due) return read;
    }
  }
  return timer.kind < TimerKind::warning ? Delay{}
                                         : left_of(tables, timer, written, counted.calendar);
}

std::string closed_between(const Tables& tables, const Delay& length, const Timer& timer) {
  const bool open = length.unit == Delay::open_time || length.unit == Delay::open_days;
  if (!open || length.calendar >= tables.calendars.size()) return {};
  const OpenHours& hours = tables.calendars[length.calendar];
  const Explanation why = explain(hours, timer.since, timer.due, kGapsTold);
  if (why.gaps_in_all == 0) return {};
  const std::string text = to_text(why, tables.zone);
  return text.substr(text.find("closed "));  // the due instant is told beside it
}

std::string deadline_name(const Tables& tables, Id deadline) {
  return deadline < tables.deadlines.size() ? tables.words[tables.deadlines[deadline].name]
                                            : std::string("a deadline");
}

std::string reason_name(const Tables& tables, Id deadline, Id reason) {
  if (deadline >= tables.deadlines.size()) return {};
  const Slice reasons = tables.deadlines[deadline].reasons;
  if (reason >= reasons.count) return {};
  return tables.words[tables.word_lists[static_cast<std::size_t>(reasons.first) + reason]];
}

std::string what_of(const Tables& tables, const Timer& timer) {
  switch (timer.kind) {
    case TimerKind::after:
      return timer.index < tables.after_places.size() ? tables.after_places[timer.index].path
                                                      : std::string();
    case TimerKind::step_limit:
      return "limit of " + effect_name(tables, timer.index);
    case TimerKind::warning:
      return "warning of deadline " + deadline_name(tables, timer.index);
    case TimerKind::breach:
      return "deadline " + deadline_name(tables, timer.index);
    case TimerKind::watch:
      break;
  }
  return "watch";
}

/// What a line does when its time has come.
std::string does_of(const Tables& tables, const Timer& timer) {
  if (timer.kind != TimerKind::after || timer.index >= tables.after.size()) return {};
  const AfterRule& rule = tables.after[timer.index];
  std::string text;
  for (Id i = 0; i < rule.effects.count; ++i) {
    const auto effect = static_cast<Id>(rule.effects.first + i);
    text += (text.empty() ? "" : ", ") + effect_name(tables, effect);
  }
  if (rule.raise == kNone) return text;
  return fmt::format("{}{}raise {}", text, text.empty() ? "" : ", ", tables.event_name(rule.raise));
}

StandingDeadline standing(const Tables& tables, const LeadRecord& lead, const OpenDeadline& open) {
  constexpr std::string_view kPhases[] = {"waiting", "running", "paused", "breached"};
  StandingDeadline words;
  words.name = deadline_name(tables, open.deadline);
  words.phase = kPhases[open.phase];
  words.promised = open.promised;
  for (const Timer& timer : lead.timers) {
    if (timer.kind != TimerKind::breach || timer.index != open.deadline) continue;
    words.closed = timer_in_words(tables, {TimerChange::armed, timer}, {open.calendar}).closed;
  }
  if (open.phase == OpenDeadline::paused) {
    const std::uint8_t unit = open.calendar == kNone ? Delay::elapsed : Delay::open_time;
    words.left = to_text(Delay{unit, open.calendar, open.left.us});
  }
  for (Id reason = 0; open.held >> reason != 0; ++reason) {
    if ((open.held >> reason & 1) == 0) continue;
    words.reasons.push_back(reason_name(tables, open.deadline, reason));
  }
  return words;
}

}  // namespace

TimerInWords timer_in_words(const Tables& tables, const TimerChange& change,
                            const Counted& counted) {
  constexpr std::string_view kChanges[] = {"armed", "cancelled", "fired"};
  Timer timer = change.timer;
  TimerInWords words;
  words.change = kChanges[change.kind];
  words.what = what_of(tables, timer);
  words.does = does_of(tables, timer);
  if (timer.kind >= TimerKind::warning) words.deadline = deadline_name(tables, timer.index);
  if (timer.kind == TimerKind::step_limit) {
    words.of_step = true;
    words.of_seq = timer.seq;
    words.of_index = timer.effect;
  }
  if (timer.kind == TimerKind::breach) timer.due = timer.due - kBreachAfter;
  words.since = timer.since;
  words.due = timer.due;
  const Delay length = length_of(tables, timer, counted);
  if (length.unit != Delay::none) words.length = to_text(length);
  words.closed = closed_between(tables, length, timer);
  return words;
}

DeadlineInWords deadline_in_words(const Tables& tables, const TraceStep& step) {
  constexpr std::string_view kWhat[] = {"begins", "met",     "met late", "met, told late",
                                        "pauses", "resumes", "ends"};
  const std::size_t kind = static_cast<std::size_t>(step.kind) - TraceStep::deadline_started;
  DeadlineInWords words;
  words.name = deadline_name(tables, step.candidate);
  words.what = kWhat[std::min(kind, std::size(kWhat) - 1)];
  if (step.detail != kNone) words.reason = reason_name(tables, step.candidate, step.detail);
  return words;
}

std::vector<StandingDeadline> standing_deadlines(const Tables& tables, const LeadRecord& lead) {
  std::vector<const OpenDeadline*> begun;
  for (const OpenDeadline& open : lead.deadlines) {
    if (open.phase != OpenDeadline::waiting) begun.push_back(&open);
  }
  std::sort(begun.begin(), begun.end(),
            [](const OpenDeadline* a, const OpenDeadline* b) { return a->deadline < b->deadline; });
  std::vector<StandingDeadline> words;
  for (const OpenDeadline* open : begun) words.push_back(standing(tables, lead, *open));
  return words;
}

}  // namespace relance
