// What every store promises of its scans and lists.
#include "store/contract.hpp"

namespace relance {
namespace {

TEST_P(StoreContract, DueIsOrderedByInstantThenLeadUpToAndWithUntil) {
  store->add_tenant("south");
  Writes writes(*store);
  writes.add(1, "a").timers = {timer_due(at(30)), timer_due(at(20))};
  writes.add(1, "b").timers = {timer_due(at(20))};
  writes.add(1, "c");
  writes.add(2, "d").timers = {timer_due(at(10))};
  writes.add(2, "e").timers = {timer_due(at(20))};
  ASSERT_TRUE(writes.commit());

  const auto leads = [](const std::vector<ScanEntry>& entries) {
    std::vector<LeadKey> keys;
    for (const ScanEntry& entry : entries) keys.push_back(entry.lead);
    return keys;
  };
  using Keys = std::vector<LeadKey>;
  EXPECT_EQ(leads(due(1, at(20))), (Keys{{1, 1}, {1, 2}}));
  EXPECT_EQ(leads(due(1, at(20) - microseconds(1))), (Keys{}));
  EXPECT_EQ(leads(due(1, at(20), 1)), (Keys{{1, 1}}));
  EXPECT_EQ(leads(due(2, at(99))), (Keys{{2, 1}, {2, 2}}));
  EXPECT_EQ(leads(due(std::nullopt, at(99))), (Keys{{2, 1}, {1, 1}, {1, 2}, {2, 2}}));
  EXPECT_EQ(leads(due(std::nullopt, at(99), 3)), (Keys{{2, 1}, {1, 1}, {1, 2}}));
  EXPECT_EQ(due(1, at(99), 0).size(), 0u);
}

TEST_P(StoreContract, DueEntryIsNeverLaterThanTheTruthAndMovesOnlyEarlierOrWhenPopped) {
  Writes first(*store);
  first.add(1, "a").timers = {timer_due(at(100))};
  ASSERT_TRUE(first.commit());

  Writes later(*store);
  later.change({1, 1}).timers = {timer_due(at(200))};
  ASSERT_TRUE(later.commit());
  ASSERT_EQ(due(1, at(999)).size(), 1u);
  EXPECT_EQ(due(1, at(999))[0].at, at(100));  // stale, and early

  Writes earlier(*store);
  earlier.change({1, 1}).timers = {timer_due(at(50))};
  ASSERT_TRUE(earlier.commit());
  ASSERT_EQ(due(1, at(999)).size(), 1u);
  EXPECT_EQ(due(1, at(999))[0].at, at(50));

  Writes popped(*store);
  popped.change({1, 1}).timers = {timer_due(at(300))};
  popped.last().due_popped = true;
  ASSERT_TRUE(popped.commit());
  ASSERT_EQ(due(1, at(999)).size(), 1u);
  EXPECT_EQ(due(1, at(999))[0].at, at(300));

  Writes closed(*store);
  closed.change({1, 1}).timers.clear();
  closed.last().due_popped = true;
  ASSERT_TRUE(closed.commit());
  EXPECT_TRUE(due(1, at(999)).empty());
  EXPECT_EQ(one(*store, {1, 1}).due_entry, kNever);
}

TEST_P(StoreContract, ReadyFollowsWhatMayBeHandedOut) {
  Writes first(*store);
  first.add(1, "a").effects = {effect_ready(at(10), OpenEffect::open_step),
                               effect_ready(at(20), OpenEffect::in_outbox | OpenEffect::dead),
                               effect_ready(at(40))};
  first.add(1, "b").effects = {effect_ready(at(30))};
  ASSERT_TRUE(first.commit());
  ASSERT_EQ(ready(at(99)).size(), 2u);
  EXPECT_EQ(ready(at(99))[0].lead, (LeadKey{1, 2}));
  EXPECT_EQ(ready(at(99))[1].at, at(40));
  EXPECT_EQ(ready(at(39)).size(), 1u);
  EXPECT_EQ(ready(at(99), 1).size(), 1u);

  Writes claimed(*store);
  claimed.change({1, 2}).effects[0].ready_at = at(330);
  claimed.last().ready_popped = true;
  ASSERT_TRUE(claimed.commit());
  EXPECT_EQ(ready(at(330))[1].at, at(330));
}

TEST_P(StoreContract, OpenStepsAreListedByOwnerAndAfterANumber) {
  Writes writes(*store);
  for (const char* owner : {"anna", "paul", "anna", "", "anna"}) {
    LeadRecord& lead = writes.add(1, "L-" + std::to_string(writes.set().leads.size()));
    lead.owner = owner;
    lead.effects = {effect_ready(at(0), OpenEffect::open_step)};
  }
  writes.add(1, "none").owner = "anna";
  ASSERT_TRUE(writes.commit());
  EXPECT_EQ(open_steps("anna"), (Numbers{1, 3, 5}));
  EXPECT_EQ(open_steps("anna", 1), (Numbers{3, 5}));
  EXPECT_EQ(open_steps("anna", 0, 2), (Numbers{1, 3}));
  EXPECT_EQ(open_steps(""), (Numbers{4}));
  EXPECT_EQ(open_steps("ann"), (Numbers{}));
  EXPECT_EQ(open_steps(std::nullopt), (Numbers{1, 2, 3, 4, 5}));
  EXPECT_EQ(open_steps(std::nullopt, 2, 2), (Numbers{3, 4}));

  Writes changes(*store);
  changes.change({1, 1}).owner = "paul";
  changes.last().owner = true;
  changes.change({1, 3}).effects.clear();
  ASSERT_TRUE(changes.commit());
  EXPECT_EQ(open_steps("anna"), (Numbers{5}));
  EXPECT_EQ(open_steps("paul"), (Numbers{1, 2}));
  EXPECT_EQ(open_steps(std::nullopt), (Numbers{1, 2, 4, 5}));

  Writes back(*store);
  back.change({1, 3}).effects = {effect_ready(at(0), OpenEffect::open_step)};
  ASSERT_TRUE(back.commit());
  EXPECT_EQ(open_steps("anna"), (Numbers{3, 5}));
}

TEST_P(StoreContract, ListsOfTenantsStayApart) {
  store->add_tenant("south");
  Writes writes(*store);
  for (const std::uint32_t tenant : {1u, 2u}) {
    LeadRecord& lead = writes.add(tenant, "x");
    lead.owner = "anna";
    lead.effects = {effect_ready(at(0), OpenEffect::open_step),
                    effect_ready(at(0), OpenEffect::in_outbox | OpenEffect::dead)};
  }
  ASSERT_TRUE(writes.commit());
  Numbers numbers;
  store->with_open_steps(2, "anna", 0, 10, numbers);
  EXPECT_EQ(numbers, (Numbers{1}));
  store->with_open_steps(1, std::nullopt, 0, 10, numbers);
  EXPECT_EQ(numbers, (Numbers{1}));
  store->with_dead_letters(1, 0, 10, numbers);
  EXPECT_EQ(numbers, (Numbers{1}));
  store->with_dead_letters(2, 1, 10, numbers);
  EXPECT_EQ(numbers, (Numbers{}));
}

TEST_P(StoreContract, JournalIsReadInTheOrderOfCommitsFromAnyPositionOn) {
  store->add_tenant("south");
  add("a");
  add("b", 2);
  add("c");
  const auto scan = [&](std::optional<std::uint32_t> tenant, std::uint64_t after,
                        std::size_t limit) {
    JournalScan page;
    store->scan_journal(tenant, after, limit, page);
    EXPECT_EQ(page.positions.size(), page.journal.entries.size());
    EXPECT_TRUE(page.damaged.empty());
    return page;
  };
  const JournalScan all = scan(std::nullopt, 0, 10);
  ASSERT_EQ(all.journal.entries.size(), 3u);
  EXPECT_EQ(all.journal.entries[0].lead, (LeadKey{1, 1}));
  EXPECT_EQ(all.journal.entries[1].lead, (LeadKey{2, 1}));
  EXPECT_EQ(all.journal.entries[2].lead, (LeadKey{1, 2}));
  EXPECT_FALSE(all.more);
  EXPECT_EQ(all.last, all.positions[2]);

  const JournalScan first = scan(1, 0, 2);  // two are looked at, one is of the tenant
  ASSERT_EQ(first.journal.entries.size(), 1u);
  EXPECT_TRUE(first.more);
  EXPECT_EQ(first.last, all.positions[1]);
  const JournalScan second = scan(1, first.last, 2);
  ASSERT_EQ(second.journal.entries.size(), 1u);
  EXPECT_EQ(second.journal.entries[0].lead, (LeadKey{1, 2}));

  const JournalScan none = scan(std::nullopt, all.last, 10);
  EXPECT_TRUE(none.journal.entries.empty());
  EXPECT_EQ(none.last, all.last);
  EXPECT_FALSE(none.more);
  EXPECT_TRUE(scan(std::nullopt, UINT64_MAX, SIZE_MAX).journal.entries.empty());
}

TEST_P(StoreContract, DeadLettersAreListedUntilTheyAreGone) {
  Writes writes(*store);
  writes.add(1, "a").effects = {effect_ready(at(0), OpenEffect::in_outbox | OpenEffect::dead)};
  writes.add(1, "b").effects = {effect_ready(at(0))};
  ASSERT_TRUE(writes.commit());
  EXPECT_EQ(dead_letters(), (Numbers{1}));
  Writes changes(*store);
  changes.change({1, 1}).effects[0].flags = OpenEffect::in_outbox;
  changes.change({1, 2}).effects[0].flags = OpenEffect::in_outbox | OpenEffect::dead;
  ASSERT_TRUE(changes.commit());
  EXPECT_EQ(dead_letters(), (Numbers{2}));
}

}  // namespace
}  // namespace relance
