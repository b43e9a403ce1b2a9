#include "expr/problem.hpp"

#include "base/printable.hpp"
#include "base/source.hpp"

namespace relance::expr {

std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 48;  // bytes; a longer one would hide what the message says
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = code_point_size(text, i);
    if (result.size() + size > kMost) return result + "...";
    const auto first = static_cast<unsigned char>(text[i]);
    const bool control = size == 0 || first < 0x20 || first == 0x7F ||
                         (first == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0);
    if (const std::uint32_t value = control ? 0 : code_point(text, i, size); is_invisible(value)) {
      result.append("<").append(code_point_name(value)).append(">");
    } else {
      result += control ? std::string_view("?") : text.substr(i, size);
    }
    i += size == 0 ? 1 : size;
  }
  return result;
}

}  // namespace relance::expr
