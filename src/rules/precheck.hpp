// What can be said of a text before it is parsed.
#pragma once

#include <string_view>

#include "rules/document.hpp"
#include "rules/problems.hpp"

namespace relance::rules {

inline constexpr const char* kTooDeepHint =
    "no rules need as much; is a bracket not closed, or is it another file?";
inline constexpr const char* kTooManyHint =
    "is it the right file? rules of this size are split by tenant";

/// Whether the text is short enough, not empty, UTF-8 and free of control characters.
bool check_bytes(Problems& problems, const Budget& budget, const Format& format);

/// Whether the key of the format stands anywhere in the text; if not, it is a file of another kind.
bool mentions_format(std::string_view text, const Format& format);

/// Tells that this is a file of another kind, and of which one if its first bytes say so.
void tell_other_kind(Problems& problems, const Format& format);

}  // namespace relance::rules
