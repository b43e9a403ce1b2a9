// Law 6 on random rules, leads and moves: what moves keeps its facts and counters, and each of its
// timers is what the new rules make of its recorded start; what does not move is not touched.
//
// The new rules are the old ones with other delays, so that each line and step is its own
// counterpart, which this test knows by its place and the engine has to find by what it does.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <tuple>

#include "engine/random_calls.hpp"
#include "engine/support.hpp"
#include "relance/core/timing.hpp"
#include "workflow/unproven.hpp"

namespace relance::test {
namespace {

/// Other lengths for some delays. A deadline keeps its kind of time, open or plain: with the other
/// kind it would be none of the old one.
std::string with_other_delays(const std::string& text, Draw& draw) {
  constexpr std::string_view kLengths[] = {"35 min", "4 h", "26 h", "3 d", "11 d"};
  constexpr std::string_view kOpen[] = {"35 open min", "4 open hours", "2 open days"};
  // 1: before the length of a deadline
  const std::regex delay("(until: [a-z]+, )?((?:delay|within|every): )([^,}]+)");
  std::string changed;
  auto rest = text.cbegin();
  for (std::smatch match; std::regex_search(rest, text.cend(), match, delay);) {
    const bool open = match[1].matched && match[3].str().find("open") != std::string::npos;
    changed += match.prefix().str() + match[1].str() + match[2].str();
    changed +=
        draw.chance(40) ? match[3].str() : std::string(open ? draw.of(kOpen) : draw.of(kLengths));
    rest = match.suffix().first;
  }
  return changed + std::string(rest, text.cend());
}

/// A promise, whatever the calendar is that its rest counts in: that is the new lane's.
using Promise =
    std::tuple<Id, std::uint8_t, std::uint16_t, std::int64_t, std::int64_t, std::int64_t, bool>;

std::vector<Promise> promises(const LeadRecord& lead) {
  std::vector<Promise> all;
  for (const OpenDeadline& open : lead.deadlines) {
    all.emplace_back(open.deadline, open.phase, open.held, open.promised.us, open.left.us,
                     open.warning_left.us, open.calendar != kNone);
  }
  std::sort(all.begin(), all.end());
  return all;
}

using Due = std::tuple<TimerKind, Id, std::uint16_t, std::int64_t, std::int64_t>;

std::vector<Due> dues(const std::vector<Timer>& timers) {
  std::vector<Due> all;
  for (const Timer& timer : timers) {
    all.emplace_back(timer.kind, timer.index, timer.effect, timer.since.us, timer.due.us);
  }
  std::sort(all.begin(), all.end());
  return all;
}

/// Whether `length` from `start` gives `due`, in whichever calendar it was counted.
bool leads_to(const Tables& tables, Delay length, Instant start, Instant due) {
  const bool open = length.unit == Delay::open_time || length.unit == Delay::open_days;
  if (!open || length.calendar != kNone) return due_after(tables, length, start) == due;
  for (length.calendar = 0; length.calendar < tables.calendars.size(); ++length.calendar) {
    if (due_after(tables, length, start) == due) return true;
  }
  return false;
}

Timer expected_line(const Tables& from, const Tables& to, const LeadRecord& lead, Timer timer,
                    Instant now) {
  BoundEvent silent;
  silent.now = now;
  const AfterRule& rule = from.after[timer.index];
  if (rule.start == AfterRule::at) return timer;  // its instant does not change
  const bool entry = rule.start == AfterRule::entry;
  const Instant start = entry ? timer.since : after_start(from, rule, lead, silent);
  if (start == kNever || !leads_to(from, rule.delay, start, timer.due)) return timer;  // put off
  timer.due = due_after(to, lead, to.after[timer.index].delay, start);
  return timer;
}

/// What the timers of a lead are to be, by places alone.
std::vector<Due> expected(const Tables& from, const Tables& to, const LeadRecord& lead,
                          Instant now) {
  std::vector<Timer> timers;
  for (Timer timer : lead.timers) {
    if (timer.kind == TimerKind::after) {
      timers.push_back(expected_line(from, to, lead, timer, now));
    } else if (timer.kind == TimerKind::step_limit) {
      timer.due = due_after(to, lead, to.effects[timer.index].within, timer.since);
      timers.push_back(timer);
    } else if (timer.kind != TimerKind::watch) {
      timers.push_back(timer);  // a promise stays promised (docs/decisions/0008)
    } else {
      timer.due =
          std::max(due_after(to, lead, to.watch.every, timer.since), timer.since + hours(1));
      timers.push_back(timer);
    }
  }
  return dues(timers);
}

void expect_same_facts(const LeadRecord& before, const LeadRecord& after) {
  EXPECT_EQ(before.attributes, after.attributes);
  EXPECT_EQ(before.attempts, after.attempts);
  EXPECT_EQ(before.attempts_by, after.attempts_by);
  EXPECT_EQ(before.milestones, after.milestones);
  EXPECT_EQ(before.received_at, after.received_at);
  EXPECT_EQ(before.appointment, after.appointment);
  EXPECT_EQ(before.keys, after.keys);
  EXPECT_EQ(std::tie(before.owner, before.lane, before.source, before.preferred, before.state),
            std::tie(after.owner, after.lane, after.source, after.preferred, after.state));
  EXPECT_EQ(before.effects.size(), after.effects.size());
  EXPECT_EQ(promises(before), promises(after));  // by other lengths too (docs/decisions/0008)
  EXPECT_EQ(before.seq + 1, after.seq);
}

/// The part of an export that is about each lead.
std::map<std::string, std::string> by_lead(const std::string& exported) {
  std::map<std::string, std::string> parts;
  for (std::size_t at = exported.find("\nlead "); at != exported.npos;) {
    const std::size_t next = exported.find("\nlead ", at + 1);
    const std::string part = exported.substr(at, next - at);
    parts[part.substr(0, part.find(" rules "))] = part;
    at = next;
  }
  return parts;
}

struct Seen {
  std::size_t moved = 0, stayed = 0, other_dues = 0, phases[4] = {};
};

std::map<std::uint64_t, LeadRecord> records(Engine& engine) {
  std::map<std::uint64_t, LeadRecord> all;
  const TenantRecord tenant = engine.store().find_tenant("t").value();
  for (std::uint64_t number = 1; number <= tenant.last_lead; ++number) {
    const LeadKey key{tenant.number, number};
    LeadRecord& lead = all[number];
    engine.store().read({&key, 1}, {&lead, 1});
    engine.store().read_attributes(lead);
  }
  return all;
}

void check(std::uint64_t seed, Seen& seen) {
  Draw draw(seed);
  const std::string text = random_rules(draw);
  const auto from = rules(text);
  const std::string other = with_other_delays(text, draw);
  // Rules with a watch forget nobody, proven or not; others may leave a lead with nothing due.
  const bool watched = text.find("\nwatch:") != text.npos;
  const auto to = (watched ? compile_unproven(other, "o.yaml") : compile(other, "o.yaml")).workflow;
  if (to == nullptr || to->fingerprint() == from->fingerprint()) return;
  EngineOptions options;
  options.effects_per_lead = 1'000'000;
  Engine engine(memory_store(), options);
  engine.deploy("t", from);
  Counts counts;
  const Instant now = play(engine, draw, 30, counts).back().now + minutes(1);
  const auto exported = by_lead(settled_export(engine, now));
  const auto before = records(engine);
  MovePlan plan{MovePlan::Who::all, "", {}, "ada"};
  if (draw.chance(60)) {
    plan.who = MovePlan::Who::state;
    plan.which = draw.of(from->tables().state_names);
  }
  const MoveResult told = engine.dry_run("t", to, plan, now);
  EXPECT_EQ(by_lead(settled_export(engine, now)), exported) << "a dry run writes nothing";
  engine.deploy("t", to, now);
  const MoveResult moved = engine.move("t", plan, now);
  ASSERT_EQ(moved.leads.size(), told.leads.size());
  const auto after = records(engine);
  std::map<std::uint64_t, const LeadMove*> moves;
  for (const LeadMove& move : moved.leads) {
    EXPECT_TRUE(move.without.empty()) << move.without.front();
    moves[move.number] = &move;
  }
  for (const auto& [number, lead] : before) {
    const bool chosen =
        plan.who == MovePlan::Who::all || from->tables().state_names[lead.state] == plan.which;
    ASSERT_EQ(moves.contains(number), chosen) << number;
    if (!chosen) {
      ++seen.stayed;
      continue;
    }
    ++seen.moved;
    expect_same_facts(lead, after.at(number));
    const std::vector<Due> wanted = expected(from->tables(), to->tables(), lead, now);
    EXPECT_EQ(dues(after.at(number).timers), wanted) << "lead " << number << "\n" << text;
    seen.other_dues += dues(lead.timers) != wanted;
    for (const OpenDeadline& open : lead.deadlines) ++seen.phases[open.phase];
  }
  // Those that stayed are what they were, byte for byte.
  for (const auto& [number, lead] : before) {
    if (moves.contains(number)) continue;
    EXPECT_EQ(after.at(number).revision, lead.revision) << number;
  }
  for (const auto& [head, part] : by_lead(settled_export(engine, now))) {
    const std::uint64_t number = std::stoull(head.substr(head.rfind(' ')));
    if (moves.contains(number)) continue;
    EXPECT_EQ(part, exported.at(head));
  }
  EXPECT_EQ(engine.audit(), std::vector<std::string>{});
}

TEST(Law6, WhatMovesCountsByTheNewRulesFromItsRecordedStart) {
  Seen seen;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    check(seed, seen);
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GE(seen.moved, 100u);
  EXPECT_GE(seen.stayed, 50u);
  EXPECT_GE(seen.other_dues, 60u);  // else nothing was tried
  for (const std::size_t leads : seen.phases) EXPECT_GE(leads, 5u);
}

}  // namespace
}  // namespace relance::test
