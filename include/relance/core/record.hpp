// What an accepted event leaves on the lead: values, counters, firsts.
#pragma once

#include <algorithm>
#include <array>

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

/// Which first an event or a stage may be; `none` where it is none. Looked up, since a switch over
/// what comes at random costs more than all it does.
struct Firsts {
  static constexpr std::uint8_t none = kMilestones;
  std::array<std::uint8_t, kBuiltInEvents> by_event{};
  std::array<std::uint8_t, kStages> by_stage{};

  constexpr Firsts() {
    by_event.fill(none);
    by_stage.fill(none);
    set(EventKind::received, Milestone::received);
    set(EventKind::reached, Milestone::reached);
    set(EventKind::qualified, Stage::qualified, Milestone::qualified);
    set(EventKind::booked, Stage::appointment, Milestone::booked);
    set(EventKind::shown, Stage::shown, Milestone::shown);
    set(EventKind::sold, Stage::sold, Milestone::sold);
    set(EventKind::lost, Stage::lost, Milestone::lost);
  }

 private:
  constexpr void set(EventKind kind, Milestone first) {
    by_event[static_cast<std::size_t>(kind)] = static_cast<std::uint8_t>(first);
  }
  constexpr void set(EventKind kind, Stage stage, Milestone first) {
    set(kind, first);
    by_stage[static_cast<std::size_t>(stage)] = static_cast<std::uint8_t>(first);
  }
};
inline constexpr Firsts kFirsts;

inline void record_first(LeadRecord& lead, std::uint8_t first, Instant at) {
  const bool none = first == Firsts::none;
  reach(lead, none ? Milestone::received : static_cast<Milestone>(first), none ? kNever : at);
}

/// The first of each kind counts, whether the host told it as such or the lead came to its stage.
inline void record_stage(LeadRecord& lead, Stage stage, Instant at) {
  record_first(lead, kFirsts.by_stage[static_cast<std::size_t>(stage)], at);
}

inline void record_milestone(LeadRecord& lead, Id event, Instant at) {
  if (event < kBuiltInEvents) record_first(lead, kFirsts.by_event[event], at);
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
  record_milestone(lead, event.event, event.occurred_at);
}

}  // namespace relance
