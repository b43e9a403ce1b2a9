// Every open lead of rules with lanes has an owner or a lane at each instant, whatever the rules
// and the host do.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "engine/random_events.hpp"
#include "engine/support.hpp"
#include "support/cases.hpp"

namespace relance::test {
namespace {

constexpr int kCalls = 40;
constexpr Duration kLease = minutes(7);

/// What must not be rare, or the test shows nothing.
struct Seen {
  std::size_t entries = 0, given = 0, chosen = 0, nobody = 0, dead = 0, unknown = 0;
};

const Value* find(const Event& event, std::string_view name) {
  for (const Attribute& attribute : event.attributes) {
    if (attribute.name == name) return &attribute.value;
  }
  return nullptr;
}

/// Works out who holds a lead from what the host told and from what the rules list, entry by entry;
/// reads nothing that the engine says about owner and lane.
class Oracle {
 public:
  Oracle(const Tables& tables, const std::map<std::string, Event>& told, Seen& seen)
      : tables_(tables), told_(told), seen_(seen) {}

  void entry(const Journal& journal, const JournalEntry& entry) {
    if (entry.verdict != Verdict::accepted) return;
    ++seen_.entries;
    const auto told = told_.find(std::string(journal.slice(entry.key)));
    if (told != told_.end()) hear(told->second);
    if (entry.from == kNone && lane.empty()) lane = "l0";
    for (const Slice list : lists(journal, entry)) {
      for (std::size_t i = 0; i < list.count; ++i) give(tables_.effects[list.first + i]);
    }
    const Stage stage = tables_.states[entry.to].stage;
    const bool open = stage != Stage::sold && stage != Stage::lost;
    if (open && owner.empty() && lane.empty()) forsaken = true;
  }

  std::string owner, lane;
  bool forsaken = false;

 private:
  void hear(const Event& event) {
    const Value* to = find(event, event.name == "received" ? "owner" : "to");
    const Value* into = find(event, "lane");
    if (into != nullptr) lane = into->text;
    if (into != nullptr && event.name == "assigned") owner.clear();
    if (to != nullptr) owner = to->text;
    if (event.name != "assigned") return;
    (to != nullptr ? seen_.chosen : into == nullptr ? seen_.nobody : seen_.given) += 1;
  }

  /// The lists of effects that ran, in their order.
  std::vector<Slice> lists(const Journal& journal, const JournalEntry& entry) const {
    if (entry.from == kNone) return {tables_.states[tables_.initial].enter};
    std::vector<Slice> run;
    const Candidate taken = entry.rule == kNone ? Candidate{} : tables_.candidates[entry.rule];
    if (taken.target != kNone) run.push_back(tables_.states[entry.from].exit);
    run.push_back(taken.effects);
    if (tables_.event_names[entry.event] == "watched") {
      run.push_back(tables_.watch.effects);  // its timer fired, or a timer's event was refused
    } else if (entry.timers.count != 0) {
      run.push_back(of_timer(journal.timers[entry.timers.first]));
    }
    if (taken.target != kNone) run.push_back(tables_.states[taken.target].enter);
    return run;
  }

  /// What the rules list for a timer that fired.
  Slice of_timer(const TimerChange& change) const {
    if (change.kind != TimerChange::fired) return {};
    switch (change.timer.kind) {
      case TimerKind::after:
        return tables_.after[change.timer.index].effects;
      case TimerKind::warning:
        return tables_.deadlines[change.timer.index].warn;
      case TimerKind::breach:
        return tables_.deadlines[change.timer.index].breach;
      case TimerKind::watch:
      case TimerKind::step_limit:
        break;
    }
    return {};
  }

  void give(const EffectRule& rule) {
    if (rule.verb != Verb::assign && rule.verb != Verb::hand_to) return;
    lane = tables_.words[rule.name];
    if (rule.verb == Verb::hand_to) owner.clear();
    ++seen_.given;
  }

  const Tables& tables_;
  const std::map<std::string, Event>& told_;
  Seen& seen_;
};

/// Random rules with a host that answers, fails, forgets, errs and comes back late.
class Case {
 public:
  Case(std::uint64_t seed, Seen& seen) : draw_(seed), seen_(seen) {
    do {
      text_ = random_rules(draw_);
    } while (text_.find("\nlanes:") == std::string::npos);
    EngineOptions options;
    options.max_attempts = 2;  // dead letters come soon
    options.behind_after = options.effects_per_lead = 1'000'000;
    engine_ = std::make_unique<Engine>(memory_store(), options);
    engine_->deploy(kRandomTenant, rules(text_));
  }

