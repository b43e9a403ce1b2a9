#include "base/printable.hpp"

#include <gtest/gtest.h>

namespace relance {
namespace {

// ESC, DEL, U+009B (a C1 control), U+2028, U+202E (an override), U+2066 (an isolate)
constexpr std::string_view kCommands =
    "\x1B"
    "\x7F"
    "\xC2\x9B"
    "\xE2\x80\xA8"
    "\xE2\x80\xAE"
    "\xE2\x81\xA6";

TEST(Printable, ShowsAMarkForWhatCommandsATerminal) {
  EXPECT_EQ(printable(kCommands), "??????");
  EXPECT_EQ(printable("a\tb\nc\xFF"), "a?b?c?");
  EXPECT_EQ(printable_lines("a\n\x1B[2Jb\n"), "a\n?[2Jb\n");
}

TEST(Printable, LeavesLettersOfAllScriptsAlone) {
  // e with acute, a Hebrew and a Japanese letter, an emoji, the neighbours of the forbidden ranges
  constexpr std::string_view kText =
      "Zo\xC3\xAB \xD7\xA9 \xE6\x97\xA5 \xF0\x9F\x98\x80 \xC2\xA0 \xE2\x80\xA7 \xE2\x80\xAF "
      "\xE2\x81\xA5 \xE2\x81\xAA";
  EXPECT_EQ(printable(kText), kText);
  EXPECT_EQ(json_text(kText), '"' + std::string(kText) + '"');
}

TEST(Printable, JsonEscapesTheSameCharacters) {
  EXPECT_EQ(json_text(kCommands), R"("\u001b\u007f\u009b\u2028\u202e\u2066")");
}

TEST(Printable, KnowsWhatCannotBeSeen) {
  for (const std::uint32_t value :
       {0x00A0, 0x00AD, 0x200B, 0x200D, 0x202E, 0x2060, 0xFE0F, 0xFEFF}) {
    EXPECT_TRUE(is_invisible(value)) << code_point_name(value);
  }
  for (const std::uint32_t value : {0x20, 0x61, 0xE9, 0x430, 0x20AC, 0x4E2D, 0x1F600}) {
    EXPECT_FALSE(is_invisible(value)) << code_point_name(value);
  }
  EXPECT_EQ(code_point_name(0x200B), "U+200B");
  EXPECT_EQ(code_point_name(0xA0), "U+00A0");
}

}  // namespace
}  // namespace relance
