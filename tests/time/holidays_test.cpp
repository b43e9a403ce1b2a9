#include "time/holidays.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "time/times.hpp"

namespace relance {
namespace {

bool is_holiday(std::string_view region, std::string_view day) {
  Complaint problem;
  const auto dates = holidays(region, 2010, 2050, problem).value();
  return std::binary_search(dates.begin(), dates.end(), date(day));
}

std::string problem_of(std::string_view region) {
  Complaint problem;
  EXPECT_FALSE(holidays(region, 2010, 2050, problem)) << region;
  return sentence(problem);
}

// The eleven days of article L3133-1 in 2026; Easter is on 5 April.
TEST(Holidays, FranceHasElevenDays) {
  Complaint problem;
  const auto dates = holidays("FR", 2026, 2026, problem).value();
  std::vector<std::string> days;
  for (const Date day : dates) days.push_back(to_text(day));
  EXPECT_EQ(days, (std::vector<std::string>{"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08",
                                            "2026-05-14", "2026-05-25", "2026-07-14", "2026-08-15",
                                            "2026-11-01", "2026-11-11", "2026-12-25"}));
}

TEST(Holidays, ASubdivisionHasThoseOfItsCountryAndItsOwn) {
  for (const char* region : {"FR-57", "FR-67", "FR-68"}) {
    EXPECT_TRUE(is_holiday(region, "2026-07-14"));
    EXPECT_TRUE(is_holiday(region, "2026-04-03")) << "Good Friday";
    EXPECT_TRUE(is_holiday(region, "2026-12-26"));
  }
  EXPECT_FALSE(is_holiday("FR", "2026-04-03"));
  EXPECT_TRUE(is_holiday("DE-BY", "2026-01-06"));
  EXPECT_FALSE(is_holiday("DE-HE", "2026-01-06"));
}

TEST(Holidays, DaysAreKeptFromAndUntilTheirYears) {
  EXPECT_FALSE(is_holiday("US", "2020-06-19"));
  EXPECT_TRUE(is_holiday("US", "2021-06-19"));
  EXPECT_TRUE(is_holiday("DE-NW", "2017-10-31"));  // 500 years of Reformation, in all states
  EXPECT_FALSE(is_holiday("DE-NW", "2018-10-31"));
  EXPECT_TRUE(is_holiday("DE-HH", "2018-10-31"));
  EXPECT_TRUE(is_holiday("DE-BE", "2020-05-08"));
  EXPECT_FALSE(is_holiday("DE-BE", "2021-05-08"));
}

TEST(Holidays, TheKingsDayIsOnSaturdayWhenItFallsOnASunday) {
  EXPECT_TRUE(is_holiday("NL", "2013-04-30"));
  EXPECT_TRUE(is_holiday("NL", "2014-04-26"));
  EXPECT_FALSE(is_holiday("NL", "2014-04-27"));
  EXPECT_TRUE(is_holiday("NL", "2026-04-27"));
}

TEST(Holidays, TheUnitedKingdomMovesAndAddsDaysByProclamation) {
  EXPECT_FALSE(is_holiday("GB", "2022-05-30"));
  EXPECT_TRUE(is_holiday("GB", "2022-06-02"));
  EXPECT_TRUE(is_holiday("GB", "2022-06-03"));
  EXPECT_TRUE(is_holiday("GB-SCT", "2026-11-30"));
  EXPECT_TRUE(is_holiday("GB-ENG", "2026-08-31"));
  EXPECT_FALSE(is_holiday("GB-SCT", "2026-08-31"));
  // 2022 began on a Saturday: England's substitute is Monday, Scotland has two.
  EXPECT_TRUE(is_holiday("GB-ENG", "2022-01-03"));
  EXPECT_FALSE(is_holiday("GB-ENG", "2022-01-04"));
  EXPECT_TRUE(is_holiday("GB-SCT", "2022-01-04"));
}

TEST(Holidays, ASubstituteMayLieInTheYearBefore) {
  EXPECT_TRUE(is_holiday("US", "2021-12-31"));  // 1 January 2022 is a Saturday
  Complaint problem;
  const auto one_year = holidays("US", 2021, 2021, problem).value();
  EXPECT_EQ(one_year.back(), date("2021-12-31"));
}

TEST(Holidays, AreAscendingAndUniqueInEveryRegion) {
  EXPECT_TRUE(std::is_sorted(regions().begin(), regions().end()));
  for (const std::string_view region : regions()) {
    Complaint problem;
    const auto dates = holidays(region, 1900, 2199, problem).value();
    EXPECT_TRUE(std::is_sorted(dates.begin(), dates.end())) << region;
    EXPECT_EQ(std::adjacent_find(dates.begin(), dates.end()), dates.end()) << region;
    EXPECT_GE(dates.front(), date("2010-01-01"));
    EXPECT_LE(dates.back(), date("2050-12-31"));
  }
}

TEST(Holidays, YearsWithoutDataHaveNone) {
  Complaint problem;
  EXPECT_TRUE(holidays("FR", 1990, 2009, problem).value().empty());
  EXPECT_TRUE(holidays("FR", 2051, 99'999, problem).value().empty());
  EXPECT_TRUE(holidays("FR", 2030, 2020, problem).value().empty());
}

TEST(Holidays, ACountryMayBeCalledByAnotherName) {
  // Names and alpha-3 codes of ISO 3166-1.
  for (const auto& [word, code] :
       std::vector<std::pair<const char*, std::string>>{{"FRANCE", "FR"},
                                                        {"France", "FR"},
                                                        {"DEU", "DE"},
                                                        {"Deutschland", "DE"},
                                                        {"Belgi\u00eb", "BE"},
                                                        {"Espa\u00f1a", "ES"},
                                                        {"UK", "GB"},
                                                        {"England", "GB-ENG"},
                                                        {"Nederland", "NL"},
                                                        {"USA", "US"},
                                                        {"United States", "US"},
                                                        {"de-by", "DE-BY"}}) {
    EXPECT_NE(problem_of(word).find("did you mean " + code + "?"), std::string::npos)
        << problem_of(word);
    EXPECT_NE(std::find(regions().begin(), regions().end(), code), regions().end()) << code;
  }
}

TEST(Holidays, AnUnknownRegionIsToldWithAWayOut) {
  const std::string countries =
      "write the code of a country (BE, DE, ES, FR, GB, NL, US) or of its part, such as DE-BY";
  EXPECT_EQ(problem_of("IT"), "no holidays are known for \"IT\": " + countries);
  EXPECT_EQ(problem_of("ITALIA"), "no holidays are known for \"ITALIA\": " + countries);
  EXPECT_EQ(problem_of("GB-LND"),
            "no holidays are known for \"GB-LND\": write GB for those of the whole country, or a "
            "part: GB-ENG GB-NIR GB-SCT GB-WLS");
  EXPECT_EQ(problem_of("NL-NH"),
            "no holidays are known for \"NL-NH\": write NL for those of the whole country");
  EXPECT_EQ(problem_of("FRA"), "no holidays are known for \"FRA\": did you mean FR?");
  for (const std::string& text : {std::string("Bayern"), std::string("D\nE"),
                                  std::string("\xff\xfe"), std::string(1'000'000, 'F')}) {
    EXPECT_EQ(problem_of(text), "this is no region whose holidays are known: " + countries);
  }
  EXPECT_NE(problem_of(""), "");
}

TEST(Holidays, AStateMayLeaveOutAHolidayOfItsCountry) {
  EXPECT_TRUE(is_holiday("US", "2026-10-12"));  // Columbus Day
  EXPECT_TRUE(is_holiday("US-NY", "2026-10-12"));
  EXPECT_FALSE(is_holiday("US-TX", "2026-10-12"));
  EXPECT_TRUE(is_holiday("US-TX", "2026-03-02"));  // Texas Independence Day
  EXPECT_TRUE(is_holiday("US-TX", "2026-07-04"));
}

TEST(Holidays, SomeCommunitiesKeepTheMondayAfterASunday) {
  EXPECT_TRUE(is_holiday("ES-AN", "2026-11-02"));  // All Saints is a Sunday
  EXPECT_TRUE(is_holiday("ES-AN", "2026-11-01"));
  EXPECT_FALSE(is_holiday("ES-CT", "2026-11-02"));
  EXPECT_FALSE(is_holiday("ES", "2026-11-02"));
}

/// "AN AR": the Spanish communities that keep the day.
std::string communities_keeping(std::string_view day) {
  std::string kept;
  for (const std::string_view region : regions()) {
    if (!region.starts_with("ES-") || !is_holiday(region, day)) continue;
    kept += kept.empty() ? "" : " ";
    kept += region.substr(3);
  }
  return kept;
}

// As newspapers reported the lists of the BOE in the autumn before each of these years.
TEST(Holidays, CommunitiesKeepWhatTheListOfTheYearSays) {
  const std::pair<std::string_view, std::string_view> reported[] = {
      {"2013-01-07", "AN AR AS CB CE CL CM CN EX MC MD ML NC"},  // Monday after a Sunday
      {"2013-03-19", "MC ML VC"},
      {"2013-07-25", "CB GA NC PV"},
      {"2013-12-09", "AN AR AS CE CL EX MC RI"},
      {"2015-03-19", "MC MD ML NC PV VC"},
      {"2015-07-25", "GA NC PV"},
      {"2015-11-02", "AN AR AS CB CE CL CN EX GA IB"},
      {"2015-12-07", "AN AR AS CE CL CM EX IB MC ML RI VC"},
      {"2018-03-19", "MC VC"},
      {"2018-03-29", "AN AR AS CE CL CM CN EX GA IB MC MD ML NC PV RI"},
      {"2018-04-02", "CT IB NC PV VC"},
      {"2018-07-25", "GA"},
      {"2024-02-13", "EX"},
      {"2024-03-19", "MC VC"},
      {"2024-03-28", "AN AR AS CB CE CL CM CN EX GA IB MC MD ML NC PV RI"},
      {"2024-04-01", "CB CT IB NC PV RI VC"},  // Easter Monday
      {"2024-06-10", "RI"},
      {"2024-06-17", "CE ML"},  // Eid al-Adha
      {"2024-07-25", "CB GA MD NC PV"},
      {"2024-12-09", "AN AR AS CL EX MC ML"},
      {"2026-11-02", "AN AR AS CL CM CN EX MD NC"},
  };
  for (const auto& [day, communities] : reported) {
    EXPECT_EQ(communities_keeping(day), communities) << day;
  }
}

TEST(Holidays, AMondayDecreedOnceIsNotExpectedAgain) {
  EXPECT_TRUE(is_holiday("ES-CL", "2021-08-16"));  // Assumption was a Sunday, as in 2027
  EXPECT_FALSE(is_holiday("ES-CL", "2027-08-16"));
  EXPECT_TRUE(is_holiday("ES-CL", "2031-10-13"));  // as in 2014 and 2025
}

// The lists that Indiana published for 2014, 2015, 2016 and 2019, Georgia for 2024 and 2025.
TEST(Holidays, WashingtonsBirthdayIsKeptBesideChristmasInTwoStates) {
  for (const char* day : {"2014-12-26", "2015-12-24", "2016-12-23", "2019-12-24"}) {
    EXPECT_TRUE(is_holiday("US-IN", day)) << day;
  }
  EXPECT_TRUE(is_holiday("US-GA", "2024-12-24"));
  EXPECT_TRUE(is_holiday("US-GA", "2025-12-26"));
  EXPECT_FALSE(is_holiday("US-GA", "2025-12-24"));
  EXPECT_FALSE(is_holiday("US-GA", "2025-02-17"));
}

// The state's schedule of 2023: Monday to Wednesday.
TEST(Holidays, NorthCarolinaKeepsThreeDaysOfChristmas) {
  for (const char* day : {"2023-12-25", "2023-12-26", "2023-12-27"}) {
    EXPECT_TRUE(is_holiday("US-NC", day)) << day;
  }
  EXPECT_FALSE(is_holiday("US-NC", "2023-12-22"));
  EXPECT_TRUE(is_holiday("US-NC", "2026-12-28"));  // Christmas is a Friday
}

// The memorandum of the governor for 2022 under 1 Commonwealth Code 311.
TEST(Holidays, TerritoriesHaveTheirOwn) {
  for (const char* day : {"2021-12-31", "2022-01-17", "2022-02-21", "2022-03-24", "2022-04-15",
                          "2022-05-30", "2022-06-20", "2022-07-04"}) {
    EXPECT_TRUE(is_holiday("US-MP", day)) << day;
  }
  // The list of Guam's water works for 2026.
  Complaint problem;
  std::string guam;
  const auto dates = holidays("US-GU", 2026, 2026, problem).value();
  for (const Date day : dates) guam += to_text(day).substr(5) + " ";
  EXPECT_EQ(guam, "01-01 01-19 03-02 05-25 07-03 07-04 07-21 09-07 11-02 11-11 11-26 12-08 12-25 ");
}

}  // namespace
}  // namespace relance
