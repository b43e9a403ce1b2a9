#include <gtest/gtest.h>

#include "relance/workflow.hpp"
#include "workflow/unproven.hpp"

namespace relance {
namespace {

const std::string kRules = R"(
relance: 1
name: tables
initial: incoming
currency: JPY
calendars:
  first: {open: {mon: [09:00-12:00]}}
  twin: {open: {mon: [09:00-12:00]}}
  other: {open: {tue: [09:00-12:00]}}
lead:
  brand: text
  vehicle: {type: text, one_of: [new, used]}
  budget: money
  project: date
events:
  next_project: {project: date, count: number}
  fell_through:
host_effects: {desk: {}}
watch: {every: 2 open days, calendar: other, do: [{alert: boss}]}
states:
  incoming:
    stage: new
    enter:
      - {call: first_call, within: 20 min, by: phone}
      - {send: hello, by: preferred, after: 1 open h}
    exit: [{tell: desk}]
    events:
      lost:
        - {to: gone, if: 'event.reason == "invalid"'}
        - {if: 'lead.brand == "x"'}
        - {do: [{set: {vehicle: used, budget: 500 JPY}}]}
      reached: talking
    after:
      - {delay: 3 open days, calendar: twin, raise: lost, with: {reason: cold, vehicle: new}}
      - {delay: 1 h, do: [{call: again, within: 2 h}]}
  talking:
    stage: contacted
    events: {moved: talking, fell_through: {do: [{raise: next_project, with: {count: 3}}]}}
    after:
      - {at: lead.project, raise: ripe}
      - {delay: 1 d, since: project, raise: ripe}
      - {delay: 1 h, since: appointment, raise: missed}
  gone: {stage: lost}
)";

class TablesOf : public testing::Test {
 protected:
  void SetUp() override {
    const Compiled compiled = compile_unproven(kRules, "tables.yaml");
    ASSERT_EQ(to_text(compiled.diagnostics), "");
    workflow_ = compiled.workflow;
  }
  const Tables& tables() const { return workflow_->tables(); }
  Id event(EventKind kind) const { return static_cast<Id>(kind); }
  // The candidates of a cell.
  std::pair<std::size_t, std::size_t> cell(Id state, Id event) const {
    const std::size_t index = tables().cell(state, event);
    return {tables().cells[index], tables().cells[index + 1]};
  }
  std::string word(Id id) const { return tables().words[id]; }

