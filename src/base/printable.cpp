#include "base/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/source.hpp"

namespace relance {
namespace {

/// `text` with every code point as it stands or as `replace(code point)` has it; kNoCodePoint is
/// given for a byte that is no UTF-8.
constexpr std::uint32_t kNoCodePoint = UINT32_MAX;
template <class Commands, class Replace>
std::string rewrite(std::string_view text, Commands commands, Replace replace) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = code_point_size(text, i);
    const std::uint32_t value = size == 0 ? kNoCodePoint : code_point(text, i, size);
    if (size == 0 || commands(value)) {
      out += replace(value);
    } else {
      out.append(text, i, size);
    }
    i += std::max<std::size_t>(size, 1);
  }
  return out;
}

std::string escaped(std::uint32_t value) {
  if (value == kNoCodePoint) return "\xEF\xBF\xBD";
  if (value == '"' || value == '\\') return {'\\', static_cast<char>(value)};
  return fmt::format("\\u{:04x}", value);
}

}  // namespace

std::uint32_t code_point(std::string_view text, std::size_t offset, std::size_t size) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[offset + i]));
  };
  if (size == 1) return byte(0);
  std::uint32_t value = byte(0) & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) value = (value << 6U) | (byte(i) & 0x3FU);
  return value;
}

bool commands_terminal(std::uint32_t value) {
  return value < 0x20 || (value >= 0x7F && value <= 0x9F) || (value >= 0x2028 && value <= 0x202E) ||
         (value >= 0x2066 && value <= 0x2069);
}

bool is_invisible(std::uint32_t value) {
  struct Range {
    std::uint32_t first, last;
  };
  // Blanks but U+0020, and the characters that Unicode's Default_Ignorable_Code_Point lists.
  static constexpr std::array<Range, 20> kRanges{
      {{0x00A0, 0x00A0}, {0x00AD, 0x00AD}, {0x034F, 0x034F},   {0x061C, 0x061C},
       {0x115F, 0x1160}, {0x1680, 0x1680}, {0x17B4, 0x17B5},   {0x180B, 0x180F},
       {0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x206F},   {0x2800, 0x2800},
       {0x3000, 0x3000}, {0x3164, 0x3164}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
       {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}}};
  return std::any_of(kRanges.begin(), kRanges.end(), [&](const Range& range) {
    return range.first <= value && value <= range.last;
  });
}

std::string code_point_name(std::uint32_t value) { return fmt::format("U+{:04X}", value); }

std::string printable(std::string_view text) {
  return rewrite(text, commands_terminal, [](std::uint32_t) { return "?"; });
}

std::string printable_lines(std::string_view text) {
  const auto commands = [](std::uint32_t value) {
    return value != '\n' && commands_terminal(value);
  };
  return rewrite(text, commands, [](std::uint32_t) { return "?"; });
}

std::string counted(std::uint64_t n, std::string_view what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

std::string json_text(std::string_view text) {
  const auto commands = [](std::uint32_t value) {
    return value == '"' || value == '\\' || commands_terminal(value);
  };
  return '"' + rewrite(text, commands, escaped) + '"';
}

}  // namespace relance
