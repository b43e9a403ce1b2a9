#include "proof/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "rules/problems.hpp"
#include "time/civil.hpp"

namespace relance::proof {
namespace {

using rules::quoted;

std::string clock_of(const ZoneTable& zone, Instant at) {
  constexpr std::array<std::string_view, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                     "Friday", "Saturday", "Sunday"};
  const Date date = zone.date_of(at);
  const YearMonthDay day = taken_apart(date);
  const std::int64_t minute = zone.time_of_day(at) / (60 * kMicrosecondsPerSecond);
  return fmt::format("{} {:04}-{:02}-{:02} {:02}:{:02}",
                     kDays[static_cast<std::size_t>(weekday_of(date))], day.year, day.month,
                     day.day, minute / 60, minute % 60);
}

std::string example_of_watch(const Tables& tables) {
  return fmt::format("`watch: {{every: {}, do: [{{alert: sales_manager}}]}}`",
                     tables.calendars.empty() ? "2 d" : "2 open days");
}

/// Whether the state has ways for the event that is refused.
bool is_listed(const Tables& tables, const Way& refused) {
  const std::size_t cell = tables.cell(refused.from, refused.decided.front().event);
  return tables.cells[cell] != tables.cells[cell + 1];
}

/// Whether a way without a condition was not taken, since a condition before it failed.
bool has_failed(const Tables& tables, const Decided& decided) {
  if (decided.candidate != kNone || decided.state == kNone) return false;
  const std::size_t cell = tables.cell(decided.state, decided.event);
  const Id end = tables.cells[cell + 1];
  return end != tables.cells[cell] && tables.candidates[end - 1].guard == kNone;
}

/// The first event on the way to be forgotten that a failing condition leaves without a way.
const Decided* first_failed(const Tables& tables, const Forgotten& forgotten) {
  std::vector<const Way*> ways = forgotten.entries;
  for (const Forgotten::End& end : forgotten.ends) ways.push_back(end.way);
  for (const Way* way : ways) {
    for (const Decided& decided : way->decided) {
      if (has_failed(tables, decided)) return &decided;
    }
  }
  return nullptr;
}

/// "the call `back`".
std::string name_of(const Tables& tables, const EffectRule& step) {
  return fmt::format("the {} {}", name(step.verb), quoted(tables.words[step.name]));
}

/// Why the watch tells nobody.
std::string idle_watch(const Tables& tables) {
  const Slice effects = tables.watch.effects;
  for (Id i = 0; i < effects.count; ++i) {
    const EffectRule& rule = tables.effects[static_cast<std::size_t>(effects.first) + i];
    if (!is_step(rule.verb) || rule.within.unit != Delay::none) continue;
    return name_of(tables, rule) +
           " has no `within`, so it is not asked for again by the `watch` while it is not done";
  }
  return "what the `watch` does tells nobody of it";
}

bool is_breach(const Way* way) {
  return way->deadline != kNone &&
         way->decided.front().event == static_cast<Id>(EventKind::breached);
}

/// "`ripe`", "the breach of `recall`".
std::string stimulus(const Tables& tables, const Way& way) {
  if (way.deadline == kNone) return quoted(tables.event_names[way.decided.front().event]);
  return fmt::format("the {} of {}", is_breach(&way) ? "breach" : "warning",
                     quoted(tables.words[tables.deadlines[way.deadline].name]));
}

class Story {
 public:
  Story(const Tables& tables, const Forgotten& forgotten, const Rehearsal* rehearsal)
      : tables_(tables), forgotten_(forgotten), rehearsal_(rehearsal) {}

  std::string text() const {
    return fmt::format("a lead in {} {}{} is due never: {}", state(forgotten_.state), how(), when(),
                       why());
  }

 private:
  std::string state(Id id) const { return quoted(tables_.state_names[id]); }
  std::string event(Id id) const { return quoted(tables_.event_names[id]); }

  std::string when() const {
    if (rehearsal_ == nullptr) return "";
    return " on " + clock_of(tables_.zone, rehearsal_->now());
  }

