// Who holds a lead: its owner, and its lane as long as it has none. With lanes in the rules a lead
// is in one of them from its first instant, so that somebody holds it whatever the host answers.
#pragma once

#include "relance/core/entry.hpp"

namespace relance {

/// `rule`: the effect that says so, kNone where none does.
inline void enter_lane(EntryWriter& entry, const std::string& lane, Id rule) {
  if (entry.lead.lane == lane) return;
  entry.lead.lane = lane;
  entry.set(id(FieldKind::lane), Value::of(lane), rule);
}

/// A new lead that the host has put in no lane is in the first one written.
[[gnu::noinline]] inline void enter_first_lane(EntryWriter& entry) {
  const Tables& tables = entry.tables;
  if (tables.lanes.empty() || !entry.lead.lane.empty()) return;
  enter_lane(entry, tables.words[tables.lanes.front().name], kNone);
}

/// An assign or hand_to: the lead is its lane's at once. With assign its owner keeps it until the
/// host has chosen another; with hand_to it has none any more.
[[gnu::noinline]] inline void give_to_lane(EntryWriter& entry, Id rule_id, LeadChanges& changes) {
  LeadRecord& lead = entry.lead;
  const EffectRule& rule = entry.tables.effects[rule_id];
  enter_lane(entry, entry.tables.words[rule.name], rule_id);
  if (rule.verb == Verb::assign || lead.owner.empty()) return;
  lead.owner.clear();
  changes.owner = true;
  entry.set(id(FieldKind::owner), Value::of(lead.owner), rule_id);
}

}  // namespace relance
