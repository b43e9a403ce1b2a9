// Which candidate a state takes for an event: the bare transition.
#pragma once

#include "relance/core/program.hpp"
#include "relance/core/tables.hpp"
#include "relance/journal.hpp"

namespace relance {

struct Choice {
  Id candidate = kNone;  // kNone: a fact that moves nothing, or a refusal
  Refusal refusal = Refusal::none;
};

/// The first candidate in written order whose guard holds. `Guards` gives
///   Scalar value(Id program);  // of a guard
///   void trace(TraceStep::Kind kind, Id candidate, Id detail);  // what became of a candidate
template <class Guards>
Choice choose(const Tables& tables, Id state, Id event, Guards& guards) {
  const bool fact = event < kBuiltInEvents && is_fact(static_cast<EventKind>(event));
  const std::size_t cell = tables.cell(state, event);
  const std::uint16_t first = tables.cells[cell], end = tables.cells[cell + 1];
  for (Id i = first; i < end; ++i) {
    const Id guard = tables.candidates[i].guard;
    const Scalar held = guard == kNone ? Scalar::of(Scalar::boolean, 1) : guards.value(guard);
    if (held.is(true)) {
      guards.trace(TraceStep::taken, i, kNone);
      return {i, Refusal::none};
    }
    const Id detail = static_cast<Id>(held.size);
    if (held.kind == Scalar::failed) {
      guards.trace(TraceStep::guard_failed, i, detail);
      return {kNone, fact ? Refusal::none : Refusal::guard_failed};
    }
    const bool absent = held.kind == Scalar::absent;
    guards.trace(absent ? TraceStep::guard_absent : TraceStep::guard_false, i,
                 absent ? detail : kNone);
  }
  if (fact) return {};
  return {kNone, first == end ? Refusal::not_here : Refusal::guard_false};
}

}  // namespace relance