  /// What happened last.
  std::string how() const {
    if (rehearsal_ == nullptr || rehearsal_->steps().empty()) return "that comes there";
    const Step& last = rehearsal_->steps().back();
    if (last.kind == Step::wait) return after_a_timer();
    if (last.kind == Step::dead_letter) return "whose effect cannot be delivered";
    const bool ends = !rehearsal_->decided().empty() &&
                      rehearsal_->decided().front().state == forgotten_.state &&
                      !forgotten_.ends.empty();
    if (ends && last.event == static_cast<Id>(EventKind::attempted)) {
      return fmt::format("whose call ends with {}", name(last.outcome));
    }
    if (ends && last.event == static_cast<Id>(EventKind::sent)) {
      return fmt::format("whose message ends with {}", name(last.outcome));
    }
    return fmt::format("that is told {}", event(last.event));
  }

  std::string after_a_timer() const {
    for (const Forgotten::End& end : forgotten_.ends) {
      if (end.source.kind == Source::line) {
        return fmt::format("whose `after` rule in line {} has fired",
                           tables_.after_places[end.source.index].line);
      }
    }
    return "that is left alone";
  }

  bool ends(Source source) const {
    return std::any_of(forgotten_.ends.begin(), forgotten_.ends.end(),
                       [&](const Forgotten::End& end) { return end.source == source; });
  }

  /// Why what the state has for such leads does not last.
  std::string why() const {
    const StateRow& row = tables_.states[forgotten_.state];
    std::vector<std::string> reasons;
    for (Id i = 0; i < row.after.count; ++i) {
      reasons.push_back(of_line(static_cast<Id>(row.after.first + i)));
    }
    for (Id i = 0; i < row.enter.count; ++i) {
      const Id index = static_cast<Id>(row.enter.first + i);
      if (is_step(tables_.effects[index].verb)) reasons.push_back(of_step(index));
    }
    for (const Id deadline : begun()) reasons.push_back(of_deadline(deadline));
    if (const Decided* failed = first_failed(tables_, forgotten_)) {
      reasons.push_back(event(failed->event) +
                        " takes no way when a condition of it fails, as a division by zero does, "
                        "or a number or date beyond its limits");
    }
    if (reasons.empty()) reasons.emplace_back("nothing in this state sets a time");
    return fmt::format("{}, and there is no `watch`", fmt::join(reasons, ", "));
  }

  std::string of_line(Id line) const {
    const AfterRule& rule = tables_.after[line];
    std::string_view what = "counts from a field that may be absent";
    if (rule.field == id(FieldKind::appointment)) {
      what = "counts from an appointment that may be absent, or that the rules name";
    }
    if (rule.start == AfterRule::at) what = "waits for an instant that may be absent or past";
    if (ends({Source::line, line})) what = "fires only once";
    return fmt::format("the `after` rule in line {} {}", tables_.after_places[line].line, what);
  }

  /// Deadlines that begin when a lead comes there.
  std::set<Id> begun() const {
    std::set<Id> deadlines;
    for (const Way* entry : forgotten_.entries) {
      deadlines.insert(entry->begins.begin(), entry->begins.end());
    }
    return deadlines;
  }

  std::string of_deadline(Id index) const {
    const DeadlineRule& rule = tables_.deadlines[index];
    return fmt::format("the deadline {} is over once it is met or broken{}",
                       quoted(tables_.words[rule.name]),
                       rule.reasons.count == 0 ? "" : ", and stands still while it is paused");
  }

  std::string of_step(Id index) const {
    const EffectRule& rule = tables_.effects[index];
    return name_of(tables_, rule) + (rule.within.unit == Delay::none
                                         ? " has no `within`"
                                         : " is over once its outcome is told");
  }

  const Tables& tables_;
  const Forgotten& forgotten_;
  const Rehearsal* rehearsal_;
};

}  // namespace

std::string story_of(const Tables& tables, const Forgotten& forgotten, const Rehearsal* rehearsal) {
  return Story(tables, forgotten, rehearsal).text();
}

