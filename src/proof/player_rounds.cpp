// Silent rounds: how a lead comes to go one, and goes it again.
#include <utility>

#include "proof/player.hpp"

namespace relance::proof {

std::optional<Rehearsal> Player::rehearse(const SilentRound& round,
                                          const std::vector<Forgotten>& resting) {
  const Id state = round.front()->from;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& come = in_[2u * state + i];
    if (!come) continue;
    if (auto lead = begin(*come, round)) return lead;
    const std::optional<Rehearsal> later = after_attempts(*come, kMostCalls);
    if (!later) continue;
    if (auto lead = begin(*later, round)) return lead;
  }
  for (const Forgotten& forgotten : resting) {
    if (forgotten.state != state) continue;
    const std::optional<Rehearsal> at_rest = rehearse(forgotten);
    if (at_rest) return begin(*at_rest, round);
  }
  // What the round begins with may be armed on some way into the state only.
  for (const Way& way : reach_.ways) {
    if (way.to != state || way.from == kNone || !in(way.from)) continue;
    const std::optional<Rehearsal> come = go(*in(way.from), way);
    if (!come) continue;
    if (auto lead = begin(*come, round)) return lead;
  }
  return std::nullopt;
}

/// For a way that a timer opens: a line of `after`, a deadline, the watch, or the limit of a step.
/// Steps that are not done come again and again, so they are done if need be.
std::optional<Rehearsal> Player::waits_for(const Rehearsal& lead, const Way& way) const {
  if (auto found = waits_for(lead, way, false)) return found;
  return waits_for(lead, way, true);
}

std::optional<Rehearsal> Player::waits_for(const Rehearsal& lead, const Way& way,
                                           bool does_steps) const {
  constexpr int kMostTimers = 150;  // what is refused is tried again each day
  Rehearsal waiting = lead;
  for (int i = 0; i < kMostTimers && waiting.lead().state == way.from; ++i) {
    const Instant next = waiting.lead().next_due();
    if (!lawful(next)) break;
    if (auto found = waited(waiting, way, next)) return found;
    waiting.wait(next);
    tried_ += static_cast<int>(waiting.decided().size());
    if (!tries()) break;
    if (does_steps) waiting = steps_done(waiting, false);
  }
  return std::nullopt;
}

/// The steps that may be done without another being asked for are, those too whose time comes later
/// if it `waits`.
Rehearsal Player::steps_done(const Rehearsal& lead, bool waits) const {
  constexpr int kMostDone = 20;
  Rehearsal done = lead;
  const std::vector<Forgotten::End> ends = ends_of(tables_, reach_, lead.lead().state);
  for (int i = 0; i < kMostDone; ++i) {
    std::optional<Rehearsal> next;
    for (const OpenEffect& step : done.lead().effects) {
      const bool is_later = step.not_before > done.now();
      if (next || step.not_after == kNever || (is_later && !waits)) continue;
      Rehearsal ready = done;
      if (is_later) ready.wait(step.not_before);
      next = with_step_done(ready, step, ends);
    }
    if (!next) break;
    done = std::move(*next);
  }
  return done;
}

std::optional<Rehearsal> Player::with_step_done(const Rehearsal& lead, const OpenEffect& step,
                                                const std::vector<Forgotten::End>& ends) const {
  for (const Forgotten::End& end : ends) {
    if (end.source != Source{Source::step, step.rule}) continue;
    if (auto found = told(lead, *end.way, end.way->decided.front().event)) return found;
  }
  return std::nullopt;
}

std::optional<Rehearsal> Player::begin(const Rehearsal& lead, const SilentRound& round) const {
  if (auto gone = go_round(lead, round)) return gone;
  const std::optional<Rehearsal> dated = with_dates(lead, round);
  return dated ? go_round(*dated, round) : std::nullopt;
}

/// After the host has told the dates and times, some weeks ahead, from which the round counts.
std::optional<Rehearsal> Player::with_dates(const Rehearsal& lead, const SilentRound& round) const {
  const Instant ahead = lead.now() + hours(30 * 24);
  Step step;
  step.event = carrier(lead.lead().state);
  step.now = lead.now();
  for (const Way* way : round) {
    if (way->line == kNone) continue;
    for (const Id field : fields_of(tables_, way->line)) {
      if (field < kDeclaredFields) continue;
      const bool date = tables_.fields[field - kDeclaredFields].type == Type::date;
      step.values.push_back(
          {field, date ? Value::of(tables_.zone.date_of(ahead)) : Value::of(ahead)});
    }
  }
  if (step.event == kNone || step.values.empty()) return std::nullopt;
  Rehearsal told = lead;
  told.play(step);
  return told;
}

std::optional<Rehearsal> Player::go_round(const Rehearsal& lead, const SilentRound& round) const {
  std::optional<Rehearsal> gone = steps_done(lead, true);
  for (const Way* way : round) {
    if (gone) gone = waits_for(*gone, *way);
  }
  return gone;
}

}  // namespace relance::proof
