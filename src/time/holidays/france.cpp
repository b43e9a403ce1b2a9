// Code du travail, L3133-1 (the country), L3134-13 (Alsace and Moselle) and L3422-2 with decree
// 83-1003, amended in 2012 (abolition of slavery overseas); for the collectivities of the Pacific
// their own acts. Days kept by custom only (Schoelcher Day, Mid-Lent) are not here.
#include "time/holidays/rule.hpp"

namespace relance::holiday {
namespace {

constexpr std::string_view kRegions[] = {"FR",     "FR-57",  "FR-67",  "FR-68",  "FR-6AE", "FR-971",
                                         "FR-972", "FR-973", "FR-974", "FR-976", "FR-BL",  "FR-MF",
                                         "FR-NC",  "FR-PF",  "FR-PM",  "FR-TF",  "FR-WF"};

constexpr Rule kRules[] = {
    {"FR", fixed(1, 1), "New Year"},
    {"FR", easter_plus(1), "Easter Monday"},
    {"FR", fixed(5, 1), "Labour Day"},
    {"FR", fixed(5, 8), "Victory of 1945"},
    {"FR", easter_plus(39), "Ascension"},
    {"FR", easter_plus(50), "Whit Monday"},
    {"FR", fixed(7, 14), "National Day"},
    {"FR", fixed(8, 15), "Assumption"},
    {"FR", fixed(11, 1), "All Saints"},
    {"FR", fixed(11, 11), "Armistice of 1918"},
    {"FR", fixed(12, 25), "Christmas"},

    {"FR-57 FR-67 FR-68 FR-6AE", easter_plus(-2), "Good Friday"},
    {"FR-57 FR-67 FR-68 FR-6AE", fixed(12, 26), "Saint Stephen"},

    {"FR-971", fixed(5, 27), "Abolition of slavery"},
    {"FR-972", fixed(5, 22), "Abolition of slavery"},
    {"FR-973", fixed(6, 10), "Abolition of slavery"},
    {"FR-974", fixed(12, 20), "Abolition of slavery"},
    {"FR-976", fixed(4, 27), "Abolition of slavery"},
    {"FR-BL", fixed(10, 9), "Abolition of slavery", since(2012)},
    {"FR-MF", fixed(5, 28), "Abolition of slavery", since(2012)},
    {"FR-NC", fixed(9, 24), "Citizenship Day"},
    {"FR-PF", fixed(3, 5), "Arrival of the Gospel"},
    {"FR-PF", easter_plus(-2), "Good Friday"},
    {"FR-PF", fixed(6, 29), "Autonomy", until(2024)},
    {"FR-PF", fixed(11, 20), "Matari'i i ni'a", since(2025)},
    {"FR-WF", fixed(4, 28), "Saint Peter Chanel"},
    {"FR-WF", fixed(6, 29), "Saints Peter and Paul"},
    {"FR-WF", fixed(7, 29), "Territory Day"},
};

}  // namespace

constexpr Country kFrance{kRegions, kRules};

}  // namespace relance::holiday
