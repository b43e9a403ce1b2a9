// 5 U.S.C. 6103: the federal holidays; one on a Saturday is kept on the Friday before too, one on a
// Sunday on the Monday after. Then the holiday statutes of the states and territories (the days on
// which their offices close), among them Official Code of Georgia 1-4-1, Indiana Code 1-1-9-1,
// Kansas Statutes 35-107, Kentucky Revised Statutes 18A.190 and 2.190, the schedule under North
// Carolina General Statutes 126-4 (5), South Carolina Code 53-5-10, Tennessee Code 15-1-101,
// Wisconsin Statutes 230.35 (4) (a), American Samoa Administrative Code 4.2403, 1 Guam Code 1000,
// 1 Commonwealth Code (Northern Marianas) 311, 1 Virgin Islands Code 171, and for Puerto Rico
// article 387 of the Political Code and Law 111 of 2014. Days that a governor adds year by year are
// not here.
#include "time/holidays/rule.hpp"

namespace relance::holiday {
namespace {

constexpr std::string_view kRegions[] = {
    "US",    "US-AK", "US-AL", "US-AR", "US-AS", "US-AZ", "US-CA", "US-CO", "US-CT", "US-DC",
    "US-DE", "US-FL", "US-GA", "US-GU", "US-HI", "US-IA", "US-ID", "US-IL", "US-IN", "US-KS",
    "US-KY", "US-LA", "US-MA", "US-MD", "US-ME", "US-MI", "US-MN", "US-MO", "US-MP", "US-MS",
    "US-MT", "US-NC", "US-ND", "US-NE", "US-NH", "US-NJ", "US-NM", "US-NV", "US-NY", "US-OH",
    "US-OK", "US-OR", "US-PA", "US-PR", "US-RI", "US-SC", "US-SD", "US-TN", "US-TX", "US-UM",
    "US-UT", "US-VA", "US-VI", "US-VT", "US-WA", "US-WI", "US-WV", "US-WY"};

/// These move holidays from Sundays only.
constexpr std::string_view kSundays = "US-MA US-PR US-WI";
constexpr std::string_view kOthers = "US -US-MA -US-PR -US-WI";
constexpr Weekday kMonday = Weekday::monday, kTuesday = Weekday::tuesday, kFriday = Weekday::friday;
constexpr Day kElection = from(11, 2, kTuesday);  // the Tuesday after the first Monday
constexpr Day kPrimary = from(5, 2, kTuesday);
constexpr Day kAfterThanksgiving = from(11, 23, kFriday);
constexpr Years kEvenYears = every(2, 2010);
constexpr Years kInaugurations = every(4, 2009);

constexpr Rule kRules[] = {
    {kOthers, fixed(1, 1), "New Year", {}, Weekend::nearest},
    {kSundays, fixed(1, 1), "New Year", {}, Weekend::sunday_monday},
    {"US", nth(3, kMonday, 1), "Martin Luther King Day"},
    {"US -US-DE -US-FL -US-GA -US-GU -US-IN -US-KY -US-NC -US-NM -US-WI", nth(3, kMonday, 2),
     "Washington's Birthday"},
    {"US", last(kMonday, 5), "Memorial Day"},
    {"US -US-GU -US-KY -US-MA -US-NC -US-PR -US-SC -US-WI", fixed(6, 19), "Juneteenth", since(2021),
     Weekend::nearest},
    {"US-MA US-PR", fixed(6, 19), "Juneteenth", since(2021), Weekend::sunday_monday},
    {kOthers, fixed(7, 4), "Independence Day", {}, Weekend::nearest},
    {kSundays, fixed(7, 4), "Independence Day", {}, Weekend::sunday_monday},
    {"US", nth(1, kMonday, 9), "Labor Day"},
    {"US -US-AR -US-CA -US-CO -US-DE -US-FL -US-GU -US-HI -US-IA -US-KY -US-LA -US-MI -US-MN "
     "-US-MS -US-NC -US-ND -US-NH -US-NV -US-OK -US-OR -US-PR -US-SC -US-TN -US-TX -US-VT -US-WA "
     "-US-WI -US-WY",
     nth(2, kMonday, 10), "Columbus Day"},
    {kOthers, fixed(11, 11), "Veterans Day", {}, Weekend::nearest},
    {"US-MA US-PR", fixed(11, 11), "Veterans Day", {}, Weekend::sunday_monday},
    {"US", nth(4, Weekday::thursday, 11), "Thanksgiving"},
    {kOthers, fixed(12, 25), "Christmas", {}, Weekend::nearest},
    {kSundays, fixed(12, 25), "Christmas", {}, Weekend::sunday_monday},

    {"US-CA US-DE US-FL US-GA US-IN US-KY US-MD US-NC US-NE US-NH US-NM US-NV US-OK US-PA US-SC "
     "US-TN US-TX US-VA US-WA US-WV",
     kAfterThanksgiving, "Day after Thanksgiving"},
    {"US-MI", kAfterThanksgiving, "Day after Thanksgiving", since(2017)},
    {"US-AS US-CT US-DE US-HI US-IN US-LA US-MP US-NC US-ND US-NJ US-PR US-TN US-VI",
     easter_plus(-2), "Good Friday"},
    {"US-CT US-IA US-IL US-NJ US-NY", fixed(2, 12), "Lincoln's Birthday", {}, Weekend::nearest},
    {"US-DE US-HI US-IL US-IN US-LA US-MI US-MP US-MT US-NH US-RI US-WV", kElection, "Election Day",
     kEvenYears},
    {"US-NJ US-NY", kElection, "Election Day"},
    {"US-VA", kElection, "Election Day", since(2020)},
    {"US-IN", kElection, "Election Day", since(2015)},
    {"US-KY", kElection, "Election Day", every(4, 2012)},
    {"US-IN", kPrimary, "Primary Election Day", kEvenYears},
    {"US-IN", kPrimary, "Primary Election Day", since(2015)},
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
    {"US-GA", nth(4, kMonday, 4), "Confederate Memorial Day, then State Holiday", until(2019)},
    {"US-GA", easter_plus(-2), "State Holiday", since(2020)},
    {"US-GA US-IN", fixed(12, 25), "Washington's Birthday", {}, Weekend::one_more},
    {"US-HI", fixed(3, 26), "Prince Kuhio Day", {}, Weekend::nearest},
    {"US-HI", fixed(6, 11), "Kamehameha Day", {}, Weekend::nearest},
    {"US-HI", nth(3, kFriday, 8), "Statehood Day"},
    {"US-IL", nth(1, kMonday, 3), "Casimir Pulaski Day"},
    {"US-LA", easter_plus(-47), "Mardi Gras"},
    {"US-MI", fixed(12, 24), "Christmas Eve", since(2013), Weekend::eve},
    {"US-MI", fixed(12, 31), "New Year's Eve", since(2013), Weekend::saturday_friday},
    {"US-MO", fixed(5, 8), "Truman Day", {}, Weekend::nearest},
    {"US-NC", fixed(12, 24), "Christmas, three days", since(2013)},
    {"US-NC", fixed(12, 26), "Christmas, three days", since(2013)},
    {"US-NC", fixed(12, 25), "Christmas, three days", since(2013), Weekend::first_of_two_more},
    {"US-NC", fixed(12, 25), "Christmas, three days", since(2013), Weekend::second_of_two_more},
    {"US-NE", last(kFriday, 4), "Arbor Day"},
    {"US-NV", last(kFriday, 10), "Nevada Day"},
    {"US-RI", nth(2, kMonday, 8), "Victory Day"},
    {"US-SC", fixed(5, 10), "Confederate Memorial Day", {}, Weekend::nearest},
    {"US-SC", fixed(12, 24), "Christmas Eve", {}, Weekend::nearest},
    {"US-SC", fixed(12, 26), "Day after Christmas", {}, Weekend::nearest},
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
    {"US-WI", fixed(12, 24), "Christmas Eve", since(2012)},
    {"US-WI", fixed(12, 31), "New Year's Eve", since(2012)},
    {"US-WV", fixed(6, 20), "West Virginia Day", {}, Weekend::nearest},

    {"US-AS", fixed(4, 17), "Flag Day", {}, Weekend::nearest},
    {"US-AS", fixed(7, 16), "Manu'a Islands Cession Day", {}, Weekend::nearest},
    {"US-GU", nth(1, kMonday, 3), "Guam History and Chamorro Heritage Day"},
    {"US-GU", fixed(7, 21), "Liberation Day", {}, Weekend::nearest},
    {"US-GU", fixed(11, 2), "All Souls", {}, Weekend::nearest},
    {"US-GU", fixed(12, 8), "Our Lady of Camarin", {}, Weekend::nearest},
    {"US-MP", fixed(3, 24), "Commonwealth Covenant Day", {}, Weekend::nearest},
    {"US-MP", fixed(11, 4), "Citizenship Day", {}, Weekend::nearest},
    {"US-MP", fixed(12, 8), "Constitution Day", {}, Weekend::nearest},
    {"US-PR US-VI", fixed(1, 6), "Three Kings"},
    {"US-PR", nth(2, kMonday, 1), "Eugenio Maria de Hostos", until(2014)},
    {"US-PR", fixed(3, 22), "Emancipation Day", {}, Weekend::sunday_monday},
    {"US-PR", nth(3, kMonday, 4), "Jose de Diego", until(2014)},
    {"US-PR", nth(3, kMonday, 7), "Luis Munoz Rivera", until(2014)},
    {"US-PR", fixed(7, 25), "Constitution Day", {}, Weekend::sunday_monday},
    {"US-PR", fixed(7, 27), "Jose Celso Barbosa", until(2014), Weekend::sunday_monday},
    {"US-PR", fixed(10, 12), "Columbus Day", until(2013), Weekend::sunday_monday},
    {"US-PR", nth(2, kMonday, 10), "Columbus Day", since(2014)},
    {"US-PR", fixed(11, 19), "Discovery Day", {}, Weekend::sunday_monday},
    {"US-VI", fixed(3, 31), "Transfer Day"},
    {"US-VI", easter_plus(-3), "Holy Thursday"},
    {"US-VI", easter_plus(1), "Easter Monday"},
    {"US-VI", fixed(7, 3), "Emancipation Day"},
    {"US-VI", fixed(11, 1), "Liberty Day"},
    {"US-VI", fixed(12, 26), "Second day of Christmas"},
};

}  // namespace

constexpr Country kUnitedStates{kRegions, kRules};

}  // namespace relance::holiday
