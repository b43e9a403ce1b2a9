// Guards that decide nothing: those that are constant, and those of ways that are hidden behind
// earlier ones.
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

void check_guards(const rules::Definition& definition, const Tables& tables,
                  rules::Problems& problems);

}  // namespace relance::proof
