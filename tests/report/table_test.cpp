#include "report/table.hpp"

#include <gtest/gtest.h>

namespace relance {
namespace {

TEST(TextTable, AlignsByWhatASignTakesOnTheScreen) {
  TextTable table({{"name"}, {"n", Align::right}, {"note"}});
  table.add({"Zo\xC3\xAB", "7", "x"});                // two bytes, one column
  table.add({"\xE6\x97\xA5\xE6\x9C\xAC", "12", ""});  // two signs of two columns
  table.add({"e\xCC\x81t\xC3\xA9", "300", "y"});      // a combining accent takes none
  EXPECT_EQ(table.to_text(),
            "name    n  note\n"
            "Zo\xC3\xAB     7  x\n"
            "\xE6\x97\xA5\xE6\x9C\xAC   12\n"
            "e\xCC\x81t\xC3\xA9   300  y\n");
}

TEST(TextTable, LetsNoCellCommandTheTerminal) {
  TextTable table({{"a"}});
  table.add({"\x1B[31mred\x07\n\xFF\xC2\x9B\xE2\x80\xAE"});
  EXPECT_EQ(table.to_text(), "a\n?[31mred?????\n");
}

TEST(TextTable, CutsLongCellsForAScreenOnly) {
  TextTable table({{"a", Align::left, 5}});
  table.add({"abcde"});
  table.add({"abcdef"});
  EXPECT_EQ(table.to_text(), "a\nabcde\nabcd\xE2\x80\xA6\n");
  EXPECT_EQ(table.to_whole_text(), "a\nabcde\nabcdef\n");
}

}  // namespace
}  // namespace relance
