#include "relance/effect_id.hpp"

namespace relance {

std::string to_text(EffectId id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(32, '0');
  for (std::size_t i = 0; i < 32; ++i) {
    const std::uint64_t half = i < 16 ? id.high : id.low;
    text[i] = kDigits[half >> (60 - 4 * (i % 16)) & 15];
  }
  return text;
}

std::optional<EffectId> effect_id(std::string_view hexadecimal) {
  if (hexadecimal.size() != 32) return std::nullopt;
  EffectId id;
  for (std::size_t i = 0; i < 32; ++i) {
    const char c = hexadecimal[i];
    std::uint64_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint64_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<std::uint64_t>(c - 'a' + 10);
    } else {
      return std::nullopt;
    }
    std::uint64_t& half = i < 16 ? id.high : id.low;
    half = half << 4 | digit;
  }
  return id;
}

}  // namespace relance