  /// What is wrong; empty when nothing is.
  std::string play() {
    for (int i = 0; i < kCalls; ++i) {
      now_ = now_ + minutes(static_cast<std::int64_t>(draw_.below(draw_.chance(70) ? 90 : 3'000)));
      call();
      for (const std::string_view id : kRandomLeads) {
        Seen ignored;
        const std::string wrong = check(id, ignored);
        if (!wrong.empty()) return fmt::format("call {}: lead {} {}\n{}", i, id, wrong, text_);
      }
    }
    for (const std::string_view id : kRandomLeads) check(id, seen_);
    seen_.dead += engine_->dead_letters(kRandomTenant, 1'000).size();
    const std::vector<std::string> audit = engine_->audit();
    return audit.empty() ? std::string() : audit.front() + "\n" + text_;
  }

 private:
  void call() {
    const std::uint64_t kind = draw_.below(100);
    if (kind < 60) return submit();
    if (kind < 75 || leased_.empty()) {
      for (Effect& each : engine_->claim(kRandomTenant, now_, 1 + draw_.below(8), kLease)) {
        leased_.push_back(std::move(each));
      }
      return;
    }
    const Effect& effect = draw_.of(leased_);
    if (kind < 80) {
      engine_->ack(kRandomTenant, effect.id, effect.token, now_);
    } else if (kind < 97) {
      engine_->fail(kRandomTenant, effect.id, effect.token, "nobody", now_);
    } else if (kind < 99) {
      engine_->requeue(kRandomTenant, effect.id, now_);
    } else {
      engine_->drop(kRandomTenant, effect.id, now_);
    }
  }

  void submit() {
    const std::string_view name = draw_.chance(25) ? "assigned" : "";
    Event event = RandomEvents(*engine_, draw_, now_, leased_).make(name);
    event.key = fmt::format("k{}", told_.size());
    const Decision decision = engine_->submit(kRandomTenant, std::span(&event, 1), now_).front();
    const Value* lane = find(event, "lane");
    if (lane != nullptr && text_.find("\n  " + lane->text + ": {") == std::string::npos) {
      ++seen_.unknown;
      EXPECT_NE(decision.verdict, Verdict::accepted) << lane->text;
    }
    told_.emplace(event.key, std::move(event));
  }

  std::string check(std::string_view id, Seen& seen) {
    const auto view = engine_->lead(kRandomTenant, id);
    if (!view) return {};
    const Tables& tables = view->workflow->tables();
    Journal journal;
    engine_->history(view->lead, journal);
    Oracle oracle(tables, told_, seen);
    for (const JournalEntry& entry : journal.entries) {
      oracle.entry(journal, entry);
      if (oracle.forsaken) return fmt::format("is held by nobody after entry {}", entry.seq);
    }
    const LeadRecord& lead = view->lead;
    if (lead.owner == oracle.owner && lead.lane == oracle.lane) {
      return text_.find("\n  " + lead.lane + ": {") == std::string::npos ? "is in no lane" : "";
    }
    return fmt::format("is held by '{}' in '{}' instead of '{}' in '{}'", lead.owner, lead.lane,
                       oracle.owner, oracle.lane);
  }

  Draw draw_;
  Seen& seen_;
  std::string text_;
  std::unique_ptr<Engine> engine_;
  Instant now_{1'774'000'000'000'000};
  std::map<std::string, Event> told_;
  std::vector<Effect> leased_;
};

TEST(Holder, EachOpenLeadHasOneWhateverRulesAndHostDo) {
  const std::uint64_t count = cases(400);
  Seen seen;
  for (std::uint64_t seed = 2'000'001; seed <= 2'000'000 + count; ++seed) {
    ASSERT_EQ(Case(seed, seen).play(), "") << "seed " << seed;
  }
  fmt::print(
      "{} entries, {} given to a lane, {} to a person, {} times nobody, {} dead letters, {} "
      "unknown lanes\n",
      seen.entries, seen.given, seen.chosen, seen.nobody, seen.dead, seen.unknown);
  for (const std::size_t each : {seen.given, seen.chosen, seen.nobody, seen.dead, seen.unknown}) {
    EXPECT_GE(each * 4, count) << "too rare";
  }
}

}  // namespace
}  // namespace relance::test
