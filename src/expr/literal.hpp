// Text and bytes literals: quotes, raw and triple forms, escapes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "expr/problem.hpp"

namespace relance::expr {

struct TextLiteral {
  std::size_t size = 0;  // bytes of source; 0: a problem was noted
  bool bytes = false;
  std::string contents;  // of a text always valid UTF-8
};

/// The literal that begins at `offset`, where an optional b, an optional r and a quote stand.
/// `source` is valid UTF-8.
TextLiteral read_text(std::string_view source, std::size_t offset, std::vector<Problem>& problems);

}  // namespace relance::expr
