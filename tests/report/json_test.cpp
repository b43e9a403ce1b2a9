#include "report/json.hpp"

#include <gtest/gtest.h>

namespace relance {
namespace {

TEST(Json, EscapesWhatRfc8259Demands) {
  EXPECT_EQ(json_text("a\"b\\c\n\x01"), R"("a\"b\\c\u000a\u0001")");
  EXPECT_EQ(json_text("Zo\xC3\xAB"), "\"Zo\xC3\xAB\"");
  EXPECT_EQ(json_text("a\xFF"
                      "b"),
            "\"a\xEF\xBF\xBD"
            "b\"");
}

TEST(Json, ObjectsKeepTheOrderGiven) {
  EXPECT_EQ(JsonObject().text("b", "x").text_if("none", "").number("a", -1).flag("c", true).done(),
            R"({"b":"x","a":-1,"c":true})");
  EXPECT_EQ(JsonObject().done(), "{}");
  EXPECT_EQ(json_list({"1", "{}"}), "[1,{}]");
}

}  // namespace
}  // namespace relance
