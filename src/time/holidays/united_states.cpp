// 5 U.S.C. 6103: the federal holidays; one on a Saturday is kept on the Friday before too, one on a
// Sunday on the Monday after. Those of the states are not here yet.
#include "time/holidays/rule.hpp"

namespace relance::holiday {
namespace {

constexpr std::string_view kRegions[] = {"US"};

constexpr Rule kRules[] = {
    {"US", fixed(1, 1), "New Year", {}, Weekend::nearest},
    {"US", nth(3, Weekday::monday, 1), "Martin Luther King Day"},
    {"US", nth(3, Weekday::monday, 2), "Washington's Birthday"},
    {"US", last(Weekday::monday, 5), "Memorial Day"},
    {"US", fixed(6, 19), "Juneteenth", since(2021), Weekend::nearest},
    {"US", fixed(7, 4), "Independence Day", {}, Weekend::nearest},
    {"US", nth(1, Weekday::monday, 9), "Labor Day"},
    {"US", nth(2, Weekday::monday, 10), "Columbus Day"},
    {"US", fixed(11, 11), "Veterans Day", {}, Weekend::nearest},
    {"US", nth(4, Weekday::thursday, 11), "Thanksgiving"},
    {"US", fixed(12, 25), "Christmas", {}, Weekend::nearest},
};

}  // namespace

constexpr Country kUnitedStates{kRegions, kRules};

}  // namespace relance::holiday
