// Timers and deadlines in words, with the explanation of each instant.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "relance/core/tables.hpp"
#include "relance/journal.hpp"
#include "relance/lead.hpp"
#include "report/counted_log.hpp"

namespace relance {

struct TimerInWords {
  std::string change;        // "armed", "cancelled" or "fired"
  std::string what;          // "states.talking.after[0]", "limit of call first_call", "watch",
                             // "deadline treated", "warning of deadline treated"
  std::string does;          // a line: "call second_talk", "raise missed"; else empty
  std::string deadline;      // "treated": of its warning or its breach
  std::string length;        // "20 open min"; empty where it does not count from `since`
  std::string closed;        // "closed 12:30-13:30": why it is due so late; empty when nothing was
  Instant since, due;        // of a deadline: the promised instant
  bool of_step = false;      // the limit of a step ...
  std::uint32_t of_seq = 0;  // ... that this decision asked for,
  std::uint16_t of_index = 0;  // as this one of its effects
};

/// `counted`: as the journal tells it; what it does not tell is guessed from the instants.
TimerInWords timer_in_words(const Tables& tables, const TimerChange& change,
                            const Counted& counted);

/// What a decision did to a deadline.
struct DeadlineInWords {
  std::string name;    // "treated"
  std::string what;    // "begins", "met", "met late", "met, told late", "pauses", "resumes", "ends"
  std::string reason;  // pauses, resumes: why
  Instant due = kNever;  // met, ends: by when it was promised; kNever: its clock stood
};
DeadlineInWords deadline_in_words(const Tables& tables, const TraceStep& step);

/// A deadline as it stands on a lead.
struct StandingDeadline {
  std::string name;
  std::string phase;                 // "running", "paused", "breached"
  Instant promised = kNever;         // running, breached
  std::string closed;                // running: why it is promised so late
  std::string left;                  // paused: "3 open h"
  std::vector<std::string> reasons;  // why its clock stands
};
/// In written order; those that have not begun are left out.
std::vector<StandingDeadline> standing_deadlines(const Tables& tables, const LeadRecord& lead);

}  // namespace relance
