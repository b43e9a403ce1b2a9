// Finding a place of a scalar's value in the text that it was written as.
#include <algorithm>

#include "rules/document.hpp"

namespace relance::rules {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Bytes that stand for one byte (or code point) of the value at `at`: 2 for '' and most escapes.
std::size_t written_width(std::string_view text, std::size_t at, Node::Style style) {
  if (style == Node::single_quoted && text.substr(at, 2) == "''") return 2;
  if (style != Node::double_quoted || text[at] != '\\' || at + 1 >= text.size()) return 1;
  switch (text[at + 1]) {
    case 'x':
      return 4;
    case 'u':
      return 6;
    case 'U':
      return 10;
    default:
      return 2;
  }
}

}  // namespace

std::size_t offset_in_scalar(const Source& source, const Node& scalar, std::size_t index) {
  const std::string_view text = source.text();
  std::size_t at = std::min<std::size_t>(scalar.at.offset, text.size());
  if (scalar.style == Node::block) {
    at = std::min(text.find_first_of("\r\n", at), text.size());
  } else if (scalar.style != Node::plain) {
    ++at;
  }
  const std::string_view value = scalar.text;
  for (std::size_t i = 0; at < text.size(); ++at) {
    // Line breaks, indentation and folding: blanks of either side need not match.
    const bool same = i < value.size() && value[i] == text[at];
    if (!same && blank(text[at])) continue;
    const std::size_t width = written_width(text, at, scalar.style);
    while (!same && width == 1 && i < value.size() && blank(value[i]) && i < index) ++i;
    if (i >= index) return at;
    i += same && width == 1 ? 1 : std::max<std::size_t>(1, code_point_size(value, i));
    at += width - 1;
  }
  return text.size();
}

}  // namespace relance::rules
