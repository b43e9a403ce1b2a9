// Who holds a lead: its owner, and its lane as long as it has none. With lanes in the rules a lead
// is in one of them from its first instant, so that somebody holds it whatever the host answers.
#pragma once

#include "relance/core/entry.hpp"

namespace relance {

inline void enter_lane(EntryWriter& entry, const std::string& lane) {
  if (entry.lead.lane == lane) return;
  entry.lead.lane = lane;
  entry.value(id(FieldKind::lane), Value::of(lane));
}

/// A new lead that the host has put in no lane is in the first one written.
inline void enter_first_lane(EntryWriter& entry) {
  const Tables& tables = entry.tables;
  if (tables.lanes.empty() || !entry.lead.lane.empty()) return;
  enter_lane(entry, tables.words[tables.lanes.front().name]);
}

/// An assign or hand_to: the lead is its lane's at once. With assign its owner keeps it until the
/// host has chosen another; with hand_to it has none any more.
inline void give_to_lane(EntryWriter& entry, const EffectRule& rule, LeadChanges& changes) {
  LeadRecord& lead = entry.lead;
  enter_lane(entry, entry.tables.words[rule.name]);
  if (rule.verb == Verb::assign || lead.owner.empty()) return;
  lead.owner.clear();
  changes.owner = true;
  entry.value(id(FieldKind::owner), Value::of(lead.owner));
}

}  // namespace relance
