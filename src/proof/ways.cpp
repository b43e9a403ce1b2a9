#include "proof/ways.hpp"

#include <algorithm>
#include <utility>

#include "relance/core/decide.hpp"

namespace relance::proof {
namespace {

constexpr Id id_of(EventKind kind) { return static_cast<Id>(kind); }

bool is_fact_event(Id event) {
  return event < kBuiltInEvents && is_fact(static_cast<EventKind>(event));
}

/// Told by the engine in certain situations only.
bool is_conditional(Id event) {
  return event == id_of(EventKind::neglected) || event == id_of(EventKind::undelivered) ||
         event == id_of(EventKind::breached);
}

}  // namespace

/// The candidates that may be taken; kNone at the end when none of them need be.
std::vector<Id> Ways::choices(Id state, Id event) const {
  const std::size_t cell = tables_.cell(state, event);
  std::vector<Id> open;
  for (Id i = tables_.cells[cell]; i < tables_.cells[cell + 1]; ++i) {
    open.push_back(i);
    if (tables_.candidates[i].guard == kNone) return open;
  }
  open.push_back(kNone);
  return open;
}

std::vector<Way> Ways::from(Id state, EventKind told_by_engine) {
  told(state, id_of(told_by_engine));
  return std::exchange(found_, {});
}

std::vector<Way> Ways::received() {
  Node node;
  node.way.decided.push_back({kNone, id_of(EventKind::received), kNone});
  enter(node, tables_.initial);
  run(node, tables_.states[tables_.initial].enter);
  Seen seen;
  settle(std::move(node), seen);
  return std::exchange(found_, {});
}

std::vector<Way> Ways::from(Id state) {
  for (Id event = 0; event < tables_.events; ++event) {
    const std::size_t cell = tables_.cell(state, event);
    const bool ends_steps = event == id_of(EventKind::attempted) || event == id_of(EventKind::sent);
    if (tables_.cells[cell] == tables_.cells[cell + 1] && !ends_steps) continue;
    if (!is_conditional(event)) told(state, event);
  }
  const Slice after = tables_.states[state].after;
  for (Id i = 0; i < after.count; ++i) fires(state, static_cast<Id>(after.first + i));
  for (const DeadlineRule& deadline : tables_.deadlines) {
    if (deadline.warn.count != 0) fires(state, id_of(EventKind::elapsed), deadline.warn);
    fires(state, id_of(EventKind::breached), deadline.breach);
  }
  return std::exchange(found_, {});
}

void Ways::told(Id state, Id event) {
  Seen seen;
  const bool inbound = event == id_of(EventKind::inbound);
  const bool may_reach = inbound || event == id_of(EventKind::attempted);
  for (const Id candidate : choices(state, event)) {
    if (candidate == kNone && !is_fact_event(event)) continue;  // refused
    for (const bool reached : {false, true}) {
      if (reached ? !may_reach : inbound) continue;
      Node node{{}, state, {}};
      node.way.from = state;
      if (reached) node.raised.push_back(id_of(EventKind::reached));
      take(node, event, candidate, {});
      settle(std::move(node), seen);
    }
  }
}

/// A timer of a deadline.
void Ways::fires(Id state, Id event, Slice effects) {
  Seen seen;
  for (const Id candidate : choices(state, event)) {
    Node node{{}, state, {}};
    node.way.from = state;
    take(node, event, candidate, effects);
    settle(std::move(node), seen);
  }
}

void Ways::fires(Id state, Id line) {
  const AfterRule& rule = tables_.after[line];
  const Id event = rule.raise == kNone ? id_of(EventKind::elapsed) : rule.raise;
  Seen seen;
  for (const Id candidate : choices(state, event)) {
    if (candidate == kNone && rule.raise != kNone) continue;  // refused: it is tried again
    Node node{{}, state, {}};
    node.way.from = state;
    node.way.line = line;
    take(node, event, candidate, rule.effects);
    settle(std::move(node), seen);
  }
}

/// `elapsed`: the effects of the timer whose event it is.
void Ways::take(Node& node, Id event, Id candidate, Slice elapsed) {
  node.way.decided.push_back({node.state, event, candidate});
  if (candidate == kNone) return run(node, elapsed);
  node.way.appoints |= event == id_of(EventKind::booked) || event == id_of(EventKind::moved);
  const Candidate& taken = tables_.candidates[candidate];
  if (taken.target == kNone) {
    run(node, taken.effects);
    return run(node, elapsed);
  }
  const Slice exit = tables_.states[node.state].exit;
  enter(node, taken.target);
  run(node, exit);
  run(node, taken.effects);
  run(node, elapsed);
  run(node, tables_.states[taken.target].enter);
}

void Ways::enter(Node& node, Id state) {
  node.way.enters = true;
  node.way.asked.clear();
  node.state = state;
  entered_.insert(state);
}

void Ways::run(Node& node, Slice effects) {
  for (Id i = 0; i < effects.count; ++i) {
    const Id index = static_cast<Id>(effects.first + i);
    const EffectRule& rule = tables_.effects[index];
    if (rule.verb == Verb::raise) node.raised.push_back(rule.event);
    node.way.hands_out |= !is_internal(rule.verb);
    if (rule.verb == Verb::set) node.way.sets.insert(rule.field);
    if (is_step(rule.verb) && rule.within.unit != Delay::none) {
      node.way.asked.insert({Source::step, index});
    }
  }
}

/// Whether the same is raised in the same state as before on this path, or too much is.
bool Ways::comes_again(const Node& node) {
  const std::pair now{node.state, node.raised};
  const bool again = std::find(path_.begin(), path_.end(), now) != path_.end();
  if (!again && node.way.decided.size() + node.raised.size() <= kMostRaised + 1) return false;
  if (!endless_) endless_ = Endless{node.way.decided};
  return true;
}

/// Decides what was raised, one after the other, in each way that guards leave open.
void Ways::settle(Node node, Seen& seen) {
  if (exhausted_ || comes_again(node)) return;
  const Way& way = node.way;
  const Flags flags{way.enters, way.appoints, way.hands_out};
  if (!seen.emplace(node.state, flags, way.sets, way.asked, node.raised).second) return;
  if (node.raised.empty()) {
    node.way.to = node.state;
    found_.push_back(std::move(node.way));
    return;
  }
  exhausted_ = ++steps_ > kMostSteps || seen.size() > kMostOfOne;
  path_.emplace_back(node.state, node.raised);
  const Id event = node.raised.front();
  node.raised.erase(node.raised.begin());
  for (const Id candidate : choices(node.state, event)) {
    Node next = node;
    take(next, event, candidate, {});
    settle(std::move(next), seen);
  }
  path_.pop_back();
}

}  // namespace relance::proof
