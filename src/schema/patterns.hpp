// The small languages inside scalars, as regular expressions of ECMA 262 with a message each.
#pragma once

#include <string>

#include "schema/json.hpp"

namespace relance::schema {

Json name_text();            // of the author
Json delay_text();           // "20 min"
Json window_text();          // "09:00-12:30"
Json date_text();            // "2026-12-24"
Json rate_text();            // "13% of leads"
Json zone_text();            // "Europe/Paris"
Json name_keys();            // for the keys of a map
std::string days_pattern();  // "mon-fri", "mon, wed"

}  // namespace relance::schema
