// The ways a lead can go: what each stimulus (an event that is told, a timer that fires) may make
// of a lead in a state, with all that it raises, whatever the guards say.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "proof/guards.hpp"
#include "relance/core/tables.hpp"

namespace relance::proof {

/// What can make a lead due: a line of `after`, or the limit of a step (its EffectRule).
struct Source {
  enum Kind : std::uint8_t { line, step } kind = line;
  Id index = kNone;
  auto operator<=>(const Source&) const = default;
};
using Sources = std::set<Source>;

/// One event decided on the way, and the candidate that it took; kNone: none of them.
struct Decided {
  Id state = kNone;  // in which it was decided; kNone: the lead is created
  Id event = kNone;
  Id candidate = kNone;
};

/// What a stimulus does to a lead, beside where it leads.
struct Mark {
  bool enters = false;             // it left its state (perhaps for the same one)
  bool hands_out = false;          // it asks the host for something
  bool alerts = false;             // ... something that stays asked for wherever the lead goes on
  bool calls = false;              // ... a step that is handed out at once, since `to` was entered
  bool calls_once = false;         // ... a step that is, unless that was done in this stay before
  bool appoints = false;           // after it the lead has an appointment, if it had none before
  bool names_appointment = false;  // ... one that the rules name, at an instant however far
  std::set<Id> sets;               // the fields that it sets
  std::set<Id> carries;            // ... that events which it raises write, with constants
  Sources asked;                   // steps with a limit asked for since `to` was entered
  std::set<Id> delayed;            // ... steps that are handed out later (EffectRules)
  std::set<Id> begins;             // deadlines that may begin
  auto operator<=>(const Mark&) const = default;

  /// Whether somebody hears of the lead at once.
  bool tells() const { return alerts || calls; }
  bool writes(Id field) const { return sets.contains(field) || carries.contains(field); }
};

/// One thing that may come of one stimulus.
struct Way : Mark {
  Id from = kNone;       // kNone: `received` creates the lead
  Id line = kNone;       // the AfterRule that fires; kNone: decided.front().event is told
  bool refused = false;  // ... and whose event is not taken: it is tried again
  Id deadline = kNone;   // whose warning or breach fires
  Id to = kNone;
  std::vector<Decided> decided;  // the stimulus and what it raised, in order
};

inline bool has_watch(const Tables& tables) { return tables.watch.every.unit != Delay::none; }

/// Raised events that follow each other at one instant without end, or more than an engine takes.
struct Endless {
  std::vector<Decided> decided;
  std::vector<Id> raised;  // and not decided yet
  bool goes_round = false;
};

class Ways {
 public:
  explicit Ways(const Tables& tables);

  std::vector<Way> received();
  /// All ways of a lead that rests in `state`, but those of neglected and undelivered.
  std::vector<Way> from(Id state);
  /// The ways of one of these two.
  std::vector<Way> from(Id state, EventKind told_by_engine);

  /// States that a lead enters on the ways asked for so far, if only to leave them at once.
  const std::set<Id>& entered() const { return entered_; }
  const std::optional<Endless>& endless() const { return endless_; }
  /// There are too many ways to look at all of them.
  bool exhausted() const { return exhausted_; }

 private:
  static constexpr std::size_t kMostSteps = 50'000;  // decisions about raised events
  static constexpr std::size_t kMostOfOne = 2'000;   // ... that follow from one stimulus

  struct Node {
    Way way;
    Id state = kNone;
    std::vector<Id> raised;  // still to be decided, in order
  };
  using Seen = std::set<std::tuple<Id, Mark, std::vector<Id>>>;

  const std::vector<Id>& choices(Id state, Id event, Told told = {});
  void told(Id state, Id event);
  void fires(Id state, Id line);
  void fires(Id state, Id event, Slice effects, Id deadline);
  void refuses(Id state, Id line);
  void take(Node& node, Id event, Id candidate, Slice elapsed);
  void enter(Node& node, Id state);
  void run(Node& node, Slice effects);
  void carry(Node& node, Slice with) const;
  void ask(Mark& mark, Id effect) const;
  void settle(Node node, Seen& seen);
  bool comes_again(const Node& node);

  const Tables& tables_;
  std::vector<bool> may_fail_;                                       // by candidate: its guard may
  std::map<std::pair<std::size_t, Told>, std::vector<Id>> choices_;  // by cell
  std::set<Id> entered_;
  std::optional<Endless> endless_;
  std::size_t steps_ = 0;
  bool exhausted_ = false;
  std::vector<Way> found_;
  std::vector<std::pair<Id, std::vector<Id>>> path_;  // states and what was still raised
};

}  // namespace relance::proof
