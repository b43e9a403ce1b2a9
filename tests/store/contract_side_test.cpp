// What every store promises of keys, personal values and events that wait.
#include "store/contract.hpp"

namespace relance {
namespace {

// What stands beside leads.

TEST_P(StoreContract, KeysMovedAsideAreFoundByTheirHash) {
  add("a");
  const std::uint64_t big = ~std::uint64_t{0};
  Writes writes(*store);
  writes.change({1, 1});
  writes.last().aside = {{big, 5, 1}, {7, big, 2}};
  ASSERT_TRUE(writes.commit());
  Writes more(*store);
  more.change({1, 1});
  more.last().aside = {{big, 6, 3}};
  ASSERT_TRUE(more.commit());
  EXPECT_EQ(store->keys_aside({1, 1}, big), (std::vector<KeyEntry>{{big, 5, 1}, {big, 6, 3}}));
  EXPECT_EQ(store->keys_aside({1, 1}, 7), (std::vector<KeyEntry>{{7, big, 2}}));
  EXPECT_TRUE(store->keys_aside({1, 1}, 8).empty());
  EXPECT_TRUE(store->keys_aside({1, 2}, 7).empty());
}

TEST_P(StoreContract, PersonalValuesComeByNameAndTheLastOneStands) {
  const LeadKey key = add("a");
  Writes writes(*store);
  writes.change(key);
  writes.set().personal = {{key, "person.phone", "+33 1 99 00 12 34"},
                           {key, "person.email", "anna@example.com"},
                           {key, "person.email", "a.martin@example.com"}};
  ASSERT_TRUE(writes.commit());
  const std::vector<PersonalValue> values = store->personal(key);
  ASSERT_EQ(values.size(), 2u);
  EXPECT_EQ(values[0].name, "person.email");
  EXPECT_EQ(values[0].value, "a.martin@example.com");
  EXPECT_EQ(values[1].lead, key);
  EXPECT_TRUE(store->personal({1, 2}).empty());
}

// Events that wait for their lead.

TEST_P(StoreContract, WaitingEventsComeBackInOrder) {
  Writes writes(*store);
  WaitingEvent& told = writes.wait(1, "b", 1).event;
  told.event.key = "k";
  told.event.occurred_at = at(-60);
  told.event.actor = "paul";
  told.event.attributes = {{"person.email", Value::of("anna@example.com")},
                           {"score", Value::of(std::int64_t{3})}};
  told.content_hash = ~std::uint64_t{0};
  told.refusal = Refusal::missing;
  writes.wait(1, "b", 2);
  writes.wait(1, "a", 1);
  ASSERT_TRUE(writes.commit());
  const std::vector<WaitingEvent> kept = store->waiting(1, "b");
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].position, 1u);
  EXPECT_EQ(kept[0].event.lead, "b");
  EXPECT_EQ(kept[0].event.name, "noted");
  EXPECT_EQ(kept[0].event.key, "k");
  EXPECT_EQ(kept[0].event.actor, "paul");
  EXPECT_EQ(kept[0].event.occurred_at, at(-60));
  ASSERT_EQ(kept[0].event.attributes.size(), 2u);
  EXPECT_EQ(kept[0].event.attributes[1].name, "score");
  EXPECT_EQ(kept[0].event.attributes[1].value, Value::of(std::int64_t{3}));
  EXPECT_EQ(kept[0].content_hash, ~std::uint64_t{0});
  EXPECT_EQ(kept[0].told_at, at(0));
  EXPECT_EQ(kept[0].refusal, Refusal::missing);
  EXPECT_EQ(kept[1].position, 2u);
  EXPECT_FALSE(kept[1].event.occurred_at.has_value());
  EXPECT_TRUE(store->waiting(1, "c").empty());
}

TEST_P(StoreContract, IdsOfWaitingLeadsAscendByBytes) {
  Writes writes(*store);
  for (const char* id : {"b", "\xC3\xA9", "a", "B"}) writes.wait(1, id, 1);
  ASSERT_TRUE(writes.commit());
  using Ids = std::vector<std::string>;
  EXPECT_EQ(store->waiting_leads(1, "", 10), (Ids{"B", "a", "b", "\xC3\xA9"}));
  EXPECT_EQ(store->waiting_leads(1, "a", 1), (Ids{"b"}));
}

