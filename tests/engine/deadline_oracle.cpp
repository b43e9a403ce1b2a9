#include "engine/deadline_oracle.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace relance::test {
namespace {

constexpr std::string_view kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int kEvents = 6;
constexpr Minute kWeeks = 20;

std::string clock(Minute minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

}  // namespace

RandomCalendar::RandomCalendar(Draw& draw)
    : open(static_cast<std::size_t>(kWeeks * 7 * kDay)), begins(kWeeks * 7) {
  for (std::size_t day = 0; day < 7; ++day) {
    if (day != 2 && draw.chance(35)) continue;  // one day at least is open
    std::string windows;
    Minute from = static_cast<Minute>(draw.below(600));
    for (std::uint64_t count = 1 + draw.below(3); count > 0; --count) {
      const Minute until = from + 1 + static_cast<Minute>(draw.below(200));
      windows += fmt::format("{}{}-{}", windows.empty() ? "" : ", ", clock(from), clock(until));
      for (Minute week = 0; week < kWeeks; ++week) {
        const Minute midnight = (week * 7 + static_cast<Minute>(day)) * kDay;
        begins[static_cast<std::size_t>(midnight / kDay)] = true;
        for (Minute m = from; m < until; ++m) open[static_cast<std::size_t>(midnight + m)] = true;
      }
      from = until + 1 + static_cast<Minute>(draw.below(90));
    }
    yaml += fmt::format("{}{}: [{}]", yaml.empty() ? "" : ", ", kDays[day], windows);
  }
  yaml = "{" + yaml + "}";
}

RandomDeadline::RandomDeadline(Draw& draw, int calendars)
    : from(static_cast<int>(draw.below(kEvents))),
      until(static_cast<int>(draw.below(kEvents))),
      unit(static_cast<Unit>(draw.below(3))),
      calendar(static_cast<int>(draw.below(static_cast<std::uint64_t>(calendars)))) {
  within = static_cast<Minute>(unit == open_days ? 1 + draw.below(3) : 2 + draw.below(700));
  const bool warns = unit != open_days && draw.chance(60);
  if (warns)
    warn_after = 1 + static_cast<Minute>(draw.below(static_cast<std::uint64_t>(within - 1)));
  for (std::uint64_t count = draw.below(4); count > 0; --count) {
    const int begin = static_cast<int>(draw.below(kEvents));
    const int end = (begin + 1 + static_cast<int>(draw.below(kEvents - 1))) % kEvents;
    pauses.emplace_back(begin, end);
  }
}

std::string RandomDeadline::yaml(const std::string& name) const {
  const std::string_view words = unit == plain       ? "min"
                                 : unit == open_days ? "open days"
                                                     : "open min";
  std::string text = fmt::format("  {}: {{from: e{}, until: e{}, within: {} {}, breach: []", name,
                                 from, until, within, words);
  if (unit != plain) text += fmt::format(", calendar: c{}", calendar);
  if (warn_after != 0) {
    text += fmt::format(", warn_after: {} {}, warn: [{{alert: boss}}]", warn_after, words);
  }
  for (std::size_t i = 0; i < pauses.size(); ++i) {
    text += fmt::format("{}r{}: {{from: e{}, until: e{}}}", i == 0 ? ", pauses: {" : ", ", i,
                        pauses[i].first, pauses[i].second);
  }
  return text + (pauses.empty() ? "}\n" : "}}\n");
}

bool NaiveDeadline::counts(Minute minute) const {
  return rule_.unit == RandomDeadline::plain || calendar_.open[static_cast<std::size_t>(minute)];
}

/// The first minute by which so many minutes have counted; with none left, the next that counts.
Minute NaiveDeadline::later(Minute from, Minute counted) const {
  if (counted == 0) {
    while (!counts(from)) ++from;
    return from;
  }
  for (; counted > 0; ++from) counted -= counts(from) ? 1 : 0;
  return from;
}

Minute NaiveDeadline::counted_between(Minute from, Minute until) const {
  Minute counted = 0;
  for (; from < until; ++from) counted += counts(from) ? 1 : 0;
  return counted;
}

Minute NaiveDeadline::end_of(Minute from, Minute length) const {
  if (rule_.unit != RandomDeadline::open_days) return later(from, length);
  Minute day = from / kDay;
  while (length > 0) length -= calendar_.begins[static_cast<std::size_t>(++day)] ? 1 : 0;
  return later(day * kDay + from % kDay, 0);
}

void NaiveDeadline::tell(const char* what, Minute when) {
  story_.push_back(fmt::format("{} {}", what, when));
}

void NaiveDeadline::passes(Minute now) {
  if (phase_ != running) return;
  if (warning_ >= 0 && warning_ <= now) {
    tell("warning", warning_);
    warning_ = -1;
  }
  if (promised_ >= now) return;
  tell("breach", promised_);
  phase_ = broken;
}

void NaiveDeadline::happens(int event, Minute now, Minute occurred, bool ends) {
  passes(now);
  if (event == rule_.until) meet(now, occurred);
  if (ends) {
    if (phase_ == running || phase_ == paused) tell("ended", now);
    if (phase_ != broken) phase_ = idle;
    held_.clear();
  }
  change_reasons(event, now);
  if (event == rule_.from && (phase_ == idle || phase_ == broken)) begin(now);
}

void NaiveDeadline::meet(Minute now, Minute occurred) {
  if (phase_ == idle) return;
  tell(phase_ != broken ? "met" : occurred <= promised_ ? "told late" : "met late", now);
  phase_ = idle;
}

void NaiveDeadline::begin(Minute now) {
  const Minute end = end_of(now, rule_.within);
  const Minute warning = rule_.warn_after == 0 ? -1 : end_of(now, rule_.warn_after);
  phase_ = held_.empty() ? running : paused;
  promised_ = end;
  warning_ = warning;
  left_ = counted_between(now, end);
  warning_left_ = warning < 0 ? -1 : counted_between(now, warning);
}

void NaiveDeadline::change_reasons(int event, Minute now) {
  for (std::size_t i = 0; i < rule_.pauses.size(); ++i) {
    if (rule_.pauses[i].second == event) held_.erase(i);
    if (rule_.pauses[i].first == event) held_.insert(i);
  }
  if (phase_ == running && !held_.empty()) {
    phase_ = paused;
    left_ = counted_between(now, promised_);
    warning_left_ = warning_ < 0 ? -1 : counted_between(now, warning_);
  } else if (phase_ == paused && held_.empty()) {
    phase_ = running;
    promised_ = later(now, left_);
    warning_ = warning_left_ < 0 ? -1 : later(now, warning_left_);
  }
}

}  // namespace relance::test
