// Lanes: who works a lead when it is not its owner, and whose open hours count for it.
#pragma once

#include "relance/core/tables.hpp"

namespace relance {

/// The calendar that counts open time for a lead where the rules name none: that of its lane, else
/// the first one written. Precondition: there are calendars.
inline Id calendar_of(const Tables& tables, std::string_view lane) {
  for (const LaneRow& row : tables.lanes) {
    if (tables.words[row.name] == lane) return row.calendar;
  }
  return 0;
}
inline Id calendar_of(const Tables& tables, const LeadRecord& lead) {
  return calendar_of(tables, lead.lane);
}

/// `delay` with the calendar that counts for `lead` now; to be asked for when a timer is armed.
inline Delay for_lead(const Tables& tables, const LeadRecord& lead, Delay delay) {
  const bool open = delay.unit == Delay::open_time || delay.unit == Delay::open_days;
  if (open && delay.calendar == kNone) delay.calendar = calendar_of(tables, lead);
  return delay;
}

/// Whether these rules have a lane of this name.
inline bool has_lane(const Tables& tables, std::string_view name) {
  for (const LaneRow& lane : tables.lanes) {
    if (tables.words[lane.name] == name) return true;
  }
  return false;
}

/// Whether somebody works the lead: its owner, or one of the lanes. Rules without lanes say nothing
/// about it, nor does a lead that is closed.
inline bool is_held(const Tables& tables, const LeadRecord& lead) {
  if (tables.lanes.empty() || is_closed(tables.states[lead.state].stage)) return true;
  return !lead.owner.empty() || has_lane(tables, lead.lane);
}

}  // namespace relance
