// Whether somebody hears of a lead, or its round ends, before the next of its timers fires.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <vector>

#include "proof/lengths.hpp"
#include "proof/reach.hpp"

namespace relance::proof {

/// A timer in the state in which it fires.
struct Firing {
  enum Kind : std::uint8_t { line, watch, warning, breach } kind = line;
  Id index = kNone;  // of the line or the deadline
  Id state = kNone;
  auto operator<=>(const Firing&) const = default;

  bool is_of_deadline() const { return kind == warning || kind == breach; }
};

/// Nothing for what the host tells.
std::optional<Firing> firing_of(const Way& way);

/// All that time can make of leads.
using TimedWays = std::map<Firing, std::vector<const Way*>>;

class Hearing {
 public:
  /// `over`: by state, whether nothing is to come any more.
  Hearing(const Tables& tables, const Reach& reach, const TimedWays& ways,
          const std::vector<bool>& over)
      : tables_(tables), reach_(reach), ways_(ways), over_(over), lengths_(tables) {}

  /// Whether something that `way` brings about tells somebody before `next` fires, which it arms,
  /// or leaves the state so that `next` does not fire.
  bool is_told_before(const Way& way, const Firing& next) const;

  /// Whether something else of the state ends the round that `firing` makes by `way`, or tells
  /// somebody while it goes on.
  bool ends(const Firing& firing, const Way& way) const;

 private:
  bool goes_on(const Way* way) const;
  Delay length_of(const Firing& firing) const;
  Delay stay_before(const Firing& firing) const;
  bool is_heard_before(const Firing& next) const;
  bool comes_before(const Delay& delay, const Firing& next) const;

  const Tables& tables_;
  const Reach& reach_;
  const TimedWays& ways_;
  const std::vector<bool>& over_;
  const Lengths lengths_;
};

}  // namespace relance::proof