TEST_P(StoreContract, TwoEventsForOneWaitingPositionAreAConflict) {
  Writes first(*store);
  first.wait(1, "a", 1);
  ASSERT_TRUE(first.commit());
  Writes second(*store);
  second.wait(1, "a", 1);
  EXPECT_FALSE(second.commit());
  EXPECT_EQ(store->waiting(1, "a").size(), 1u);
}

TEST_P(StoreContract, EventThatIsToldAgainTakesTheLastPlace) {
  Writes first(*store);
  first.wait(1, "a", 1);
  first.wait(1, "a", 2);
  first.wait(1, "b", 1);
  ASSERT_TRUE(first.commit());
  Writes again(*store);
  again.wait(1, "a", 3);
  again.set().dropped.push_back({1, "a", 1});
  ASSERT_TRUE(again.commit());
  const std::vector<WaitingEvent> kept = store->waiting(1, "a");
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].position, 2u);
  EXPECT_EQ(kept[1].position, 3u);
  EXPECT_EQ(store->waiting(1, "b").size(), 1u);

  Writes stale(*store);  // it knows of 1 and 2
  stale.wait(1, "a", 3);
  stale.set().dropped.push_back({1, "a", 1});
  EXPECT_FALSE(stale.commit());
}

TEST_P(StoreContract, EventCannotBeginToWaitForALeadThatCameMeanwhile) {
  add("a");
  Writes writes(*store);
  writes.wait(1, "a", 1);
  EXPECT_FALSE(writes.commit());
  EXPECT_TRUE(store->waiting(1, "a").empty());
}

TEST_P(StoreContract, LeadThatComesTakesItsWaitingEvents) {
  Writes waiting(*store);
  waiting.wait(1, "a", 1);
  waiting.wait(1, "b", 1);
  ASSERT_TRUE(waiting.commit());
  Writes writes(*store);
  writes.add(1, "a");
  writes.set().placed.push_back({1, "a", 1});
  ASSERT_TRUE(writes.commit());
  EXPECT_TRUE(store->waiting(1, "a").empty());
  EXPECT_EQ(store->waiting_leads(1, "", 10), (std::vector<std::string>{"b"}));
}

TEST_P(StoreContract, LeadThatComesInTheSameCallAsItsEventsTakesThemToo) {
  Writes writes(*store);
  writes.wait(1, "a", 1);
  writes.add(1, "a");
  writes.set().placed.push_back({1, "a", 1});
  ASSERT_TRUE(writes.commit());
  EXPECT_EQ(number_of(*store, 1, "a"), 1u);
  EXPECT_TRUE(store->waiting(1, "a").empty());
}

TEST_P(StoreContract, LeadCannotComeWithoutAWaitingEventThatItDoesNotKnow) {
  Writes first(*store);
  first.wait(1, "a", 1);
  ASSERT_TRUE(first.commit());
  Writes blind(*store);
  blind.add(1, "a");
  EXPECT_FALSE(blind.commit());

  Writes second(*store);
  second.wait(1, "a", 2);
  ASSERT_TRUE(second.commit());
  Writes stale(*store);
  stale.add(1, "a");
  stale.set().placed.push_back({1, "a", 1});
  EXPECT_FALSE(stale.commit());
  EXPECT_EQ(store->waiting(1, "a").size(), 2u);
  EXPECT_EQ(number_of(*store, 1, "a"), 0u);
}

TEST_P(StoreContract, NothingIsWrongWithWhatWasWritten) {
  Writes writes(*store);
  LeadRecord& lead = writes.add(1, "a");
  lead.timers = {timer_due(at(9))};
  lead.effects = {effect_ready(at(3))};
  writes.enter(lead);
  writes.enter(lead);
  writes.wait(1, "b", 1);
  ASSERT_TRUE(writes.commit());
  EXPECT_EQ(store->verify(), std::vector<std::string>{});
}

}  // namespace
}  // namespace relance
