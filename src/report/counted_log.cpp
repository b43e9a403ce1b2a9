#include "report/counted_log.hpp"

#include <algorithm>
#include <compare>
#include <memory>
#include <span>
#include <utility>

#include "relance/core/lanes.hpp"

namespace relance {
namespace {

bool is_in(Slice slice, Id rule) { return rule >= slice.first && rule - slice.first < slice.count; }

bool is_by_limit(std::span<const TimerChange> timers) {
  return std::any_of(timers.begin(), timers.end(), [](const TimerChange& change) {
    return change.kind == TimerChange::fired && change.timer.kind == TimerKind::step_limit;
  });
}

/// When an effect of an entry ran: those of the state that is left first, then those of the way, of
/// the timer, of the state that is entered, and at last what is handed out anew.
struct Turn {
  enum Part : std::uint8_t { left, way, timer, entered, anew };
  Part part = anew;
  Id rule = kNone;
  auto operator<=>(const Turn&) const = default;
};

/// The lanes that one entry brought its lead into.
class Lanes {
 public:
  Lanes(const Journal& journal, const JournalEntry& entry, const Tables& rules, std::string before)
      : entry_(entry), rules_(rules), before_(std::move(before)) {
    const auto values = std::span(journal.values).subspan(entry.values.first, entry.values.count);
    const auto trace = std::span(journal.trace).subspan(entry.trace.first, entry.trace.count);
    const auto timers = std::span(journal.timers).subspan(entry.timers.first, entry.timers.count);
    by_limit_ = is_by_limit(timers);
    const auto is_set = [](const TraceStep& step) { return step.kind == TraceStep::set; };
    const auto set = static_cast<std::size_t>(std::count_if(trace.begin(), trace.end(), is_set));
    std::size_t at = values.size() - std::min(set, values.size());
    for (const BoundValue& value : values.first(at)) enter(value, kNone);
    for (const TraceStep& step : trace) {
      if (is_set(step) && at < values.size()) enter(values[at++], step.candidate);
    }
  }

  /// The one that the lead was in when effect `rule` ran.
  const std::string& of(Id rule) const {
    const std::string* lane = &before_;
    for (const Entered& each : entered_) {
      if (turn(each.rule) < turn(rule)) lane = &each.lane;
    }
    return *lane;
  }
  const std::string& last() const { return entered_.empty() ? before_ : entered_.back().lane; }

 private:
  struct Entered {
    Id rule;
    std::string lane;
  };

  void enter(const BoundValue& value, Id rule) {
    if (value.field != id(FieldKind::lane)) return;
    if (rule == kNone) {
      before_ = value.value.text;  // before any effect ran
    } else {
      entered_.push_back({rule, value.value.text});
    }
  }

  Turn turn(Id rule) const {
    const bool known = entry_.rule < rules_.candidates.size();
    const Candidate taken = known ? rules_.candidates[entry_.rule] : Candidate{};
    const bool moves = entry_.from != entry_.to || taken.target != kNone;
    if (moves && is_in(enter_of(entry_.to), rule)) return {Turn::entered, rule};
    if (moves && is_in(exit_of(entry_.from), rule)) return {Turn::left, rule};
    if (is_in(taken.effects, rule)) return {Turn::way, rule};
    return {by_limit_ ? Turn::anew : Turn::timer, rule};
  }
  Slice enter_of(Id state) const {
    return state < rules_.states.size() ? rules_.states[state].enter : Slice{};
  }
  Slice exit_of(Id state) const {
    return state < rules_.states.size() ? rules_.states[state].exit : Slice{};
  }

  const JournalEntry& entry_;
  const Tables& rules_;
  std::string before_;
  std::vector<Entered> entered_;
  bool by_limit_ = false;
};

/// Whether an `after` line that this entry armed is one whose event was refused.
bool puts_off(const JournalEntry& entry) {
  return entry.event == static_cast<Id>(EventKind::watched) && entry.has(JournalEntry::derived);
}

}  // namespace

void CountedLog::follow(const Journal& journal, const JournalEntry& entry, const Tables& rules) {
  std::erase_if(armed_, [](const Armed& each) { return each.over; });
  const Lanes lanes(journal, entry, rules, std::move(lane_));
  lane_ = lanes.last();
  for (const TraceStep& step :
       std::span(journal.trace).subspan(entry.trace.first, entry.trace.count)) {
    if (step.kind != TraceStep::deadline_started) continue;
    of_deadlines_[step.candidate] = calendar_of(rules, lane_);
  }
  for (const TimerChange& change :
       std::span(journal.timers).subspan(entry.timers.first, entry.timers.count)) {
    if (change.kind == TimerChange::armed) {
      const bool asked =
          change.timer.kind == TimerKind::step_limit && change.timer.seq == entry.seq;
      const std::string& lane = asked ? lanes.of(change.timer.index) : lane_;
      arm(entry, rules, change.timer, calendar_of(rules, lane));
      continue;
    }
    for (Armed& each : armed_) each.over |= each.timer == change.timer;
  }
  if (entry.moved_rules()) follow_rules(rules);
}

/// What goes on is counted by the new rules, in the lane that the lead is in there.
void CountedLog::follow_rules(const Tables& rules) {
  since_deployed_ = calendar_of(rules, lane_);
  of_deadlines_.clear();
  for (Armed& each : armed_) {
    if (!each.over) each.counted.calendar = since_deployed_;
  }
}

void CountedLog::arm(const JournalEntry& entry, const Tables& rules, const Timer& timer,
                     Id calendar) {
  Counted counted{calendar, timer.kind == TimerKind::after && puts_off(entry)};
  if (timer.kind >= TimerKind::warning) {
    const auto begun = of_deadlines_.find(timer.index);
    counted.calendar = begun == of_deadlines_.end() ? since_deployed_ : begun->second;
  }
  if (rules.calendars.empty()) counted.calendar = kNone;
  armed_.push_back({timer, counted});
}

Counted CountedLog::of(const Timer& timer) const {
  const auto found = std::find_if(armed_.begin(), armed_.end(),
                                  [&](const Armed& each) { return each.timer == timer; });
  return found == armed_.end() ? Counted{} : found->counted;
}

Counted counted_as(Engine& engine, const Journal& journal, const Timer& timer) {
  CountedLog log;
  std::shared_ptr<const Workflow> rules;
  std::uint32_t number = 0;
  for (const JournalEntry& entry : journal.entries) {
    if (!rules || entry.workflow != number) rules = engine.workflow(number = entry.workflow);
    log.follow(journal, entry, rules->tables());
  }
  return log.of(timer);
}

}  // namespace relance
