// Deadlines as `relance show` prints them: how they stand and ended, and what a decision did to
// them.
#pragma once

#include <string>
#include <vector>

#include "report/lead_clock.hpp"
#include "report/lead_words.hpp"

namespace relance {

/// Those that stand, then those that are over: the last 20 where repeats are folded.
std::vector<std::string> deadline_lines(const ShownLead& lead, const Clock& clock);

/// "first_attempt begins, due 10:02:00 (2 open min), warning 10:01:00"
std::string deadline_line(const DecisionInWords& decision, const DeadlineInWords& deadline,
                          const Clock& clock);
/// Whether that line tells of a timer.
bool told_with_deadline(const DecisionInWords& decision, const TimerInWords& timer);

/// " (4 open h: closed 12:30-13:30)"
std::string length_text(const TimerInWords& timer);

}  // namespace relance
