// Netherlands: the general days of article 3 of the Algemene termijnenwet; 5 May is a day off for
// all every five years. Belgium: royal decree of 18 April 1974, article 1, ten days; the days of
// the communities are no public holidays.
#include "time/holidays/rule.hpp"

namespace relance::holiday {
namespace {

constexpr std::string_view kDutchRegions[] = {"NL"};

constexpr Rule kDutchRules[] = {
    {"NL", fixed(1, 1), "New Year"},
    {"NL", easter_plus(0), "Easter Sunday"},
    {"NL", easter_plus(1), "Easter Monday"},
    {"NL", fixed(4, 30), "Queen's Day", until(2013), Weekend::moved_saturday},
    {"NL", fixed(4, 27), "King's Day", since(2014), Weekend::moved_saturday},
    {"NL", fixed(5, 5), "Liberation Day", every(5, 1945)},
    {"NL", easter_plus(39), "Ascension"},
    {"NL", easter_plus(49), "Whit Sunday"},
    {"NL", easter_plus(50), "Whit Monday"},
    {"NL", fixed(12, 25), "Christmas"},
    {"NL", fixed(12, 26), "Second day of Christmas"},
};

constexpr std::string_view kBelgianRegions[] = {"BE", "BE-BRU", "BE-VLG", "BE-WAL"};

constexpr Rule kBelgianRules[] = {
    {"BE", fixed(1, 1), "New Year"},
    {"BE", easter_plus(1), "Easter Monday"},
    {"BE", fixed(5, 1), "Labour Day"},
    {"BE", easter_plus(39), "Ascension"},
    {"BE", easter_plus(50), "Whit Monday"},
    {"BE", fixed(7, 21), "National Day"},
    {"BE", fixed(8, 15), "Assumption"},
    {"BE", fixed(11, 1), "All Saints"},
    {"BE", fixed(11, 11), "Armistice of 1918"},
    {"BE", fixed(12, 25), "Christmas"},
};

}  // namespace

constexpr Country kNetherlands{kDutchRegions, kDutchRules};
constexpr Country kBelgium{kBelgianRegions, kBelgianRules};

}  // namespace relance::holiday
