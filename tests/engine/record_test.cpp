// What an event cannot do without, and the firsts that it leaves on the lead.
#include "relance/core/record.hpp"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace relance::test {
namespace {

constexpr Instant kAt{1'800'000'000'000'000};

BoundEvent told(EventKind kind) {
  BoundEvent event;
  event.event = static_cast<Id>(kind);
  event.now = event.occurred_at = kAt;
  return event;
}

/// The field without which `event` is refused, kNone when it is taken.
Id missing_field(const BoundEvent& event) {
  Id detail = kNone;
  return missing(event, detail) == Refusal::none ? kNone : detail;
}

std::vector<BoundValue> carrying(FieldKind field, const char* value) {
  return {{id(field), Value::of(value)}};
}

TEST(Record, EachEventNamesTheFieldThatItCannotDoWithout) {
  const std::map<EventKind, FieldKind> needs = {
      {EventKind::attempted, FieldKind::outcome}, {EventKind::sent, FieldKind::outcome},
      {EventKind::booked, FieldKind::at},         {EventKind::moved, FieldKind::at},
      {EventKind::lost, FieldKind::reason},       {EventKind::assigned, FieldKind::to}};
  for (Id kind = 0; kind < kBuiltInEvents + 2; ++kind) {  // and two of the author's
    const auto need = needs.find(static_cast<EventKind>(kind));
    EXPECT_EQ(missing_field(told(static_cast<EventKind>(kind))),
              need == needs.end() ? kNone : id(need->second))
        << kind;
  }
}

TEST(Record, AnEventThatCarriesWhatItNeedsIsTaken) {
  BoundEvent attempted = told(EventKind::attempted);
  attempted.outcome = Outcome::busy;
  EXPECT_EQ(missing_field(attempted), kNone);
  BoundEvent booked = told(EventKind::booked);
  booked.at = kAt + hours(24);
  EXPECT_EQ(missing_field(booked), kNone);
  const auto reason = carrying(FieldKind::reason, "price");
  BoundEvent lost = told(EventKind::lost);
  lost.values = reason;
  EXPECT_EQ(missing_field(lost), kNone);
  for (const FieldKind to : {FieldKind::to, FieldKind::lane}) {
    const auto value = carrying(to, "north");
    BoundEvent assigned = told(EventKind::assigned);
    assigned.values = value;
    EXPECT_EQ(missing_field(assigned), kNone);
  }
}

TEST(Record, WhatAnotherEventNeedsIsNoStandIn) {
  BoundEvent booked = told(EventKind::booked);
  booked.outcome = Outcome::busy;
  EXPECT_EQ(missing_field(booked), id(FieldKind::at));
  BoundEvent attempted = told(EventKind::attempted);
  attempted.at = kAt;
  EXPECT_EQ(missing_field(attempted), id(FieldKind::outcome));
  const auto reason = carrying(FieldKind::reason, "price");
  BoundEvent assigned = told(EventKind::assigned);
  assigned.values = reason;
  EXPECT_EQ(missing_field(assigned), id(FieldKind::to));
  // An outcome is no outcome until it is bound as one.
  const auto word = carrying(FieldKind::outcome, "busy");
  attempted.values = word;
  EXPECT_EQ(missing_field(attempted), id(FieldKind::outcome));
}

TEST(Record, TheEarliestOfEachFirstCountsWhetherToldOrReachedByStage) {
  LeadRecord lead;
  LeadChanges changes;
  const auto first = [&](Milestone milestone) {
    return lead.milestones[static_cast<std::size_t>(milestone)];
  };
  BoundEvent sold = told(EventKind::sold);
  record_event(lead, sold, false, 0, changes);
  record_stage(lead, Stage::sold, kAt + hours(1));
  EXPECT_EQ(first(Milestone::sold), kAt);
  sold.occurred_at = kAt + hours(-2);
  record_event(lead, sold, false, 0, changes);
  EXPECT_EQ(first(Milestone::sold), kAt + hours(-2));
  record_stage(lead, Stage::appointment, kAt);
  EXPECT_EQ(first(Milestone::booked), kAt);
}

TEST(Record, WhatIsNoFirstLeavesNone) {
  LeadRecord lead;
  LeadChanges changes;
  BoundEvent event = told(EventKind::noted);
  event.occurred_at = kEarliest;  // before all that could be there
  for (const EventKind kind : {EventKind::noted, EventKind::missed, EventKind::postponed,
                               static_cast<EventKind>(kBuiltInEvents + 1)}) {
    event.event = static_cast<Id>(kind);
    record_event(lead, event, false, 0, changes);
  }
  for (const Stage stage : {Stage::fresh, Stage::contacted, Stage::nurture}) {
    record_stage(lead, stage, kEarliest);
  }
  EXPECT_EQ(lead.milestones, LeadRecord().milestones);
}

}  // namespace
}  // namespace relance::test
