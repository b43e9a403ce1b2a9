#include "time/clock_range.hpp"

#include <gtest/gtest.h>

namespace relance {
namespace {

std::optional<ClockRange> parsed(std::string_view text) {
  Complaint problem;
  return parse_clock_range(text, problem);
}

TEST(ClockRange, ReadsTimesOfADay) {
  EXPECT_EQ(parsed("09:00-12:30"), (ClockRange{540, 750}));
  EXPECT_EQ(parsed("09:00 - 12:30"), (ClockRange{540, 750}));
  EXPECT_EQ(parsed("00:00-24:00"), (ClockRange{0, 1440}));
  EXPECT_EQ(parsed("23:59-24:00"), (ClockRange{1439, 1440}));
}

TEST(ClockRange, RunsOverMidnightWhenItClosesEarlierThanItOpens) {
  EXPECT_EQ(parsed("20:00-08:00"), (ClockRange{1200, 1920}));
  EXPECT_EQ(parsed("20:00-00:00"), (ClockRange{1200, 1440}));
  EXPECT_EQ(parsed("23:59-23:58"), (ClockRange{1439, 2878}));
}

TEST(ClockRange, RefusesOthersAndSaysHowToWriteIt) {
  for (const char* text : {"", "-", "9:00-12:00", "09:00", "09:00-", "09:60-10:00", "24:00-25:00",
                           "24:00-08:00", "09.00-12.00", "09:00-12:00-13:00", "0a:00-12:00"}) {
    Complaint problem;
    EXPECT_FALSE(parse_clock_range(text, problem)) << text;
    EXPECT_EQ(sentence(problem), "this is no opening time: write it as 09:00-12:30") << text;
  }
  Complaint problem;
  EXPECT_FALSE(parse_clock_range("09:00-09:00", problem));
  EXPECT_EQ(sentence(problem),
            "it opens and closes at the same time: write 00:00-24:00 for the whole day");
}

TEST(ClockRange, WritesWhatItReads) {
  for (const char* text : {"09:00-12:30", "20:00-08:00", "00:00-24:00"}) {
    EXPECT_EQ(to_text(*parsed(text)), text);
  }
}

}  // namespace
}  // namespace relance
