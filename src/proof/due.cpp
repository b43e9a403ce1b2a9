#include "proof/due.hpp"

#include <algorithm>
#include <map>

#include "relance/core/deadlines.hpp"

namespace relance::proof {
namespace {

/// The sources of one state that can end for good. What ends one may ask for others: those must
/// end for good too, without asking for it again. So each end refers to earlier ones only.
class Ending {
 public:
  Ending(const Tables& tables, const Reach& reach, Id state) : tables_(tables) {
    for (const Way& way : reach.ways) {
      if (way.from == state && !way.enters) stays_.push_back(&way);
      if (way.to == state) sources_.insert(way.asked.begin(), way.asked.end());
    }
    const Sources lines = certain_lines(tables, state, true);
    sources_.insert(lines.begin(), lines.end());
    find_ends();
  }

  bool all_end(const Sources& sources) const {
    return std::all_of(sources.begin(), sources.end(),
                       [&](Source source) { return ends_.contains(source); });
  }

  /// In the order in which they are to be ended: later ones first.
  std::vector<Forgotten::End> in_order() const {
    std::vector<Forgotten::End> all;
    for (auto it = order_.rbegin(); it != order_.rend(); ++it) all.push_back({*it, ends_.at(*it)});
    return all;
  }

 private:
  void find_ends() {
    for (bool changed = true; changed;) {
      changed = false;
      for (const Source source : sources_) {
        if (ends_.contains(source)) continue;
        for (const Way* way : stays_) {
          if (!can_end(source, *way) || !all_end(way->asked)) continue;
          ends_.emplace(source, way);
          order_.push_back(source);
          changed = true;
          break;
        }
      }
    }
  }

  bool can_end(Source source, const Way& way) const {
    if (source.kind == Source::line) {
      const bool counts_anew =
          way.names_appointment && tables_.after[source.index].field == id(FieldKind::appointment);
      return counts_anew || (way.line == source.index && !way.refused);
    }
    if (way.line != kNone) return false;
    const bool call = tables_.effects[source.index].verb == Verb::call;
    const EventKind told = call ? EventKind::attempted : EventKind::sent;
    return way.decided.front().event == static_cast<Id>(told);
  }

  const Tables& tables_;
  std::vector<const Way*> stays_;
  Sources sources_;
  std::map<Source, const Way*> ends_;
  std::vector<Source> order_;
};

/// What an event does to a deadline.
DeadlineMark mark_of(const Tables& tables, Id event, Id deadline) {
  const Slice marks = tables.marks_of[event];
  for (Id i = 0; i < marks.count; ++i) {
    const DeadlineMark& each = tables.deadline_marks[static_cast<std::size_t>(marks.first) + i];
    if (each.deadline == deadline) return each;
  }
  return {};
}

bool is_fact_event(Id event) {
  return event < kBuiltInEvents && is_fact(static_cast<EventKind>(event));
}

/// Whether `way` lets a deadline be met, or breaks it, and stays.
bool ends_and_stays(const Tables& tables, const Way& way, Id deadline) {
  if (way.enters) return false;
  const bool breaks =
      way.deadline == deadline && way.decided.front().event == static_cast<Id>(EventKind::breached);
  return breaks || std::any_of(way.decided.begin(), way.decided.end(), [&](const Decided& each) {
           const bool counts = each.candidate != kNone || is_fact_event(each.event);
           return counts && mark_of(tables, each.event, deadline).meets;
         });
}

/// Whether a deadline that began before runs until the state is left, and its breach leaves it. A
/// fact that the state does not list changes nothing else.
bool lasts(const Tables& tables, const Reach& reach, Id state, Id deadline) {
  if (tables.deadlines[deadline].reasons.count != 0) return false;  // it may stand still
  for (Id event = 0; event < tables.events; ++event) {
    const std::size_t cell = tables.cell(state, event);
    const bool unlisted = tables.cells[cell] == tables.cells[cell + 1];
    if (unlisted && is_fact_event(event) && mark_of(tables, event, deadline).meets) return false;
  }
  return std::none_of(reach.ways.begin(), reach.ways.end(), [&](const Way& way) {
    return way.from == state && ends_and_stays(tables, way, deadline);
  });
}

/// Whether an event closes the lead or puts it into nurture, which ends what runs.
bool ends_all(const Tables& tables, const Decided& decided) {
  if (decided.state == kNone || decided.candidate == kNone) return false;
  const Id target = tables.candidates[decided.candidate].target;
  return target != kNone &&
         ends_deadlines(tables.states[decided.state].stage, tables.states[target].stage);
}

/// Whether a deadline runs after `way` for certain, since one of its events begins it.
bool runs_after(const Tables& tables, const Way& way, Id deadline) {
  bool runs = false;
  for (const Decided& each : way.decided) {
    if (each.candidate == kNone && !is_fact_event(each.event)) continue;
    const DeadlineMark mark = mark_of(tables, each.event, deadline);
    runs = (runs && !mark.meets && !ends_all(tables, each)) || mark.starts;
  }
  return runs;
}

/// Whether a deadline that `way` begins holds the lead.
bool is_promised(const Tables& tables, const Reach& reach, const Way& way) {
  return std::any_of(way.begins.begin(), way.begins.end(), [&](Id each) {
    return runs_after(tables, way, each) && lasts(tables, reach, way.to, each);
  });
}

}  // namespace

Sources certain_lines(const Tables& tables, Id state, bool appointed) {
  Sources lines;
  const Slice after = tables.states[state].after;
  for (Id i = 0; i < after.count; ++i) {
    const Id index = static_cast<Id>(after.first + i);
    const AfterRule& rule = tables.after[index];
    const bool since = rule.start == AfterRule::since;
    const bool certain = rule.start == AfterRule::entry ||
                         (since && rule.field == id(FieldKind::received_at)) ||
                         (since && appointed && rule.field == id(FieldKind::appointment));
    if (certain) lines.insert({Source::line, index});
  }
  return lines;
}

std::vector<Forgotten::End> ends_of(const Tables& tables, const Reach& reach, Id state) {
  return Ending(tables, reach, state).in_order();
}

bool keeps_asking(const Tables& tables, const Reach& reach, Id state) {
  const Ending ending(tables, reach, state);
  return std::none_of(reach.ways.begin(), reach.ways.end(), [&](const Way& way) {
    return way.enters && way.to == state && ending.all_end(way.asked);
  });
}

std::vector<Forgotten> find_forgotten(const Tables& tables, const Reach& reach) {
  std::map<Id, Ending> endings;
  std::map<Id, Forgotten> found;
  for (const Way& way : reach.ways) {
    if (!way.enters || is_closed(tables.states[way.to].stage)) continue;
    Sources armed = certain_lines(tables, way.to, is_appointed(reach, way));
    armed.insert(way.asked.begin(), way.asked.end());
    const Ending& ending = endings.try_emplace(way.to, tables, reach, way.to).first->second;
    if (!ending.all_end(armed) || is_promised(tables, reach, way)) continue;
    Forgotten& forgotten = found.try_emplace(way.to).first->second;
    forgotten.state = way.to;
    forgotten.entries.push_back(&way);
    if (forgotten.ends.empty()) forgotten.ends = ending.in_order();
  }
  std::vector<Forgotten> all;
  for (auto& [state, forgotten] : found) all.push_back(std::move(forgotten));
  return all;
}

}  // namespace relance::proof
