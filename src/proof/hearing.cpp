#include "proof/hearing.hpp"

#include <algorithm>

#include "proof/due.hpp"

namespace relance::proof {
namespace {

bool starts_with(const Way& way, EventKind kind) {
  return way.decided.front().event == static_cast<Id>(kind);
}

bool tells(const Way* way) { return way->tells() || way->calls_once; }

}  // namespace

std::optional<Firing> firing_of(const Way& way) {
  if (way.from == kNone) return std::nullopt;
  if (way.line != kNone) return Firing{Firing::line, way.line, way.from};
  if (way.deadline != kNone) {
    const bool breach = starts_with(way, EventKind::breached);
    return Firing{breach ? Firing::breach : Firing::warning, way.deadline, way.from};
  }
  if (starts_with(way, EventKind::watched)) return Firing{Firing::watch, kNone, way.from};
  return std::nullopt;
}

/// How long after it was armed it fires at least: nothing for what counts from elsewhere.
Delay Hearing::length_of(const Firing& firing) const {
  switch (firing.kind) {
    case Firing::watch:
      return tables_.watch.every;
    case Firing::warning:
      return tables_.deadlines[firing.index].warn_after;
    case Firing::breach:  // pauses make it longer only
      return tables_.deadlines[firing.index].within;
    default: {
      const AfterRule& rule = tables_.after[firing.index];
      return rule.start == AfterRule::entry ? rule.delay : Delay{};
    }
  }
}

/// How long its state has been the lead's at least when it fires; nothing when that is not known.
/// Of a deadline it is when time begins that on entering this state only, and nothing but its
/// breach leaves the state: else it may have been left, and entered anew.
Delay Hearing::stay_before(const Firing& firing) const {
  if (firing.kind == Firing::warning) return {};
  if (firing.kind != Firing::breach) return length_of(firing);
  for (const auto& [other, ways] : ways_) {
    for (const Way* way : ways) {
      const bool begins = way->begins.contains(firing.index);
      if (begins && (!way->enters || way->to != firing.state)) return {};
      if (other.state == firing.state && other != firing && goes_on(way)) return {};
    }
  }
  return length_of(firing);
}

/// Whether the state is left for one in which something is to come, or entered anew.
bool Hearing::goes_on(const Way* way) const { return way->enters && !over_[way->to]; }

bool Hearing::is_told_before(const Way& way, const Firing& next) const {
  // A deadline runs on when the state is left.
  if (next.is_of_deadline() && (!way.enters || next.state != way.to)) return false;
  if (next.kind == Firing::watch && !way.asked.empty()) return true;  // it rests meanwhile
  return (way.enters && is_heard_before(next)) ||
         std::any_of(way.delayed.begin(), way.delayed.end(),
                     [&](Id step) { return comes_before(tables_.effects[step].after, next); });
}

/// Whether another line of the state, armed with this one, tells somebody first, or leaves it.
bool Hearing::is_heard_before(const Firing& next) const {
  const Slice after = tables_.states[next.state].after;
  for (Id i = 0; i < after.count; ++i) {
    const Firing other{Firing::line, static_cast<Id>(after.first + i), next.state};
    const auto its = ways_.find(other);
    if (its == ways_.end() || !comes_before(length_of(other), next)) continue;
    if (std::all_of(its->second.begin(), its->second.end(), [&](const Way* way) {
          return tells(way) || (way->enters && !next.is_of_deadline());
        })) {
      return true;
    }
  }
  return false;
}

/// Whether what is due `delay` after the state was entered comes before `next`, which is armed at
/// that instant. A deadline fires in this state even if that was left and entered anew meanwhile:
/// so nothing may leave it before, unless that tells.
bool Hearing::comes_before(const Delay& delay, const Firing& next) const {
  if (!lengths_.is_shorter(delay, length_of(next))) return false;
  if (!next.is_of_deadline()) return true;
  return std::all_of(ways_.begin(), ways_.end(), [&](const auto& entry) {
    const auto& [other, ways] = entry;
    if (other.state != next.state || other == next) return true;
    const bool silent = std::any_of(ways.begin(), ways.end(),
                                    [&](const Way* way) { return goes_on(way) && !tells(way); });
    const bool counts = other.kind == Firing::line;
    return !silent || (counts && lengths_.is_shorter(delay, length_of(other)));
  });
}

bool Hearing::ends(const Firing& firing, const Way& way) const {
  const auto each = [&](const Way* its) {
    return !its->refused && (way.enters ? over_[its->to] : its->enters);
  };
  if (!way.enters && keeps_asking(tables_, reach_, way.from)) return true;
  if (way.enters && !lengths_.is_more_than_an_hour(stay_before(firing))) return false;
  for (const Source source : certain_lines(tables_, way.from, reach_.appointed[way.from])) {
    const AfterRule& rule = tables_.after[source.index];
    // One that counts from the entry is armed anew by a way that enters.
    if (way.enters && (rule.start != AfterRule::since || rule.field != id(FieldKind::received_at)))
      continue;
    const auto its = ways_.find({Firing::line, source.index, way.from});
    if (source.index == way.line || its == ways_.end()) continue;
    if (std::all_of(its->second.begin(), its->second.end(), each)) return true;
  }
  return false;
}

}  // namespace relance::proof
