// 5 U.S.C. 6103: the federal holidays; one on a Saturday is kept on the Friday before too, one on a
// Sunday on the Monday after. Then the holiday statutes of the states (the days on which their
// offices close). Georgia, Indiana, Kansas, Kentucky, North and South Carolina, Tennessee and
// Wisconsin, where much is settled anew each year, and the territories are not here.
#include "time/holidays/rule.hpp"

namespace relance::holiday {
namespace {

constexpr std::string_view kRegions[] = {
    "US",    "US-AK", "US-AL", "US-AR", "US-AZ", "US-CA", "US-CO", "US-CT", "US-DC",
    "US-DE", "US-FL", "US-HI", "US-IA", "US-ID", "US-IL", "US-LA", "US-MA", "US-MD",
    "US-ME", "US-MI", "US-MN", "US-MO", "US-MS", "US-MT", "US-ND", "US-NE", "US-NH",
    "US-NJ", "US-NM", "US-NV", "US-NY", "US-OH", "US-OK", "US-OR", "US-PA", "US-RI",
    "US-SD", "US-TX", "US-UT", "US-VA", "US-VT", "US-WA", "US-WV", "US-WY"};

/// Massachusetts moves holidays from Sundays only.
constexpr std::string_view kOthers = "US -US-MA";
constexpr Weekday kMonday = Weekday::monday, kTuesday = Weekday::tuesday, kFriday = Weekday::friday;
constexpr Day kElection = from(11, 2, kTuesday);  // the Tuesday after the first Monday
constexpr Day kAfterThanksgiving = from(11, 23, kFriday);
constexpr Years kEvenYears = every(2, 2010);
constexpr Years kInaugurations = every(4, 2009);

constexpr Rule kRules[] = {
    {kOthers, fixed(1, 1), "New Year", {}, Weekend::nearest},
    {"US-MA", fixed(1, 1), "New Year", {}, Weekend::sunday_monday},
    {"US", nth(3, kMonday, 1), "Martin Luther King Day"},
    {"US -US-DE -US-FL -US-NM", nth(3, kMonday, 2), "Washington's Birthday"},
    {"US", last(kMonday, 5), "Memorial Day"},
    {kOthers, fixed(6, 19), "Juneteenth", since(2021), Weekend::nearest},
    {"US-MA", fixed(6, 19), "Juneteenth", since(2021), Weekend::sunday_monday},
    {kOthers, fixed(7, 4), "Independence Day", {}, Weekend::nearest},
    {"US-MA", fixed(7, 4), "Independence Day", {}, Weekend::sunday_monday},
    {"US", nth(1, kMonday, 9), "Labor Day"},
    {"US -US-AR -US-CA -US-CO -US-DE -US-FL -US-HI -US-IA -US-LA -US-MI -US-MN -US-MS -US-ND "
     "-US-NH -US-NV -US-OK -US-OR -US-TX -US-VT -US-WA -US-WY",
     nth(2, kMonday, 10), "Columbus Day"},
    {kOthers, fixed(11, 11), "Veterans Day", {}, Weekend::nearest},
    {"US-MA", fixed(11, 11), "Veterans Day", {}, Weekend::sunday_monday},
    {"US", nth(4, Weekday::thursday, 11), "Thanksgiving"},
    {kOthers, fixed(12, 25), "Christmas", {}, Weekend::nearest},
    {"US-MA", fixed(12, 25), "Christmas", {}, Weekend::sunday_monday},

    {"US-CA US-DE US-FL US-MD US-NE US-NH US-NM US-NV US-OK US-PA US-TX US-VA US-WA US-WV",
     kAfterThanksgiving, "Day after Thanksgiving"},
    {"US-MI", kAfterThanksgiving, "Day after Thanksgiving", since(2017)},
    {"US-CT US-DE US-HI US-LA US-ND US-NJ", easter_plus(-2), "Good Friday"},
    {"US-CT US-IA US-IL US-NJ US-NY", fixed(2, 12), "Lincoln's Birthday", {}, Weekend::nearest},
    {"US-DE US-HI US-IL US-LA US-MI US-MT US-NH US-RI US-WV", kElection, "Election Day",
     kEvenYears},
    {"US-NJ US-NY", kElection, "Election Day"},
    {"US-VA", kElection, "Election Day", since(2020)},
    {"US-DC US-MD US-VA", fixed(1, 20), "Inauguration Day", kInaugurations},
    {"US-MA US-ME", nth(3, kMonday, 4), "Patriots' Day"},
    {"US-AL", nth(4, kMonday, 4), "Confederate Memorial Day"},
    {"US-MS", last(kMonday, 4), "Confederate Memorial Day"},

    {"US-AK", last(kMonday, 3), "Seward's Day"},
    {"US-AK", fixed(10, 18), "Alaska Day", {}, Weekend::nearest},
    {"US-AL", nth(1, kMonday, 6), "Jefferson Davis"},
    {"US-CA", fixed(3, 31), "Cesar Chavez Day", {}, Weekend::sunday_monday},
    {"US-CO", nth(2, kMonday, 10), "Columbus Day", until(2019)},
    {"US-CO", nth(1, kMonday, 10), "Frances Xavier Cabrini Day", since(2020)},
    {"US-DC", fixed(4, 16), "Emancipation Day", {}, Weekend::nearest},
    {"US-HI", fixed(3, 26), "Prince Kuhio Day", {}, Weekend::nearest},
    {"US-HI", fixed(6, 11), "Kamehameha Day", {}, Weekend::nearest},
    {"US-HI", nth(3, kFriday, 8), "Statehood Day"},
    {"US-IL", nth(1, kMonday, 3), "Casimir Pulaski Day"},
    {"US-LA", easter_plus(-47), "Mardi Gras"},
    {"US-MI", fixed(12, 24), "Christmas Eve", since(2013), Weekend::eve},
    {"US-MI", fixed(12, 31), "New Year's Eve", since(2013), Weekend::saturday_friday},
    {"US-MO", fixed(5, 8), "Truman Day", {}, Weekend::nearest},
    {"US-NE", last(kFriday, 4), "Arbor Day"},
    {"US-NV", last(kFriday, 10), "Nevada Day"},
    {"US-RI", nth(2, kMonday, 8), "Victory Day"},
    {"US-TX", fixed(1, 19), "Confederate Heroes Day"},
    {"US-TX", fixed(3, 2), "Texas Independence Day"},
    {"US-TX", fixed(4, 21), "San Jacinto Day"},
    {"US-TX", fixed(6, 19), "Emancipation Day", until(2020)},
    {"US-TX", fixed(8, 27), "Lyndon Baines Johnson Day"},
    {"US-TX", fixed(12, 24), "Christmas Eve"},
    {"US-TX", fixed(12, 26), "Day after Christmas"},
    {"US-UT", fixed(7, 24), "Pioneer Day", {}, Weekend::nearest},
    {"US-VA", from(1, 12, kFriday), "Lee-Jackson Day", until(2020)},
    {"US-VT", nth(1, kTuesday, 3), "Town Meeting Day"},
    {"US-VT", fixed(8, 16), "Bennington Battle Day", {}, Weekend::nearest},
    {"US-WV", fixed(6, 20), "West Virginia Day", {}, Weekend::nearest},
};

}  // namespace

constexpr Country kUnitedStates{kRegions, kRules};

}  // namespace relance::holiday
