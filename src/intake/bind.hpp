// A mapping against the file and the rules that it is used with.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "intake/mapping.hpp"
#include "relance/core/tables.hpp"

namespace relance {

/// Where each of Mapping::columns stands in the file. Adds a diagnostic (at its place in the
/// mapping) for each that the header lacks or has twice.
std::vector<std::size_t> find_columns(const Mapping& mapping, std::string_view csv_file,
                                      std::span<const std::string_view> header,
                                      std::vector<Diagnostic>& diagnostics);

/// Adds a diagnostic for each event of the mapping that the rules do not know.
void check_events(const Mapping& mapping, const Tables& rules,
                  std::vector<Diagnostic>& diagnostics);

}  // namespace relance
