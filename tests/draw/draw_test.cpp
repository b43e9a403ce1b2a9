// Pictures of the rules under golden/, which hold one of each kind of what can be drawn.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "draw/picture.hpp"
#include "draw/write.hpp"
#include "relance/workflow.hpp"

namespace relance::draw {
namespace {

std::string golden(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(RELANCE_SOURCE_DIR "/tests/draw/golden/" + name).rdbuf();
  return text.str();
}

Picture shop() {
  const Compiled compiled = compile(golden("shop.yaml"), "shop.yaml");
  EXPECT_EQ(to_text(compiled.diagnostics), "");
  return picture_of(*compiled.workflow);
}

TEST(Draw, MermaidIsAsExpected) {
  const std::string actual = to_mermaid(shop());
  EXPECT_TRUE(actual == golden("shop.mmd")) << "to paste into golden/shop.mmd:\n" << actual;
}

TEST(Draw, DotIsAsExpected) {
  const std::string actual = to_dot(shop());
  EXPECT_TRUE(actual == golden("shop.dot")) << "to paste into golden/shop.dot:\n" << actual;
}

// came: reached (2 ways to talking, 1 to gone), unreachable and lost to gone, a timer to gone;
// talking: sold, lost, a timer to lost; gone: reached.
TEST(Draw, WaysOfAKindBetweenTwoStatesShareAnArrow) {
  const Picture picture = shop();
  ASSERT_EQ(picture.arrows.size(), 7u);
  EXPECT_EQ(picture.arrows[0].ways.size(), 2u);  // came to talking
  EXPECT_EQ(picture.arrows[0].ways[1].guard, "else");
  EXPECT_EQ(picture.arrows[1].ways.size(), 3u);  // came to gone
  EXPECT_TRUE(picture.arrows[2].timed);
  EXPECT_EQ(picture.arrows[2].ways[0].cause, "after 1 d: unreachable");
}

TEST(Draw, WhatDoesNotLeaveAStateStandsInIt) {
  const std::vector<std::string> lines = shop().states[0].lines;
  const std::vector<std::string> expected = {
      "call first_call within 20 open min (desk)",
      "send hello as preferred",
      "on again: comes in again",
      "on noted: send thanks",
      "after 2 d: again: comes in again",
      "at lead.project - days(90): remind visit after 1 h",
      "on leaving: tell desk",
  };
  EXPECT_EQ(lines, expected);
}

TEST(Draw, TextsBreakBetweenWordsAndAreCut) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrapped("one two three", 7, 3), (Lines{"one two", "three"}));
  EXPECT_EQ(wrapped("one two three four", 7, 2), (Lines{"one two", "three ..."}));
  EXPECT_EQ(wrapped("incomprehensible is it", 5, 3), (Lines{"incomprehensible", "is it"}));
  EXPECT_EQ(wrapped("été ans", 7, 2), (Lines{"été ans"}));  // code points, not bytes
  EXPECT_EQ(wrapped("a\n b", 7, 2), (Lines{"a b"}));
}

}  // namespace
}  // namespace relance::draw
