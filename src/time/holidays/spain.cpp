// Real decree 2001/1983, article 45, as amended: the days that the whole country keeps. Those of
// the autonomous communities are settled anew each year and are not here yet.
#include "time/holidays/rule.hpp"

namespace relance::holiday {
namespace {

constexpr std::string_view kRegions[] = {"ES"};

constexpr Rule kRules[] = {
    {"ES", fixed(1, 1), "New Year"},
    {"ES", fixed(1, 6), "Epiphany"},
    {"ES", easter_plus(-2), "Good Friday"},
    {"ES", fixed(5, 1), "Labour Day"},
    {"ES", fixed(8, 15), "Assumption"},
    {"ES", fixed(10, 12), "National Day"},
    {"ES", fixed(11, 1), "All Saints"},
    {"ES", fixed(12, 6), "Constitution Day"},
    {"ES", fixed(12, 8), "Immaculate Conception"},
    {"ES", fixed(12, 25), "Christmas"},
};

}  // namespace

constexpr Country kSpain{kRegions, kRules};

}  // namespace relance::holiday
