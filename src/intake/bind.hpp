// A mapping against the file and the rules that it is used with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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

/// The diagnostic of a file whose header, read with another separator than the mapping's, has more
/// of the mapping's columns than `header`. `head` is how the file begins.
std::optional<Diagnostic> other_separator(const Mapping& mapping, std::string_view csv_file,
                                          std::string_view head,
                                          std::span<const std::string_view> header);

/// The diagnostic of a mapping without a zone for the times of `event` in this line.
Diagnostic zone_missing(const Mapping& mapping, const EventFrom& event, std::string_view csv_file,
                        std::uint64_t line);

}  // namespace relance
