#include "time/holidays.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "time/civil.hpp"
#include "time/holidays/country_names.hpp"
#include "time/holidays/rule.hpp"

namespace relance {
namespace {

using holiday::Country;
using holiday::Day;
using holiday::Rule;
using holiday::Weekend;

const Country* const kCountries[] = {
    &holiday::kBelgium, &holiday::kFrance,        &holiday::kGermany,     &holiday::kNetherlands,
    &holiday::kSpain,   &holiday::kUnitedKingdom, &holiday::kUnitedStates};

const Country* country_of(std::string_view region) {
  for (const Country* country : kCountries) {
    const auto& known = country->regions;
    if (std::find(known.begin(), known.end(), region) != known.end()) return country;
  }
  return nullptr;
}

/// Whether a rule for "US -US-HI" or "DE-BY DE-BW" holds in the region.
bool holds_in(std::string_view listed, std::string_view region) {
  bool holds = false;
  while (!listed.empty()) {
    const std::string_view word = listed.substr(0, listed.find(' '));
    listed.remove_prefix(std::min(listed.size(), word.size() + 1));
    if (word.front() == '-') {
      if (word.substr(1) == region) return false;
    } else if (word == region || word == region.substr(0, 2)) {
      holds = true;
    }
  }
  return holds;
}

Date in_year(const Day& day, int year) {
  switch (day.kind) {
    case Day::easter:
      return {easter(year).days + day.day};
    case Day::nth:
      return nth_weekday(year, day.month, day.weekday, day.day);
    case Day::before:
      return weekday_before(*date_of(year, day.month, day.day), day.weekday);
    case Day::from:
      return weekday_from(*date_of(year, day.month, day.day), day.weekday);
    default:
      return *date_of(year, day.month, day.day);
  }
}

bool is_kept(const holiday::Years& years, int year) {
  // One bit a year; `holidays` asks for one year more at either end.
  static_assert(kHolidaysFirstYear > 2000 && kHolidaysLastYear < 2063);
  return years.first <= year && year <= years.last && (year - years.first) % years.every == 0 &&
         (years.among >> (year - 2000) & 1) != 0;
}

/// Days from a day of each weekday to what it brings with it; a row for each Weekend.
constexpr int kMoves[][7] = {
    // Mo  Tu  We  Th  Fr  Sa  Su
    {0, 0, 0, 0, 0, 0, 0},        // stays
    {0, 0, 0, 0, 0, -1, 1},       // nearest
    {0, 0, 0, 0, 0, 2, 1},        // monday
    {0, 0, 0, 0, 0, 2, 2},        // two_later
    {0, 0, 0, 0, 0, 0, 1},        // sunday_monday
    {0, 0, 0, 0, 0, -1, 0},       // saturday_friday
    {0, 0, 0, 0, -1, -1, -2},     // eve
    {0, 0, 0, 0, 0, 0, -1},       // moved_saturday
    {1, -1, -1, 1, -1, -2, -2},   // one_more
    {2, -1, -1, -1, -1, -2, -2},  // first_of_two_more
    {1, 1, 1, 1, 3, 2, 2},        // second_of_two_more
};
static_assert(std::size(kMoves) == static_cast<std::size_t>(Weekend::second_of_two_more) + 1);

/// The day as it is kept: itself, its substitute, or both.
void append(std::vector<Date>& dates, Date day, Weekend weekend) {
  const int moved =
      kMoves[static_cast<std::size_t>(weekend)][static_cast<std::size_t>(weekday_of(day))];
  if (moved == 0 || weekend != Weekend::moved_saturday) dates.push_back(day);
  if (moved != 0) dates.push_back({day.days + moved});
}

constexpr std::size_t kLongestCode = 6;

/// "DE", "DE-BY", "FR-6AE": what may stand in a message.
bool is_code(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return text.size() <= kLongestCode && std::all_of(text.begin(), text.end(), allowed);
}

/// The region that was probably meant; empty when that is not clear.
std::string_view region_meant(std::string_view region) {
  const std::string_view called = holiday::country_called(region);
  if (!called.empty()) return called;
  std::string large(region.substr(0, kLongestCode + 1));
  for (char& c : large) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  const auto found = std::find(regions().begin(), regions().end(), std::string_view(large));
  return found == regions().end() ? std::string_view() : *found;
}

Complaint unknown_region(std::string_view region) {
  Complaint problem{is_code(region) ? fmt::format("no holidays are known for \"{}\"", region)
                                    : "this is no region whose holidays are known",
                    {}};
  const std::string_view meant = region_meant(region);
  if (!meant.empty()) {
    problem.hint = fmt::format("did you mean {}?", meant);
    return problem;
  }
  const bool names_country = region.size() == 2 || (region.size() > 2 && region[2] == '-');
  const Country* country = names_country ? country_of(region.substr(0, 2)) : nullptr;
  if (country == nullptr) {
    problem.hint =
        "write the code of a country (BE, DE, ES, FR, GB, NL, US) or of its part, such as DE-BY";
    return problem;
  }
  problem.hint = fmt::format("write {} for those of the whole country", country->regions.front());
  std::string_view before = ", or a part: ";
  for (const std::string_view part : country->regions.subspan(1)) {
    problem.hint += fmt::format("{}{}", before, part);
    before = " ";
  }
  return problem;
}

std::vector<std::string_view> all_regions() {
  std::vector<std::string_view> all;
  for (const Country* country : kCountries) {
    all.insert(all.end(), country->regions.begin(), country->regions.end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

std::optional<std::vector<Date>> holidays(std::string_view region, int first_year, int last_year,
                                          Complaint& problem) {
  const Country* country = country_of(region);
  if (country == nullptr) {
    problem = unknown_region(region);
    return {};
  }
  const int first = std::max(first_year, kHolidaysFirstYear);
  const int last = std::min(last_year, kHolidaysLastYear);
  std::vector<Date> dates;
  if (first > last) return dates;
  for (const Rule& rule : country->rules) {
    if (!holds_in(rule.regions, region)) continue;
    // A substitute may lie in the year before or after its day.
    for (int year = first - 1; year <= last + 1; ++year) {
      if (!is_kept(rule.years, year)) continue;
      append(dates, in_year(rule.day, year), rule.weekend);
    }
  }
  const Date begin = *date_of(first, 1, 1), end = *date_of(last, 12, 31);
  std::erase_if(dates, [&](Date date) { return date < begin || date > end; });
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  return dates;
}

std::span<const std::string_view> regions() {
  static const std::vector<std::string_view> all = all_regions();
  return all;
}

std::string_view holiday_data_version() { return "2026-11-21"; }

}  // namespace relance
