#include "proof/cycles.hpp"

#include <algorithm>
#include <map>

namespace relance::proof {
namespace {

class Search {
 public:
  Search(const Tables& tables, const Reach& reach) : tables_(tables) {
    const bool appoints = std::any_of(reach.ways.begin(), reach.ways.end(),
                                      [](const Way& way) { return way.appoints; });
    for (const Way& way : reach.ways) {
      if (way.line == kNone || !way.enters) continue;
      const AfterRule& rule = tables.after[way.line];
      const bool can_be = appoints || rule.field != id(FieldKind::appointment);
      if (rule.start == AfterRule::since && can_be) from_[way.from].push_back(&way);
    }
  }

  std::vector<const Way*> run() {
    for (const auto& [state, ways] : from_) {
      for (const Way* way : ways) {
        if (mark_[way] == untouched && visit(way)) return path_;
      }
    }
    return {};
  }

 private:
  enum Mark { untouched, open, done };

  /// Whether `next` is due at once after `way`: what it counts from is what it was.
  bool follows_at_once(const Way& way, const Way& next) const {
    const Id field = tables_.after[next.line].field;
    return !way.sets.contains(field) && !(way.appoints && field == id(FieldKind::appointment));
  }

  bool visit(const Way* way) {
    mark_[way] = open;
    path_.push_back(way);
    for (const Way* next : from_[way->to]) {
      if (!follows_at_once(*way, *next) || mark_[next] == done) continue;
      if (mark_[next] == open) {
        path_.erase(path_.begin(), std::find(path_.begin(), path_.end(), next));
        return true;
      }
      if (visit(next)) return true;
    }
    mark_[way] = done;
    path_.pop_back();
    return false;
  }

  const Tables& tables_;
  std::map<Id, std::vector<const Way*>> from_;
  std::map<const Way*, Mark> mark_;
  std::vector<const Way*> path_;
};

}  // namespace

std::vector<const Way*> find_timeless_cycle(const Tables& tables, const Reach& reach) {
  return Search(tables, reach).run();
}

}  // namespace relance::proof
