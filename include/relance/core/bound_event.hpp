// An event whose names have become ids: what a decision reads.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "relance/event.hpp"
#include "relance/instant.hpp"
#include "relance/journal.hpp"
#include "relance/lead.hpp"

namespace relance {

/// Views into the host's event or into the tables; lives for one decision.
struct BoundEvent {
  Id event = kNone;
  std::uint8_t flags = 0;           // JournalEntry::Flag
  Outcome outcome = Outcome::none;  // attempted, sent
  Channel channel = Channel::none;
  Instant occurred_at;
  Instant now;               // not before the lead's clock
  Instant at = kNever;       // booked, moved
  bool writes_lead = false;  // `values` hold lead fields
  bool cites = false;        // tells the outcome of effect (cited_seq, cited_index)
  std::uint32_t cited_seq = 0;
  std::uint16_t cited_index = 0;
  std::span<const BoundValue> values;  // all that it carries and that is not personal
  std::string_view actor, key;
  Refusal refusal = Refusal::none;  // what binding found wrong, with the field concerned
  Id detail = kNone;

  const Value* find(Id field) const {
    for (const BoundValue& bound : values) {
      if (bound.field == field) return &bound.value;
    }
    return nullptr;
  }
};

}  // namespace relance
