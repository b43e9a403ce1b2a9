// An author's text with its lines: turns byte offsets into places and excerpts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "relance/diagnostic.hpp"

namespace relance {

/// A piece of a source text, in bytes.
struct Span {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

/// Marks a problem of the file as a whole: it has no line.
inline constexpr Span kWholeFile{UINT32_MAX, 0};

/// Immutable; `text` must outlive it. Lines end with LF, CRLF or CR.
class Source {
 public:
  /// `text` is below 4 GiB.
  Source(std::string_view text, std::string_view file);

  struct Place {
    int line = 0;    // 1-based
    int column = 0;  // 1-based, in code points
  };

  std::string_view text() const { return text_; }
  const std::string& file() const { return file_; }
  /// Offsets past the end mean the end.
  Place place(std::size_t offset) const;
  /// Line n (1-based) without its line break.
  std::string_view line(int n) const;
  /// A diagnostic with its place and excerpt filled in. A span that reaches into the next line is
  /// underlined to the end of its first one.
  Diagnostic diagnostic(int code, Span span, std::string message, std::string hint = {}) const;

 private:
  std::string_view text_;
  std::string file_;
  std::vector<std::uint32_t> starts_;  // offset of each line
};

/// The length in bytes of the code point that begins at `offset`, 0 when it is not valid UTF-8
/// (overlong forms, surrogates and values above U+10FFFF are not).
std::size_t code_point_size(std::string_view text, std::size_t offset);

/// Offset of the first byte that is not valid UTF-8; npos when all of it is.
std::size_t first_invalid_utf8(std::string_view text);

/// Code points; an invalid byte counts as one.
std::size_t count_code_points(std::string_view text);

}  // namespace relance
