#include "base/source.hpp"

#include <gtest/gtest.h>

namespace relance {
namespace {

TEST(Source, CountsColumnsInCodePoints) {
  const Source source("a: 1\n\xC3\xA9t\xC3\xA9: 2\n", "f.yaml");
  const Source::Place place = source.place(5 + 5 + 2);  // the 2 after two 2-byte letters
  EXPECT_EQ(place.line, 2);
  EXPECT_EQ(place.column, 6);
}

TEST(Source, EndsLinesWithEveryUsualBreak) {
  const Source source("one\r\ntwo\rthree\nfour", "f");
  EXPECT_EQ(source.line(1), "one");
  EXPECT_EQ(source.line(2), "two");
  EXPECT_EQ(source.line(3), "three");
  EXPECT_EQ(source.line(4), "four");
}

TEST(Source, DiagnosticShowsLineCaretAndHint) {
  const Source source("states:\n  incomming: {}\n", "rules.yaml");
  const Diagnostic found =
      source.diagnostic(12, {10, 9}, "no such state", "did you mean incoming?");
  EXPECT_EQ(to_text(found),
            "rules.yaml:2:3: error: no such state [RL0012]\n"
            "    incomming: {}\n"
            "    ^~~~~~~~~\n"
            "  hint: did you mean incoming?\n");
}

TEST(Source, DiagnosticOfTheWholeFileHasNoLine) {
  const Source source("", "empty.yaml");
  EXPECT_EQ(to_text(source.diagnostic(3, kWholeFile, "empty")),
            "empty.yaml: error: empty [RL0003]\n");
}

TEST(Source, LongLinesAreCutAroundTheCaret) {
  const std::string text = std::string(5000, 'x') + "HERE" + std::string(5000, 'y');
  const Source source(text, "f");
  const Diagnostic found = source.diagnostic(1, {5000, 4}, "m");
  EXPECT_EQ(found.column, 5001);
  EXPECT_LT(found.source.size(), 110u);
  EXPECT_EQ(found.source.substr(static_cast<std::size_t>(found.caret) - 1, 4), "HERE");
  EXPECT_EQ(found.width, 4);
}

TEST(Source, UnderlineStopsAtTheEndOfTheLine) {
  const Source source("ab cd\nef", "f");
  EXPECT_EQ(source.diagnostic(1, {3, 100}, "m").width, 2);
}

TEST(Source, TabsAndControlCharactersTakeOneColumn) {
  const Source source("\ta\x01 b", "f");
  const Diagnostic found = source.diagnostic(1, {4, 1}, "m");
  EXPECT_EQ(found.source, " a? b");
  EXPECT_EQ(found.caret, 5);
}

TEST(Utf8, RefusesWhatTheStandardRefuses) {
  // Table 3-7 of the Unicode standard: well-formed byte sequences.
  EXPECT_EQ(first_invalid_utf8("plain \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x9A\x97"), std::string::npos);
  EXPECT_EQ(first_invalid_utf8("a\xC0\xAF"), 1u);         // overlong
  EXPECT_EQ(first_invalid_utf8("\xE0\x80\x80"), 0u);      // overlong
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0u);      // surrogate
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0u);  // above U+10FFFF
  EXPECT_EQ(first_invalid_utf8("ab\xE2\x82"), 2u);        // cut off
  EXPECT_EQ(first_invalid_utf8("caf\xE9"), 3u);           // Latin-1
}

}  // namespace
}  // namespace relance
