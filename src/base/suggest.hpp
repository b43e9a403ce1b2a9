// "Did you mean": the nearest of some known words.
#pragma once

#include <span>
#include <string_view>

namespace relance {

/// The candidate nearest to `word` by edit distance (ASCII case folded), empty when none is near
/// (more than a third of the longer word's length differs). The first wins among equals.
std::string_view closest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace relance
