// What an accepted event leaves on the lead: values, counters, firsts.
#pragma once

#include <algorithm>
#include <array>
#include <bit>

#include "relance/core/bound_event.hpp"
#include "relance/core/entry.hpp"
#include "relance/core/program.hpp"

namespace relance {

/// Which first an event or a stage may be; `earliest` kNever: it is none.
struct First {
  Milestone milestone = Milestone::received;
  Instant earliest = kNever;
};

/// A set of built-in fields, of which there are fewer than kDeclaredFields.
using FieldSet = std::uint32_t;
constexpr FieldSet field_set(FieldKind field, bool in = true) {
  return static_cast<FieldSet>(in) << id(field);
}

/// What a decision knows of an event by its kind. Looked up and used without branches, since a
/// branch over what comes at random costs more than all it guards.
struct EventTraits {
  FieldSet needs = 0;  // the one field that it cannot do without, or none
  First first;
};

class EventTable {
 public:
  constexpr EventTable() {
    needs(EventKind::attempted, FieldKind::outcome);
    needs(EventKind::sent, FieldKind::outcome);
    needs(EventKind::booked, FieldKind::at);
    needs(EventKind::moved, FieldKind::at);
    needs(EventKind::lost, FieldKind::reason);
    needs(EventKind::assigned, FieldKind::to);
    may_be(EventKind::received, Milestone::received);
    may_be(EventKind::reached, Milestone::reached);
    may_be(EventKind::qualified, Milestone::qualified);
    may_be(EventKind::booked, Milestone::booked);
    may_be(EventKind::shown, Milestone::shown);
    may_be(EventKind::sold, Milestone::sold);
    may_be(EventKind::lost, Milestone::lost);
  }
  constexpr const EventTraits& operator[](Id event) const {
    return rows_[std::min<std::size_t>(event, kBuiltInEvents)];
  }

 private:
  constexpr void needs(EventKind kind, FieldKind field) {
    rows_[static_cast<std::size_t>(kind)].needs = field_set(field);
  }
  constexpr void may_be(EventKind kind, Milestone first) {
    rows_[static_cast<std::size_t>(kind)].first = {first, kEarliest};
  }
  std::array<EventTraits, kBuiltInEvents + 1> rows_;  // the last: all events of the author
};
inline constexpr EventTable kEventTraits;

/// What an event cannot do without; `detail` becomes the field that is missing.
inline Refusal missing(const BoundEvent& event, Id& detail) {
  const FieldSet carried = field_set(FieldKind::outcome, event.outcome != Outcome::none) |
                           field_set(FieldKind::at, event.at != kNever);
  const FieldSet needs = kEventTraits[event.event].needs & ~carried;
  if (needs == 0) return Refusal::none;
  const Id field = static_cast<Id>(std::countr_zero(needs));
  if (field == id(FieldKind::reason) && event.find(field) != nullptr) return Refusal::none;
  if (field == id(FieldKind::to) &&
      (event.outcome != Outcome::none || event.find(field) != nullptr ||
       event.find(id(FieldKind::lane)) != nullptr)) {
    return Refusal::none;
  }
  detail = field;
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
    case Scalar::place:
      return Value::of(unpacked(scalar.number));
    default:
      return {};
  }
}

/// Precondition: the attributes are loaded.
[[gnu::noinline]] inline void write_field(LeadRecord& lead, Id field, const Value& value,
                                          LeadChanges& changes) {
  const std::size_t index = static_cast<std::size_t>(field) - kDeclaredFields;
  if (index >= lead.attributes.fields.size()) lead.attributes.fields.resize(index + 1);
  lead.attributes.fields[index] = value;
  changes.attributes = true;
}

[[gnu::noinline]] inline void write_built_in(LeadRecord& lead, const BoundEvent& event,
                                             const BoundValue& bound, bool creates,
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
      if (event.event != static_cast<Id>(EventKind::assigned)) break;
      if (event.find(id(FieldKind::to)) != nullptr) break;
      lead.owner.clear();  // given to the lane, not to a person of it
      changes.owner = true;
      break;
    default:
      break;
  }
}

inline void reach(LeadRecord& lead, Milestone milestone, Instant at) {
  Instant& first = lead.milestones[static_cast<std::size_t>(milestone)];
  first = {std::min(first.us, at.us)};
}

/// By stage.
inline constexpr std::array<First, kStages> kStageFirsts = {{
    {},
    {},
    {Milestone::qualified, kEarliest},
    {Milestone::booked, kEarliest},
    {Milestone::shown, kEarliest},
    {},
    {Milestone::sold, kEarliest},
    {Milestone::lost, kEarliest},
}};

inline void record_first(LeadRecord& lead, const First& first, Instant at) {
  reach(lead, first.milestone, {std::max(at.us, first.earliest.us)});
}

/// The first of each kind counts, whether the host told it as such or the lead came to its stage.
inline void record_stage(LeadRecord& lead, Stage stage, Instant at) {
  record_first(lead, kStageFirsts[static_cast<std::size_t>(stage)], at);
}

/// Everything of an accepted event but its transition. `creates`: it is the lead's first.
/// `lead_fields`: how many fields a lead has; what an event carries beyond them is its own.
inline void record_event(LeadRecord& lead, const BoundEvent& event, bool creates,
                         std::uint16_t lead_fields, LeadChanges& changes) {
  const EventKind kind = static_cast<EventKind>(event.event);
  for (const BoundValue& bound : event.values) {
    if (bound.field < kDeclaredFields) {
      write_built_in(lead, event, bound, creates, changes);
    } else if (bound.field < kDeclaredFields + lead_fields) {
      write_field(lead, bound.field, bound.value, changes);
    }
  }
  if (creates) lead.received_at = event.occurred_at;
  const bool appoints = kind == EventKind::booked || kind == EventKind::moved;
  lead.appointment = appoints ? event.at : lead.appointment;
  if (kind == EventKind::attempted && is_attempt(event.outcome)) {
    ++lead.attempts;
    const std::size_t outcome = static_cast<std::size_t>(event.outcome) - 1;
    std::uint16_t& count = lead.attempts_by[static_cast<std::size_t>(event.channel)][outcome];
    if (count < UINT16_MAX) ++count;
    reach(lead, Milestone::attempted, event.occurred_at);
  }
  record_first(lead, kEventTraits[event.event].first, event.occurred_at);
}

}  // namespace relance
