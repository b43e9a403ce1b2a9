// From the text of an expression to its tokens, by the lexis of CEL.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "expr/problem.hpp"
#include "expr/token.hpp"

namespace relance::expr {

/// `source` is valid UTF-8 below 4 GiB and outlives the lexer, as `problems` does.
class Lexer {
 public:
  Lexer(std::string_view source, std::vector<Problem>& problems)
      : source_(source), problems_(problems) {}

  /// The next token; `end` again and again at the end. After a `bad` one, which comes with its
  /// problem, do not ask again.
  Token next();

 private:
  char at(std::size_t offset) const { return offset < source_.size() ? source_[offset] : '\0'; }
  void skip_blanks_and_comments();
  Token token(TokenKind kind, std::size_t size);
  Token bad(std::size_t offset, std::size_t width, int code, std::string message,
            std::string hint = {});
  Token word();
  Token quoted_identifier();
  Token punctuation();
  Token unknown_character();
  Token number();
  Token runs_into_word(std::size_t end);
  Token real(std::size_t end);
  Token whole(std::size_t end, int base);
  std::size_t skip_digits(std::size_t from) const;
  std::size_t skip_exponent(std::size_t from) const;
  /// The size of a text literal's prefix and quotes when one begins here, else 0.
  std::size_t text_prefix() const;
  Token text();

  std::string_view source_;
  std::vector<Problem>& problems_;
  std::size_t place_ = 0;
};

}  // namespace relance::expr
