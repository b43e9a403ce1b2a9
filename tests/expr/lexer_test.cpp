#include "expr/lexer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "expr/bindings.hpp"

namespace relance::expr {
namespace {

/// The kinds of all tokens but the end, as they are called in messages, joined by blanks.
std::string kinds(std::string_view source) {
  std::vector<Problem> problems;
  Lexer lexer(source, problems);
  std::string result;
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.kind == TokenKind::bad) return "bad";
    if (!result.empty()) result += ' ';
    result += name(token.kind);
  }
  return result;
}

Token only(std::string_view source) {
  std::vector<Problem> problems;
  Lexer lexer(source, problems);
  Token token = lexer.next();
  EXPECT_TRUE(problems.empty()) << describe(problems);
  EXPECT_EQ(token.span.size, source.size()) << source;
  EXPECT_EQ(lexer.next().kind, TokenKind::end) << source;
  return token;
}

TEST(Lexer, KnowsEveryMark) {
  EXPECT_EQ(kinds("&& || <= >= == != < > ! + - * / % ? : . , ( ) [ ] { }"),
            "&& || <= >= == != < > ! + - * / % ? : . , ( ) [ ] { }");
}

TEST(Lexer, NeedsNoBlanksBetweenMarks) {
  EXPECT_EQ(kinds("a<=b&&!c"), "a name <= a name && ! a name");
}

TEST(Lexer, SkipsBlanksAndComments) {
  EXPECT_EQ(kinds(" \t\r\n\f1 // the rest && more\n2//"), "a number a number");
}

TEST(Lexer, TellsWordsFromNames) {
  EXPECT_EQ(kinds("true false null in trueish _in In"), "true false null in a name a name a name");
}

TEST(Lexer, ReadsWholeNumbers) {
  const std::vector<std::pair<std::string_view, std::uint64_t>> cases{
      {"0", 0},
      {"007", 7},
      {"0x1F", 31},
      {"0Xff", 255},
      {"9223372036854775807", 9223372036854775807U},
      {"9223372036854775808", 9223372036854775808U},  // lawful after a minus
  };
  for (const auto& [source, value] : cases) {
    const Token token = only(source);
    EXPECT_EQ(token.kind, TokenKind::integer) << source;
    EXPECT_EQ(token.number, value) << source;
  }
}

TEST(Lexer, ReadsUnsignedNumbers) {
  for (const auto& [source, value] : std::vector<std::pair<std::string_view, std::uint64_t>>{
           {"7u", 7}, {"0x10U", 16}, {"18446744073709551615u", UINT64_MAX}}) {
    const Token token = only(source);
    EXPECT_EQ(token.kind, TokenKind::unsigned_integer) << source;
    EXPECT_EQ(token.number, value) << source;
  }
}

TEST(Lexer, ReadsDoubles) {
  for (const auto& [source, value] : std::vector<std::pair<std::string_view, double>>{
           {"1.5", 1.5}, {".25", 0.25}, {"2e3", 2000}, {"2.5E-1", 0.25}, {"1e+2", 100}}) {
    const Token token = only(source);
    EXPECT_EQ(token.kind, TokenKind::real) << source;
    EXPECT_EQ(token.real, value) << source;
  }
}

// The escapes are those of the section "String and bytes values" of CEL's language definition.
TEST(Lexer, ReadsTexts) {
  const std::vector<std::pair<std::string_view, std::string>> cases{
      {R"("")", ""},
      {R"('it "is"')", "it \"is\""},
      {R"("it's")", "it's"},
      {R"("\a\b\f\n\r\t\v\\\?\"\'\`")", "\a\b\f\n\r\t\v\\?\"'`"},
      {R"("\x41\X42\103")", "ABC"},
      {R"("\u00e9\U0001F600")", "\u00e9\U0001F600"},
      {R"("\xff\377")", "\u00ff\u00ff"},  // in a text a code is a code point
      {R"(r"\n\")", "\\n\\"},
      {R"(R'a"b')", "a\"b"},
      {"'''a 'b' \n ''c'''", "a 'b' \n ''c"},
      {R"("""a "b" ""c""")", "a \"b\" \"\"c"},
      {R"("""""")", ""},
      {"'\u00e9t\u00e9'", "\u00e9t\u00e9"},
  };
  for (const auto& [source, contents] : cases) {
    const Token token = only(source);
    EXPECT_EQ(token.kind, TokenKind::text) << source;
    EXPECT_EQ(token.text, contents) << source;
  }
}

TEST(Lexer, ReadsBytes) {
  const std::vector<std::pair<std::string_view, std::string>> cases{
      {R"(b"\xff\377a")",
       "\xff\xff"
       "a"},  // in bytes a code is an octet
      {"B'\u00e9'", "\u00e9"},
      {R"(br"\x")", "\\x"},
  };
  for (const auto& [source, contents] : cases) {
    const Token token = only(source);
    EXPECT_EQ(token.kind, TokenKind::bytes) << source;
    EXPECT_EQ(token.text, contents) << source;
  }
}

TEST(Lexer, TakesAPrefixWithoutQuoteAsAName) { EXPECT_EQ(kinds("b r br"), "a name a name a name"); }

struct BadCase {
  std::string_view source;
  int code;
  std::size_t offset;
  std::size_t width;
};

TEST(Lexer, NotesOneProblemWithItsPlace) {
  const std::vector<BadCase> cases{
      {"a = 1", kBadCharacter, 2, 1},
      {"a & b", kBadCharacter, 2, 1},
      {"a | b", kBadCharacter, 2, 1},
      {"a # b", kBadCharacter, 2, 1},
      {"a \u201cb\u201d", kBadCharacter, 2, 3},
      {"\u00e9", kBadCharacter, 0, 2},
      {std::string_view("a\0", 2), kBadCharacter, 1, 1},
      {"a.`b", kBadCharacter, 2, 2},
      {"  'abc", kOpenText, 2, 1},
      {"'abc\n'", kOpenText, 0, 1},
      {"r'''abc''", kOpenText, 0, 4},
      {R"("ab\q")", kBadEscape, 3, 2},
      {R"("\x4")", kBadEscape, 1, 2},
      {R"("\400")", kBadEscape, 1, 2},
      {R"("\ud800")", kBadEscape, 1, 6},
      {R"("\U00110000")", kBadEscape, 1, 10},
      {R"(b"\u0041")", kBadEscape, 2, 2},
      {R"("\)", kBadEscape, 1, 1},
      {"9223372036854775809", kBadNumber, 0, 19},
      {"18446744073709551616u", kBadNumber, 0, 21},
      {"20EUR", kBadNumber, 0, 3},
      {"1.5x", kBadNumber, 0, 4},
      {"1e999", kBadNumber, 0, 5},
      {"0x", kBadNumber, 0, 2},
  };
  for (const BadCase& c : cases) {
    std::vector<Problem> problems;
    Lexer lexer(c.source, problems);
    Token token = lexer.next();
    while (token.kind != TokenKind::end && token.kind != TokenKind::bad) token = lexer.next();
    ASSERT_EQ(problems.size(), 1U) << c.source;
    EXPECT_NE(problems[0].hint, "") << c.source << "\n" << describe(problems);
    EXPECT_EQ(problems[0].code, c.code) << c.source << "\n" << describe(problems);
    EXPECT_EQ(problems[0].offset, c.offset) << c.source << "\n" << describe(problems);
    EXPECT_EQ(problems[0].width, c.width) << c.source << "\n" << describe(problems);
  }
}

}  // namespace
}  // namespace relance::expr
