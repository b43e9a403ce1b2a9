// What an accepted event leaves on the lead: values, counters, firsts.
#pragma once

#include <algorithm>

#include "relance/core/bound_event.hpp"
#include "relance/core/entry.hpp"
#include "relance/core/program.hpp"

namespace relance {

/// What an event cannot do without; `detail` becomes the field that is missing.
inline Refusal missing(const BoundEvent& event, Id& detail) {
  FieldKind field = FieldKind::outcome;
  bool present = true;
  switch (static_cast<EventKind>(event.event)) {
    case EventKind::attempted:
    case EventKind::sent:
      present = event.outcome != Outcome::none;
      break;
    case EventKind::booked:
    case EventKind::moved:
      field = FieldKind::at;
      present = event.at != kNever;
      break;
    case EventKind::lost:
      field = FieldKind::reason;
      present = event.find(id(field)) != nullptr;
      break;
    case EventKind::assigned:
      field = FieldKind::to;
      present = event.find(id(field)) != nullptr || event.find(id(FieldKind::lane)) != nullptr;
      break;
    default:
      break;
  }
  if (present) return Refusal::none;
  detail = id(field);
  return Refusal::missing;
}

inline bool is_attempt(Outcome outcome) {
  return outcome >= Outcome::conversation && outcome <= Outcome::refused;
}

/// The customer was spoken to, or came forward: a fact that the engine derives.
inline bool derives_reached(const BoundEvent& event) {
  const EventKind kind = static_cast<EventKind>(event.event);
  return kind == EventKind::inbound ||
         (kind == EventKind::attempted && event.outcome == Outcome::conversation);
}

inline bool tells_outcome(const BoundEvent& event) {
  const EventKind kind = static_cast<EventKind>(event.event);
  return kind == EventKind::attempted || kind == EventKind::sent;
}

inline Value to_value(const Scalar& scalar) {
  switch (scalar.kind) {
    case Scalar::boolean:
      return Value::of(scalar.number != 0);
    case Scalar::integer:
      return Value::of(scalar.number);
    case Scalar::text:
      return Value::of(scalar.view());
    case Scalar::instant:
      return Value::of(Instant{scalar.number});
    case Scalar::date:
      return Value::of(Date{static_cast<std::int32_t>(scalar.number)});
    case Scalar::money:
      return Value::money(scalar.number);
    default:
      return {};
  }
}

/// Precondition: the attributes are loaded.
inline void write_field(LeadRecord& lead, Id field, const Value& value, LeadChanges& changes) {
  const std::size_t index = static_cast<std::size_t>(field) - kDeclaredFields;
  if (index >= lead.attributes.fields.size()) lead.attributes.fields.resize(index + 1);
  lead.attributes.fields[index] = value;
  changes.attributes = true;
}

inline void write_built_in(LeadRecord& lead, const BoundValue& bound, bool creates,
                           LeadChanges& changes) {
  switch (static_cast<FieldKind>(bound.field)) {
    case FieldKind::source:
      if (creates) lead.source = bound.value.text;
      break;
    case FieldKind::campaign:
      lead.attributes.campaign = bound.value.text;
      changes.attributes = true;
      break;
    case FieldKind::preferred:
      lead.preferred = channel_named(bound.value.text).value_or(Channel::none);
      break;
    case FieldKind::to:
    case FieldKind::owner:
      lead.owner = bound.value.text;
      changes.owner = true;
      break;
    case FieldKind::lane:
      lead.lane = bound.value.text;
      break;
    default:
      break;
  }
}

inline void reach(LeadRecord& lead, Milestone milestone, Instant at) {
  Instant& first = lead.milestones[static_cast<std::size_t>(milestone)];
  first = std::min(first, at);
}

/// The first of each kind counts, whether the host told it as such or the lead came to its stage.
inline void record_stage(LeadRecord& lead, Stage stage, Instant at) {
  switch (stage) {
    case Stage::qualified:
      return reach(lead, Milestone::qualified, at);
    case Stage::appointment:
      return reach(lead, Milestone::booked, at);
    case Stage::shown:
      return reach(lead, Milestone::shown, at);
    case Stage::sold:
      return reach(lead, Milestone::sold, at);
    case Stage::lost:
      return reach(lead, Milestone::lost, at);
    default:
      return;
  }
}

inline void record_milestone(LeadRecord& lead, EventKind kind, Instant at) {
  switch (kind) {
    case EventKind::received:
      return reach(lead, Milestone::received, at);
    case EventKind::reached:
      return reach(lead, Milestone::reached, at);
    case EventKind::qualified:
      return reach(lead, Milestone::qualified, at);
    case EventKind::booked:
      return reach(lead, Milestone::booked, at);
    case EventKind::shown:
      return reach(lead, Milestone::shown, at);
    case EventKind::sold:
      return reach(lead, Milestone::sold, at);
    case EventKind::lost:
      return reach(lead, Milestone::lost, at);
    default:
      return;
  }
}

/// Everything of an accepted event but its transition. `creates`: it is the lead's first.
/// `lead_fields`: how many fields a lead has; what an event carries beyond them is its own.
inline void record_event(LeadRecord& lead, const BoundEvent& event, bool creates,
                         std::uint16_t lead_fields, LeadChanges& changes) {
  const EventKind kind = static_cast<EventKind>(event.event);
  for (const BoundValue& bound : event.values) {
    if (bound.field < kDeclaredFields) {
      write_built_in(lead, bound, creates, changes);
    } else if (bound.field < kDeclaredFields + lead_fields) {
      write_field(lead, bound.field, bound.value, changes);
    }
  }
  if (creates) lead.received_at = event.occurred_at;
  if (kind == EventKind::booked || kind == EventKind::moved) lead.appointment = event.at;
  if (kind == EventKind::attempted && is_attempt(event.outcome)) {
    ++lead.attempts;
    const std::size_t outcome = static_cast<std::size_t>(event.outcome) - 1;
    std::uint16_t& count = lead.attempts_by[static_cast<std::size_t>(event.channel)][outcome];
    if (count < UINT16_MAX) ++count;
    reach(lead, Milestone::attempted, event.occurred_at);
  }
  record_milestone(lead, kind, event.occurred_at);
}

}  // namespace relance
