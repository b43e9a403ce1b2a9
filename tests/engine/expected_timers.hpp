// What the timers of a moved lead are to be, by rules whose lines, steps and deadlines have the
// places that they had.
#pragma once

#include <cstdint>
#include <tuple>
#include <vector>

#include "relance/core/tables.hpp"
#include "relance/lead.hpp"

namespace relance::test {

/// Kind, index, effect, since, due.
using Due = std::tuple<TimerKind, Id, std::uint16_t, std::int64_t, std::int64_t>;

/// Sorted.
std::vector<Due> dues(const Pool<Timer>& timers);

/// `moved`: the lead in the lane that it has come to.
std::vector<Due> expected(const Tables& from, const Tables& to, const LeadRecord& lead,
                          const LeadRecord& moved, Instant now);

}  // namespace relance::test
