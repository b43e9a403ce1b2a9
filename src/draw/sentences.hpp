// Effects and times in one line, as the picture shows them.
#pragma once

#include <string>
#include <vector>

#include "rules/definition.hpp"

namespace relance::draw {

/// "call first_call within 20 open min"
std::string sentence(const rules::EffectDefinition& effect);
/// "call thanks, tell delivery_desk"
std::string sentence(const std::vector<rules::EffectDefinition>& effects);
/// "after 3 open days", "1 h after appointment", "at lead.project - days(90)"
std::string moment(const rules::AfterDefinition& rule);
/// "attempted within 2 open min of received; else: alert sales_manager; its clock stands
/// from booked until missed (visit)"
std::string promise(const rules::DeadlineDefinition& deadline);
/// "seller (showroom), bdc (call_centre); a new lead begins in the first"
std::string sentence(const std::vector<rules::LaneDefinition>& lanes);
/// "every 2 open days"
std::string interval(const rules::WatchDefinition& watch);

}  // namespace relance::draw
