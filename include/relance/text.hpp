// What counts as text where a host gives it.
#pragma once

#include <string_view>

namespace relance {

/// Whether all of it is UTF-8 (Unicode, table 3-7: nothing overlong, no surrogates).
bool is_utf8(std::string_view text);

}  // namespace relance
