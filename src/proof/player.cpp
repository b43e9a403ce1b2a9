#include "proof/player.hpp"

#include <algorithm>

namespace relance::proof {
namespace {

constexpr std::size_t kMostCombinations = 512;
constexpr int kMostEnds = 100;

constexpr Id id_of(EventKind kind) { return static_cast<Id>(kind); }

bool same(const Decided& a, const Decided& b) {
  return a.state == b.state && a.event == b.event && a.candidate == b.candidate;
}

/// Whether what was decided last is `way`, perhaps after the fact that it was derived from.
bool went(const Rehearsal& lead, const Way& way) {
  const std::vector<Decided>& decided = lead.decided();
  if (lead.lead().state != way.to) return false;
  return std::search(decided.begin(), decided.end(), way.decided.begin(), way.decided.end(),
                     same) != decided.end();
}

bool is_engine_fact(Id event) {
  return event < kBuiltInEvents && told_by_engine(static_cast<EventKind>(event));
}

}  // namespace

Player::Player(const Tables& tables, const Reach& reach) : tables_(tables), reach_(reach) {
  in_.resize(2 * tables.states.size());
  const Rehearsal nobody(tables, start_of(tables));
  std::vector<std::size_t> waiting;
  const auto come = [&](const Way& way, const Rehearsal& from) {
    const bool appointed = way.appoints || from.lead().appointment != kNever;
    const std::size_t place = 2u * way.to + (appointed ? 1 : 0);
    if (!in_[place] && (in_[place] = go(from, way))) waiting.push_back(place);
  };
  std::map<Id, std::vector<const Way*>> ways;
  for (const Way& way : reach.ways) {
    if (way.from == kNone) come(way, nobody);
    if (way.enters) ways[way.from].push_back(&way);
  }
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const Rehearsal from = *in_[waiting[i]];
    for (const Way* way : ways[static_cast<Id>(waiting[i] / 2)]) come(*way, from);
  }
}

std::optional<Rehearsal> Player::rehearse(const Forgotten& forgotten) {
  const Rehearsal nobody(tables_, start_of(tables_));
  for (const Way* entry : forgotten.entries) {
    if (entry->from == kNone) {
      if (auto lead = come(nobody, *entry, forgotten)) return lead;
    }
    for (std::size_t i = 0; i < 2 && entry->from != kNone; ++i) {
      const auto& from = in_[2u * entry->from + i];
      if (!from) continue;
      if (auto lead = come(*from, *entry, forgotten)) return lead;
      for (const auto& later : {past_deadlines(*from), after_attempts(*from, kMostCalls)}) {
        if (!later) continue;
        if (auto lead = come(*later, *entry, forgotten)) return lead;
      }
    }
  }
  return std::nullopt;
}

/// By `entry`, perhaps with some calls that nobody answered, until it is forgotten.
std::optional<Rehearsal> Player::come(const Rehearsal& lead, const Way& entry,
                                      const Forgotten& forgotten) const {
  const std::optional<Rehearsal> there = go(lead, entry);
  for (int calls = 0; there && calls <= kMostCalls; ++calls) {
    std::optional<Rehearsal> called = after_attempts(*there, calls);
    if (!called) break;
    if (auto found = end(*std::move(called), forgotten.ends)) return found;
  }
  return std::nullopt;
}

/// After the deadlines that run have been broken, if that leaves the lead where it is.
std::optional<Rehearsal> Player::past_deadlines(const Rehearsal& lead) const {
  const auto is_of_deadline = [](const Timer& timer) {
    return timer.kind == TimerKind::warning || timer.kind == TimerKind::breach;
  };
  Rehearsal later = lead;
  for (int i = 0; i < kMostEnds && later.lead().state == lead.lead().state; ++i) {
    const Pool<Timer>& timers = later.lead().timers;
    if (std::none_of(timers.begin(), timers.end(), is_of_deadline)) return later;
    later.wait(later.lead().next_due());
  }
  return std::nullopt;
}

