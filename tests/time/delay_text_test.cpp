#include "time/delay_text.hpp"

#include <gtest/gtest.h>

namespace relance {
namespace {

constexpr std::int64_t kMinute = 60'000'000, kHour = 60 * kMinute;

std::optional<Delay> parsed(std::string_view text) {
  Complaint problem;
  return parse_delay(text, problem);
}

std::string problem_of(std::string_view text) {
  Complaint problem;
  EXPECT_FALSE(parse_delay(text, problem)) << text;
  return sentence(problem);
}

Delay delay(Delay::Unit unit, std::int64_t amount) { return {unit, 0xFFFF, amount}; }

TEST(DelayText, ReadsPlainTime) {
  EXPECT_EQ(parsed("30 s"), delay(Delay::elapsed, 30'000'000));
  EXPECT_EQ(parsed("20 min"), delay(Delay::elapsed, 20 * kMinute));
  EXPECT_EQ(parsed("24 h"), delay(Delay::elapsed, 24 * kHour));
  EXPECT_EQ(parsed("2 hours"), delay(Delay::elapsed, 2 * kHour));
  EXPECT_EQ(parsed("20min"), delay(Delay::elapsed, 20 * kMinute));
  EXPECT_EQ(parsed(" 1  minute "), delay(Delay::elapsed, kMinute));
}

TEST(DelayText, ADayIsADayOfTheCalendarAndNot24Hours) {
  EXPECT_EQ(parsed("1 d"), delay(Delay::days, 1));
  EXPECT_EQ(parsed("540 days"), delay(Delay::days, 540));
  EXPECT_EQ(parsed("3 y"), delay(Delay::years, 3));
}

TEST(DelayText, ReadsOpenTime) {
  EXPECT_EQ(parsed("30 open min"), delay(Delay::open_time, 30 * kMinute));
  EXPECT_EQ(parsed("1 open hour"), delay(Delay::open_time, kHour));
  EXPECT_EQ(parsed("4 open hours"), delay(Delay::open_time, 4 * kHour));
  EXPECT_EQ(parsed("4 open h"), delay(Delay::open_time, 4 * kHour));
  EXPECT_EQ(parsed("2 open days"), delay(Delay::open_days, 2));
  EXPECT_EQ(parsed("1  open  day"), delay(Delay::open_days, 1));
}

TEST(DelayText, RefusesABareMAndSaysWhatToWrite) {
  EXPECT_EQ(problem_of("5 m"), "\"m\" could be minutes or months: write \"min\", or days as \"d\"");
  EXPECT_EQ(problem_of("5m"), problem_of("5 m"));
}

TEST(DelayText, RefusesOtherUnits) {
  const std::string all = "s, min, h, d, y, open min, open h or open days";
  EXPECT_EQ(problem_of("5"), "a length of time needs a unit: write 5 and one of: " + all);
  EXPECT_EQ(problem_of("5 fortnights"), "unknown unit \"fortnights\": write " + all);
  EXPECT_EQ(problem_of("5 open y"), "unknown unit \"open y\": write " + all);
  EXPECT_EQ(problem_of("2 weeks"), "there is no unit for weeks: write days, such as 14 d");
  EXPECT_EQ(problem_of("1 month"), "there is no unit for months: write days, such as 30 d");
}

TEST(DelayText, KnowsUnitsInOtherSpellingsAndLanguages) {
  EXPECT_EQ(problem_of("5 H"), "unknown unit \"H\": write 5 h");
  EXPECT_EQ(problem_of("20 Min"), "unknown unit \"Min\": write 20 min");
  EXPECT_EQ(problem_of("2 jours"), "unknown unit \"jours\": write 2 d");
  EXPECT_EQ(problem_of("3 Stunden"), "unknown unit \"Stunden\": write 3 h");
  EXPECT_EQ(problem_of("2 business days"), "unknown unit \"business days\": write 2 open days");
  EXPECT_EQ(problem_of("14h30"),
            "unknown unit \"h30\": write one number and one unit, such as 90 min for 1 h 30");
}

TEST(DelayText, RefusesWhatIsNoWholePositiveNumber) {
  for (const char* text : {"", "min", "1.5 h", "1,5 h", "-1 h", "+1 h", "one hour"}) {
    EXPECT_EQ(problem_of(text),
              "a length of time is a whole number and a unit: write it as 20 min, 90 min (for an "
              "hour and a half) or 3 open days")
        << text;
  }
  EXPECT_EQ(problem_of("0 min"),
            "a length of time must be more than zero: write at least 1, or leave the line out");
}

TEST(DelayText, IsBoundedByAHundredYears) {
  EXPECT_TRUE(parsed("100 y"));
  EXPECT_TRUE(parsed("36600 d"));
  EXPECT_TRUE(parsed("878400 h"));
  for (const char* text : {"101 y", "36601 d", "878401 h", "36601 open days", "3162240001 s",
                           "18446744073709551617 s", "99999999999999999999999999999 open h"}) {
    EXPECT_EQ(problem_of(text), "a length of time is at most 100 years: write a shorter one")
        << text;
  }
}

TEST(DelayText, ShortensUnitsInMessages) {
  EXPECT_LT(problem_of("5 " + std::string(1'000'000, 'x')).size(), 200u);
  EXPECT_LT(problem_of(std::string(1'000'000, '5')).size(), 200u);
  // Cut between characters: 39 bytes of ASCII, then one of two bytes.
  const std::string word(39, 'x');
  EXPECT_NE(problem_of("5" + word + "\u00e9").find("\"" + word + "\""), std::string::npos);
}

TEST(DelayText, WritesTheShortestWordsThatReadAsTheSame) {
  for (const char* text : {"30 s", "90 min", "2 h", "1 d", "3 y", "30 open min", "4 open h",
                           "1 open day", "2 open days"}) {
    EXPECT_EQ(to_text(parsed(text).value()), text);
  }
  EXPECT_EQ(to_text(parsed("120 min").value()), "2 h");
  EXPECT_EQ(to_text(Delay{}), "no delay");
}

}  // namespace
}  // namespace relance
