#include <fmt/format.h>

#include "rules/reader.hpp"

namespace relance::rules {
namespace {

// Beside a calendar a length means its open time: `20 min` is `20 open min`, `2 d` two open days.
void count_open_time(std::optional<DelayDefinition>& length, Problems& problems) {
  if (!length) return;
  Delay& delay = length->delay;
  if (delay.unit == Delay::elapsed) delay.unit = Delay::open_time;
  if (delay.unit == Delay::days) delay.unit = Delay::open_days;
  if (delay.unit != Delay::years) return;
  problems.add(Code::bad_delay, length->at, "a calendar does not count open years",
               "write open days, or leave `calendar` out");
}

std::vector<EffectDefinition> alerts_of(const std::vector<EffectDefinition>& effects) {
  std::vector<EffectDefinition> alerts;
  for (const EffectDefinition& effect : effects) {
    if (effect.verb == Verb::alert) alerts.push_back(effect);
  }
  return alerts;
}

void check_warning(const DeadlineDefinition& deadline, const Fields& fields, Problems& problems) {
  const bool written = fields.find("warn") != nullptr;
  const bool when = fields.find("warn_after") != nullptr;
  if (written && !when) {
    problems.add(Code::nobody_warned, fields.place("warn"), "`warn` without `warn_after`",
                 "write when to warn, such as `warn_after: 10 min`");
  } else if (when && deadline.warn.empty() && fields.find("breach") != nullptr) {
    problems.add(Code::nobody_warned, fields.place("warn_after"),
                 written ? "`warn` is empty" : "`warn_after`, but nobody is warned",
                 "write `warn: [{alert: sales_manager}]`; without `warn` it is the alerts of "
                 "`breach`");
  }
}

std::vector<PauseDefinition> read_pauses(const Node& map, Problems& problems) {
  std::vector<PauseDefinition> pauses;
  for (const Entry& entry : map.entries) {
    if (!entry.key.is(Node::scalar)) continue;
    PauseDefinition pause;
    pause.reason = word_of(entry.key);
    check_name(pause.reason, "a reason to pause", problems);
    if (!entry.value.is(Node::map)) {
      tell_shape(entry.value, entry.key.text, Shape::section,
                 "visit: {from: booked, until: missed}", problems);
      continue;
    }
    const Fields fields(entry.value, Section::pause, problems);
    pause.from = fields.word_or_empty("from");
    pause.until = fields.word_or_empty("until");
    pauses.push_back(std::move(pause));
  }
  return pauses;
}

DeadlineDefinition read_deadline(const Entry& entry, Problems& problems) {
  DeadlineDefinition deadline;
  deadline.name = word_of(entry.key);
  check_name(deadline.name, "a deadline", problems);
  if (!entry.value.is(Node::map)) {
    tell_shape(entry.value, entry.key.text, Shape::section,
               "treated: {from: qualified, until: booked, within: 4 h, breach: [{alert: boss}]}",
               problems);
    return deadline;
  }
  const Fields fields(entry.value, Section::deadline, problems);
  deadline.from = fields.word_or_empty("from");
  deadline.until = fields.word_or_empty("until");
  deadline.within = fields.delay("within");
  deadline.calendar = fields.word("calendar");
  deadline.warn_after = fields.delay("warn_after");
  if (deadline.calendar) {
    count_open_time(deadline.within, problems);
    count_open_time(deadline.warn_after, problems);
  }
  if (const Node* list = fields.find("breach")) deadline.breach = read_effects(*list, problems);
  const Node* warn = fields.find("warn");
  if (warn != nullptr) deadline.warn = read_effects(*warn, problems);
  if (warn == nullptr && deadline.warn_after) deadline.warn = alerts_of(deadline.breach);
  deadline.warn_at = fields.place(warn == nullptr ? "warn_after" : "warn");
  deadline.breach_at = fields.place("breach");
  check_warning(deadline, fields, problems);
  if (const Node* map = fields.find("pauses")) deadline.pauses = read_pauses(*map, problems);
  return deadline;
}

}  // namespace

std::vector<DeadlineDefinition> read_deadlines(const Node& map, Problems& problems) {
  std::vector<DeadlineDefinition> deadlines;
  for (const Entry& entry : map.entries) {
    if (entry.key.is(Node::scalar)) deadlines.push_back(read_deadline(entry, problems));
  }
  return deadlines;
}

}  // namespace relance::rules
