// What guards leave open; and those that decide nothing: those that are constant, and those of ways
// that are hidden behind earlier ones.
#pragma once

#include "proof/values.hpp"
#include "rules/definition.hpp"
#include "rules/problems.hpp"

namespace relance::proof {

/// How a guard comes out over all values of what it reads.
enum class Always { open, yes, no };
Always constant_answer(const Tables& tables, Cell cell, const Program& guard);

/// Whether a candidate is never taken, because an earlier one is whenever its guard holds; kNone or
/// that one. More than one may be needed: then it is the last of them.
Id hidden_behind(const Tables& tables, Cell cell, Id candidate);

/// What is known of what an event tells.
struct Told {
  enum Outcome : std::uint8_t { anything, conversation, no_conversation } outcome = anything;
  Id deadline = kNone;  // of breached: which one
  auto operator<=>(const Told&) const = default;
};

/// Whether `candidate` may be the one that is taken (kNone: none may be), as far as the answers of
/// the guards are known; a guard that fails apart. False only when no values bring it about.
bool may_choose(const Tables& tables, Cell cell, Id candidate, Told told);

void check_guards(const rules::Definition& definition, const Tables& tables,
                  rules::Problems& problems);

}  // namespace relance::proof
