// What an author may have meant where the YAML parser gave up; it speaks to programmers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/source.hpp"

namespace relance::rules {

/// The way out of a syntax error; `message` is the parser's, `at` a byte of the text.
std::string syntax_hint(const Source& source, std::size_t at, std::string_view message);

}  // namespace relance::rules
