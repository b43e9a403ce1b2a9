#include "time/zone.hpp"

#include <gtest/gtest.h>

#include <cctype>

#include "time/times.hpp"

namespace relance {
namespace {

constexpr const char* kNoZone =
    "this is no time zone: write its name in the tz database, such as Europe/Paris";

std::string problem_of(std::string_view name) {
  Complaint problem;
  EXPECT_FALSE(load_zone(name, problem)) << name;
  return sentence(problem);
}

TEST(Zone, ReadsTheSystemsZones) {
  const ZoneTable paris = zone("Europe/Paris");
  EXPECT_EQ(paris.name, "Europe/Paris");
  EXPECT_EQ(paris.offset_at(instant("2026-01-15T12:00:00Z")), 3600);
  EXPECT_EQ(paris.offset_at(instant("2026-07-15T12:00:00Z")), 7200);
  EXPECT_EQ(zone("Asia/Kathmandu").offset_at(instant("2026-07-15T12:00:00Z")), 20'700);
  EXPECT_EQ(zone("UTC"), ZoneTable{});
}

TEST(Zone, KnowsTheRulesBeyond2037) {
  const ZoneTable paris = zone("Europe/Paris");
  EXPECT_EQ(paris.offset_at(instant("2050-07-15T12:00:00Z")), 7200);
  EXPECT_EQ(paris.offset_at(instant("2198-01-15T12:00:00Z")), 3600);
  // The last Sunday of March 2098 is the 30th.
  EXPECT_EQ(paris.offset_at(instant("2098-03-30T00:59:59Z")), 3600);
  EXPECT_EQ(paris.offset_at(instant("2098-03-30T01:00:00Z")), 7200);
}

TEST(Zone, TablesAreAscendingAndChangeAtEachEntry) {
  ASSERT_GT(zone_names().size(), 500u);
  for (const std::string& name : zone_names()) {
    const ZoneTable table = zone(name);
    ASSERT_EQ(table.since.size(), table.offset.size()) << name;
    ASSERT_EQ(table.since.front(), INT64_MIN) << name;
    for (std::size_t i = 1; i < table.since.size(); ++i) {
      ASSERT_LT(table.since[i - 1], table.since[i]) << name;
      ASSERT_NE(table.offset[i - 1], table.offset[i]) << name;
      ASSERT_LT(std::abs(table.offset[i]), 16 * 3600) << name;  // what instant_of relies on
    }
  }
}

TEST(Zone, OpensNothingButListedZones) {
  for (const char* name :
       {"", "/etc/passwd", "../../etc/passwd", "Europe/../Europe/Paris", "/usr/share/zoneinfo/UTC",
        "file:Europe/Paris", "libc:localtime", "localtime", "Europe/", "Europe", "tzdata.zi",
        "posixrules", "right/Europe/Paris", "Europe/Paris ", "Europe\\Paris", "EST5EDT4",
        "Fixed/UTC"}) {
    EXPECT_NE(problem_of(name), "") << name;
  }
  EXPECT_EQ(problem_of("../../etc/passwd"), kNoZone);
  EXPECT_EQ(problem_of(std::string(65, 'a')), kNoZone);
  EXPECT_EQ(problem_of(std::string_view("Europe/Paris\0x", 14)), kNoZone);
}

TEST(Zone, SaysWhichZoneWasMeant) {
  EXPECT_EQ(problem_of("Paris"), "unknown time zone \"Paris\": did you mean Europe/Paris?");
  EXPECT_EQ(problem_of("europe/paris"),
            "unknown time zone \"europe/paris\": did you mean Europe/Paris?");
  EXPECT_EQ(problem_of("Europe/Pariss"),
            "unknown time zone \"Europe/Pariss\": did you mean Europe/Paris?");
  EXPECT_EQ(problem_of("Qqqqqqqqqqq"),
            "unknown time zone \"Qqqqqqqqqqq\": write its name in the tz database, such as "
            "Europe/Paris");
}

TEST(Zone, SaysWhichReleaseOfTheDataItReads) {
  const std::string version = zone_data_version();  // a year and a letter: "2025b"
  ASSERT_EQ(version.size(), 5u) << version;
  for (std::size_t i = 0; i < 4; ++i) EXPECT_TRUE(std::isdigit(version[i])) << version;
  EXPECT_TRUE(std::islower(version[4])) << version;
}

}  // namespace
}  // namespace relance
