// Random events, pauses and calendars: what the engine makes of deadlines is what a reckoning
// minute by minute makes of them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "engine/deadline_oracle.hpp"
#include "engine/support.hpp"

namespace relance::test {
namespace {

constexpr std::uint64_t kCases = 500;
constexpr int kDeadlines = 3;
constexpr int kCalendars = 2;
constexpr int kEventsTold = 40;
constexpr Minute kLast = 60 * kDay;  // 20 weeks are reckoned, so that each end lies within

Instant instant_of(Minute minute) { return at("2026-01-05T00:00:00Z") + minutes(minute); }
Minute minute_of(Instant t) { return (t - instant_of(0)).us / minutes(1).us; }

struct Case {
  explicit Case(Draw& draw) {
    for (int i = 0; i < kCalendars; ++i) calendars.emplace_back(draw);
    for (int i = 0; i < kDeadlines; ++i) rules.emplace_back(draw, kCalendars);
    for (const RandomDeadline& rule : rules) {
      naive.emplace_back(rule, calendars[static_cast<std::size_t>(rule.calendar)]);
    }
  }

  std::string text() const {
    std::string out = "relance: 1\nname: random\ninitial: a\ncalendars:\n";
    for (std::size_t i = 0; i < calendars.size(); ++i) {
      out += fmt::format("  c{}: {{open: {}}}\n", i, calendars[i].yaml);
    }
    out += "deadlines:\n";
    for (std::size_t i = 0; i < rules.size(); ++i) out += rules[i].yaml(fmt::format("d{}", i));
    const std::string_view own = "e0: {}, e1: {}, e2: {}, e3: {}, e4: {}, e5: {}";
    out += fmt::format("events: {{{}}}\nwatch: {{every: 300 d, do: []}}\nstates:\n", own);
    out += fmt::format("  a: {{stage: new, events: {{{}, postponed: b}}}}\n", own);
    out += fmt::format("  b: {{stage: nurture, events: {{{}, ripe: c, lost: z}}}}\n", own);
    out += fmt::format("  c: {{stage: contacted, events: {{{}, postponed: b}}}}\n", own);
    return out + "  z: {stage: lost}\n";
  }

