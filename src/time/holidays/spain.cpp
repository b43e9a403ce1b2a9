// Real decree 2001/1983, article 45, as amended: the days that the whole country keeps, and the
// days of those autonomous communities whose yearly decrees follow a rule. The others settle anew
// each year which days replace those that fall on a Sunday, and are not here.
#include "time/holidays/rule.hpp"

namespace relance::holiday {
namespace {

constexpr std::string_view kRegions[] = {"ES", "ES-AN", "ES-AR", "ES-AS", "ES-CT"};

/// Andalusia, Aragon and Asturias keep the Monday after a holiday on a Sunday.
constexpr std::string_view kMoving = "ES-AN ES-AR ES-AS";
constexpr std::string_view kOthers = "ES -ES-AN -ES-AR -ES-AS";
constexpr Weekend kMonday = Weekend::sunday_monday;

constexpr Rule kRules[] = {
    {"ES", easter_plus(-2), "Good Friday"},
    {kOthers, fixed(1, 1), "New Year"},
    {kOthers, fixed(1, 6), "Epiphany"},
    {kOthers, fixed(5, 1), "Labour Day"},
    {kOthers, fixed(8, 15), "Assumption"},
    {kOthers, fixed(10, 12), "National Day"},
    {kOthers, fixed(11, 1), "All Saints"},
    {kOthers, fixed(12, 6), "Constitution Day"},
    {kOthers, fixed(12, 8), "Immaculate Conception"},
    {kOthers, fixed(12, 25), "Christmas"},

    {kMoving, fixed(1, 1), "New Year", {}, kMonday},
    {kMoving, fixed(1, 6), "Epiphany", {}, kMonday},
    {kMoving, easter_plus(-3), "Maundy Thursday"},
    {kMoving, fixed(5, 1), "Labour Day", {}, kMonday},
    {kMoving, fixed(8, 15), "Assumption", {}, kMonday},
    {kMoving, fixed(10, 12), "National Day", {}, kMonday},
    {kMoving, fixed(11, 1), "All Saints", {}, kMonday},
    {kMoving, fixed(12, 6), "Constitution Day", {}, kMonday},
    {kMoving, fixed(12, 8), "Immaculate Conception", {}, kMonday},
    {kMoving, fixed(12, 25), "Christmas", {}, kMonday},
    {"ES-AN", fixed(2, 28), "Day of Andalusia", {}, kMonday},
    {"ES-AR", fixed(4, 23), "Saint George", {}, kMonday},
    {"ES-AS", fixed(9, 8), "Day of Asturias", {}, kMonday},

    {"ES-CT", easter_plus(1), "Easter Monday"},
    {"ES-CT", fixed(6, 24), "Saint John"},
    {"ES-CT", fixed(9, 11), "Day of Catalonia"},
    {"ES-CT", fixed(12, 26), "Saint Stephen"},
    {"ES-CT", easter_plus(50), "Whit Monday", only(2011)},
    {"ES-CT", easter_plus(50), "Whit Monday", only(2016)},
    {"ES-CT", easter_plus(50), "Whit Monday", only(2022)},
};

}  // namespace

constexpr Country kSpain{kRegions, kRules};

}  // namespace relance::holiday
