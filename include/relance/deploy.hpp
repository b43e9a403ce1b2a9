// New rules on a running engine: who moves to them, what is called otherwise there, and what
// became of each lead (law 6).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "relance/instant.hpp"

namespace relance {

/// Which leads move to the rules that their tenant's new leads take.
struct MovePlan {
  enum class Who : std::uint8_t {
    nobody = 0,  // those that are there keep their rules
    all = 1,
    state = 2,  // those in state `which` of the rules they have
    stage = 3,  // those in stage `which`
    guard = 4,  // those for which `which`, an expression over lead.*, holds by the rules they have
  };
  /// What is called otherwise in the new rules. Both are named as LeadMove::without names them: a
  /// state "talking", a step "call first_call", a field "lead.budget", a lane "lane bdc", a
  /// deadline "deadlines.treated", a reason to pause it "deadlines.treated.pauses.papers", a line
  /// of a state that waits "states.talking.after[0]". All but a state go when their new name is
  /// "-". A step stays one of the same verb, a line becomes one of the state that its state
  /// becomes, a reason one of the deadline that its deadline becomes.
  struct Mapping {
    std::string before, after;
  };

  Who who = Who::nobody;
  std::string which;  // empty for nobody and all
  std::vector<Mapping> map;
  std::string actor;  // who wants it; stands in the journal
};

/// What became of a lead that was to move, or would become of it.
struct LeadMove {
  /// A timer, by its rule: "states.talking.after[0]", "limit of call first_call", "watch".
  struct Rearmed {
    std::string what;
    Instant before = kNever;  // kNever: it was not armed
    Instant after = kNever;   // kNever: it is not armed any more
    bool at_once = false;     // by the new rules its time is over: it fires as soon as it may
  };
  std::uint64_t number = 0;
  std::string lead;              // the host's id
  std::string fingerprint;       // of the rules it comes from
  std::string from, to;          // states
  std::vector<Rearmed> rearmed;  // those whose instant changes, begin or end
  /// All of it that has no counterpart in the new rules and is not mapped. Not empty: it stays as
  /// and where it is. A reason in brackets follows where the new rules have the name. Where its
  /// state has none, lines are those that neither the state which it seems to be by another name
  /// has, nor, where there is none, any.
  std::vector<std::string> without;
};

struct MoveResult {
  std::vector<LeadMove> leads;  // by number
  std::uint64_t last = 0;       // the number of the last lead that was looked at
  bool more = false;            // go on behind `last`
};

/// Rules that a tenant's new leads took from an instant on.
struct Deployment {
  std::uint32_t number = 0;  // 1 and up
  std::string name, fingerprint;
  Instant at = kNever;  // kNever: nobody said
  std::string actor;
  std::uint64_t leads = 0;  // that have these rules now
};

}  // namespace relance
