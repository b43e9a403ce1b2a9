// Values and rules in the words of exports and histories.
#pragma once

#include <string>

#include "relance/core/tables.hpp"
#include "relance/value.hpp"

namespace relance {

/// "absent", "true", "7", a JSON string, "2026-12-24", an RFC 3339 instant, "900.50 EUR".
std::string value_text(const Tables& tables, const Value& value);

/// "call first_call"
std::string effect_name(const Tables& tables, Id rule);

}  // namespace relance
