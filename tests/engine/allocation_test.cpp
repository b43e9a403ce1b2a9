// A warm decision allocates nothing.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/support.hpp"
#include "relance/core/decide.hpp"
#include "support/allocations.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kRules = R"(
relance: 1
name: round
initial: incoming
watch: {every: 2 d, do: [{alert: sales_manager}]}
states:
  incoming:
    stage: new
    events: {qualified: talking}
  talking:
    stage: contacted
    enter: [{call: next, within: 20 min}]
    exit: [{tell: left}]
    events:
      attempted: {do: [{call: again, within: 20 min}], if: 'lead.attempts >= 0'}
      booked: {to: visit, if: 'lead.appointment > now'}
  visit:
    stage: appointment
    enter: [{remind: visit, before: 24 h}]
    events: {missed: talking}
    after: [{delay: 1 h, since: appointment, raise: missed}]
host_effects: {left: {}}
)";

class Round {
 public:
  explicit Round(const Tables& tables) : tables_(tables) {
    lead_.key = {1, 1};
    lead_.attributes_loaded = true;
    decide(EventKind::received);
    decide(EventKind::qualified);
  }

  /// Attempt, booking, a timer that leads back: guards, effects and timers of each kind.
  void run() {
    journal_.clear();
    decide(EventKind::attempted);
    decide(EventKind::booked);
    Decider(tables_, lead_, journal_, loader_).fire(next_timer(lead_, kLatest));
    for (std::size_t i = lead_.effects.size(); i-- > 0;) {  // the host took them
      if (!lead_.effects[i].has(OpenEffect::open_step)) lead_.effects.erase(&lead_.effects[i]);
    }
  }
  const LeadRecord& lead() const { return lead_; }
  const Journal& journal() const { return journal_; }

 private:
  void decide(EventKind kind) {
    BoundEvent event;
    event.event = static_cast<Id>(kind);
    event.now = event.occurred_at = std::max(lead_.clock, at("2026-11-23T09:00:00Z"));
    event.at = event.now + hours(48);
    event.outcome = Outcome::no_answer;
    event.channel = Channel::phone;
    event.key = "a-key-of-the-host-0001";
    Decider(tables_, lead_, journal_, loader_).decide(event);
  }

  const Tables& tables_;
  const AttributeLoader loader_;
  LeadRecord lead_;
  Journal journal_;
};

TEST(Decider, AllocatesNothingOnceWarm) {
  const auto workflow = rules(kRules);
  Round round(workflow->tables());
  const Id talking = round.lead().state;
  round.run();
  round.run();
  const std::size_t before = relance::testing::allocations();
  EXPECT_GT(before, 0u);  // the counter counts
  for (int i = 0; i < 100; ++i) round.run();
  EXPECT_EQ(relance::testing::allocations(), before);
  // Each round decided what it was meant to: two events and the timer, back in the first state.
  EXPECT_GE(round.journal().entries.size(), 3u);
  for (const JournalEntry& entry : round.journal().entries) {
    EXPECT_EQ(entry.verdict, Verdict::accepted);
  }
  EXPECT_EQ(round.lead().attempts, 102u);
  EXPECT_EQ(round.lead().state, talking);
}

}  // namespace
}  // namespace relance::test
