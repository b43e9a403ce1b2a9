#include "proof/reach.hpp"

#include <utility>

namespace relance::proof {
namespace {

void add(Reach& reach, std::vector<Way> ways, std::vector<Id>& waiting) {
  for (Way& way : ways) {
    const Id to = way.to;
    if (!reach.rests[to]) {
      reach.rests[to] = true;
      reach.first[to] = reach.ways.size();
      waiting.push_back(to);
    }
    reach.ways.push_back(std::move(way));
  }
}

void mark_closing(const Tables& tables, Reach& reach) {
  for (std::size_t i = 0; i < tables.states.size(); ++i) {
    reach.closes[i] = is_closed(tables.states[i].stage);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const Way& way : reach.ways) {
      if (way.from == kNone || reach.closes[way.from] || !reach.closes[way.to]) continue;
      reach.closes[way.from] = changed = true;
    }
  }
}

/// An appointment is never taken away again.
void mark_appointed(Reach& reach) {
  reach.appointed.assign(reach.rests.size(), true);
  for (bool changed = true; changed;) {
    changed = false;
    for (const Way& way : reach.ways) {
      const bool had = way.from != kNone && reach.appointed[way.from];
      if (!way.enters || way.appoints || had || !reach.appointed[way.to]) continue;
      reach.appointed[way.to] = false;
      changed = true;
    }
  }
}

}  // namespace

Reach explore(const Tables& tables) {
  const std::size_t states = tables.states.size();
  Reach reach;
  reach.entered.resize(states);
  reach.rests.resize(states);
  reach.closes.resize(states);
  reach.first.resize(states);
  Ways ways(tables);
  std::vector<Id> waiting;
  add(reach, ways.received(), waiting);
  for (std::size_t i = 0; i < waiting.size(); ++i) add(reach, ways.from(waiting[i]), waiting);
  for (const Id state : ways.entered()) reach.entered[state] = true;
  reach.endless = ways.endless();
  reach.exhausted = ways.exhausted();
  mark_closing(tables, reach);
  mark_appointed(reach);
  return reach;
}

}  // namespace relance::proof
