// The name of an effect for ever: equal on replay, on retry and in every store.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace relance {

/// 128 bits from (tenant, lead, journal entry, place in the entry, rules). They are packed, not
/// hashed, so that an effect is found again without an index: see docs/decisions/0002.
struct EffectId {
  std::uint64_t high = 0;  // lead number (40 bits), tag (24 bits)
  std::uint64_t low = 0;   // journal entry (32 bits), place in it (16 bits), tag (16 bits)
  auto operator<=>(const EffectId&) const = default;

  std::uint64_t lead() const { return high >> 24; }
  std::uint32_t seq() const { return static_cast<std::uint32_t>(low >> 32); }
  std::uint16_t index() const { return static_cast<std::uint16_t>(low >> 16); }
  /// The 40 bits that stand for the tenant and the rules.
  std::uint64_t tag() const { return (high & 0xFFFFFF) << 16 | (low & 0xFFFF); }
};

/// `tag`: 40 bits, see EffectId::tag.
constexpr EffectId make_effect_id(std::uint64_t lead, std::uint32_t seq, std::uint16_t index,
                                  std::uint64_t tag) {
  return {lead << 24 | (tag >> 16 & 0xFFFFFF), static_cast<std::uint64_t>(seq) << 32 |
                                                   static_cast<std::uint64_t>(index) << 16 |
                                                   (tag & 0xFFFF)};
}

/// 32 hexadecimal digits, lower case, and back; nothing when it is no such text.
std::string to_text(EffectId id);
std::optional<EffectId> effect_id(std::string_view hexadecimal);

}  // namespace relance
