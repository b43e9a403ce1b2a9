#include "base/printable.hpp"

#include <fmt/format.h>

#include <algorithm>

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
