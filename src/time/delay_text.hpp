// Lengths of time as an author writes them: "20 min", "3 open days".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/complaint.hpp"
#include "relance/core/delay.hpp"

namespace relance {

/// A whole, positive number and a unit, at most 100 years in all. Units: s, min, h, d, y,
/// open min, open h, open days; also sec, second(s), minute(s), hour(s), day(s), year(s), each also
/// after `open` except seconds and years. The space before the unit may be left out ("20min").
/// The calendar of the answer is 0xFFFF. Nothing for other texts; `problem` then says
/// what is wrong and what to write.
std::optional<Delay> parse_delay(std::string_view text, Complaint& problem);

/// The shortest words that parse_delay reads as the same delay: "90 min", "1 open day", "2 open h".
/// A delay without a unit is "no delay".
std::string to_text(const Delay& delay);

}  // namespace relance