/// After some calls that nobody answered, if they leave the lead where it is.
std::optional<Rehearsal> Player::after_attempts(const Rehearsal& lead, int calls) const {
  Step call;
  call.event = id_of(EventKind::attempted);
  call.channel = Channel::phone;
  call.outcome = Outcome::busy;
  call.now = lead.now();
  Rehearsal later = lead;
  for (int i = 0; i < calls; ++i) later.play(call);
  return later.lead().state == lead.lead().state ? std::optional(later) : std::nullopt;
}

const std::optional<Rehearsal>& Player::in(Id state) const {
  const auto& lead = in_[2u * state];
  return lead ? lead : in_[2u * state + 1];
}

/// What the guards on a way read: fields of the lead, and what its first event carries.
Player::Domains Player::domains(const Way& way, bool with_event) const {
  std::vector<const Program*> guards;
  std::set<FieldRef> fields;
  for (std::size_t i = 0; i < way.decided.size(); ++i) {
    const Decided& decided = way.decided[i];
    if (decided.state == kNone) continue;
    const std::size_t cell = tables_.cell(decided.state, decided.event);
    for (Id c = tables_.cells[cell]; c < tables_.cells[cell + 1]; ++c) {
      const Id guard = tables_.candidates[c].guard;
      if (guard == kNone) continue;
      guards.push_back(&tables_.programs[guard]);
      for (const FieldRef field : reads_of(*guards.back()).fields) {
        const bool carried = field.of == FieldRef::event && i == 0 && with_event;
        const bool declared = field.of == FieldRef::lead && field.field >= kDeclaredFields;
        if (carried || declared) fields.insert(field);
      }
    }
  }
  const Decided& first = way.decided.front();
  const Cell cell{first.state == kNone ? tables_.initial : first.state, first.event};
  Domains domains;
  for (const FieldRef field : fields) domains[field] = values_of(tables_, cell, field, guards);
  return domains;
}

/// An event with values; what it cannot do without is added.
Step Player::step_of(const Rehearsal& lead, Id event, const Assignment& assumed) const {
  Step step;
  step.event = event;
  step.now = lead.now();
  for (const auto& [field, value] : assumed) {
    if (value.type == Type::absent) continue;
    if (field.field == id(FieldKind::outcome)) {
      step.outcome = outcome_named(value.text).value_or(Outcome::none);
    } else if (field.field == id(FieldKind::channel)) {
      step.channel = channel_named(value.text).value_or(Channel::none);
    } else if (field.field == id(FieldKind::at)) {
      step.at = {value.number};
    } else {
      step.values.push_back({field.field, value});
    }
  }
  const auto has = [&](FieldKind kind) {
    return std::any_of(step.values.begin(), step.values.end(),
                       [&](const BoundValue& value) { return value.field == id(kind); });
  };
  const auto kind = static_cast<EventKind>(event);
  if (kind == EventKind::lost && !has(FieldKind::reason)) {
    step.values.push_back({id(FieldKind::reason), Value::of("price")});
  }
  if (kind == EventKind::assigned && !has(FieldKind::to)) {
    step.values.push_back({id(FieldKind::to), Value::of("seller_1")});
  }
  const bool appoints = kind == EventKind::booked || kind == EventKind::moved;
  if (appoints && step.at == kNever) step.at = step.now + hours(24);
  if (kind == EventKind::attempted && step.outcome == Outcome::none) {
    step.outcome = Outcome::no_answer;
  }
  if (kind == EventKind::sent && step.outcome == Outcome::none) step.outcome = Outcome::delivered;
  return step;
}

std::optional<Rehearsal> Player::told(const Rehearsal& lead, const Way& way, Id event) const {
  const bool reached = way.decided.front().event == id_of(EventKind::reached) ||
                       (way.decided.size() > 1 && event == id_of(EventKind::attempted) &&
                        way.decided[1].event == id_of(EventKind::reached));
  std::optional<Rehearsal> found;
  any_assignment(domains(way, true), kMostCombinations, [&](const Assignment& assumed) {
    Step step = step_of(lead, event, assumed);
    if (!tries()) return true;
    if (event == id_of(EventKind::attempted) && reached) step.outcome = Outcome::conversation;
    Rehearsal tried = lead;
    tried.play(step);
    if (went(tried, way)) found = std::move(tried);
    return found.has_value();
  });
  return found;
}

