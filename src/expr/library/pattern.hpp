// Regular expressions, by RE2: linear in the text, whatever the pattern.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/program.hpp"

namespace relance::expr {

/// Null when the pattern is wrong or too large; `problem` then says why.
std::shared_ptr<const Pattern> compile_pattern(std::string_view pattern, std::string& problem);

/// Whether the pattern is found anywhere in the text; nothing when it is wrong. Those that were
/// compiled before are not compiled again.
std::optional<bool> matches_pattern(const std::vector<std::shared_ptr<const Pattern>>& known,
                                    std::string_view text, std::string_view pattern);

}  // namespace relance::expr
