// Which outcomes an event may tell.
#pragma once

#include "relance/event.hpp"

namespace relance {

/// Attempts end as attempts do, messages as messages do, both in what ends any effect; `assigned`
/// tells only why nobody was chosen. Of all other events: any.
inline bool may_tell(EventKind event, Outcome outcome) {
  const bool of_attempt = outcome >= Outcome::conversation && outcome <= Outcome::refused;
  const bool of_message = outcome >= Outcome::delivered && outcome <= Outcome::bounced;
  if (event == EventKind::attempted) return !of_message;
  if (event == EventKind::sent) return !of_attempt;
  if (event != EventKind::assigned) return true;
  return !of_attempt && !of_message && outcome != Outcome::done;
}

}  // namespace relance
