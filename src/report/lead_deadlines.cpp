#include "report/lead_deadlines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace relance {
namespace {

constexpr std::size_t kPastShown = 20;

/// "due 2026-11-23 14:02:00: closed 12:30-13:30"
std::string standing(const StandingDeadline& deadline, const Clock& clock) {
  if (deadline.phase == "paused") {
    return fmt::format("stands ({}), {} left", fmt::join(deadline.reasons, ", "), deadline.left);
  }
  const std::string promised = clock(deadline.promised);
  if (deadline.phase == "breached") return "broken: was due " + promised;
  return deadline.closed.empty() ? "due " + promised
                                 : fmt::format("due {}: {}", promised, deadline.closed);
}

/// "met late 2026-11-23 14:20:00, was due 2026-11-23 14:02:00"
std::string over(const Promise& promise, const Clock& clock) {
  const std::string due =
      promise.due == kNever ? "while its clock stood" : "was due " + clock(promise.due);
  const std::string told = clock(promise.told);
  switch (promise.outcome) {
    case Promise::met:
      return fmt::format("met {}, {}", told, due);
    case Promise::met_late:
      return fmt::format("met late {}, {}", told, due);
    case Promise::told_late:
      return fmt::format("met in time {}, told late {}, {}", clock(promise.happened), told, due);
    case Promise::breached:
      return fmt::format("broken and never met, {}", due);
    default:
      return promise.told == kNever ? "let go, " + due : fmt::format("ended {}, {}", told, due);
  }
}

bool begins(const DeadlineInWords& deadline) {
  return deadline.what == "begins" || deadline.what == "resumes";
}

}  // namespace

std::vector<std::string> deadline_lines(const ShownLead& lead, const Clock& clock) {
  std::vector<std::string> lines, past;
  for (const StandingDeadline& each : standing_deadlines(lead.rules(), lead.view.lead)) {
    lines.push_back(fmt::format("{} {}", each.name, standing(each, clock)));
  }
  for (const Promise& each : lead.history.promises) {
    if (!each.stands) past.push_back(fmt::format("{} {}", each.name, over(each, clock)));
  }
  const std::size_t left_out = lead.all || past.size() <= kPastShown ? 0 : past.size() - kPastShown;
  if (left_out > 0) lines.push_back(fmt::format("... {} that were over before (--all)", left_out));
  lines.insert(lines.end(), past.begin() + static_cast<std::ptrdiff_t>(left_out), past.end());
  return lines;
}

std::string deadline_line(const DecisionInWords& decision, const DeadlineInWords& deadline,
                          const Clock& clock) {
  std::string due, warning, was;
  for (const TimerInWords& timer : decision.timers) {
    if (timer.deadline != deadline.name) continue;
    const bool breach = timer.what.starts_with("deadline ");
    if (timer.change == "armed") {
      (breach ? due : warning) = clock(timer.due) + (breach ? length_text(timer) : "");
    } else if (breach) {
      was = clock(timer.due);
    }
  }
  if (deadline.due != kNever) was = clock(deadline.due);
  std::string text = deadline.name + ' ' + deadline.what;
  if (!deadline.reason.empty()) text += ": " + deadline.reason;
  if (!begins(deadline)) return was.empty() ? text : text + ", was due " + was;
  text += due.empty() ? ", its clock stands" : ", due " + due;
  return warning.empty() ? text : text + ", warning " + warning;
}

bool told_with_deadline(const DecisionInWords& decision, const TimerInWords& timer) {
  const bool armed = timer.change == "armed";
  return std::any_of(decision.deadlines.begin(), decision.deadlines.end(),
                     [&](const DeadlineInWords& deadline) {
                       return deadline.name == timer.deadline && begins(deadline) == armed;
                     });
}

std::string length_text(const TimerInWords& timer) {
  if (timer.length.empty()) return {};
  return timer.closed.empty() ? fmt::format(" ({})", timer.length)
                              : fmt::format(" ({}: {})", timer.length, timer.closed);
}

}  // namespace relance
