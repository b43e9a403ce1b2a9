#include <fmt/format.h>

#include "relance/instant.hpp"
#include "rules/builtin_fields.hpp"
#include "rules/check.hpp"
#include "rules/walk.hpp"

namespace relance::rules {
namespace {

bool in_open_time(const Delay& delay) {
  return delay.unit == Delay::open_time || delay.unit == Delay::open_days;
}

// Whether a delay is at least this long; days and years are.
bool at_least(const Delay& delay, Duration least) {
  const bool counted = delay.unit == Delay::elapsed || delay.unit == Delay::open_time;
  return !counted || delay.amount >= least.us;
}

void check_named(const std::optional<Word>& calendar, const Checked& checked, Problems& problems) {
  if (!calendar || checked.index.calendar(calendar->text)) return;
  problems.add(Code::unknown_calendar, calendar->at,
               fmt::format("there is no calendar {}", quoted(calendar->text)),
               checked.index.calendar_names().empty()
                   ? "write its opening hours under `calendars:`"
                   : problems.suggestion(calendar->text, checked.index.calendar_names()));
}

void check_open(const std::optional<DelayDefinition>& delay, const Checked& checked,
                Problems& problems) {
  if (!delay || !in_open_time(delay->delay) || !checked.definition.calendars.empty()) return;
  problems.add(Code::no_calendar, delay->at, "open time of which calendar?",
               "write opening hours under `calendars:`; the first calendar is taken where none is "
               "named");
}

void check_effect(const EffectDefinition& effect, const Checked& checked, Problems& problems) {
  check_named(effect.calendar, checked, problems);
  for (const auto* delay : {&effect.within, &effect.after, &effect.before}) {
    check_open(*delay, checked, problems);
  }
  if (effect.within && !at_least(effect.within->delay, minutes(1))) {
    problems.add(Code::delay_too_short, effect.within->at, "`within` is at least 1 min",
                 "write 1 min or more");
  }
  if (effect.before && effect.before->delay.unit == Delay::open_days) {
    problems.add(Code::bad_delay, effect.before->at, "open days cannot be counted back",
                 "write d, h or open h");
  }
}

void check_since(const Word& since, const Checked& checked, Problems& problems) {
  if (since.text == "received_at" || since.text == "appointment") return;
  if (checked.index.broken(since.text)) return;
  const DeclaredField* field = checked.index.field(since.text);
  if (field != nullptr && field->on_lead && !field->personal &&
      (field->type == Type::date || field->type == Type::time)) {
    return;
  }
  std::vector<std::string_view> names{"appointment", "received_at"};
  for (const DeclaredField& known : checked.index.fields()) {
    const bool when = known.type == Type::date || known.type == Type::time;
    if (known.on_lead && when && !known.personal) names.push_back(known.name);
  }
  problems.add(Code::not_a_start, since.at,
               fmt::format("{} is no date or time of a lead to count from", quoted(since.text)),
               problems.suggestion(since.text, names));
}

void check_deadline(const DeadlineDefinition& deadline, const Checked& checked,
                    Problems& problems) {
  check_named(deadline.calendar, checked, problems);
  if (!deadline.calendar) {
    check_open(deadline.within, checked, problems);
    check_open(deadline.warn_after, checked, problems);
  }
  if (deadline.within && !at_least(deadline.within->delay, minutes(1))) {
    problems.add(Code::delay_too_short, deadline.within->at, "`within` is at least 1 min",
                 "write 1 min or more");
  }
  if (!deadline.within || !deadline.warn_after) return;
  const Delay within = deadline.within->delay;
  const Delay warn = deadline.warn_after->delay;
  if (in_open_time(within) != in_open_time(warn)) {
    problems.add(Code::warned_too_late, deadline.warn_after->at,
                 in_open_time(within) ? "`within` is open time, and `warn_after` is not"
                                      : "`warn_after` is open time, and `within` is not",
                 "count both in open time or neither, so that one is surely before the other");
  } else if (within.unit == warn.unit && warn.amount >= within.amount) {
    problems.add(Code::warned_too_late, deadline.warn_after->at,
                 "`warn_after` is no shorter than `within`",
                 "it counts from the beginning too: warn while something can still be done");
  }
}

}  // namespace

void check_delays(const Checked& checked, Problems& problems) {
  for_each_effect(checked.definition, [&](const EffectDefinition& effect, const Word*) {
    check_effect(effect, checked, problems);
  });
  for (const StateDefinition& state : checked.definition.states) {
    for (const AfterDefinition& rule : state.after) {
      check_named(rule.calendar, checked, problems);
      check_open(rule.delay, checked, problems);
      if (rule.since) check_since(*rule.since, checked, problems);
    }
  }
  for (const LaneDefinition& lane : checked.definition.lanes) {
    check_named(lane.calendar, checked, problems);
  }
  for (const DeadlineDefinition& deadline : checked.definition.deadlines) {
    check_deadline(deadline, checked, problems);
  }
  if (!checked.definition.watch) return;
  const WatchDefinition& watch = *checked.definition.watch;
  check_named(watch.calendar, checked, problems);
  check_open(watch.every, checked, problems);
  if (watch.every && !at_least(watch.every->delay, hours(1))) {
    problems.add(Code::delay_too_short, watch.every->at, "`every` is at least 1 h",
                 "write 1 h or more: a lead is not to be disturbed more often");
  }
}

}  // namespace relance::rules
