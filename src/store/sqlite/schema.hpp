// The tables of a database file, as docs/storage.md promises them.
#pragma once

#include <cstdint>
#include <string>

#include "relance/lead.hpp"

namespace relance {

inline constexpr std::int64_t kApplicationId = 0x524C4E43;  // "RLNC"
inline constexpr std::int64_t kFormat = 2;                  // user_version
inline constexpr int kPageSize = 4096;                      // bytes; why: docs/storage.md

/// The key of a lead's row: the tenant stands in it.
inline constexpr int kNumberBits = 40;
constexpr std::int64_t row_of(LeadKey key) {
  return static_cast<std::int64_t>((std::uint64_t{key.tenant} << kNumberBits) | key.number);
}
constexpr LeadKey key_of(std::int64_t row) {
  return {static_cast<std::uint32_t>(row >> kNumberBits),
          static_cast<std::uint64_t>(row) & ((std::uint64_t{1} << kNumberBits) - 1)};
}

/// What is wrong with a file, to be put after its path.
std::string not_ours_words();
std::string newer_words(std::int64_t version);

/// Statements that lead from format `version` to the next; empty from kFormat on.
const char* migration(std::int64_t version);

}  // namespace relance
