// How many cases a random test tries.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace relance::test {

/// `usual`, or the share of it that RELANCE_CASES says in per cent: fewer in a slow build, more by
/// hand.
inline std::uint64_t cases(std::uint64_t usual) {
  const char* share = std::getenv("RELANCE_CASES");
  return share == nullptr ? usual : usual * std::strtoull(share, nullptr, 10) / 100;
}

}  // namespace relance::test
