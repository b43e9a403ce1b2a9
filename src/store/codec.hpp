// Stored bodies: the compact bytes beside the columns of a row. Format: version, fields, checksum.
// Field order, codes and the version are durable; docs/storage.md describes them.
//
// The checksum begins with `columns`, the sum over what stands in the columns of the same row, so
// that a column changed behind our back is found as well.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "relance/journal.hpp"
#include "relance/lead.hpp"
#include "relance/store.hpp"

namespace relance {

inline constexpr std::uint8_t kBodyVersion = 1;
/// Of a lead that has deadlines: those follow at the end.
inline constexpr std::uint8_t kDeadlinesVersion = 2;

/// Everything of a lead that has no column: preferred, instants, counters, timers, effects, keys,
/// deadlines.
/// Each encode replaces `body`.
void encode_lead(const LeadRecord& lead, std::uint64_t columns, std::string& body);
/// False: the bytes are not what encode_lead wrote for these columns; `lead` is then unspecified.
bool decode_lead(std::string_view body, std::uint64_t columns, LeadRecord& lead);

void encode_attributes(const LeadAttributes& attributes, std::uint64_t columns, std::string& body);
bool decode_attributes(std::string_view body, std::uint64_t columns, LeadAttributes& attributes);

/// Of an entry: rule, detail, flags and the slices; key and actor have columns.
void encode_entry(const Journal& journal, const JournalEntry& entry, std::uint64_t columns,
                  std::string& body);
/// Appends the slices to the pools of `journal` and sets them in `entry`.
bool decode_entry(std::string_view body, std::uint64_t columns, JournalEntry& entry,
                  Journal& journal);

/// All but its position and event.lead.
void encode_waiting(const WaitingEvent& waiting, std::uint64_t columns, std::string& body);
bool decode_waiting(std::string_view body, std::uint64_t columns, WaitingEvent& waiting);

}  // namespace relance
