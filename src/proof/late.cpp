#include "proof/late.hpp"

#include "proof/rehearsal.hpp"
#include "relance/core/due.hpp"
#include "rules/walk.hpp"

namespace relance::proof {
namespace {

class Search {
 public:
  Search(const rules::Definition& definition, const Tables& tables)
      : definition_(definition),
        tables_(tables),
        start_(start_of(tables)),
        most_(tables.zone.add_years(start_, kMostYears)) {}

  std::vector<const rules::DelayDefinition*> run() {
    for (Id state = 0; state < definition_.states.size(); ++state) {
      const Slice after = tables_.states[state].after;
      for (Id i = 0; i < after.count && is_open(state); ++i) {
        check(definition_.states[state].after[i].delay,
              tables_.after[static_cast<std::size_t>(after.first) + i].delay);
      }
    }
    check_effects();
    for (std::size_t i = 0; i < definition_.deadlines.size(); ++i) {
      check(definition_.deadlines[i].within, tables_.deadlines[i].within);
    }
    if (definition_.watch) check(definition_.watch->every, tables_.watch.every);
    return late_;
  }

 private:
  bool is_open(Id state) const { return !is_closed(tables_.states[state].stage); }

  /// The effects of the tables stand in the order of those that are written.
  void check_effects() {
    std::size_t index = 0;
    rules::for_each_list(definition_, [&](const std::vector<rules::EffectDefinition>& list,
                                          const rules::StateDefinition* state, const rules::Word*) {
      for (const rules::EffectDefinition& effect : list) {
        const EffectRule& rule = tables_.effects[index++];
        if (state != nullptr && !is_open(static_cast<Id>(state - definition_.states.data()))) {
          continue;
        }
        check(effect.within, rule.within);
        check(effect.after, rule.after);
      }
    });
  }

  void check(const std::optional<rules::DelayDefinition>& written, const Delay& delay) {
    if (written && delay.unit != Delay::none && is_late(delay)) late_.push_back(&*written);
  }

  bool is_late(Delay delay) const {
    const bool open = delay.unit == Delay::open_time || delay.unit == Delay::open_days;
    if (!open || delay.calendar != kNone) return due_after(tables_, delay, start_) > most_;
    for (Id i = 0; i < tables_.calendars.size(); ++i) {  // that of any lane
      delay.calendar = i;
      if (due_after(tables_, delay, start_) > most_) return true;
    }
    return false;
  }

  const rules::Definition& definition_;
  const Tables& tables_;
  const Instant start_, most_;
  std::vector<const rules::DelayDefinition*> late_;
};

}  // namespace

std::vector<const rules::DelayDefinition*> find_late(const rules::Definition& definition,
                                                     const Tables& tables) {
  return Search(definition, tables).run();
}

}  // namespace relance::proof
