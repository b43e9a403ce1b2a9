// A quote that was left open: the parser tells it where the next one stands, or at the end.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace relance::rules {

struct OpenQuote {
  std::size_t at = 0;   // where it opens
  bool closes = false;  // by the quote that opens a later text
};

/// The first quote of a text that YAML cannot read which is never closed, or which goes on over the
/// end of its line up to a quote that was meant to open another text.
std::optional<OpenQuote> open_quote(std::string_view text);

}  // namespace relance::rules
