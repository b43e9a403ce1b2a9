#include "proof/silence.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "proof/hearing.hpp"
#include "proof/reads.hpp"

namespace relance::proof {
namespace {

bool starts_with(const Way& way, EventKind kind) {
  return way.decided.front().event == static_cast<Id>(kind);
}

class Search {
 public:
  Search(const Tables& tables, const Reach& reach, const std::vector<Forgotten>& resting)
      : tables_(tables), reach_(reach), hearing_(tables, reach, ways_, over_) {
    rests_.resize(tables.states.size());
    for (const Forgotten& each : resting) rests_[each.state] = true;
    for (const Way& way : reach.ways) {
      const std::optional<Firing> firing = firing_of(way);
      if (!firing || !can_fire(*firing)) continue;
      if (firing->kind != Firing::watch || rests_[way.from]) ways_[*firing].push_back(&way);
      set_by_time_.insert(way.sets.begin(), way.sets.end());
      set_by_time_.insert(way.carries.begin(), way.carries.end());
    }
    for (Id state = 0; state < tables.states.size(); ++state) {
      const std::set<Id> later = within_time(state);
      over_.push_back(std::all_of(later.begin(), later.end(),
                                  [&](Id each) { return is_closed(tables.states[each].stage); }));
    }
    std::erase_if(ways_, [&](const auto& entry) { return over_[entry.first.state]; });
  }

  std::vector<SilentRound> run() {
    std::vector<SilentRound> found;
    for (const auto& [firing, ways] : ways_) {
      const auto again = std::find_if(ways.begin(), ways.end(), [&, f = firing](const Way* way) {
        const std::vector<Firing> next = armed_in_silence(f, *way);
        return std::find(next.begin(), next.end(), f) != next.end();
      });
      if (again == ways.end()) continue;
      found.push_back({*again});
      mark_[firing] = done;
    }
    for (const auto& [firing, ways] : ways_) {
      if (mark_[firing] != untouched || !visit(firing)) continue;
      found.push_back(path_);
      break;
    }
    return found;
  }

 private:
  enum Mark { untouched, open, done };

  bool visit(const Firing& firing) {
    mark_[firing] = open;
    for (const Way* way : ways_[firing]) {
      path_.push_back(way);
      for (const Firing& next : armed_in_silence(firing, *way)) {
        if (mark_[next] == open) {
          path_.erase(path_.begin(), std::find_if(path_.begin(), path_.end(), [&](const Way* each) {
                        return firing_of(*each) == next;
                      }));
          return true;
        }
        if (mark_[next] == untouched && visit(next)) return true;
      }
      path_.pop_back();
    }
    mark_[firing] = done;
    return false;
  }

  /// The timers that `way` arms, of which nobody hears until they fire.
  std::vector<Firing> armed_in_silence(const Firing& firing, const Way& way) const {
    if (way.tells() || over_[way.to]) return {};
    const bool ended = hearing_.ends(firing, way);
    std::vector<Firing> next = armed(firing, way);
    std::erase_if(next, [&](const Firing& each) {
      if (!ways_.contains(each)) return true;
      // What a state does is over when it is left, but a deadline that began in it runs on.
      if (!way.enters && each.is_of_deadline()) return false;
      return ended || hearing_.is_told_before(way, each);
    });
    return next;
  }

  std::vector<Firing> armed(const Firing& firing, const Way& way) const {
    std::vector<Firing> next{{Firing::watch, kNone, way.to}};
    const Slice after = tables_.states[way.to].after;
    for (Id i = 0; i < after.count; ++i) {
      const Id line = static_cast<Id>(after.first + i);
      const bool again = way.refused && way.line == line;
      const bool armed = way.enters ? comes_again(line) : is_moved_by(line, way);
      if (again || armed) {
        next.push_back({Firing::line, line, way.to});
      }
    }
    if (way.begins.empty()) return next;
    for (const Id state : within_time(way.to)) {
      for (const Id deadline : way.begins) {
        next.push_back({Firing::breach, deadline, state});
        if (firing.kind != Firing::warning || firing.index != deadline) {
          next.push_back({Firing::warning, deadline, state});
        }
      }
    }
    return next;
  }

  /// The states that time alone leads to from `state`, itself among them.
  std::set<Id> within_time(Id state) const {
    std::set<Id> states{state};
    for (std::size_t before = 0; before != states.size();) {
      before = states.size();
      for (const auto& [firing, ways] : ways_) {
        if (!states.contains(firing.state)) continue;
        for (const Way* way : ways) states.insert(way->to);
      }
    }
    return states;
  }

  /// Whether what a line counts from, or is due at, may be another after a way that stays.
  bool is_moved_by(Id line, const Way& way) const {
    const std::set<Id> fields = fields_of(tables_, line);
    return std::any_of(fields.begin(), fields.end(), [&](Id field) {
      return way.writes(field) || (way.appoints && field == id(FieldKind::appointment));
    });
  }

  /// What counts from an appointment needs one; of the deadlines, those run in a closed state that
  /// began as it was entered.
  bool can_fire(const Firing& firing) const {
    if (firing.is_of_deadline() && is_closed(tables_.states[firing.state].stage)) {
      return std::any_of(reach_.ways.begin(), reach_.ways.end(), [&](const Way& way) {
        return way.to == firing.state && way.begins.contains(firing.index);
      });
    }
    return firing.kind != Firing::line || reach_.may_be_appointed[firing.state] ||
           !fields_of(tables_, firing.index).contains(id(FieldKind::appointment));
  }

  /// What is due `at` an instant is due there once, unless time itself sets another.
  bool comes_again(Id line) const {
    if (tables_.after[line].start != AfterRule::at) return true;
    const std::set<Id> fields = fields_of(tables_, line);
    return std::any_of(fields.begin(), fields.end(), [&](Id field) {
      return field == id(FieldKind::appointment) || set_by_time_.contains(field);
    });
  }

  const Tables& tables_;
  const Reach& reach_;
  TimedWays ways_;
  std::vector<bool> over_;  // by state: closed, and time does not open it again
  const Hearing hearing_;
  std::vector<bool> rests_;   // by state: the watch fires in it
  std::set<Id> set_by_time_;  // fields
  std::map<Firing, Mark> mark_;
  SilentRound path_;
};

}  // namespace

std::set<Id> fields_of(const Tables& tables, Id line) {
  const AfterRule& rule = tables.after[line];
  std::set<Id> fields;
  if (rule.start == AfterRule::since) fields.insert(rule.field);
  if (rule.start != AfterRule::at) return fields;
  for (const FieldRef field : reads_of(tables.programs[rule.program]).fields) {
    if (field.of == FieldRef::lead) fields.insert(field.field);
  }
  return fields;
}

bool watch_tells(const Tables& tables, const Reach& reach) {
  return has_watch(tables) && std::all_of(reach.ways.begin(), reach.ways.end(), [](const Way& way) {
           return way.line != kNone || !starts_with(way, EventKind::watched) || way.tells();
         });
}

std::vector<SilentRound> find_silence(const Tables& tables, const Reach& reach,
                                      const std::vector<Forgotten>& resting) {
  return Search(tables, reach, resting).run();
}

}  // namespace relance::proof
