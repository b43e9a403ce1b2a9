// What every store promises of tenants, texts and leads.
#include "store/contract.hpp"

namespace relance {
namespace {

std::string kind_name(const testing::TestParamInfo<Kind>& kind) {
  constexpr const char* kNames[] = {"memory", "sqlite", "conflict"};
  return kNames[static_cast<int>(kind.param)];
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract,
                         testing::Values(Kind::memory, Kind::sqlite, Kind::conflict), kind_name);

TEST_P(StoreContract, TenantsAreNumberedFromOneAndAddedOnce) {
  EXPECT_EQ(tenant_, 1u);
  EXPECT_EQ(store->add_tenant("south"), 2u);
  EXPECT_EQ(store->add_tenant("north"), 1u);
  ASSERT_EQ(store->tenants().size(), 2u);
  EXPECT_EQ(store->tenants()[1].name, "south");
  EXPECT_EQ(store->find_tenant("south").value().number, 2u);
  EXPECT_FALSE(store->find_tenant("west").has_value());
}

StoredWorkflow text(std::string fingerprint) {
  StoredWorkflow workflow;
  workflow.fingerprint = std::move(fingerprint);
  workflow.name = "dealership";
  workflow.text = "relance: 1\nname: dealership\n";
  workflow.normalised = "relance: 1\n";
  workflow.zone_data = "2025b";
  workflow.words = {{"event", 0, "received"}, {"state", 0, "incoming"}, {"state", 1, "gone"}};
  return workflow;
}

TEST_P(StoreContract, WorkflowTextsAreKeptOnceByFingerprint) {
  EXPECT_EQ(store->add_workflow(text("aa")), 1u);
  EXPECT_EQ(store->add_workflow(text("bb")), 2u);
  EXPECT_EQ(store->add_workflow(text("aa")), 1u);
  EXPECT_EQ(store->workflows(), (std::vector<std::uint32_t>{1, 2}));
  const StoredWorkflow kept = store->workflow(2).value();
  EXPECT_EQ(kept.number, 2u);
  EXPECT_EQ(kept.fingerprint, "bb");
  EXPECT_EQ(kept.name, "dealership");
  EXPECT_EQ(kept.text, text("bb").text);
  EXPECT_EQ(kept.normalised, text("bb").normalised);
  EXPECT_EQ(kept.zone_data, "2025b");
  ASSERT_EQ(kept.words.size(), 3u);
  EXPECT_EQ(kept.words[2].kind, "state");
  EXPECT_EQ(kept.words[2].id, 1);
  EXPECT_EQ(kept.words[2].word, "gone");
  EXPECT_FALSE(store->workflow(3).has_value());
}

TEST_P(StoreContract, TenantTakesTheWorkflowItIsToldToUse) {
  store->add_workflow(text("aa"));
  EXPECT_EQ(store->find_tenant("north").value().workflow, 0u);
  store->use_workflow({0, 1, 1, at(1), "ada"});
  EXPECT_EQ(store->find_tenant("north").value().workflow, 1u);
  EXPECT_THROW(store->use_workflow({0, 9, 1, at(1), ""}), Fault);
  EXPECT_THROW(store->use_workflow({0, 1, 9, at(1), ""}), Fault);
}

TEST_P(StoreContract, EachChangeOfRulesIsWrittenDownOnce) {
  store->add_workflow(text("aa"));
  store->add_workflow(text("bb"));
  store->use_workflow({0, 1, 1, kNever, ""});
  store->use_workflow({0, 1, 1, at(2), "ben"});  // the same rules: no change
  store->use_workflow({0, 1, 2, at(3), "ada"});
  store->use_workflow({0, 1, 1, at(4), ""});
  EXPECT_EQ(store->deployments(1),
            (std::vector<DeploymentRecord>{
                {1, 1, 1, kNever, ""}, {2, 1, 2, at(3), "ada"}, {3, 1, 1, at(4), ""}}));
}

TEST_P(StoreContract, LeadComesBackAsItWasWritten) {
  Writes writes(*store);
  LeadRecord& lead = writes.add(1, "L-1");
  lead.state = 3;
  lead.preferred = Channel::sms;
  lead.keys_aside = true;
  lead.moved_from = 7;
  lead.clock = at(10);
  lead.received_at = at(0);
  lead.appointment = at(86'400);
  lead.owner = "paul";
  lead.lane = "seller";
  lead.source = "portal";
  lead.milestones[0] = at(0);
  lead.milestones[7] = at(9);
  lead.attempts_by[2][5] = 700;
  lead.attempts = 701;
  lead.timers = {timer_due(at(500)), timer_due(at(300))};
  lead.effects = {effect_ready(at(60), OpenEffect::in_outbox | OpenEffect::open_step)};
  lead.errors = {{lead.effects[0].seq, lead.effects[0].index, "HTTP_503"}};
  lead.keys = {{1, ~std::uint64_t{0}, 1}};
  lead.attributes.campaign = "spring";
  lead.attributes.fields = {Value::of("used"), Value::of(true), {}, Value::money(2'000'000)};
  writes.enter(lead);
  ASSERT_TRUE(writes.commit());

  ASSERT_EQ(number_of(*store, 1, "L-1"), 1u);
  LeadRecord kept = one(*store, {1, 1});
  EXPECT_FALSE(kept.attributes_loaded);
  EXPECT_TRUE(kept.attributes.campaign.empty());
  store->read_attributes(kept);
  EXPECT_TRUE(kept.attributes_loaded);
  EXPECT_EQ(kept.attributes, lead.attributes);
  EXPECT_EQ(kept.revision, 1u);
  EXPECT_EQ(kept.workflow, 1u);
  EXPECT_EQ(kept.seq, 1u);
  EXPECT_EQ(kept.state, 3);
  EXPECT_EQ(kept.preferred, Channel::sms);
  EXPECT_TRUE(kept.keys_aside);
  EXPECT_EQ(kept.moved_from, 7u);
  EXPECT_EQ(kept.clock, at(10));
  EXPECT_EQ(kept.received_at, at(0));
  EXPECT_EQ(kept.appointment, at(86'400));
  EXPECT_EQ(kept.owner, "paul");
  EXPECT_EQ(kept.lane, "seller");
  EXPECT_EQ(kept.source, "portal");
  EXPECT_EQ(kept.milestones, lead.milestones);
  EXPECT_EQ(kept.attempts_by, lead.attempts_by);
  EXPECT_EQ(kept.attempts, 701u);
  EXPECT_EQ(kept.timers, lead.timers);
  EXPECT_EQ(kept.effects, lead.effects);
  EXPECT_EQ(kept.errors, lead.errors);
  EXPECT_EQ(kept.keys, lead.keys);
  EXPECT_EQ(store->host_id({1, 1}), "L-1");
  EXPECT_EQ(store->tenants()[0].last_lead, 1u);
}

TEST_P(StoreContract, CommitTellsTheRecordWhatTheStoreKeeps) {
  Writes writes(*store);
  LeadRecord& lead = writes.add(1, "L-1");
  lead.timers = {timer_due(at(500))};
  lead.effects = {effect_ready(at(60), OpenEffect::in_outbox | OpenEffect::open_step)};
  writes.enter(lead);
  ASSERT_TRUE(writes.commit());
  EXPECT_EQ(lead.revision, 1u);
  EXPECT_EQ(lead.due_entry, at(500));
  EXPECT_EQ(lead.ready_entry, at(60));
  EXPECT_TRUE(lead.open_entry);
  EXPECT_FALSE(lead.dead_entry);
  const LeadRecord kept = one(*store, lead.key);
  EXPECT_EQ(kept.last_row, lead.last_row);
  EXPECT_EQ(kept.due_entry, lead.due_entry);
  EXPECT_EQ(kept.ready_entry, lead.ready_entry);
  EXPECT_TRUE(kept.open_entry);
}

TEST_P(StoreContract, UnknownLeadHasRevisionZeroAndNoNumber) {
  EXPECT_EQ(one(*store, {1, 7}).revision, 0u);
  EXPECT_EQ(one(*store, {5, 1}).revision, 0u);
  EXPECT_EQ(number_of(*store, 1, "nobody"), 0u);
  EXPECT_EQ(store->host_id({1, 7}), "");
}

TEST_P(StoreContract, ReadAndFindAnswerInTheOrderAsked) {
  add("b");
  add("a");
  std::vector<std::uint64_t> numbers(4);
  store->find(1, std::vector<std::string_view>{"b", "c", "a", "b"}, numbers);
  EXPECT_EQ(numbers, (Numbers{1, 0, 2, 1}));
  std::vector<LeadRecord> leads(3);
  store->read(std::vector<LeadKey>{{1, 2}, {1, 9}, {1, 1}}, leads);
  EXPECT_EQ(leads[0].key, (LeadKey{1, 2}));
  EXPECT_EQ(leads[1].revision, 0u);
  EXPECT_EQ(leads[2].key, (LeadKey{1, 1}));
}

TEST_P(StoreContract, ReadForgetsWhatTheRecordHeldBefore) {
  const LeadKey key = add("L-1");
  std::vector<LeadRecord> leads(1);
  leads[0].owner = "somebody";
  leads[0].timers = {timer_due(at(1))};
  leads[0].attempts_by[1][1] = 4;
  leads[0].attributes.campaign = "old";
  leads[0].attributes_loaded = true;
  store->read(std::vector<LeadKey>{key}, leads);
  EXPECT_EQ(leads[0].owner, "");
  EXPECT_TRUE(leads[0].timers.empty());
  EXPECT_EQ(leads[0].attempts_by[1][1], 0);
  EXPECT_EQ(leads[0].attributes.campaign, "");
  EXPECT_FALSE(leads[0].attributes_loaded);
}

TEST_P(StoreContract, SameHostIdInTwoTenantsIsTwoLeads) {
  store->add_tenant("south");
  add("L-1", 1);
  add("L-1", 2);
  EXPECT_EQ(number_of(*store, 1, "L-1"), 1u);
  EXPECT_EQ(number_of(*store, 2, "L-1"), 1u);
  EXPECT_EQ(store->host_id({2, 1}), "L-1");
}

TEST_P(StoreContract, AttributesStayWhenTheyAreNotWritten) {
  Writes first(*store);
  LeadRecord& lead = first.add(1, "L-1");
  lead.attributes.campaign = "spring";
  ASSERT_TRUE(first.commit());
  Writes second(*store);
  second.change({1, 1}).state = 2;
  ASSERT_TRUE(second.commit());
  LeadRecord kept = one(*store, {1, 1});
  store->read_attributes(kept);
  EXPECT_EQ(kept.state, 2);
  EXPECT_EQ(kept.attributes.campaign, "spring");
}

}  // namespace
}  // namespace relance
