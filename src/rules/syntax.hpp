// What an author may have meant where the YAML parser gave up; it speaks to programmers.
#pragma once

#include <cstdint>
#include <string>

#include "rules/problems.hpp"

namespace relance::rules {

/// Tells a syntax error with the way out; `message` is the parser's, `at` a byte of the text.
void tell_syntax(Problems& problems, std::uint32_t at, const std::string& message);

}  // namespace relance::rules
