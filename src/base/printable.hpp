// What may be shown of a text that others wrote: nothing of it commands a terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace relance {

/// The code point of `size` bytes that begins at `offset`; `size` as code_point_size gives it.
std::uint32_t code_point(std::string_view text, std::size_t offset, std::size_t size);

/// The controls (U+0000 to U+001F, U+007F to U+009F), the separators of lines and paragraphs
/// (U+2028, U+2029), and what turns the direction of writing (U+202A to U+202E, U+2066 to U+2069).
bool commands_terminal(std::uint32_t code_point);

/// What shows nothing, or a blank that is none: U+00A0, U+200B, U+FEFF, marks of direction, ...
bool is_invisible(std::uint32_t code_point);

/// "U+200B".
std::string code_point_name(std::uint32_t code_point);

/// The text on one line: what commands a terminal and bytes that are no UTF-8 become '?'.
std::string printable(std::string_view text);

/// The same for a text of several lines: its line feeds stay.
std::string printable_lines(std::string_view text);

/// "1 lead", "2 leads".
std::string counted(std::uint64_t n, std::string_view what);

/// A JSON string with its quotes. What commands a terminal is escaped by its four hexadecimal
/// digits; bytes that are no UTF-8 become U+FFFD.
std::string json_text(std::string_view text);

}  // namespace relance
