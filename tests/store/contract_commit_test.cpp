// What every store promises of conflicts and of the journal.
#include "store/contract.hpp"

namespace relance {
namespace {

// Conflicts: nothing of the set is written, and the records are as they were given.

TEST_P(StoreContract, StaleRevisionIsAConflictAndNothingIsWritten) {
  add("L-1");
  add("L-2");
  const LeadRecord stale = one(*store, {1, 1});
  Writes faster(*store);
  faster.enter(faster.change({1, 1}));
  ASSERT_TRUE(faster.commit());

  Writes slower(*store);
  LeadRecord& other = slower.change({1, 2});
  other.timers = {timer_due(at(5))};
  slower.enter(other);
  slower.set().personal.push_back({{1, 2}, "person.email", "anna@example.com"});
  LeadRecord& lead = slower.rewrite(stale);
  lead.timers = {timer_due(at(5))};
  slower.enter(lead);
  EXPECT_FALSE(slower.commit());

  EXPECT_EQ(lead.revision, 1u);
  EXPECT_EQ(lead.last_row, stale.last_row);
  EXPECT_EQ(lead.due_entry, kNever);
  EXPECT_EQ(other.revision, 1u);
  EXPECT_EQ(other.due_entry, kNever);
  EXPECT_EQ(one(*store, {1, 1}).revision, 2u);
  EXPECT_EQ(one(*store, {1, 2}).seq, 1u);
  EXPECT_TRUE(due(1, at(100)).empty());
  EXPECT_TRUE(store->personal({1, 2}).empty());
  Journal journal;
  store->history(one(*store, {1, 2}), 1, 100, journal);
  EXPECT_EQ(journal.entries.size(), 1u);
}

TEST_P(StoreContract, ConflictLeavesNothingForTheNextCommit) {
  add("L-1");
  const LeadRecord stale = one(*store, {1, 1});
  Writes faster(*store);
  faster.change({1, 1});
  ASSERT_TRUE(faster.commit());
  Writes slower(*store);
  slower.rewrite(stale).timers = {timer_due(at(5))};
  ASSERT_FALSE(slower.commit());
  Writes again(*store);
  again.change({1, 1}).timers = {timer_due(at(50))};
  ASSERT_TRUE(again.commit());
  ASSERT_EQ(due(1, at(100)).size(), 1u);
  EXPECT_EQ(due(1, at(100))[0].at, at(50));
}

TEST_P(StoreContract, StaleTenantCounterIsAConflict) {
  Writes slower(*store);
  slower.add(1, "L-2");
  add("L-1");
  EXPECT_FALSE(slower.commit());
  EXPECT_EQ(number_of(*store, 1, "L-2"), 0u);
  EXPECT_EQ(store->tenants()[0].last_lead, 1u);
}

TEST_P(StoreContract, TakenHostIdIsAConflict) {
  add("L-1");
  Writes writes(*store);
  writes.add(1, "L-1");
  EXPECT_FALSE(writes.commit());
  EXPECT_EQ(store->tenants()[0].last_lead, 1u);
}

TEST_P(StoreContract, NewLeadWhoseNumberIsTakenIsAConflict) {
  add("L-1");
  Writes writes(*store);
  writes.rewrite(LeadRecord{}).key = {1, 1};
  writes.last().host_id = "L-2";
  EXPECT_FALSE(writes.commit());
  EXPECT_EQ(number_of(*store, 1, "L-2"), 0u);
}

TEST_P(StoreContract, EntryOfALeadThatIsNotWrittenIsAFault) {
  add("L-1");
  Writes writes(*store);
  LeadRecord foreign;
  foreign.key = {1, 2};
  writes.change({1, 1});
  writes.enter(foreign);
  EXPECT_THROW(writes.commit(), Fault);
  EXPECT_EQ(one(*store, {1, 1}).revision, 1u);
}

// The journal.

TEST_P(StoreContract, HistoryIsOldestFirstWithAllItsSlices) {
  Writes writes(*store);
  LeadRecord& lead = writes.add(1, "L-1");
  Journal& journal = writes.set().journal;
  JournalEntry& entry = writes.enter(lead, "key-1");
  entry.event = 31;
  entry.from = kNone;
  entry.to = 4;
  entry.rule = 7;
  entry.verdict = Verdict::refused;
  entry.refusal = Refusal::bad_value;
  entry.detail = 33;
  entry.flags = JournalEntry::late | JournalEntry::waited;
  entry.occurred_at = at(-3'600);
  entry.actor = journal.add_text("paul");
  journal.values = {{33, Value::of("used")}, {34, Value::of(Date{20'000})}};
  entry.values = {0, 2};
  EmittedEffect effect;
  effect.rule = 2;
  effect.index = 300;
  effect.withdrawal = true;
  effect.of_seq = 9;
  effect.of_index = 2;
  effect.not_before = at(1);
  effect.not_after = at(2);
  journal.effects = {effect, EmittedEffect{}};
  journal.effects[1].not_before = at(0);
  entry.effects = {0, 2};
  journal.timers = {{TimerChange::cancelled, timer_due(at(77))}};
  entry.timers = {0, 1};
  journal.trace = {{1, kNone, TraceStep::guard_absent}, {2, 3, TraceStep::taken}};
  entry.trace = {0, 2};
  writes.enter(lead, "key-2");
  ASSERT_TRUE(writes.commit());

  Journal kept;
  kept.add_text("before");
  kept.trace.emplace_back();
  store->history(one(*store, lead.key), 1, 2, kept);
  ASSERT_EQ(kept.entries.size(), 2u);
  const JournalEntry& first = kept.entries[0];
  EXPECT_EQ(first.lead, lead.key);
  EXPECT_EQ(first.seq, 1u);
  EXPECT_EQ(first.workflow, 1u);
  EXPECT_EQ(first.event, 31);
  EXPECT_EQ(first.from, kNone);
  EXPECT_EQ(first.to, 4);
  EXPECT_EQ(first.rule, 7);
  EXPECT_EQ(first.verdict, Verdict::refused);
  EXPECT_EQ(first.refusal, Refusal::bad_value);
  EXPECT_EQ(first.detail, 33);
  EXPECT_EQ(first.flags, JournalEntry::late | JournalEntry::waited);
  EXPECT_EQ(first.occurred_at, at(-3'600));
  EXPECT_EQ(first.decided_at, at(1));
  EXPECT_EQ(kept.slice(first.key), "key-1");
  EXPECT_EQ(kept.slice(first.actor), "paul");
  ASSERT_EQ(first.values.count, 2u);
  EXPECT_EQ(kept.values[first.values.first + 1].value, Value::of(Date{20'000}));
  ASSERT_EQ(first.effects.count, 2u);
  EXPECT_EQ(kept.effects[first.effects.first], effect);
  ASSERT_EQ(first.timers.count, 1u);
  EXPECT_EQ(kept.timers[first.timers.first].kind, TimerChange::cancelled);
  EXPECT_EQ(kept.timers[first.timers.first].timer, timer_due(at(77)));
  ASSERT_EQ(first.trace.count, 2u);
  EXPECT_EQ(kept.trace[first.trace.first + 1], (TraceStep{2, 3, TraceStep::taken}));
  EXPECT_EQ(kept.entries[1].seq, 2u);
  EXPECT_EQ(kept.slice(kept.entries[1].key), "key-2");
  EXPECT_EQ(kept.slice(kept.entries[1].actor), "");
}

TEST_P(StoreContract, HistoriesOfLeadsThatTakeTurnsStayApart) {
  add("L-1");
  add("L-2");
  for (int turn = 0; turn < 3; ++turn) {
    Writes writes(*store);
    LeadRecord& second = writes.change({1, 2});
    LeadRecord& first = writes.change({1, 1});
    writes.enter(first);
    writes.enter(second);
    writes.enter(first);
    ASSERT_TRUE(writes.commit());
  }
  const auto seqs = [&](LeadKey key, std::uint32_t from, std::uint32_t to) {
    Journal journal;
    store->history(one(*store, key), from, to, journal);
    std::vector<std::uint32_t> found;
    for (const JournalEntry& entry : journal.entries) {
      EXPECT_EQ(entry.lead, key);
      found.push_back(entry.seq);
    }
    return found;
  };
  EXPECT_EQ(seqs({1, 1}, 1, 100), (std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(seqs({1, 2}, 1, 100), (std::vector<std::uint32_t>{1, 2, 3, 4}));
  EXPECT_EQ(seqs({1, 1}, 3, 5), (std::vector<std::uint32_t>{3, 4, 5}));
  EXPECT_EQ(seqs({1, 1}, 8, 9), (std::vector<std::uint32_t>{}));
}

TEST_P(StoreContract, AnOlderRecordSeesItsOwnPast) {
  add("L-1");
  const LeadRecord before = one(*store, {1, 1});
  Writes writes(*store);
  writes.enter(writes.change({1, 1}));
  ASSERT_TRUE(writes.commit());
  Journal journal;
  store->history(before, 1, 100, journal);
  EXPECT_EQ(journal.entries.size(), 1u);
}

TEST(ConflictStore, SaysConflictWhenToldAndWritesNothingThen) {
  ConflictStore store(memory_store(), [](std::uint64_t attempt) { return attempt == 1; });
  store.add_tenant("north");
  Writes writes(store);
  writes.add(1, "a");
  EXPECT_FALSE(writes.commit());
  EXPECT_EQ(number_of(store, 1, "a"), 0u);
  EXPECT_TRUE(writes.commit());
  EXPECT_EQ(number_of(store, 1, "a"), 1u);
  EXPECT_EQ(store.attempts(), 2u);
  EXPECT_EQ(store.conflicts(), 1u);
}

}  // namespace
}  // namespace relance
