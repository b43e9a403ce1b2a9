#include "base/suggest.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace relance {
namespace {

// Names are at most this long; longer words are no typing slip, and the distance costs length
// squared.
constexpr std::size_t kLongest = 64;

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment), row by
// row; given up when it is more than `at_most`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t at_most) {
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::vector<std::size_t> next(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    next[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = row[j] + (folded(a[i]) == folded(b[j]) ? 0 : 1);
      next[j + 1] = std::min({replaced, row[j + 1] + 1, next[j] + 1});
      const bool swapped =
          i > 0 && j > 0 && folded(a[i]) == folded(b[j - 1]) && folded(a[i - 1]) == folded(b[j]);
      if (swapped) next[j + 1] = std::min(next[j + 1], above[j - 1] + 1);
    }
    above.swap(row);
    row.swap(next);
    if (*std::min_element(row.begin(), row.end()) > at_most) return at_most + 1;
  }
  return row[b.size()];
}

}  // namespace

std::string_view closest(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > kLongest) return {};
  std::string_view best;
  std::size_t least = kLongest + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.empty() || candidate.size() > kLongest) continue;
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t allowed = longer / 3;
    const std::size_t apart = longer - std::min(word.size(), candidate.size());
    if (apart > allowed || apart >= least) continue;
    const std::size_t found = distance(word, candidate, std::min(allowed, least));
    if (found <= allowed && found < least) {
      least = found;
      best = candidate;
    }
  }
  return best;
}

}  // namespace relance
