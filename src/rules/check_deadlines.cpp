#include <fmt/format.h>

#include "relance/event.hpp"
#include "rules/check.hpp"

namespace relance::rules {
namespace {

// What only notes that the engine did something by itself begins and meets nothing.
bool may_be_waited_for(Id event) {
  return event != static_cast<Id>(EventKind::breached) &&
         event != static_cast<Id>(EventKind::elapsed) &&
         event != static_cast<Id>(EventKind::watched);
}

void check_event(const Word& event, const Checked& checked, Problems& problems) {
  if (event.text.empty() && event.at.size == 0) return;  // told as missing
  const std::optional<Id> id = checked.index.event(event.text);
  if (!id) {
    tell_unknown_event(event, checked, problems);
  } else if (!may_be_waited_for(*id)) {
    problems.add(Code::not_waited_for, event.at,
                 fmt::format("no deadline can wait for {}", quoted(event.text)),
                 "name something that happens to the lead, such as attempted, reached or booked");
  }
}

}  // namespace

void check_deadlines(const Checked& checked, Problems& problems) {
  for (const DeadlineDefinition& deadline : checked.definition.deadlines) {
    check_event(deadline.from, checked, problems);
    check_event(deadline.until, checked, problems);
    for (const PauseDefinition& pause : deadline.pauses) {
      check_event(pause.from, checked, problems);
      check_event(pause.until, checked, problems);
      if (pause.from.text.empty() || pause.from.text != pause.until.text) continue;
      problems.add(Code::pause_at_once, pause.until.at,
                   fmt::format("{} would end where it begins", quoted(pause.reason.text)),
                   "name another event, from which the clock goes on");
    }
  }
}

}  // namespace relance::rules
