#include "proof/proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "proof/codes.hpp"
#include "proof/cycles.hpp"
#include "proof/due.hpp"
#include "proof/guards.hpp"
#include "proof/late.hpp"
#include "proof/places.hpp"
#include "proof/player.hpp"
#include "proof/silence.hpp"
#include "proof/story.hpp"
#include "proof/unreached.hpp"
#include "relance/core/decide.hpp"
#include "time/delay_text.hpp"

namespace relance::proof {
namespace {

using rules::quoted;

class Proof {
 public:
  Proof(const rules::Definition& definition, const Tables& tables, rules::Problems& problems)
      : definition_(definition), tables_(tables), problems_(problems), reach_(explore(tables)) {}

  void run() {
    check_guards(definition_, tables_, problems_);
    if (reach_.exhausted) return tell_exhausted();
    if (reach_.endless) return tell_endless(*reach_.endless);
    for (const std::vector<Id>& group : find_unreached(tables_, reach_)) tell_unreachable(group);
    for (Id state = 0; state < tables_.states.size(); ++state) {
      if (reach_.rests[state] && !reach_.closes[state]) tell_never_closed(state);
    }
    const std::vector<const Way*> cycle = find_timeless_cycle(tables_, reach_);
    if (!cycle.empty()) tell_cycle(cycle);
    check_rest(cycle);
    for (const rules::DelayDefinition* late : find_late(definition_, tables_)) tell_late(*late);
  }

 private:
  /// Leads that rest, and those that are brought back to nobody. `told`: a round that is told of.
  void check_rest(const std::vector<const Way*>& told) {
    std::vector<Forgotten> resting;
    if (!watch_tells(tables_, reach_)) resting = find_forgotten(tables_, reach_);
    std::vector<SilentRound> rounds = find_silence(tables_, reach_, resting);
    std::erase_if(rounds, [&](const SilentRound& round) { return share_a_line(round, told); });
    if (rounds.empty() && (resting.empty() || has_watch(tables_))) return;
    Player player(tables_, reach_);
    for (const Forgotten& forgotten : resting) {
      if (has_watch(tables_)) break;
      const std::optional<Rehearsal> lead = player.rehearse(forgotten);
      add(Code::forgets, at_state(forgotten.state),
          story_of(tables_, forgotten, lead ? &*lead : nullptr), way_out(tables_, forgotten));
    }
    bool watched = false;
    for (const SilentRound& round : rounds) {
      const bool by_watch = is_by_watch(tables_, round);
      if (by_watch && std::exchange(watched, true)) continue;  // told once
      const std::optional<Rehearsal> lead = player.rehearse(round, resting);
      add(Code::tells_nobody, by_watch ? definition_.watch->at : at_first_of(round),
          story_of(tables_, round, lead ? &*lead : nullptr), way_out(tables_, round));
    }
  }

  static bool share_a_line(const SilentRound& a, const SilentRound& b) {
    return std::any_of(a.begin(), a.end(), [&](const Way* way) {
      return std::any_of(b.begin(), b.end(), [&](const Way* other) {
        return way->line != kNone && way->line == other->line;
      });
    });
  }

  Span at_first_of(const SilentRound& round) const {
    const Way& first = *round.front();
    if (first.line != kNone) return place_of(definition_, tables_.after_places[first.line].path);
    if (first.deadline != kNone) return definition_.deadlines[first.deadline].name.at;
    return definition_.watch->at;
  }

  void add(Code code, Span at, std::string message, std::string hint) {
    problems_.add(static_cast<int>(code), at, std::move(message), std::move(hint));
  }
  Span at_state(Id state) const { return definition_.states[state].name.at; }
  std::string state(Id id) const { return quoted(tables_.state_names[id]); }
  std::string event(Id id) const { return quoted(tables_.event_names[id]); }

  void tell_exhausted() {
    add(Code::too_intricate, kWholeFile,
        "the raised events of these rules lead to more ways than can be looked at",
        "raise fewer events at the same instant, or with fewer conditions");
  }

