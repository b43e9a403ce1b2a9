// How the timers of a lead were counted, read from its journal.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "relance/core/tables.hpp"
#include "relance/engine.hpp"
#include "relance/journal.hpp"
#include "relance/lead.hpp"

namespace relance {

/// What a timer does not say of how it was counted.
struct Counted {
  /// Whose open hours counted where the rules name no calendar: those of the lane which the lead
  /// was in then. kNone: not known.
  Id calendar = kNone;
  bool put_off = false;  // an `after` line whose event was refused, so that it is tried again
};

/// Follows one lead.
class CountedLog {
 public:
  /// Entries oldest first. `rules` decided `entry`.
  void follow(const Journal& journal, const JournalEntry& entry, const Tables& rules);
  /// Of a timer that is armed, or that the last entry armed or ended.
  Counted of(const Timer& timer) const;

 private:
  struct Armed {
    Timer timer;
    Counted counted;
    bool over = false;
  };

  void follow_rules(const Tables& rules);
  void arm(const JournalEntry& entry, const Tables& rules, const Timer& timer, Id calendar);

  std::string lane_;               // of the lead, after the last entry
  std::map<Id, Id> of_deadlines_;  // the calendar that each of them began with
  Id since_deployed_ = kNone;      // of those that came from other rules
  std::vector<Armed> armed_;
};

/// Of a timer of a lead; `journal` holds its whole history.
Counted counted_as(Engine& engine, const Journal& journal, const Timer& timer);

}  // namespace relance