  std::shared_ptr<const Workflow> workflow_;
};

TEST_F(TablesOf, StatesAndEventsFollowTheWrittenOrder) {
  EXPECT_EQ(tables().state_names, (std::vector<std::string>{"incoming", "talking", "gone"}));
  EXPECT_EQ(tables().initial, 0);
  ASSERT_EQ(tables().events, kBuiltInEvents + 2);
  EXPECT_EQ(tables().event_names[kBuiltInEvents], "next_project");
  EXPECT_EQ(tables().event_names[0], "received");
  EXPECT_EQ(tables().states[1].stage, Stage::contacted);
}

TEST_F(TablesOf, CandidatesStandInWrittenOrder) {
  const auto [first, end] = cell(0, event(EventKind::lost));
  ASSERT_EQ(end - first, 3u);
  EXPECT_EQ(tables().candidates[first].target, 2);
  EXPECT_NE(tables().candidates[first].guard, kNone);
  EXPECT_EQ(tables().candidates[first + 1].target, kNone);
  EXPECT_EQ(tables().candidates[first + 2].guard, kNone);
  EXPECT_EQ(tables().candidate_places[first + 1].path, "states.incoming.events.lost[1]");
  EXPECT_EQ(tables().candidate_places[first + 1].line, 30);
}

TEST_F(TablesOf, CellsWithoutCandidatesAreEmpty) {
  ASSERT_EQ(tables().cells.size(), 3u * tables().events + 1);
  const auto [first, end] = cell(2, event(EventKind::reached));
  EXPECT_EQ(first, end);
  EXPECT_EQ(tables().cells.back(), tables().candidates.size());
}

TEST_F(TablesOf, EnteringTheOwnStateIsATarget) {
  const auto [first, end] = cell(1, event(EventKind::moved));
  ASSERT_EQ(end - first, 1u);
  EXPECT_EQ(tables().candidates[first].target, 1);
}

TEST_F(TablesOf, EffectsKeepVerbChannelAndDelays) {
  const Slice enter = tables().states[0].enter;
  ASSERT_EQ(enter.count, 2);
  const EffectRule& call = tables().effects[enter.first];
  EXPECT_EQ(call.verb, Verb::call);
  EXPECT_EQ(word(call.name), "first_call");
  EXPECT_EQ(call.channel, Channel::phone);
  EXPECT_EQ(call.within, (Delay{Delay::elapsed, kNone, minutes(20).us}));
  const EffectRule& send = tables().effects[enter.first + 1];
  EXPECT_TRUE(send.by_preferred);
  EXPECT_EQ(send.channel, Channel::none);
  EXPECT_EQ(send.after, (Delay{Delay::open_time, 0, hours(1).us}));
  EXPECT_EQ(tables().effect_places[enter.first + 1].path, "states.incoming.enter[1]");
}

TEST_F(TablesOf, EachFieldThatIsSetIsOneEffect) {
  const auto [first, end] = cell(0, event(EventKind::lost));
  const Slice effects = tables().candidates[end - 1].effects;
  ASSERT_EQ(effects.count, 2);
  const EffectRule& budget = tables().effects[effects.first + 1];
  EXPECT_EQ(budget.field, kDeclaredFields + 2);
  const Program& program = tables().programs[budget.program];
  EXPECT_EQ(program.result, Scalar::money);
  EXPECT_EQ(program.constants[0].number, 500);  // the yen has no minor unit
  EXPECT_EQ(tables().effect_places[effects.first].path,
            "states.incoming.events.lost[2].do[0].vehicle");
}

TEST_F(TablesOf, CalendarsThatAreAlikeShareOneArray) {
  ASSERT_EQ(tables().calendars.size(), 2u);
  EXPECT_EQ(tables().after[0].delay.calendar, 0);  // twin is first
  EXPECT_EQ(tables().watch.every.calendar, 1);
}

// A delay names no calendar only where the lanes disagree about which one counts.
TEST(TablesOfLanes, OpenTimeIsLeftToTheLaneOnlyWhereThatMatters) {
  const auto compiled = [](const std::string& lanes) {
    return compile_unproven(
        "relance: 1\nname: lanes\ninitial: a\n"
        "calendars: {day: {open: {mon: 09:00-12:00}}, night: {open: {tue: 20:00-22:00}}}\n"
        "lanes: {" +
            lanes +
            "}\n"
            "states:\n  a:\n    stage: new\n    events: {lost: z}\n"
            "    enter: [{hand_to: bdc}, {call: x, within: 1 open h}, {call: y, within: 1 open h, "
            "calendar: night}]\n  z: {stage: lost}\n",
        "lanes.yaml");
  };
  const Compiled differ = compiled("seller: {}, bdc: {calendar: night}");
  ASSERT_EQ(to_text(differ.diagnostics), "");
  const Tables& tables = differ.workflow->tables();
  ASSERT_EQ(tables.lanes.size(), 2u);
  EXPECT_EQ(tables.words[tables.lanes[1].name], "bdc");
  EXPECT_EQ(tables.lanes[0].calendar, 0);
  EXPECT_EQ(tables.lanes[1].calendar, 1);
  EXPECT_EQ(tables.words[tables.effects[0].name], "bdc");
  EXPECT_EQ(tables.effects[1].within.calendar, kNone);
  EXPECT_EQ(tables.effects[2].within.calendar, 1);
  const Compiled agree = compiled("seller: {}, bdc: {calendar: day}");
  ASSERT_EQ(to_text(agree.diagnostics), "");
  EXPECT_EQ(agree.workflow->tables().effects[1].within.calendar, 0);
}

TEST_F(TablesOf, PlacesFollowTheWrittenOrderOfTheFile) {
  EXPECT_EQ(tables().watch.place, 0);
  EXPECT_EQ(tables().effects[tables().states[0].enter.first].place, 1);
  EXPECT_EQ(tables().after[0].place, 2);
  EXPECT_EQ(tables().after[1].place, 3);
  EXPECT_EQ(tables().effects[tables().after[1].effects.first].place, 4);
  EXPECT_EQ(tables().after[2].place, 5);
}

TEST_F(TablesOf, RaisedEventsCarryTypedValues) {
  const AfterRule& rule = tables().after[0];
  EXPECT_EQ(rule.raise, event(EventKind::lost));
  ASSERT_EQ(rule.with.count, 2);
  EXPECT_EQ(tables().constants[rule.with.first],
            (BoundValue{id(FieldKind::reason), Value::of("cold")}));
  EXPECT_EQ(tables().constants[rule.with.first + 1].field, kDeclaredFields + 1);
}

TEST_F(TablesOf, AfterRulesStartAsWritten) {
  EXPECT_EQ(tables().after[0].start, AfterRule::entry);
  EXPECT_EQ(tables().after[2].start, AfterRule::at);
  EXPECT_EQ(tables().programs[tables().after[2].program].result, Scalar::date);
  EXPECT_EQ(tables().after[3].start, AfterRule::since);
  EXPECT_EQ(tables().after[3].field, kDeclaredFields + 3);
  EXPECT_EQ(tables().after[4].field, id(FieldKind::appointment));
  EXPECT_EQ(tables().after_places[2].path, "states.talking.after[0]");
}

TEST_F(TablesOf, FieldsOfEventsFollowThoseOfTheLead) {
  EXPECT_EQ(tables().lead_fields, 4);
  ASSERT_EQ(tables().fields.size(), 5u);
  EXPECT_EQ(word(tables().fields[4].name), "count");
  EXPECT_FALSE(tables().fields[4].on_lead);
  EXPECT_EQ(tables().carried[0], (std::vector<Id>{kDeclaredFields + 3, kDeclaredFields + 4}));
  EXPECT_EQ(tables().carried[1], std::vector<Id>{});
  EXPECT_EQ(tables().fields[1].one_of.count, 2);
}

TEST_F(TablesOf, CellsSayWhetherAttributesMayBeRead) {
  const auto reads = [&](Id state, Id event) {
    return tables().reads_attributes[tables().cell(state, event)] != 0;
  };
  EXPECT_TRUE(reads(0, event(EventKind::lost)));     // a guard reads lead.brand
  EXPECT_TRUE(reads(0, event(EventKind::reached)));  // timers of the target read lead.project
  EXPECT_TRUE(reads(1, event(EventKind::moved)));
  EXPECT_FALSE(reads(1, kBuiltInEvents + 1));  // stays, and raises only
  EXPECT_FALSE(reads(2, event(EventKind::reached)));
}

TEST_F(TablesOf, TheCurrencyHasItsOwnScale) {
  EXPECT_EQ(tables().currency, "JPY");
  EXPECT_EQ(tables().currency_scale, 1);
}

}  // namespace
}  // namespace relance