/// A fact that changes nothing in this state but the fields that it carries; kNone without.
Id Player::carrier(Id state) const {
  for (const EventKind kind : {EventKind::changed, EventKind::noted, EventKind::consented,
                               EventKind::objected, EventKind::clicked, EventKind::opened}) {
    const std::size_t cell = tables_.cell(state, id_of(kind));
    if (tables_.cells[cell] == tables_.cells[cell + 1]) return id_of(kind);
  }
  return kNone;
}

/// What the engine itself does at the next step (`last`), after the host has set the fields of the
/// lead so that it goes `way` then.
std::optional<Rehearsal> Player::prepared(const Rehearsal& lead, const Way& way,
                                          const Step& last) const {
  std::optional<Rehearsal> found;
  const Id fact = carrier(lead.lead().state);
  any_assignment(domains(way, false), kMostCombinations, [&](const Assignment& assumed) {
    if (!tries()) return true;
    Rehearsal tried = lead;
    const Step step = step_of(lead, fact, assumed);
    if (!step.values.empty()) {
      if (fact == kNone) return false;
      tried.play(step);
    }
    tried.play(last);
    if (went(tried, way)) found = std::move(tried);
    return found.has_value();
  });
  return found;
}

std::optional<Rehearsal> Player::waited(const Rehearsal& lead, const Way& way,
                                        Instant until) const {
  Step wait;
  wait.kind = Step::wait;
  wait.now = until;
  return prepared(lead, way, wait);
}

std::optional<Rehearsal> Player::given_up(const Rehearsal& lead, const Way& way) const {
  if (lead.lead().next_ready() > lead.now()) return std::nullopt;
  Step letter;
  letter.kind = Step::dead_letter;
  letter.event = id_of(EventKind::undelivered);
  letter.now = lead.now();
  return prepared(lead, way, letter);
}

std::optional<Rehearsal> Player::go(const Rehearsal& lead, const Way& way) const {
  const Id event = way.decided.front().event;
  if (event == id_of(EventKind::reached)) {
    if (auto found = told(lead, way, id_of(EventKind::attempted))) return found;
    return told(lead, way, id_of(EventKind::inbound));
  }
  if (event == id_of(EventKind::undelivered)) return given_up(lead, way);
  if (!is_engine_fact(event)) {
    if (auto found = told(lead, way, event)) return found;
  }
  return waits_for(lead, way);
}

/// One end: of a step whose time has come, else of the next timer.
std::optional<Rehearsal> Player::end_one(const Rehearsal& lead,
                                         const std::vector<Forgotten::End>& ends) const {
  Instant next = lead.lead().next_due();
  for (const OpenEffect& step : lead.lead().effects) {
    if (!step.has(OpenEffect::open_step) || step.not_after == kNever) continue;
    if (step.not_before > lead.now()) {
      next = std::min(next, step.not_before);
      continue;
    }
    if (auto found = with_step_done(lead, step, ends)) return found;
  }
  if (!lawful(next)) return std::nullopt;
  for (const Timer& timer : lead.lead().timers) {
    if (timer.due > next) continue;
    for (const Forgotten::End& end : ends) {
      if (end.source != Source{Source::line, timer.index} || timer.kind != TimerKind::after) {
        continue;
      }
      if (auto found = waited(lead, *end.way, next)) return found;
    }
  }
  Rehearsal waiting = lead;
  waiting.wait(next);
  return waiting;
}

std::optional<Rehearsal> Player::end(Rehearsal lead,
                                     const std::vector<Forgotten::End>& ends) const {
  const Id state = lead.lead().state;
  for (int i = 0; i < kMostEnds && lead.lead().state == state; ++i) {
    if (is_forgotten(tables_, lead.lead())) return lead;
    std::optional<Rehearsal> next = end_one(lead, ends);
    if (!next) break;
    lead = std::move(*next);
  }
  return std::nullopt;
}

}  // namespace relance::proof
