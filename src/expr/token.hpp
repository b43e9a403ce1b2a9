// The words of CEL.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/source.hpp"

namespace relance::expr {

enum class TokenKind : std::uint8_t {
  end,
  bad,  // a problem was noted; nothing after it is read
  identifier,
  quoted_identifier,  // `in backticks`, only after a dot
  integer,
  unsigned_integer,
  real,
  text,
  bytes,
  word_true,
  word_false,
  word_null,
  word_in,
  and_and,
  or_or,
  bang,
  less,
  less_equal,
  greater,
  greater_equal,
  equal_equal,
  bang_equal,
  plus,
  minus,
  star,
  slash,
  percent,
  question,
  colon,
  dot,
  comma,
  open_round,
  close_round,
  open_square,
  close_square,
  open_brace,
  close_brace,
};

/// How a token is called in a message: "`&&`", "a name", "the end".
std::string_view name(TokenKind kind);

struct Token {
  TokenKind kind = TokenKind::end;
  Span span;
  std::string text;          // name, or the contents of a text or bytes literal
  std::uint64_t number = 0;  // integer (up to 2^63, for a minus before it) and unsigned_integer
  double real = 0;
};

}  // namespace relance::expr
