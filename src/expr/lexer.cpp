#include "expr/lexer.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

#include "base/source.hpp"
#include "expr/advice.hpp"
#include "expr/characters.hpp"
#include "expr/literal.hpp"

namespace relance::expr {
namespace {

struct Mark {
  std::string_view text;
  TokenKind kind;
};

// Longer marks stand before those they begin with.
constexpr std::array<Mark, 24> kMarks{{
    {"&&", TokenKind::and_and},       {"||", TokenKind::or_or},       {"<=", TokenKind::less_equal},
    {">=", TokenKind::greater_equal}, {"==", TokenKind::equal_equal}, {"!=", TokenKind::bang_equal},
    {"<", TokenKind::less},           {">", TokenKind::greater},      {"!", TokenKind::bang},
    {"+", TokenKind::plus},           {"-", TokenKind::minus},        {"*", TokenKind::star},
    {"/", TokenKind::slash},          {"%", TokenKind::percent},      {"?", TokenKind::question},
    {":", TokenKind::colon},          {".", TokenKind::dot},          {",", TokenKind::comma},
    {"(", TokenKind::open_round},     {")", TokenKind::close_round},  {"[", TokenKind::open_square},
    {"]", TokenKind::close_square},   {"{", TokenKind::open_brace},   {"}", TokenKind::close_brace},
}};

constexpr std::array<Mark, 4> kWords{{
    {"true", TokenKind::word_true},
    {"false", TokenKind::word_false},
    {"null", TokenKind::word_null},
    {"in", TokenKind::word_in},
}};

}  // namespace

std::string_view name(TokenKind kind) {
  switch (kind) {
    case TokenKind::end:
      return "the end";
    case TokenKind::identifier:
    case TokenKind::quoted_identifier:
      return "a name";
    case TokenKind::integer:
    case TokenKind::unsigned_integer:
    case TokenKind::real:
      return "a number";
    case TokenKind::text:
    case TokenKind::bytes:
      return "a text";
    default:
      break;
  }
  for (const Mark& mark : kMarks) {
    if (mark.kind == kind) return mark.text;
  }
  for (const Mark& word : kWords) {
    if (word.kind == kind) return word.text;
  }
  return "this";
}

Token Lexer::next() {
  skip_blanks_and_comments();
  if (place_ >= source_.size()) return token(TokenKind::end, 0);
  const char first = source_[place_];
  if (text_prefix() > 0) return text();
  if (begins_name(first)) return word();
  if (is_digit(first) || (first == '.' && is_digit(at(place_ + 1)))) return number();
  if (first == '`') return quoted_identifier();
  return punctuation();
}

void Lexer::skip_blanks_and_comments() {
  for (;;) {
    while (place_ < source_.size() && is_blank(source_[place_])) ++place_;
    if (source_.substr(place_, 2) != "//") return;
    const std::size_t end = source_.find('\n', place_);
    place_ = end == std::string_view::npos ? source_.size() : end;
  }
}

Token Lexer::token(TokenKind kind, std::size_t size) {
  Token token;
  token.kind = kind;
  token.span = {static_cast<std::uint32_t>(place_), static_cast<std::uint32_t>(size)};
  place_ += size;
  return token;
}

Token Lexer::bad(std::size_t offset, std::size_t width, int code, std::string message,
                 std::string hint) {
  problems_.push_back({offset, width, code, std::move(message), std::move(hint)});
  return token(TokenKind::bad, 0);
}

Token Lexer::word() {
  std::size_t size = 1;
  while (continues_name(at(place_ + size))) ++size;
  const std::string_view text = source_.substr(place_, size);
  for (const Mark& word : kWords) {
    if (word.text == text) return token(word.kind, size);
  }
  Token result = token(TokenKind::identifier, size);
  result.text = text;
  return result;
}

Token Lexer::quoted_identifier() {
  std::size_t size = 1;
  while (continues_name(at(place_ + size)) || is_one_of(at(place_ + size), "-./ ")) ++size;
  if (size == 1 || at(place_ + size) != '`') {
    return bad(place_, size, kBadCharacter, "a name in backticks is not closed by one",
               "texts are written in straight quotes: \"...\"");
  }
  const std::string_view text = source_.substr(place_ + 1, size - 1);
  Token result = token(TokenKind::quoted_identifier, size + 1);
  result.text = text;
  return result;
}

Token Lexer::punctuation() {
  const std::string_view rest = source_.substr(place_);
  for (const Mark& mark : kMarks) {
    if (rest.substr(0, mark.text.size()) == mark.text) return token(mark.kind, mark.text.size());
  }
  return unknown_character();
}

Token Lexer::unknown_character() {
  const std::size_t size = std::max<std::size_t>(1, code_point_size(source_, place_));
  const Complaint problem = strange_character(source_, place_, size);
  return bad(place_, size, kBadCharacter, problem.cause, problem.hint);
}

std::size_t Lexer::skip_digits(std::size_t from) const {
  while (is_digit(at(from))) ++from;
  return from;
}

std::size_t Lexer::skip_exponent(std::size_t from) const {
  if (at(from) != 'e' && at(from) != 'E') return from;
  const std::size_t digits = from + (is_one_of(at(from + 1), "+-") ? 2 : 1);
  return is_digit(at(digits)) ? skip_digits(digits) : from;
}

Token Lexer::number() {
  if (at(place_) == '0' && is_one_of(at(place_ + 1), "xX") && hex_digit(at(place_ + 2)) >= 0) {
    std::size_t end = place_ + 2;
    while (hex_digit(at(end)) >= 0) ++end;
    return whole(end, 16);
  }
  std::size_t end = skip_digits(place_);
  bool is_real = false;
  if (at(end) == '.' && is_digit(at(end + 1))) {
    end = skip_digits(end + 1);
    is_real = true;
  }
  const std::size_t exponent_end = skip_exponent(end);
  if (is_real || exponent_end != end) return real(exponent_end);
  return whole(end, 10);
}

Token Lexer::runs_into_word(std::size_t end) {
  std::size_t stop = end;
  while (continues_name(at(stop))) ++stop;
  return bad(
      place_, end + 1 - place_, kBadNumber, "a number runs into a word",
      number_with_unit(source_.substr(place_, end - place_), source_.substr(end, stop - end)));
}

Token Lexer::real(std::size_t end) {
  if (continues_name(at(end))) {
    return runs_into_word(end);
  }
  double value = 0;
  const auto read = std::from_chars(source_.data() + place_, source_.data() + end, value);
  if (read.ec != std::errc{}) {
    // A wider type tells what is too large from what is too small, which is zero.
    long double wide = 1;
    std::from_chars(source_.data() + place_, source_.data() + end, wide);
    if (wide >= 1) {
      return bad(place_, end - place_, kBadNumber, "the number is out of the range of a double",
                 "write a smaller one: up to 1.7e308");
    }
  }
  Token result = token(TokenKind::real, end - place_);
  result.real = value;
  return result;
}

Token Lexer::whole(std::size_t end, int base) {
  const bool is_unsigned = is_one_of(at(end), "uU");
  const std::size_t stop = end + (is_unsigned ? 1 : 0);
  if (continues_name(at(stop))) {
    return runs_into_word(stop);
  }
  const std::size_t skip = base == 16 ? 2 : 0;
  std::uint64_t value = 0;
  const auto read =
      std::from_chars(source_.data() + place_ + skip, source_.data() + end, value, base);
  constexpr std::uint64_t kMost = std::uint64_t{1} << 63;
  if (read.ec != std::errc{} || (!is_unsigned && value > kMost)) {
    return bad(place_, stop - place_, kBadNumber, "the number needs more than 64 bits",
               std::string(kNumbersReach));
  }
  Token result =
      token(is_unsigned ? TokenKind::unsigned_integer : TokenKind::integer, stop - place_);
  result.number = value;
  return result;
}

std::size_t Lexer::text_prefix() const {
  std::size_t size = 0;
  if (is_one_of(at(place_ + size), "bB")) ++size;
  if (is_one_of(at(place_ + size), "rR")) ++size;
  return is_one_of(at(place_ + size), "\"'") ? size + 1 : 0;
}

Token Lexer::text() {
  const TextLiteral literal = read_text(source_, place_, problems_);
  if (literal.size == 0) return token(TokenKind::bad, 0);
  Token result = token(literal.bytes ? TokenKind::bytes : TokenKind::text, literal.size);
  result.text = literal.contents;
  return result;
}

}  // namespace relance::expr
