#include "proof/ways.hpp"

#include <algorithm>
#include <utility>

#include "expr/may_fail.hpp"
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

void begin_deadlines(const Tables& tables, Id event, Mark& mark) {
  if (tables.deadlines.empty()) return;
  const Slice marks = tables.marks_of[event];
  for (Id i = 0; i < marks.count; ++i) {
    const DeadlineMark& each = tables.deadline_marks[static_cast<std::size_t>(marks.first) + i];
    if (each.starts) mark.begins.insert(each.deadline);
  }
}

}  // namespace

Ways::Ways(const Tables& tables) : tables_(tables) {
  for (const Candidate& candidate : tables.candidates) {
    const bool guarded = candidate.guard != kNone;
    may_fail_.push_back(guarded && expr::may_fail(tables.programs[candidate.guard]));
  }
}

/// The candidates that may be taken, those whose guards are wrong in themselves among them; kNone
/// at the end when none of them need be: also where one without a guard comes last, since a guard
/// that fails lets none be taken.
const std::vector<Id>& Ways::choices(Id state, Id event, Told told) {
  const std::size_t cell = tables_.cell(state, event);
  const auto [known, is_new] = choices_.try_emplace({cell, told});
  std::vector<Id>& open = known->second;
  if (!is_new) return open;
  bool fails = false;
  for (Id i = tables_.cells[cell]; i < tables_.cells[cell + 1]; ++i) {
    if (told == Told{} || may_choose(tables_, {state, event}, i, told)) open.push_back(i);
    if (tables_.candidates[i].guard == kNone && !fails) return open;
    fails = fails || may_fail_[i];
  }
  if (fails || may_choose(tables_, {state, event}, kNone, told)) open.push_back(kNone);
  return open;
}

std::vector<Way> Ways::from(Id state, EventKind told_by_engine) {
  told(state, id_of(told_by_engine));
  return std::exchange(found_, {});
}

std::vector<Way> Ways::received() {
  Node node;
  node.way.decided.push_back({kNone, id_of(EventKind::received), kNone});
  begin_deadlines(tables_, id_of(EventKind::received), node.way);
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
  for (Id i = 0; i < tables_.deadlines.size(); ++i) {
    const DeadlineRule& deadline = tables_.deadlines[i];
    if (deadline.warn.count != 0) fires(state, id_of(EventKind::elapsed), deadline.warn, i);
    fires(state, id_of(EventKind::breached), deadline.breach, i);
  }
  if (has_watch(tables_) && !is_closed(tables_.states[state].stage)) {
    fires(state, id_of(EventKind::watched), tables_.watch.effects, kNone);
  }
  return std::exchange(found_, {});
}

void Ways::told(Id state, Id event) {
  Seen seen;
  const bool inbound = event == id_of(EventKind::inbound);
  const bool may_reach = inbound || event == id_of(EventKind::attempted);
  for (const bool reached : {false, true}) {
    if (reached ? !may_reach : inbound) continue;
    const auto outcome = event != id_of(EventKind::attempted) ? Told::anything
                         : reached                            ? Told::conversation
                                                              : Told::no_conversation;
    for (const Id candidate : choices(state, event, {outcome, kNone})) {
      if (candidate == kNone && !is_fact_event(event)) continue;  // refused
      Node node{{}, state, {}};
      node.way.from = state;
      if (reached) node.raised.push_back(id_of(EventKind::reached));
      take(node, event, candidate, {});
      settle(std::move(node), seen);
    }
  }
}

/// A timer of a deadline, or the watch.
void Ways::fires(Id state, Id event, Slice effects, Id deadline) {
  Seen seen;
  const bool breaks = event == id_of(EventKind::breached);
  for (const Id candidate : choices(state, event, {Told::anything, breaks ? deadline : kNone})) {
    Node node{{}, state, {}};
    node.way.from = state;
    node.way.deadline = deadline;
    take(node, event, candidate, effects);
    settle(std::move(node), seen);
  }
}

