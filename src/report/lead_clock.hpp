// The clock that a lead is told by.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "relance/core/zone.hpp"
#include "report/lead_words.hpp"

namespace relance {

/// "2026-12-24 09:00": the clock time of a zone, with seconds where they are not 0;
/// "-" for kNever.
std::string short_time(Instant t, const ZoneTable& zone);

/// Clock times of the rules' zone, to the second; to the microsecond within a second in which more
/// than one instant is told, since their order is then what was decided by.
class Clock {
 public:
  explicit Clock(const ShownLead& lead);

  /// "2026-12-24 09:00:00"; "-" for kNever.
  std::string operator()(Instant t) const;
  /// "2026-12-24 09:00:00 +01:00"
  std::string with_offset(Instant t) const;

 private:
  const ZoneTable& zone_;
  std::set<std::int64_t> crowded_;  // seconds since 1970
};

}  // namespace relance
