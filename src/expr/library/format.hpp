// format() and strings.quote() of the extension of strings.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "relance/core/scalar.hpp"

namespace relance::expr {

/// `text` with its clauses (%s %d %f %e %b %o %x %X %%) filled from `list`, appended to `result`;
/// why not, when it cannot be.
std::optional<Scalar::Failure> format_text(std::string_view text, const Scalar& list,
                                           std::string& result);

/// In double quotes, with what cannot be seen as escapes; bytes that are no UTF-8 become U+FFFD.
std::string quoted(std::string_view text);

}  // namespace relance::expr
