// Blanks around a value that people or programs typed.
#pragma once

#include <string_view>

namespace relance {

/// `text` without white space at its ends: that of ASCII, and the no-break space (U+00A0) that
/// spreadsheets and web pages write.
std::string_view trimmed(std::string_view text);

}  // namespace relance
