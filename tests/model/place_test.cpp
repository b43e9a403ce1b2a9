#include "model/place.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace relance {
namespace {

constexpr Place kParis{48'856'600, 2'352'200};

TEST(Place, IsReadInDegreesWithAPoint) {
  EXPECT_EQ(parse_place("48.8566, 2.3522"), kParis);
  EXPECT_EQ(parse_place("48.8566,2.3522"), kParis);
  EXPECT_EQ(parse_place("048.85660000,   02.352200"), kParis);
  EXPECT_EQ(parse_place("-33, -0.000001"), (Place{-33'000'000, -1}));
  EXPECT_EQ(parse_place("90, 0"), (Place{90'000'000, 0}));
  EXPECT_EQ(parse_place("-0.0, 179.999999"), (Place{0, 179'999'999}));
}

TEST(Place, KeepsSixDecimalsOfDegrees) {
  EXPECT_EQ(parse_place("1.0000004999, 1.0000005"), (Place{1'000'000, 1'000'001}));
  EXPECT_EQ(parse_place("-1.0000005, -1.00000049"), (Place{-1'000'001, -1'000'000}));
  EXPECT_EQ(parse_place("89.9999999, 0"), (Place{90'000'000, 0}));
}

TEST(Place, RefusesWhatIsNoPlace) {
  for (const char* text : {"",
                           ",",
                           "48.8566",
                           "48.8566 2.3522",
                           "48,8566; 2,3522",
                           "48,8566, 2,3522",
                           "90.000001, 0",
                           "-91, 0",
                           "0, 180.000001",
                           "0, -181",
                           "1000, 0",
                           "4294967296, 0",
                           "48.8566N, 2.3522E",
                           "+1, 1",
                           "--1, 1",
                           "1., 1",
                           ".5, 1",
                           "1e1, 1",
                           "nan, 1",
                           "1, ",
                           "1, 1 ",
                           " 1, 1",
                           "1 , 1",
                           "1, 1, 1",
                           "0x10, 1",
                           "1, -"}) {
    EXPECT_FALSE(parse_place(text).has_value()) << text;
  }
}

// The date line is one line and each pole one place, so that == of places means what it says.
TEST(Place, HasOneNameOnly) {
  EXPECT_EQ(parse_place("12.5, -180"), parse_place("12.5, 180"));
  EXPECT_EQ(parse_place("90, 17"), parse_place("90, -180"));
  EXPECT_EQ(place_text(*parse_place("12.5, -180")), "12.5, 180");
  EXPECT_EQ(place_text(*parse_place("-90, 17")), "-90, 0");
  EXPECT_FALSE(is_place(packed({12'500'000, -180'000'000})));
  EXPECT_FALSE(is_place(packed({90'000'000, 1})));
  EXPECT_FALSE(is_place(packed({90'000'001, 0})));
  EXPECT_FALSE(is_place(INT64_MAX));
  EXPECT_TRUE(is_place(0));
}

// Durable: it stands in stored records.
TEST(Place, IsStoredAsTwoHalvesOfANumber) {
  EXPECT_EQ(packed({1, 2}), (std::int64_t{1} << 32) + 2);
  EXPECT_EQ(packed({-1, -1}), -1);
  EXPECT_EQ(packed(kParis), 48'856'600 * (std::int64_t{1} << 32) + 2'352'200);
}

Place any_place() {
  return normalised(
      {*rc::gen::inRange(-90'000'000, 90'000'001), *rc::gen::inRange(-180'000'000, 180'000'001)});
}

RC_GTEST_PROP(Place, IsReadBackAsItIsWrittenAndPacked, ()) {
  const Place place = any_place();
  RC_ASSERT(parse_place(place_text(place)) == place);
  RC_ASSERT(unpacked(packed(place)) == place);
  RC_ASSERT(is_place(packed(place)));
}

// The oracle in place_oracle.py has the figures of millions of pairs; here is what it could not
// see.
RC_GTEST_PROP(Distance, IsTheSameThereAndBackToTheLastBit, ()) {
  const Place a = any_place(), b = any_place();
  RC_ASSERT(metres_between(a, b) == metres_between(b, a));
  RC_ASSERT(distance_between(a, a) == 0);
  RC_ASSERT(distance_between(a, b) >= 0 && distance_between(a, b) <= kLongestDistance);
}

TEST(Distance, OfPlacesOppositeOfEachOtherIsHalfTheWayRound) {
  EXPECT_EQ(distance_between({90'000'000, 0}, {-90'000'000, 0}), kLongestDistance);
  EXPECT_EQ(distance_between({0, 90'000'000}, {0, -90'000'000}), kLongestDistance);
  EXPECT_EQ(distance_between({33'123'456, 180'000'000}, {-33'123'456, 0}), kLongestDistance);
}

TEST(Distance, GoesOverTheDateLine) {
  // A degree of a great circle has 111,195.08 m.
  EXPECT_EQ(distance_between({0, 179'500'000}, {0, -179'500'000}), 111'195);
  EXPECT_EQ(distance_between({89'500'000, 0}, {89'500'000, 180'000'000}), 111'195);
}

// The bits come from the same formula in Python, whose floats are doubles that know no contraction.
TEST(Distance, HasTheSameBitsOnEveryMachine) {
  struct Case {
    Place a, b;
    double metres;
  };
  const std::vector<Case> cases = {
      {{48'856'600, 2'352'200}, {45'764'000, 4'835'700}, 0x1.7e52de3c62953p+18},
      {{51'507'400, -127'800}, {-33'868'800, 151'209'300}, 0x1.034ea4eecd108p+24},
      {{1, 1}, {0, 0}, 0x1.420e2ba439d22p-3},
      {{-89'999'999, 12'345'678}, {89'999'998, -123'456'789}, 0x1.31680a47983edp+24},
      {{37'774'900, -122'419'400}, {35'689'500, 139'691'700}, 0x1.f8ce16424f946p+22},
      {{-54'801'900, -68'303'000}, {64'146'600, -21'942'600}, 0x1.a56bb2d4b0be8p+23},
      {{12'500'000, -170'000'000}, {-12'500'001, 10'000'002}, 0x1.31680a32b6aacp+24},
  };
  for (const Case& each : cases) EXPECT_EQ(metres_between(each.a, each.b), each.metres);
}

}  // namespace
}  // namespace relance
