// The C header lists the words that attributes may be: they are those in force.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "relance/event.hpp"

namespace relance {
namespace {

std::string header() {
  std::ifstream file(RELANCE_SOURCE_DIR "/capi/include/relance/relance.h");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(HeaderWords, EachChannelAndOutcomeStandsInTheHeader) {
  const std::string text = header();
  const std::string list = text.substr(text.find("\n * Channels: "));
  const std::string words = list.substr(0, list.find("*/"));
  for (int i = 1; i < kChannels; ++i) {
    EXPECT_NE(words.find(name(static_cast<Channel>(i))), std::string::npos) << i;
  }
  for (int i = 1; i < kOutcomes; ++i) {
    EXPECT_NE(words.find(name(static_cast<Outcome>(i))), std::string::npos) << i;
  }
}

}  // namespace
}  // namespace relance
