// From the cells of a row to the events it gives.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/mapping.hpp"
#include "relance/event.hpp"

namespace relance {

/// The cells of one row, by Mapping::columns.
using Cells = std::span<const std::string_view>;

/// What a value is for this row; nothing when it is left out. Times are handed on as they stand.
std::optional<std::string_view> value_of(const ValueFrom& from, Cells cells);

/// The lead's id without blanks at its ends, so that a file that pads its cells makes no second
/// lead; empty when there is none.
std::string_view lead_of(const Mapping& mapping, Cells cells);

bool holds(const Condition& condition, Cells cells);

/// RFC 3339, or a date or civil time in the mapping's zone. On failure `problem` says why; it
/// never cites the cell, which may be somebody's telephone number in the wrong column.
std::optional<Instant> time_of(const ValueFrom& from, const Mapping& mapping, Cells cells,
                               std::string& problem);

/// Whether a time that the event reads has no offset, and the mapping states no zone for it.
bool lacks_zone(const Mapping& mapping, const EventFrom& event, Cells cells);

/// The idempotency key: mapping, event, and a hash of the cells that the event reads. Neither the
/// lead's id (keys are per lead) nor anything personal enters it, so that nothing of the person
/// stays in the journal after an erasure.
std::string key_of(const Mapping& mapping, const EventFrom& event, Cells cells);

/// Whether every time among what the event carries can be read; else `problem` says which cannot.
bool times_readable(const Mapping& mapping, const EventFrom& event, Cells cells,
                    std::string& problem);

/// Writes the event of a row into `event` (reused: its memory is kept). With `person`, the values
/// of Mapping::person are added. Times that cannot be read are left out.
void fill(const Mapping& mapping, const EventFrom& from, Cells cells, Instant at, bool person,
          Event& event);

}  // namespace relance
