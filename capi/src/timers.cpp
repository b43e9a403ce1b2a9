#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "lead_view.hpp"
#include "relance/lead.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

std::string_view name(TimerKind kind) {
  switch (kind) {
    case TimerKind::after:
      return "after";
    case TimerKind::step_limit:
      return "step_limit";
    case TimerKind::watch:
      return "watch";
    case TimerKind::warning:
      return "warning";
    case TimerKind::breach:
      return "breach";
  }
  return {};
}

std::string path_at(const std::vector<RulePlace>& places, Id index) {
  return index < places.size() ? places[index].path : std::string();
}

std::string path_of(const Tables& tables, const Timer& timer) {
  if (timer.kind == TimerKind::watch) return "watch";
  if (timer.kind == TimerKind::after) return path_at(tables.after_places, timer.index);
  if (timer.kind == TimerKind::step_limit) return path_at(tables.effect_places, timer.index);
  return path_at(tables.deadline_places, timer.index);
}

/// What the author called the step or the deadline.
std::string_view name_of(const Tables& tables, const Timer& timer) {
  if (timer.kind == TimerKind::step_limit && timer.index < tables.effects.size()) {
    return word(tables.words, tables.effects[timer.index].name);
  }
  if (timer.kind >= TimerKind::warning && timer.index < tables.deadlines.size()) {
    return word(tables.words, tables.deadlines[timer.index].name);
  }
  return {};
}

class TimerRow {
 public:
  TimerRow(const Tables& tables, const Timer& timer)
      : timer_(timer), rule_(path_of(tables, timer)), name_(name_of(tables, timer)) {}

  std::string_view text(relance_field field) const {
    if (field == RELANCE_FIELD_TYPE) return name(timer_.kind);
    if (field == RELANCE_FIELD_RULE) return rule_;
    return field == RELANCE_FIELD_NAME ? std::string_view(name_) : std::string_view();
  }
  std::int64_t number(relance_field field) const {
    if (field == RELANCE_FIELD_DUE) return timer_.due.us;
    if (field == RELANCE_FIELD_SINCE) return timer_.since.us;
    return field == RELANCE_FIELD_SEQ ? timer_.seq : 0;
  }

 private:
  Timer timer_;
  std::string rule_, name_;
};

std::vector<TimerRow> timers_of(const LeadRecord& lead, const Tables& tables) {
  std::vector<Timer> timers(lead.timers.begin(), lead.timers.end());
  const auto order = [](const Timer& timer) {
    return std::tuple(timer.due, timer.place, timer.seq, timer.effect);
  };
  std::sort(timers.begin(), timers.end(),
            [&](const Timer& a, const Timer& b) { return order(a) < order(b); });
  std::vector<TimerRow> rows;
  rows.reserve(timers.size());
  for (const Timer& timer : timers) rows.emplace_back(tables, timer);
  return rows;
}

}  // namespace
}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_timers(relance_engine* engine, relance_str tenant, relance_str lead,
                            relance_rows** timers, relance_error** error) {
  return boundary(error, [&] {
    relance_rows*& out = cleared(timers, "timers");
    const Turn turn(given(engine, "engine"));
    const auto known = known_lead(turn.engine(), tenant_of(tenant), view(lead, "lead"));
    out = new RowsOf<TimerRow>(timers_of(known.lead, known.workflow->tables()));
  });
}
