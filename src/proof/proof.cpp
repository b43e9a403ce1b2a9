#include "proof/proof.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "proof/codes.hpp"
#include "proof/cycles.hpp"
#include "proof/due.hpp"
#include "proof/guards.hpp"
#include "proof/places.hpp"
#include "proof/player.hpp"
#include "proof/story.hpp"

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
    for (Id state = 0; state < tables_.states.size(); ++state) {
      if (!reach_.entered[state]) {
        tell_unreachable(state);
      } else if (reach_.rests[state] && !reach_.closes[state]) {
        tell_never_closed(state);
      }
    }
    const std::vector<const Way*> cycle = find_timeless_cycle(tables_, reach_);
    if (!cycle.empty()) tell_cycle(cycle);
    if (tables_.watch.every.unit != Delay::none) return;
    const std::vector<Forgotten> all = find_forgotten(tables_, reach_);
    if (all.empty()) return;
    Player player(tables_, reach_);
    for (const Forgotten& forgotten : all) {
      const std::optional<Rehearsal> lead = player.rehearse(forgotten);
      add(Code::forgets, at_state(forgotten.state),
          story_of(tables_, forgotten, lead ? &*lead : nullptr), way_out(tables_));
    }
  }

 private:
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
    const Decided& last = endless.decided.back();
    const Span at = last.candidate == kNone
                        ? at_state(tables_.initial)
                        : place_of(definition_, tables_.candidate_places[last.candidate].path);
    add(Code::raised_without_end, at,
        fmt::format("one event raises the next at the same instant, without end: {}, and so on",
                    chain),
        "let time pass between them: `after: [{delay: 1 d, raise: ...}]`");
  }

  void tell_unreachable(Id id) {
    add(Code::unreachable_state, at_state(id), fmt::format("no lead can ever be in {}", state(id)),
        fmt::format(
            "let an event of another state lead to it, such as `events: {{qualified: {}}}`, "
            "or remove it",
            tables_.state_names[id]));
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
