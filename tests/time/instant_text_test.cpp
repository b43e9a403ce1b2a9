#include "time/instant_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "time/times.hpp"

namespace relance {
namespace {

TEST(InstantText, ReadsAnOffsetFromUtc) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00Z"), Instant{0});
  EXPECT_EQ(parse_instant("1970-01-01T01:00:00+01:00"), Instant{0});
  EXPECT_EQ(parse_instant("1969-12-31T19:30:00-04:30"), Instant{0});
  // 946684800 is the Unix time of the beginning of 2000.
  EXPECT_EQ(parse_instant("2000-01-01t00:00:00z"), Instant{946'684'800'000'000});
}

TEST(InstantText, ReadsFractionsUpToMicroseconds) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00.5Z"), Instant{500'000});
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00.000001Z"), Instant{1});
  EXPECT_EQ(parse_instant("1969-12-31T23:59:59.999999Z"), Instant{-1});
  EXPECT_FALSE(parse_instant("1970-01-01T00:00:00.0000001Z"));
  EXPECT_FALSE(parse_instant("1970-01-01T00:00:00.Z"));
}

TEST(InstantText, RefusesWhatIsNotRfc3339) {
  for (const char* text : {"",
                           "now",
                           "2026-12-24",
                           "2026-12-24T09:00:00",
                           "2026-12-24T09:00Z",
                           "2026-12-24 09:00:00Z",
                           " 2026-12-24T09:00:00Z",
                           "2026-12-24T09:00:00Z ",
                           "2026-12-24T09:00:00+0100",
                           "2026-12-24T09:00:00+24:00",
                           "2026-12-24T09:00:00+01:60",
                           "2026-12-24T24:00:00Z",
                           "2026-12-24T09:60:00Z",
                           "2026-12-24T09:00:60Z",
                           "2026-13-24T09:00:00Z",
                           "2026-02-29T09:00:00Z",
                           "2026-1-24T09:00:00Z",
                           "+2026-12-24T09:00:00Z",
                           "2026-12-24T09:00:00,5Z",
                           "2026-12-24T-9:00:00Z"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
  EXPECT_FALSE(parse_instant(std::string_view("2026-12-24T09:00:00Z\0", 21)));
}

TEST(InstantText, KeepsToTheLawfulYears) {
  EXPECT_EQ(parse_instant("1900-01-01T00:00:00Z"), kEarliest);
  EXPECT_FALSE(parse_instant("1900-01-01T00:00:00+00:01"));
  EXPECT_EQ(parse_instant("2199-12-31T23:59:59.999999Z"), kLatest);
  EXPECT_FALSE(parse_instant("2199-12-31T23:59:59-00:01"));
  EXPECT_FALSE(parse_instant("2200-01-01T00:00:00Z"));
}

TEST(InstantText, WritesUtcAndAFractionOnlyWhenThereIsOne) {
  EXPECT_EQ(to_rfc3339({0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339({250'000}), "1970-01-01T00:00:00.25Z");
  EXPECT_EQ(to_rfc3339({-1}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(to_rfc3339(kEarliest), "1900-01-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339(kNever), "never");
}

TEST(InstantText, ReadsWhatItWrites) {
  EXPECT_TRUE(rc::check([] {
    const Instant t{*rc::gen::inRange(kEarliest.us, kLatest.us + 1)};
    RC_ASSERT(parse_instant(to_rfc3339(t)) == t);
  }));
}

TEST(DateText, ReadsDaysThatExist) {
  EXPECT_EQ(parse_date("1970-01-02"), Date{1});
  EXPECT_EQ(parse_date("2024-02-29"), Date{19'782});
  for (const char* text : {"2026-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "2026-10-00",
                           "1899-12-31", "2200-01-01", "2026-1-1", "20260101", "2026-01-01Z", ""}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  EXPECT_TRUE(parse_date("2000-02-29"));
}

TEST(DateText, ReadsWhatItWrites) {
  for (std::int32_t day = -25'567; day <= 84'005; ++day) {  // 1900-01-01 to 2199-12-31
    ASSERT_EQ(parse_date(to_text(Date{day})), Date{day});
  }
}

TEST(CivilTimeText, ReadsTheFormsOfFiles) {
  const Date day = date("2018-02-26");
  const std::int64_t minute = 60'000'000;
  EXPECT_EQ(parse_civil_time("2018-02-26"), (CivilTime{day, 0}));
  EXPECT_EQ(parse_civil_time("2018-02-26T19:58"), (CivilTime{day, (19 * 60 + 58) * minute}));
  EXPECT_EQ(parse_civil_time("2018-02-26 19:58:54"),
            (CivilTime{day, (19 * 60 + 58) * minute + 54'000'000}));
  EXPECT_EQ(parse_civil_time("2018-02-26 00:00:00.25"), (CivilTime{day, 250'000}));
  for (const char* text : {"2018-02-26 ", "2018-02-26 19", "2018-02-26 24:00", "2018-02-26T19:58Z",
                           "2018-02-26T19:58+01:00", "26.02.2018", "2018-02-26  19:58"}) {
    EXPECT_FALSE(parse_civil_time(text)) << text;
  }
}

}  // namespace
}  // namespace relance
