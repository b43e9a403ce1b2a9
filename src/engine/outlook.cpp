#include "engine/outlook.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/words.hpp"
#include "relance/core/deadlines.hpp"
#include "relance/core/lanes.hpp"
#include "relance/core/steps.hpp"
#include "relance/core/timing.hpp"

namespace relance {

Outlook::Outlook(EngineParts& parts, const Translation& translation, const LeadRecord& lead,
                 Instant at)
    : parts_(parts), t_(translation), from_(t_.from()), to_(t_.to()), lead_(lead), at_(at) {
  now_.now = now_.occurred_at = at;
  look_at_state();
  look_at_lane();
  look_at_fields();
  look_at_steps();
  look_at_lines();
  look_at_deadlines();
  if (without.empty()) look_at_watch();
}

void Outlook::look_at_state() {
  state_ = t_.state(lead_.state);
  const std::string& name_before = from_.state_names[lead_.state];
  if (state_ == kNone) return without.push_back(name_before);
  const Stage before = from_.states[lead_.state].stage, after = to_.states[state_].stage;
  lawful_ = lawful_move(before, after);
  if (!lawful_) {
    return without.push_back(fmt::format("{} (stage {} to {} is no lawful move)", name_before,
                                         name(before), name(after)));
  }
  leaves_ = ends_deadlines(before, after);
  if (leaves_) entered_ = at_;
}

void Outlook::look_at_lane() {
  lane = t_.lane(lead_.lane);
  if (to_.lanes.empty() || lane.empty() || has_lane(to_, lane)) return;
  without.push_back("lane " + lead_.lane);
}

void Outlook::look_at_fields() {
  for (Id i = 0; i < lead_.attributes.fields.size() && i < from_.lead_fields; ++i) {
    if (lead_.attributes.fields[i].type == Type::absent || t_.field(i) != kNone) continue;
    without.push_back(t_.field_without(i));
  }
}

void Outlook::look_at_steps() {
  if (leaves_) return;
  for (const OpenEffect& effect : lead_.effects) {
    if (!effect.has(OpenEffect::open_step)) continue;
    const Id step = t_.step(effect.rule);
    if (step == kNone) without.push_back(effect_name(from_, effect.rule));
    if (step < kGone) limited_ |= to_.effects[step].within.unit != Delay::none;
  }
}

const Timer* Outlook::armed(Id old_line) const {
  for (const Timer& timer : lead_.timers) {
    if (timer.kind == TimerKind::after && timer.index == old_line) return &timer;
  }
  return nullptr;
}

bool Outlook::has_counterpart(Id old_line) const {
  const Id line = t_.line(old_line);
  if (line == kGone || !lawful_) return line != kNone;
  const Slice lines = to_.states[state_].after;
  return line >= lines.first && line < lines.first + lines.count;
}

void Outlook::look_at_lines() {
  if (state_ != kNone && !lawful_) return;  // it needs another state, with other lines
  for (const Timer& timer : lead_.timers) {
    if (leaves_ || timer.kind != TimerKind::after || has_counterpart(timer.index)) continue;
    without.push_back(from_.after_places[timer.index].path);
  }
  if (!without.empty()) return;
  const Slice lines = to_.states[state_].after;
  for (Id i = 0; i < lines.count; ++i) {
    const Id line = static_cast<Id>(lines.first + i);
    if (!leaves_ && t_.lets_go(line, lead_.state)) continue;
    const Id before = leaves_ ? kNone : t_.line_before(line, lead_.state);
    const Timer* timer = before == kNone ? nullptr : armed(before);
    if (before != kNone && timer == nullptr && has_fired(before)) continue;
    arm(line, timer);
  }
}

bool Outlook::has_fired(Id old_line) const {
  return after_start(from_, from_.after[old_line], lead_, now_) != kNever;
}

Instant Outlook::start_of(const Tables& tables, Id line, Instant since, bool& past) const {
  const AfterRule& rule = tables.after[line];
  if (rule.start == AfterRule::entry) return since;
  const Instant start = after_start(tables, rule, lead_, now_);
  past = rule.start == AfterRule::at && start < at_;
  return past ? kNever : start;
}

void Outlook::arm(Id line, const Timer* before) {
  bool past = false;
  const bool from_entry = to_.after[line].start == AfterRule::entry;
  const Instant since = before != nullptr ? since_of(*before, from_entry)
                        : from_entry      ? entered()
                                          : at_;
  const Instant start = start_of(to_, line, since, past);
  if (past) passed_lines.push_back(line);
  if (start == kNever && (before == nullptr || !put_off(*before))) return;
  const Instant due = before != nullptr && put_off(*before)
                          ? before->due
                          : due_after(to_, counted(to_.after[line].delay), start);
  if (!lawful(due)) return;  // no `now` comes to it
  add({due, since, TimerKind::after, 0, to_.after[line].place, line, lead_.seq + 1});
}

Instant Outlook::since_of(const Timer& timer, bool from_entry) {
  const bool was_from_entry = from_.after[timer.index].start == AfterRule::entry;
  return from_entry && !was_from_entry ? entered() : timer.since;
}

bool Outlook::put_off(const Timer& timer) const {
  bool past = false;
  const Instant start = start_of(from_, timer.index, timer.since, past);
  if (start == kNever) return true;
  Delay delay = from_.after[timer.index].delay;
  if (!by_lane(delay)) return due_after(from_, delay, start) != timer.due;
  // It was counted in the calendar of a lane that the lead may have left since.
  for (delay.calendar = 0; delay.calendar < from_.calendars.size(); ++delay.calendar) {
    if (due_after(from_, delay, start) == timer.due) return false;
  }
  return true;
}

bool Outlook::by_lane(const Delay& delay) {
  const bool open = delay.unit == Delay::open_time || delay.unit == Delay::open_days;
  return open && delay.calendar == kNone;
}

Delay Outlook::counted(Delay delay) const {
  if (!by_lane(delay)) return delay;
  delay.calendar = 0;
  for (const LaneRow& row : to_.lanes) {
    if (to_.words[row.name] == lane) delay.calendar = row.calendar;
  }
  return delay;
}

Instant Outlook::entered() {
  if (entered_) return *entered_;
  for (const Timer& timer : lead_.timers) {
    const bool line = timer.kind == TimerKind::after;
    if (!line || from_.after[timer.index].start != AfterRule::entry || put_off(timer)) continue;
    return entered_.emplace(timer.since);
  }
  return entered_.emplace(entered_by_journal());
}

Instant Outlook::entered_by_journal() const {
  constexpr std::uint32_t kFirst = 16;  // entries read at once, doubled each time
  Journal journal;
  std::uint32_t last = lead_.seq;
  for (std::uint32_t count = kFirst; last > 0; count *= 2) {
    const std::uint32_t first = last > count ? last - count + 1 : 1;
    journal.clear();
    parts_.store->history(lead_, first, last, journal);
    for (auto entry = journal.entries.rbegin(); entry != journal.entries.rend(); ++entry) {
      const auto before = std::next(entry);
      if (enters(*entry, before == journal.entries.rend() ? nullptr : &*before)) {
        return entry->decided_at;
      }
    }
    last = first - 1;
  }
  return lead_.received_at;
}

bool Outlook::enters(const JournalEntry& entry, const JournalEntry* before) const {
  if (entry.verdict != Verdict::accepted) return false;
  if (entry.moved_rules()) {
    const auto stage = [&](const JournalEntry& at) {
      return parts_.workflow(at.workflow).tables.states[at.to].stage;
    };
    return before != nullptr && ends_deadlines(stage(*before), stage(entry));
  }
  if (entry.from == kNone || entry.from != entry.to) return true;
  const std::vector<Candidate>& candidates = parts_.workflow(entry.workflow).tables.candidates;
  return entry.rule < candidates.size() && candidates[entry.rule].target != kNone;
}

void Outlook::add(const Timer& timer) { timers.push_back(timer); }

void Outlook::look_at_watch() {
  if (is_closed(to_.states[state_].stage) || limited_ || lets_watch_rest(timers, at_)) return;
  if (to_.watch.every.unit == Delay::none) {
    if (timers.empty()) look_again();
    return;
  }
  Instant since = at_;
  for (const Timer& timer : lead_.timers) {
    if (is_watch(timer)) since = timer.since;
  }
  const Instant due = std::max(due_after(to_, counted(to_.watch.every), since), since + hours(1));
  add({due, since, TimerKind::watch, 0, to_.watch.place, 0, lead_.seq + 1});
}

void Outlook::look_again() {
  const Slice lines = to_.states[state_].after;
  for (Id i = 0; i < lines.count; ++i) {
    const Id line = static_cast<Id>(lines.first + i);
    if (leaves_ || !t_.lets_go(line, lead_.state)) arm(line, nullptr);
  }
  if (!timers.empty()) return;
  without.push_back(fmt::format("{} (nothing would be due, and the new rules have no watch)",
                                from_.state_names[lead_.state]));
}

}  // namespace relance