  std::vector<RandomCalendar> calendars;
  std::vector<RandomDeadline> rules;
  std::vector<NaiveDeadline> naive;
};

/// The same words as the oracle's, from the journal.
std::vector<std::string> story(Scene& scene, Id deadline) {
  static const std::map<int, std::string> kTold = {{TraceStep::deadline_met, "met"},
                                                   {TraceStep::deadline_met_late, "met late"},
                                                   {TraceStep::deadline_told_late, "told late"},
                                                   {TraceStep::deadline_ended, "ended"}};
  std::vector<std::string> lines;
  Journal journal;
  scene.engine.history(scene.record(), journal);
  for (const JournalEntry& entry : journal.entries) {
    const Minute when = minute_of(entry.decided_at);
    for (std::uint32_t i = 0; i < entry.timers.count; ++i) {
      const auto& [kind, timer] = journal.timers[entry.timers.first + i];
      if (kind != TimerChange::fired || timer.index != deadline) continue;
      if (timer.kind == TimerKind::warning) lines.push_back(fmt::format("warning {}", when));
      if (timer.kind != TimerKind::breach) continue;
      EXPECT_EQ(entry.decided_at, instant_of(when) + microseconds(1));
      lines.push_back(fmt::format("breach {}", when));
    }
    for (std::uint32_t i = 0; i < entry.trace.count; ++i) {
      const TraceStep& step = journal.trace[entry.trace.first + i];
      const auto told = kTold.find(step.kind);
      if (told == kTold.end() || step.candidate != deadline) continue;
      lines.push_back(fmt::format("{} {}", told->second, when));
    }
  }
  return lines;
}

Minute promised(const LeadRecord& lead, Id deadline) {
  for (const OpenDeadline& open : lead.deadlines) {
    if (open.deadline == deadline && open.phase == OpenDeadline::running) {
      return minute_of(open.promised);
    }
  }
  return -1;
}

/// A promise is counted once, by what became of it.
void check_counts(const DeadlineRow& row, const NaiveDeadline& naive) {
  std::map<std::string, std::uint64_t> told;
  for (const std::string& line : naive.story()) ++told[line.substr(0, line.find_last_of(' '))];
  EXPECT_EQ(row.met, told["met"]);
  EXPECT_EQ(row.met_late, told["met late"]);
  EXPECT_EQ(row.told_late, told["told late"]);
  EXPECT_EQ(row.breached, told["breach"] - told["met late"] - told["told late"]);
  EXPECT_EQ(row.ended, told["ended"]);
  EXPECT_EQ(row.running, naive.promised() >= 0 ? 1U : 0U);
  EXPECT_EQ(row.paused, naive.stands_still() ? 1U : 0U);
}

void check_counts(Scene& scene, const Case& random, Minute now) {
  const std::vector<DeadlineRow> rows = scene.engine.deadlines("t", instant_of(now));
  ASSERT_EQ(rows.size(), kDeadlines);
  for (std::size_t d = 0; d < kDeadlines; ++d) {
    EXPECT_EQ(rows[d].name, fmt::format("d{}", d));
    check_counts(rows[d], random.naive[d]);
  }
}

void tell_one(Scene& scene, Case& random, Draw& draw, Minute now) {
  const bool moves = draw.chance(8);
  const int number = moves ? -1 : static_cast<int>(draw.below(6));
  const bool nurtured = scene.state() == "b";
  Event told = event(moves ? (nurtured ? "ripe" : "postponed") : fmt::format("e{}", number));
  const Minute occurred =
      draw.chance(40) ? now
                      : now - static_cast<Minute>(draw.below(draw.chance(50) ? kDay : 5 * kDay));
  told.occurred_at = instant_of(occurred);
  const Decision decision = scene.engine.submit("t", std::span(&told, 1), instant_of(now)).front();
  ASSERT_EQ(decision.verdict, Verdict::accepted) << decision.message;
  for (NaiveDeadline& each : random.naive) each.happens(number, now, occurred, moves && !nurtured);
}

void check_case(std::uint64_t seed, std::map<std::string, int>& seen) {
  Draw draw(seed);
  Case random(draw);
  const std::string text = random.text();
  Scene scene(text);
  Minute now = kDay + static_cast<Minute>(draw.below(7 * kDay));
  Event received = event("received");
  scene.engine.submit("t", std::span(&received, 1), instant_of(now));
  for (int i = 0; i < kEventsTold; ++i) {
    now += static_cast<Minute>(draw.chance(15) ? 0 : draw.below(draw.chance(70) ? 200 : 3 * kDay));
    // Just as often exactly when something is due.
    const Minute due = random.naive[draw.below(kDeadlines)].promised();
    if (due > now && due < now + 2 * kDay && draw.chance(20)) now = due;
    ASSERT_NO_FATAL_FAILURE(tell_one(scene, random, draw, now)) << "seed " << seed << "\n" << text;
    for (Id d = 0; d < kDeadlines; ++d) {
      ASSERT_EQ(promised(scene.record(), d), random.naive[d].promised())
          << "seed " << seed << ", deadline d" << d << ", minute " << now << "\n"
          << text;
    }
  }
  ASSERT_NO_FATAL_FAILURE(check_counts(scene, random, now)) << "seed " << seed << "\n" << text;
  scene.engine.tick("t", instant_of(kLast + now));
  for (Id d = 0; d < kDeadlines; ++d) {
    random.naive[d].passes(kLast + now);
    ASSERT_EQ(story(scene, d), random.naive[d].story()) << "seed " << seed << "\n" << text;
    for (const std::string& line : random.naive[d].story()) {
      ++seen[line.substr(0, line.find_last_of(' '))];
    }
  }
}

TEST(DeadlineProperty, AgreesWithAReckoningMinuteByMinute) {
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    check_case(seed, seen);
    if (testing::Test::HasFatalFailure()) return;
  }
  for (const char* what : {"met", "met late", "told late", "breach", "warning", "ended"}) {
    EXPECT_GE(seen[what], 100) << what;
    fmt::print("{} {}\n", seen[what], what);
  }
}

}  // namespace
}  // namespace relance::test
