// Values and rules in the words of exports and histories.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "relance/core/tables.hpp"
#include "relance/journal.hpp"
#include "relance/value.hpp"

namespace relance {

/// "absent", "true", "7", a JSON string, "2026-12-24", an RFC 3339 instant, "900.50 EUR".
std::string value_text(const Tables& tables, const Value& value);

/// What an event that the engine alone tells follows from, as advice; empty for others.
std::string_view advice_for(EventKind told_by_engine);

/// "call first_call"
std::string effect_name(const Tables& tables, Id rule);

/// Whether an entry that moves its lead to other rules tells a step of its trace by those before:
/// it is about what ends.
constexpr bool tells_an_end(std::uint8_t trace_kind) {
  return trace_kind == TraceStep::withdrawn || trace_kind == TraceStep::completed ||
         trace_kind == TraceStep::deadline_ended || trace_kind == TraceStep::deadline_resumed;
}

}  // namespace relance
