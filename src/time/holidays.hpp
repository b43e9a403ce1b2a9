// Public holidays by region, as dated data that are expanded when rules are compiled.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/complaint.hpp"
#include "relance/instant.hpp"

namespace relance {

/// The years for which the data are held against the law and an outside list.
inline constexpr int kHolidaysFirstYear = 2010;
inline constexpr int kHolidaysLastYear = 2050;

/// The public holidays of a region ("FR", "DE-BY", "FR-57", "GB-SCT", ...), ascending, each date
/// once, for the years asked that lie within 2010 to 2050. A subdivision has those of its country
/// as they are kept there. Nothing for a region without data; `problem` then says so,
/// with the regions of that country.
std::optional<std::vector<Date>> holidays(std::string_view region, int first_year, int last_year,
                                          Complaint& problem);

/// All regions with data, ascending by bytes.
std::span<const std::string_view> regions();

/// The day on which the data were last held against their sources, "2026-11-21". It is part of what
/// the rules' fingerprint covers only through the dates themselves.
std::string_view holiday_data_version();

}  // namespace relance