bool is_by_watch(const Tables& tables, const SilentRound& round) {
  const Way& first = *round.front();
  const bool watched = first.decided.front().event == static_cast<Id>(EventKind::watched);
  return round.size() == 1 && (watched || (first.refused && has_watch(tables)));
}

std::string story_of(const Tables& tables, const SilentRound& round, const Rehearsal* rehearsal) {
  const Way& first = *round.front();
  const auto state = [&](Id id) { return quoted(tables.state_names[id]); };
  const std::string lead =
      fmt::format("a lead in {}{} comes back to nobody: ", state(first.from),
                  rehearsal == nullptr ? "" : " on " + clock_of(tables.zone, rehearsal->now()));
  if (is_by_watch(tables, round)) return lead + idle_watch(tables);
  if (round.size() == 1 && first.refused) {
    const Decided& refused = first.decided.front();
    return fmt::format("{}{} is refused there{}, tried again every day, and nobody is told", lead,
                       quoted(tables.event_names[refused.event]),
                       has_failed(tables, refused) ? " when an `if` fails"
                       : is_listed(tables, first)  ? " when no `if` is true"
                                                   : "");
  }
  std::string chain = state(first.from);
  for (const Way* way : round) {
    chain += fmt::format(" > {} > {}", stimulus(tables, *way), state(way->to));
  }
  return fmt::format("{}it goes round and round by time alone, and nobody is told: {}", lead,
                     chain);
}

namespace {

/// How each outcome of a step that is over can ask for the next one.
std::string next_step(const Tables& tables, Id state, const EffectRule& over) {
  const bool call = over.verb == Verb::call;
  const std::size_t cell =
      tables.cell(state, static_cast<Id>(call ? EventKind::attempted : EventKind::sent));
  const std::string_view told = call ? "attempted" : "sent";
  const std::string step =
      fmt::format("{{do: [{{{}: {}, within: 1 d}}]}}", name(over.verb), tables.words[over.name]);
  if (tables.cells[cell] != tables.cells[cell + 1]) {
    return fmt::format(", or let the last way of `{}` have no `if`: `- {}`", told, step);
  }
  return fmt::format(", or let each outcome ask for the next step: `{}: {}`", told, step);
}

}  // namespace

std::string way_out(const Tables& tables, const Forgotten& forgotten) {
  std::string next;
  for (const Forgotten::End& end : forgotten.ends) {
    if (end.source.kind != Source::step || !next.empty()) continue;
    next = next_step(tables, forgotten.state, tables.effects[end.source.index]);
  }
  if (first_failed(tables, forgotten) != nullptr) {
    next =
        ", or let another condition protect the one that may fail, as in "
        "`lead.n > 0 && 100 / lead.n > 3`";
  }
  return fmt::format(
      "write {}, or let time end "
      "the state: `after: [{{delay: 30 d, raise: lost, with: {{reason: gone_cold}}}}]`{}",
      example_of_watch(tables), next);
}

std::string way_out(const Tables& tables, const SilentRound& round) {
  if (is_by_watch(tables, round)) {
    return fmt::format("let it tell somebody: {}", example_of_watch(tables));
  }
  const Way& first = *round.front();
  if (round.size() == 1 && first.refused) {
    return fmt::format("let the state take {} {}, or write {}: it is done when an event is refused",
                       quoted(tables.event_names[first.decided.front().event]),
                       is_listed(tables, first) ? "whatever its `if` says" : "under `events`",
                       example_of_watch(tables));
  }
  const bool breaks = std::any_of(round.begin(), round.end(), is_breach);
  const bool closes = std::any_of(round.begin(), round.end(), [&](const Way* way) {
    return is_closed(tables.states[way->to].stage);
  });
  return fmt::format(
      "let one of these ways tell somebody, such as `{}: [{{alert: sales_manager}}]`{}",
      breaks ? "breach" : "do",
      closes ? ""
             : ", or let time close the lead: `after: [{delay: 30 d, since: "
               "received_at, raise: lost, with: {reason: gone_cold}}]`");
}

}  // namespace relance::proof
