// Law 6 on random rules, leads and moves: what moves keeps its facts and counters, and each of its
// timers is what the new rules make of its recorded start; what does not move is not touched.
//
// The new rules are the old ones with other delays and names, so that each line and step is its own
// counterpart, which this test knows by its place and the engine has to find by what it does. In
// some a state or a deadline is gone or new: then places say nothing, and only what holds of any
// move is asked.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/expected_timers.hpp"
#include "engine/random_calls.hpp"
#include "engine/random_versions.hpp"
#include "engine/support.hpp"
#include "relance/core/lanes.hpp"
#include "relance/core/timing.hpp"
#include "workflow/unproven.hpp"

namespace relance::test {
namespace {

std::string renamed(const std::map<std::string, std::string>& names, const std::string& name) {
  const auto found = names.find(name);
  return found == names.end() ? name : found->second;
}

/// A promise, whatever the calendar is that its rest counts in: that is the new lane's.
using Promise = std::tuple<std::string, std::uint8_t, std::uint16_t, std::int64_t, std::int64_t,
                           std::int64_t, bool>;

/// Under the names that they have in `version`; what is gone there is left out.
std::vector<Promise> promises(const Tables& tables, const LeadRecord& lead,
                              const std::map<std::string, std::string>& names = {}) {
  std::vector<Promise> all;
  for (const OpenDeadline& open : lead.deadlines) {
    const std::string name = renamed(names, tables.words[tables.deadlines[open.deadline].name]);
    if (name == "-") continue;
    all.emplace_back(name, open.phase, open.held, open.promised.us, open.left.us,
                     open.warning_left.us, open.calendar != kNone);
  }
  std::sort(all.begin(), all.end());
  return all;
}

void expect_same_facts(const LeadRecord& before, const LeadRecord& after,
                       const OtherVersion& version) {
  EXPECT_EQ(before.attributes, after.attributes);
  EXPECT_EQ(before.attempts, after.attempts);
  EXPECT_EQ(before.attempts_by, after.attempts_by);
  EXPECT_EQ(before.milestones, after.milestones);
  EXPECT_EQ(before.received_at, after.received_at);
  EXPECT_EQ(before.appointment, after.appointment);
  EXPECT_EQ(before.keys, after.keys);
  EXPECT_EQ(std::tie(before.owner, before.source, before.preferred),
            std::tie(after.owner, after.source, after.preferred));
  EXPECT_EQ(after.lane, renamed(version.lanes, before.lane));
  EXPECT_EQ(before.seq + 1, after.seq);
}

std::string step_name(const Tables& tables, const OpenEffect& step) {
  const EffectRule& rule = tables.effects[step.rule];
  return std::string(name(rule.verb)) + " " + tables.words[rule.name];
}

/// Each step is open as before, under its id, by the limit of the rule that it has come to; the
/// other effects are as they were.
void expect_same_effects(const Tables& from, const Tables& to, const LeadRecord& before,
                         const LeadRecord& after, const OtherVersion& version) {
  ASSERT_EQ(before.effects.size(), after.effects.size());
  for (std::size_t i = 0; i < before.effects.size(); ++i) {
    const OpenEffect &old = before.effects[i], &step = after.effects[i];
    EXPECT_TRUE(step.is(old.seq, old.index));
    if (!old.has(OpenEffect::open_step)) {
      EXPECT_EQ(old, step);
      continue;
    }
    EXPECT_EQ(step.flags, old.flags);
    EXPECT_EQ(step_name(to, step), renamed(version.steps, step_name(from, old)));
    const Delay& within = to.effects[step.rule].within;
    const bool limited = within.unit != Delay::none;
    EXPECT_EQ(step.not_after, limited ? due_after(to, after, within, step.not_before) : kNever);
  }
}

bool closes(Stage before, Stage after) {
  return before != after &&
         (after == Stage::sold || after == Stage::lost || after == Stage::nurture);
}

/// Nothing that was begun before is left of a lead that a plan has closed or put into nurture.
void expect_closed(const Tables& to, const LeadRecord& after) {
  for (const OpenEffect& effect : after.effects) EXPECT_FALSE(effect.has(OpenEffect::open_step));
  for (const OpenDeadline& open : after.deadlines) EXPECT_EQ(open.phase, OpenDeadline::breached);
  const Slice lines = to.states[after.state].after;
  for (const Timer& timer : after.timers) {
    const bool own = timer.index >= lines.first && timer.index < lines.first + lines.count;
    EXPECT_TRUE(timer.kind == TimerKind::watch || (timer.kind == TimerKind::after && own));
  }
}

/// The `after` lines that have fired since a lead came into its state and are not armed again, by
/// their paths. `entries`: from the first to behind the last that count, of `tables`.
std::set<std::string> fired_lines(const Tables& tables, const Journal& journal, std::size_t first,
                                  std::size_t last) {
  std::set<std::string> fired;
  for (std::size_t i = first; i < last; ++i) {
    const JournalEntry& entry = journal.entries[i];
    const bool named = entry.rule < tables.candidates.size();
    const bool enters =
        entry.from != entry.to || (named && tables.candidates[entry.rule].target != kNone);
    if (entry.verdict == Verdict::accepted && enters && !entry.moved_rules()) {
      if (first != 0) return fired;  // what fires from here on is of another stay
      fired.clear();
      continue;
    }
    for (std::uint32_t k = 0; k < entry.timers.count; ++k) {
      const TimerChange& change = journal.timers[entry.timers.first + k];
      if (change.timer.kind != TimerKind::after) continue;
      const std::string& path = tables.after_places[change.timer.index].path;
      if (change.kind == TimerChange::fired) fired.insert(path);
      if (change.kind == TimerChange::armed && first == 0) fired.erase(path);
    }
  }
  return fired;
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
  std::size_t refused = 0, renamed_states = 0, renamed_lanes = 0, renamed_promises = 0;
  std::size_t closed = 0, fired = 0, let_go = 0;
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

/// One pair of versions, and the leads of the one moved to the other.
class Case {
 public:
  Case(Draw& draw, Seen& seen, const std::string& text)
      : draw_(draw),
        seen_(seen),
        watched_(text.find("\nwatch:") != text.npos),
        from_(rules(text)),
        version_(other_version(text, draw)),
        engine_(memory_store(), options()) {
    // Rules with a watch forget nobody, proven or not; others may leave a lead with nothing due.
    if (watched_ && draw.chance(50)) let_a_line_go();
    to_ = (watched_ ? compile_unproven(version_.text, "o.yaml") : compile(version_.text, "o.yaml"))
              .workflow;
  }

  void run() {
    if (to_ == nullptr || to_->fingerprint() == from_->fingerprint()) return;
    engine_.deploy("t", from_);
    Counts counts;
    now_ = play(engine_, draw_, 30, counts).back().now + minutes(1);
    const auto exported = by_lead(settled_export(engine_, now_));
    before_ = records(engine_);
    MovePlan plan{MovePlan::Who::all, "", version_.map, "ada"};
    if (version_.gone.empty() && draw_.chance(60)) {
      plan.who = MovePlan::Who::state;
      plan.which = draw_.of(from_->tables().state_names);
    }
    const MoveResult told = engine_.dry_run("t", to_, plan, now_);
    EXPECT_EQ(by_lead(settled_export(engine_, now_)), exported) << "a dry run writes nothing";
    engine_.deploy("t", to_, now_);
    const MoveResult moved = engine_.move("t", plan, now_);
    ASSERT_EQ(moved.leads.size(), told.leads.size());
    after_ = records(engine_);
    for (std::size_t i = 0; i < moved.leads.size(); ++i) {
      EXPECT_EQ(moved.leads[i].without, told.leads[i].without);
      moves_[moved.leads[i].number] = &moved.leads[i];
    }
    check_leads(plan);
    check_untouched(exported);
    EXPECT_EQ(engine_.audit(), std::vector<std::string>{});
    check_later();
  }

 private:
  void let_a_line_go() {
    const std::vector<RulePlace>& lines = from_->tables().after_places;
    if (lines.empty()) return;
    let_go_ = static_cast<Id>(draw_.below(lines.size()));
    version_.map.push_back({lines[let_go_].path, "-"});
  }

  /// Whether the plan lets a line of the state go, in which a lead is before it moves.
  bool lets_go(const LeadRecord& lead) const {
    return let_go_ != kNone &&
           from_->tables().after_places[let_go_].path.starts_with("states." + state_of(lead) + ".");
  }

  static EngineOptions options() {
    EngineOptions options;
    options.effects_per_lead = 1'000'000;
    return options;
  }

  bool has_moved(std::uint64_t number) const {
    return moves_.contains(number) && moves_.at(number)->without.empty();
  }
  const std::string& state_of(const LeadRecord& lead) const {
    return from_->tables().state_names[lead.state];
  }

  void check_leads(const MovePlan& plan) {
    for (const auto& [number, lead] : before_) {
      const bool chosen = plan.who == MovePlan::Who::all || state_of(lead) == plan.which;
      ASSERT_EQ(moves_.contains(number), chosen) << number;
      if (has_moved(number)) {
        check_moved(lead, after_.at(number));
      } else if (chosen) {
        ++seen_.refused;
        EXPECT_FALSE(version_.same_places) << moves_.at(number)->without.front();
      } else {
        ++seen_.stayed;
      }
    }
  }

  void check_moved(const LeadRecord& lead, const LeadRecord& after) {
    const Tables &from = from_->tables(), &to = to_->tables();
    ++seen_.moved;
    expect_same_facts(lead, after, version_);
    EXPECT_EQ(to.state_names[after.state], renamed(version_.states, state_of(lead)));
    const Stage stage = to.states[after.state].stage;
    EXPECT_TRUE(is_held(to, after));
    if (!is_closed(stage)) {
      EXPECT_NE(after.next_due(), kNever);
    }
    seen_.renamed_states += version_.states.contains(state_of(lead));
    seen_.renamed_lanes += version_.lanes.contains(lead.lane);
    if (closes(from.states[lead.state].stage, stage)) {
      ++seen_.closed;
      return expect_closed(to, after);
    }
    expect_same_effects(from, to, lead, after, version_);
    // By other lengths too (docs/decisions/0008).
    EXPECT_EQ(promises(from, lead, version_.deadlines), promises(to, after));
    for (const OpenDeadline& open : lead.deadlines) ++seen_.phases[open.phase];
    seen_.renamed_promises += !lead.deadlines.empty() && !version_.deadlines.empty();
    if (!version_.same_places) return;
    std::vector<Due> wanted = expected(from, to, lead, after, now_), found = dues(after.timers);
    if (lets_go(lead)) {
      ++seen_.let_go;
      const auto goes = [&](const Due& due) {  // the watch may begin where nothing else is left
        const TimerKind kind = std::get<0>(due);
        return kind == TimerKind::watch ||
               (kind == TimerKind::after && std::get<1>(due) == let_go_);
      };
      std::erase_if(wanted, goes);
      std::erase_if(found, [](const Due& due) { return std::get<0>(due) == TimerKind::watch; });
    }
    EXPECT_EQ(found, wanted);
    seen_.other_dues += dues(lead.timers) != wanted;
  }

  /// Those that stayed are what they were, byte for byte.
  void check_untouched(const std::map<std::string, std::string>& exported) {
    for (const auto& [number, lead] : before_) {
      if (!has_moved(number)) {
        EXPECT_EQ(after_.at(number).revision, lead.revision) << number;
      }
    }
    for (const auto& [head, part] : by_lead(settled_export(engine_, now_))) {
      const std::uint64_t number = std::stoull(head.substr(head.rfind(' ')));
      if (!has_moved(number)) {
        EXPECT_EQ(part, exported.at(head));
      }
    }
  }

  /// What has fired in the state does not fire in it again. Without a watch it may, where nothing
  /// else would be due.
  void check_later() {
    if (!watched_) return;
    while (engine_.tick(std::nullopt, now_ + hours(24 * 12)).more) {
    }
    const auto later = records(engine_);
    for (const auto& [number, lead] : before_) {
      if (!has_moved(number) || state_of(lead) == version_.gone) continue;
      Journal journal;
      engine_.history(later.at(number), journal);
      const std::string& state = state_of(lead);
      auto old_lines = fired_lines(from_->tables(), journal, 0, lead.seq);
      if (lets_go(lead)) old_lines.insert(from_->tables().after_places[let_go_].path);
      const auto again = fired_lines(to_->tables(), journal, lead.seq, journal.entries.size());
      for (const std::string& path : old_lines) {
        ++seen_.fired;
        const std::string line = path.substr(path.rfind('.'));
        EXPECT_FALSE(again.contains("states." + renamed(version_.states, state) + line)) << path;
      }
    }
  }

  Draw& draw_;
  Seen& seen_;
  const bool watched_;
  const std::shared_ptr<const Workflow> from_;
  OtherVersion version_;
  std::shared_ptr<const Workflow> to_;
  Engine engine_;
  Instant now_;
  std::map<std::uint64_t, LeadRecord> before_, after_;
  std::map<std::uint64_t, const LeadMove*> moves_;
  Id let_go_ = kNone;  // a line of the old rules
};

constexpr std::uint64_t kCases = 300;

TEST(Law6, WhatMovesCountsByTheNewRulesFromItsRecordedStart) {
  Seen seen;
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    SCOPED_TRACE(seed);
    Draw draw(seed);
    Case(draw, seen, random_rules(draw)).run();
    if (testing::Test::HasFailure()) return;
  }
  printf(
      "%zu moved, %zu stayed, %zu without a counterpart; of them %zu in another state, %zu in "
      "another lane, %zu with other promises, %zu closed; %zu lines had fired\n",
      seen.moved, seen.stayed, seen.refused, seen.renamed_states, seen.renamed_lanes,
      seen.renamed_promises, seen.closed, seen.fired);
  EXPECT_GE(seen.moved, 100u);
  EXPECT_GE(seen.stayed, 50u);
  EXPECT_GE(seen.other_dues, 30u);  // else nothing was tried
  for (const std::size_t leads : seen.phases) EXPECT_GE(leads, 5u);
  EXPECT_GE(seen.renamed_states, 50u);
  EXPECT_GE(seen.renamed_lanes, 20u);
  EXPECT_GE(seen.renamed_promises, 25u);
  EXPECT_GE(seen.fired, 10u);
  EXPECT_GE(seen.refused, 1u);
  EXPECT_GE(seen.closed, 1u);
  EXPECT_GE(seen.let_go, 10u);
}

}  // namespace
}  // namespace relance::test
