#include "engine/deadline_log.hpp"

#include <algorithm>

#include "engine/words.hpp"
#include "relance/core/due.hpp"

namespace relance {
namespace {

std::string_view deadline_name(const Tables& rules, Id deadline) {
  if (deadline >= rules.deadlines.size()) return "a deadline";
  return rules.words[rules.deadlines[deadline].name];
}

bool knows(const Tables& rules, std::string_view name) {
  return std::any_of(rules.deadlines.begin(), rules.deadlines.end(),
                     [&](const DeadlineRule& rule) { return rules.words[rule.name] == name; });
}

bool is_breach(const TimerChange& change, TimerChange::Kind kind) {
  return change.kind == kind && change.timer.kind == TimerKind::breach;
}

}  // namespace

Promise* DeadlineLog::standing(const Tables& rules, std::string_view name, Promise::Outcome one,
                               Promise::Outcome other) {
  Promise* mapped = nullptr;
  for (Promise& promise : promises_) {
    if (!promise.stands || (promise.outcome != one && promise.outcome != other)) continue;
    if (promise.name == name) return &promise;
    if (mapped == nullptr && !knows(rules, promise.name)) mapped = &promise;
  }
  if (mapped != nullptr) mapped->name = name;
  return mapped;
}

void DeadlineLog::begin(std::string_view name) {
  for (Promise& promise : promises_) {
    if (promise.name == name) promise.stands = false;  // broken, and never met
  }
  promises_.emplace_back().name = name;
}

void DeadlineLog::end(const JournalEntry& entry, Promise* promise, Promise::Outcome outcome) {
  if (promise == nullptr) return;
  promise->outcome = outcome;
  promise->stands = false;
  promise->end_seq = entry.seq;
  promise->told = entry.decided_at;
  if (outcome != Promise::ended) promise->happened = entry.occurred_at;
}

void DeadlineLog::arm(const Tables& rules, std::string_view name, Instant due) {
  Promise* promise = standing(rules, name, Promise::paused, Promise::running);
  if (promise == nullptr) return;
  promise->outcome = Promise::running;
  promise->due = due;
}

void DeadlineLog::follow(const JournalEntry& entry, const Tables& rules, const TraceStep& step) {
  const std::string_view name = deadline_name(rules, step.candidate);
  const auto counting = [&] { return standing(rules, name, Promise::running, Promise::paused); };
  const auto broken = [&] { return standing(rules, name, Promise::breached, Promise::breached); };
  switch (step.kind) {
    case TraceStep::deadline_started:
      return begin(name);
    case TraceStep::deadline_met:
      return end(entry, counting(), Promise::met);
    case TraceStep::deadline_met_late:
      return end(entry, broken(), Promise::met_late);
    case TraceStep::deadline_told_late:
      return end(entry, broken(), Promise::told_late);
    case TraceStep::deadline_ended:
      return end(entry, counting(), Promise::ended);
    case TraceStep::deadline_paused:
      for (Promise& promise : promises_) {
        if (promise.name != name || promise.outcome != Promise::running) continue;
        promise.outcome = Promise::paused;
        promise.due = kNever;
      }
      return;
    default:
      return;
  }
}

void DeadlineLog::move(std::span<const TimerChange> timers, const JournalEntry& entry,
                       const Tables& rules, const Tables& before) {
  std::vector<std::pair<std::string_view, Instant>> armed;
  std::vector<std::string_view> cancelled;
  for (const TimerChange& change : timers) {
    if (is_breach(change, TimerChange::cancelled)) {
      cancelled.push_back(deadline_name(before, change.timer.index));
    } else if (is_breach(change, TimerChange::armed)) {
      armed.emplace_back(deadline_name(rules, change.timer.index), change.timer.due - kBreachAfter);
    }
  }
  const auto take = [&](Promise& promise, bool by_name) {
    const auto found = std::find_if(armed.begin(), armed.end(), [&](const auto& timer) {
      return timer.second == promise.due && (!by_name || timer.first == promise.name);
    });
    if (found == armed.end()) return false;
    promise.name = found->first;
    armed.erase(found);
    return true;
  };
  std::vector<Promise*> left;
  for (Promise& promise : promises_) {
    if (!promise.stands || promise.outcome != Promise::running) continue;
    const auto found = std::find(cancelled.begin(), cancelled.end(), promise.name);
    if (found != cancelled.end() && !take(promise, true)) left.push_back(&promise);
  }
  for (Promise* promise : left) {
    if (!take(*promise, false)) end(entry, promise, Promise::ended);
  }
  for (const auto& [name, due] : armed) arm(rules, name, due);  // a clock that stood goes on
}

void DeadlineLog::follow(const Journal& journal, const JournalEntry& entry, const Tables& rules,
                         const Tables& before) {
  const auto timers = std::span(journal.timers).subspan(entry.timers.first, entry.timers.count);
  if (entry.moved_rules()) move(timers, entry, rules, before);
  for (const TimerChange& change : timers) {
    if (!is_breach(change, TimerChange::fired)) continue;
    const std::string_view name = deadline_name(before, change.timer.index);
    Promise* promise = standing(before, name, Promise::running, Promise::running);
    if (promise != nullptr) promise->outcome = Promise::breached;
  }
  for (const TraceStep& step :
       std::span(journal.trace).subspan(entry.trace.first, entry.trace.count)) {
    const bool ends = entry.moved_rules() && tells_an_end(step.kind);
    follow(entry, ends ? before : rules, step);
  }
  if (entry.moved_rules()) return;
  for (const TimerChange& change : timers) {
    if (!is_breach(change, TimerChange::armed)) continue;
    arm(rules, deadline_name(rules, change.timer.index), change.timer.due - kBreachAfter);
  }
}

void DeadlineLog::settle(const LeadRecord& lead, const Tables& rules) {
  std::vector<const Promise*> open;
  for (const OpenDeadline& each : lead.deadlines) {
    if (each.phase == OpenDeadline::waiting) continue;
    const Promise::Outcome phase = each.phase == OpenDeadline::running  ? Promise::running
                                   : each.phase == OpenDeadline::paused ? Promise::paused
                                                                        : Promise::breached;
    open.push_back(standing(rules, deadline_name(rules, each.deadline), phase, phase));
  }
  for (Promise& promise : promises_) {
    if (!promise.stands || std::find(open.begin(), open.end(), &promise) != open.end()) continue;
    promise.stands = false;
    if (promise.outcome != Promise::breached) promise.outcome = Promise::ended;
  }
}

}  // namespace relance
