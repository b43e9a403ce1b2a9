// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): a quick hash where a collision costs a
// look, never a wrong answer. Where equality must be proved, see hash.hpp.
#pragma once

#include <cstdint>
#include <string_view>

namespace relance {

inline constexpr std::uint64_t kFnvStart = 0xcbf29ce484222325;

constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash = kFnvStart) {
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3;
  }
  return hash;
}

/// Eight bytes, least significant first.
constexpr std::uint64_t fnv1a(std::int64_t number, std::uint64_t hash) {
  for (int shift = 0; shift < 64; shift += 8) {
    hash ^= static_cast<std::uint64_t>(number) >> shift & 0xFF;
    hash *= 0x100000001b3;
  }
  return hash;
}

}  // namespace relance
