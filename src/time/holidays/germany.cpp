// Unification treaty of 1990, article 2 (3 October), and the holiday acts of the sixteen states.
// Days that only some communities of a state keep (Assumption in Bavaria, Corpus Christi in parts
// of Saxony and Thuringia, the Peace Festival of Augsburg) are not days of the state.
#include "time/holidays/rule.hpp"

namespace relance::holiday {
namespace {

constexpr std::string_view kRegions[] = {"DE",    "DE-BB", "DE-BE", "DE-BW", "DE-BY", "DE-HB",
                                         "DE-HE", "DE-HH", "DE-MV", "DE-NI", "DE-NW", "DE-RP",
                                         "DE-SH", "DE-SL", "DE-SN", "DE-ST", "DE-TH"};

constexpr Rule kRules[] = {
    {"DE", fixed(1, 1), "New Year"},
    {"DE", easter_plus(-2), "Good Friday"},
    {"DE", easter_plus(1), "Easter Monday"},
    {"DE", fixed(5, 1), "Labour Day"},
    {"DE", easter_plus(39), "Ascension"},
    {"DE", easter_plus(50), "Whit Monday"},
    {"DE", fixed(10, 3), "German Unity Day"},
    {"DE", fixed(12, 25), "Christmas"},
    {"DE", fixed(12, 26), "Second day of Christmas"},
    {"DE", fixed(10, 31), "500 years of Reformation, in all states", only(2017)},

    {"DE-BW DE-BY DE-ST", fixed(1, 6), "Epiphany"},
    {"DE-BE", fixed(3, 8), "Women's Day", since(2019)},
    {"DE-MV", fixed(3, 8), "Women's Day", since(2023)},
    {"DE-BB", easter_plus(0), "Easter Sunday"},
    {"DE-BB", easter_plus(49), "Whit Sunday"},
    {"DE-BW DE-BY DE-HE DE-NW DE-RP DE-SL", easter_plus(60), "Corpus Christi"},
    {"DE-SL", fixed(8, 15), "Assumption"},
    {"DE-TH", fixed(9, 20), "Children's Day", since(2019)},
    {"DE-BB DE-MV DE-SN DE-ST DE-TH", fixed(10, 31), "Reformation Day"},
    {"DE-HB DE-HH DE-NI DE-SH", fixed(10, 31), "Reformation Day", since(2018)},
    {"DE-BW DE-BY DE-NW DE-RP DE-SL", fixed(11, 1), "All Saints"},
    {"DE-SN", before(11, 23, Weekday::wednesday), "Repentance and Prayer"},
    {"DE-BE", fixed(5, 8), "75 years since the end of the war", only(2020)},
    {"DE-BE", fixed(5, 8), "80 years since the end of the war", only(2025)},
    {"DE-BE", fixed(6, 17), "75 years since the uprising of 1953", only(2028)},
};

}  // namespace

constexpr Country kGermany{kRegions, kRules};

}  // namespace relance::holiday
