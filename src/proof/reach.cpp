#include "proof/reach.hpp"

#include <utility>

namespace relance::proof {
namespace {

/// Finds all ways, each state after those that lead to it.
class Exploration {
 public:
  Exploration(const Tables& tables, Reach& reach)
      : reach_(reach), ways_(tables), known_(tables.states.size()) {}

  void run() {
    add(ways_.received());
    for (bool more = true; more;) {
      more = false;
      for (Id state = 0; state < known_.size(); ++state) more = explore(state) || more;
      more = carry_on() || more;
    }
    for (const Id state : ways_.entered()) reach_.entered[state] = true;
    reach_.endless = ways_.endless();
    reach_.exhausted = ways_.exhausted();
  }

 private:
  /// What is known of a state, and which of its ways were asked for.
  struct Known {
    bool limits = false;     // a lead in it may have a step with a limit: it can be neglected
    bool hands_out = false;  // ... or something in the outbox: it can come back undelivered
    bool told = false, neglected = false, undelivered = false;
  };

  bool explore(Id state) {
    Known& known = known_[state];
    bool more = false;
    const auto once = [&](bool can_be, bool& done, auto ways) {
      if (!can_be || done) return;
      done = more = true;
      add(ways());
    };
    once(reach_.rests[state], known.told, [&] { return ways_.from(state); });
    once(known.limits, known.neglected, [&] { return ways_.from(state, EventKind::neglected); });
    once(known.hands_out, known.undelivered,
         [&] { return ways_.from(state, EventKind::undelivered); });
    return more;
  }

  /// What a lead has in the outbox stays there when it goes on.
  bool carry_on() {
    bool more = false;
    for (const Way& way : reach_.ways) {
      const bool has = way.hands_out || (way.from != kNone && known_[way.from].hands_out);
      if (!has || known_[way.to].hands_out) continue;
      known_[way.to].hands_out = more = true;
    }
    return more;
  }

  void add(std::vector<Way> ways) {
    for (Way& way : ways) {
      known_[way.to].limits |= !way.asked.empty();
      reach_.rests[way.to] = true;
      reach_.ways.push_back(std::move(way));
    }
  }

  Reach& reach_;
  Ways ways_;
  std::vector<Known> known_;
};

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

/// An appointment is never taken away again, but another one may take its place.
void mark_appointed(Reach& reach) {
  reach.appointed.assign(reach.rests.size(), true);
  for (bool changed = true; changed;) {
    changed = false;
    for (const Way& way : reach.ways) {
      if (!reach.appointed[way.to] || is_appointed(reach, way)) continue;
      reach.appointed[way.to] = false;
      changed = true;
    }
  }
  reach.may_be_appointed.assign(reach.rests.size(), false);
  for (bool changed = true; changed;) {
    changed = false;
    for (const Way& way : reach.ways) {
      const bool has = way.appoints || (way.from != kNone && reach.may_be_appointed[way.from]);
      if (!has || reach.may_be_appointed[way.to]) continue;
      reach.may_be_appointed[way.to] = changed = true;
    }
  }
}

}  // namespace

bool is_appointed(const Reach& reach, const Way& way) {
  if (way.names_appointment) return false;
  return way.appoints || (way.from != kNone && reach.appointed[way.from]);
}

Reach explore(const Tables& tables) {
  const std::size_t states = tables.states.size();
  Reach reach;
  reach.entered.resize(states);
  reach.rests.resize(states);
  reach.closes.resize(states);
  Exploration(tables, reach).run();
  mark_closing(tables, reach);
  mark_appointed(reach);
  return reach;
}

}  // namespace relance::proof