void Ways::fires(Id state, Id line) {
  const AfterRule& rule = tables_.after[line];
  const Id event = rule.raise == kNone ? id_of(EventKind::elapsed) : rule.raise;
  Seen seen;
  for (const Id candidate : choices(state, event)) {
    if (candidate == kNone && rule.raise != kNone) {
      refuses(state, line);
      continue;
    }
    Node node{{}, state, {}};
    node.way.from = state;
    node.way.line = line;
    carry(node, rule.with);
    take(node, event, candidate, rule.effects);
    settle(std::move(node), seen);
  }
}

/// The lead gets what the watch does.
void Ways::refuses(Id state, Id line) {
  Node node{{}, state, {}};
  node.way.from = state;
  node.way.line = line;
  node.way.refused = true;
  node.way.decided.push_back({state, tables_.after[line].raise, kNone});
  take(node, id_of(EventKind::watched), kNone, tables_.watch.effects);
  Seen seen;
  settle(std::move(node), seen);
}

/// `elapsed`: the effects of the timer whose event it is.
void Ways::take(Node& node, Id event, Id candidate, Slice elapsed) {
  node.way.decided.push_back({node.state, event, candidate});
  if (candidate != kNone || is_fact_event(event)) begin_deadlines(tables_, event, node.way);
  if (candidate == kNone) return run(node, elapsed);
  if (event == id_of(EventKind::booked) || event == id_of(EventKind::moved)) {
    const bool told = node.way.decided.size() == 1 && node.way.line == kNone;
    node.way.appoints = true;
    node.way.names_appointment |= !told;
  }
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
  node.way.calls = node.way.calls_once = false;
  node.way.asked.clear();
  node.way.delayed.clear();
  node.state = state;
  entered_.insert(state);
}

void Ways::run(Node& node, Slice effects) {
  for (Id i = 0; i < effects.count; ++i) {
    const Id index = static_cast<Id>(effects.first + i);
    const EffectRule& rule = tables_.effects[index];
    if (rule.verb == Verb::raise) {
      node.raised.push_back(rule.event);
      carry(node, rule.with);
    }
    if (rule.verb == Verb::set) node.way.sets.insert(rule.field);
    if (!is_internal(rule.verb)) ask(node.way, index);
  }
}

/// Of what an event carries, the fields of the lead.
void Ways::carry(Node& node, Slice with) const {
  for (Id i = 0; i < with.count; ++i) {
    const Id field = tables_.constants[static_cast<std::size_t>(with.first) + i].field;
    const bool of_lead = field >= kDeclaredFields && field < kDeclaredFields + tables_.lead_fields;
    if (of_lead) node.way.carries.insert(field);
  }
}

/// A step without a limit that stands on the worklist is not asked for again until its state is
/// left.
void Ways::ask(Mark& mark, Id effect) const {
  const EffectRule& rule = tables_.effects[effect];
  mark.hands_out = true;
  if (!is_step(rule.verb)) {
    mark.alerts = true;
    return;
  }
  const bool limited = rule.within.unit != Delay::none;
  const bool at_once = rule.after.unit == Delay::none && rule.before.unit == Delay::none;
  if (limited) mark.asked.insert({Source::step, effect});
  if (!limited && !mark.enters) {
    mark.calls_once |= at_once;
  } else if (at_once) {
    mark.calls = true;
  } else {
    mark.delayed.insert(effect);
  }
}

/// Whether the same is raised in the same state as before on this path, or too much is.
bool Ways::comes_again(const Node& node) {
  const std::pair now{node.state, node.raised};
  const bool again = std::find(path_.begin(), path_.end(), now) != path_.end();
  if (!again && node.way.decided.size() + node.raised.size() <= kMostRaised + 1) return false;
  if (!endless_) endless_ = Endless{node.way.decided, node.raised, again};
  return true;
}

/// Decides what was raised, one after the other, in each way that guards leave open.
void Ways::settle(Node node, Seen& seen) {
  if (exhausted_ || comes_again(node)) return;
  const Way& way = node.way;
  if (!seen.emplace(node.state, way, node.raised).second) return;
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
