#include "base/suggest.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace relance {
namespace {

constexpr std::array<std::string_view, 4> kWords = {"incoming", "talking", "visit_planned", "won"};

TEST(Closest, FindsTheWordThatWasMeant) {
  EXPECT_EQ(closest("incomming", kWords), "incoming");
  EXPECT_EQ(closest("Talking", kWords), "talking");
  EXPECT_EQ(closest("visit_plan", kWords), "visit_planned");
}

TEST(Closest, TakesTwoSwappedLettersForOneSlip) {
  constexpr std::array<std::string_view, 2> kChannels = {"email", "sms"};
  EXPECT_EQ(closest("emial", kChannels), "email");
}

TEST(Closest, SaysNothingWhenNothingIsNear) {
  EXPECT_EQ(closest("calendar", kWords), "");
  EXPECT_EQ(closest("", kWords), "");
  EXPECT_EQ(closest("xx", kWords), "");
}

TEST(Closest, TheFirstWinsAmongEquals) {
  constexpr std::array<std::string_view, 2> kTwins = {"cold", "bold"};
  EXPECT_EQ(closest("fold", kTwins), "cold");
}

TEST(Closest, VeryLongWordsAreNotCompared) {
  EXPECT_EQ(closest(std::string(100'000, 'a'), kWords), "");
}

}  // namespace
}  // namespace relance
