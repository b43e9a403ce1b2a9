// IANA time zones of the system as flat tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/complaint.hpp"
#include "relance/core/zone.hpp"

namespace relance {

/// The zone "Europe/Paris", ..., exact for every lawful instant. `name` is untrusted: only names
/// that the system's zone data list are looked up, nothing else is opened. Nothing for other names;
/// `problem` then says what is wrong, with the nearest name.
/// Threads: any; the zone data are read once per process.
std::optional<ZoneTable> load_zone(std::string_view name, Complaint& problem);

/// The release of the system's zone data, "2025b"; "unknown" where they do not say.
std::string zone_data_version();

/// The names that load_zone takes, ascending by bytes; empty where the system does not list them
/// (then well-formed names are looked up unseen).
const std::vector<std::string>& zone_names();

}  // namespace relance
