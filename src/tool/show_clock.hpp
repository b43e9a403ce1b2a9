// The clock that a lead is told by.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "relance/core/zone.hpp"
#include "tool/show.hpp"

namespace relance::tool {

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

}  // namespace relance::tool
