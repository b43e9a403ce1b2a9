// Banking and Financial Dealings Act 1971, schedule 1, and the royal proclamations made under it.
// A day that falls on a weekend is kept, and its substitute too. "GB" has what all four parts
// share.
#include "time/holidays/rule.hpp"

namespace relance::holiday {
namespace {

constexpr std::string_view kRegions[] = {"GB", "GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS"};
constexpr std::string_view kNotScotland = "GB-ENG GB-NIR GB-WLS";

constexpr Rule kRules[] = {
    {"GB -GB-SCT", fixed(1, 1), "New Year", {}, Weekend::monday},
    {"GB-SCT", fixed(1, 1), "New Year", {}, Weekend::two_later},
    {"GB-SCT", fixed(1, 2), "2 January", {}, Weekend::two_later},
    {"GB-NIR", fixed(3, 17), "Saint Patrick", {}, Weekend::monday},
    {"GB", easter_plus(-2), "Good Friday"},
    {kNotScotland, easter_plus(1), "Easter Monday"},
    {"GB", nth(1, Weekday::monday, 5), "Early May", until(2019)},
    {"GB", fixed(5, 8), "Early May, moved to VE day", only(2020)},
    {"GB", nth(1, Weekday::monday, 5), "Early May", since(2021)},
    {"GB", last(Weekday::monday, 5), "Spring", until(2011)},
    {"GB", fixed(6, 4), "Spring, moved", only(2012)},
    {"GB", last(Weekday::monday, 5), "Spring", during(2013, 2021)},
    {"GB", fixed(6, 2), "Spring, moved", only(2022)},
    {"GB", last(Weekday::monday, 5), "Spring", since(2023)},
    {"GB-NIR", fixed(7, 12), "Battle of the Boyne", {}, Weekend::monday},
    {"GB-SCT", nth(1, Weekday::monday, 8), "Summer"},
    {kNotScotland, last(Weekday::monday, 8), "Summer"},
    {"GB-SCT", fixed(11, 30), "Saint Andrew", {}, Weekend::monday},
    {"GB", fixed(12, 25), "Christmas", {}, Weekend::two_later},
    {"GB", fixed(12, 26), "Boxing Day", {}, Weekend::two_later},

    {"GB", fixed(4, 29), "Wedding of Prince William", only(2011)},
    {"GB", fixed(6, 5), "Diamond Jubilee", only(2012)},
    {"GB", fixed(6, 3), "Platinum Jubilee", only(2022)},
    {"GB", fixed(9, 19), "Funeral of Queen Elizabeth II", only(2022)},
    {"GB", fixed(5, 8), "Coronation of King Charles III", only(2023)},
    {"GB-SCT", fixed(6, 15), "Scotland at the World Cup", only(2026)},
};

}  // namespace

constexpr Country kUnitedKingdom{kRegions, kRules};

}  // namespace relance::holiday