  void tell_endless(const Endless& endless) {
    std::string chain;
    for (const Decided& decided : endless.decided) {
      chain += fmt::format("{}{} in {}", chain.empty() ? "" : ", then ", event(decided.event),
                           decided.state == kNone ? "a new lead" : state(decided.state));
    }
    if (!endless.goes_round) return tell_too_much(endless);
    const Decided& last = endless.decided.back();
    const Span at = last.candidate == kNone
                        ? at_state(tables_.initial)
                        : place_of(definition_, tables_.candidate_places[last.candidate].path);
    add(Code::raised_without_end, at,
        fmt::format("one event raises the next at the same instant, without end: {}, and so on",
                    chain),
        "let time pass between them: `after: [{delay: 1 d, raise: ...}]`");
  }

  void tell_too_much(const Endless& endless) {
    std::vector<Id> events = endless.raised;
    for (auto it = endless.decided.rbegin(); it != endless.decided.rend(); ++it) {
      events.insert(events.begin(), it->event);
    }
    constexpr std::size_t kShown = 3;  // of more than 32
    std::string chain = event(events.front());
    for (std::size_t i = 1; i < kShown; ++i) chain += ", then " + event(events[i]);
    add(Code::raises_too_much, at_first_of(endless),
        fmt::format("one event raises more than {} others at the same instant, and the next is "
                    "refused: {}, and so on",
                    kMostRaised, chain),
        "raise fewer, or let time pass between them: `after: [{delay: 1 d, raise: ...}]`");
  }

  Span at_first_of(const Endless& endless) const {
    for (const Decided& decided : endless.decided) {
      if (decided.candidate == kNone) continue;
      return place_of(definition_, tables_.candidate_places[decided.candidate].path);
    }
    return at_state(tables_.initial);
  }

  void tell_late(const rules::DelayDefinition& late) {
    add(Code::too_late, late.at,
        fmt::format("an open lead would wait for {}, longer than the data of a customer who is "
                    "silent is kept",
                    to_text(late.delay)),
        fmt::format("write at most {} y", kMostYears));
  }

  void tell_unreachable(const std::vector<Id>& group) {
    const Id first = group.front();
    std::string message = fmt::format("no lead can ever be in {}", state(first));
    if (group.size() > 1) {
      std::vector<std::string_view> names;
      for (std::size_t i = 1; i < group.size(); ++i) names.push_back(tables_.state_names[group[i]]);
      message += ", nor in what comes after it: " + rules::listed(names);
    }
    add(Code::unreachable_state, at_state(first), std::move(message),
        fmt::format("let an event of another state lead to it, such as "
                    "`events: {{qualified: {}}}`, or remove {}",
                    tables_.state_names[first], group.size() > 1 ? "them" : "it"));
  }

  void tell_never_closed(Id id) {
    add(Code::cannot_close, at_state(id),
        fmt::format("a lead in {} can never be closed: no way on leads to a state of stage sold or "
                    "lost",
                    state(id)),
        "let an event lead on, such as `events: {lost: gone}`");
  }

  void tell_cycle(const std::vector<const Way*>& cycle) {
    const AfterRule& first = tables_.after[cycle.front()->line];
    std::string chain = state(cycle.front()->from);
    for (const Way* way : cycle) {
      chain += fmt::format(" > {} > {}", event(way->decided.front().event), state(way->to));
    }
    add(Code::fires_without_end,
        place_of(definition_, tables_.after_places[cycle.front()->line].path),
        fmt::format("a lead goes round and round with no time between: {}; what this counts from "
                    "stays in the past",
                    chain),
        first.field == id(FieldKind::appointment)
            ? "count from when the state was entered (leave `since` away), or lead to a state that "
              "does not count from the appointment"
            : "count from when the state was entered: leave `since` away");
  }

  const rules::Definition& definition_;
  const Tables& tables_;
  rules::Problems& problems_;
  const Reach reach_;
};

}  // namespace

void prove(const rules::Definition& definition, const Tables& tables, rules::Problems& problems) {
  Proof(definition, tables, problems).run();
}

}  // namespace relance::proof
