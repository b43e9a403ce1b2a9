// A length of time as the author wrote it: "20 min", "3 open days".
#pragma once

#include <cstdint>

namespace relance {

struct Delay {
  enum Unit : std::uint8_t {
    none = 0,
    elapsed = 1,    // amount: microseconds of plain time
    days = 2,       // amount: days; the same clock time in the rules' zone
    years = 3,      // amount: years; the same date and clock time (29 February becomes 28)
    open_time = 4,  // amount: microseconds of open time of `calendar`
    open_days = 5,  // amount: open days of `calendar`
  };
  std::uint8_t unit = none;
  std::uint16_t calendar = 0xFFFF;  // open units: which calendar; 0xFFFF: that of the lead's lane
  std::int64_t amount = 0;
  bool operator==(const Delay&) const = default;
};

}  // namespace relance
