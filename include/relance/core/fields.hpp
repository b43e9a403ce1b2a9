// How guards and computed values see a lead and an event.
#pragma once

#include "relance/core/bound_event.hpp"
#include "relance/core/program.hpp"
#include "relance/core/tables.hpp"

namespace relance {

inline Scalar to_scalar(const Value& value, Id field) {
  switch (value.type) {
    case Type::boolean:
      return Scalar::of(Scalar::boolean, value.number);
    case Type::number:
      return Scalar::of(Scalar::integer, value.number);
    case Type::text:
      return Scalar::of(std::string_view(value.text));
    case Type::date:
      return Scalar::of(Scalar::date, value.number);
    case Type::time:
      return Scalar::of(Scalar::instant, value.number);
    case Type::money:
      return Scalar::of(Scalar::money, value.number);
    case Type::place:
      return Scalar::of(Scalar::place, value.number);
    case Type::absent:
      break;
  }
  return Scalar::missing(field);
}

/// The event as it is read once the lead holds what it carried: a field of the lead is then what
/// the lead has, which effects may have set since.
inline BoundEvent recorded(const BoundEvent& event) {
  BoundEvent known = event;
  known.writes_lead = false;
  known.at = kNever;
  return known;
}

/// The `Fields` of evaluate(): what an event carries under the name of a lead field is read in its
/// place, since it is written to the lead before guards are read.
class GuardFields {
 public:
  GuardFields(const Tables& tables, const LeadRecord& lead, const BoundEvent& event)
      : tables_(tables), lead_(lead), event_(event) {}

  Scalar lead(Id field) const {
    if (event_.writes_lead) {
      if (const Value* value = event_.find(field)) return to_scalar(*value, field);
    }
    if (field >= kDeclaredFields) {
      const std::size_t index = field - kDeclaredFields;
      if (index >= lead_.attributes.fields.size()) return Scalar::missing(field);
      return to_scalar(lead_.attributes.fields[index], field);
    }
    return built_in(static_cast<FieldKind>(field));
  }

  Scalar event(Id field) const {
    switch (static_cast<FieldKind>(field)) {
      case FieldKind::channel:
        return text_or_missing(name(event_.channel), field);
      case FieldKind::outcome:
        return text_or_missing(name(event_.outcome), field);
      case FieldKind::by:
        return text_or_missing(event_.actor, field);
      default:
        break;
    }
    const Value* value = event_.find(field);
    return value == nullptr ? Scalar::missing(field) : to_scalar(*value, field);
  }

  Instant now() const { return event_.now; }
  const ZoneTable& zone() const { return tables_.zone; }
  /// Of the outcomes of an attempt; 0 means any of them.
  std::int64_t attempts(std::uint8_t channel, std::uint16_t outcome) const {
    const auto& by_outcome = lead_.attempts_by[channel];
    if (outcome != 0) return by_outcome[outcome - 1];
    std::int64_t sum = 0;
    for (const std::uint16_t count : by_outcome) sum += count;
    return sum;
  }
  bool is_open(Id calendar, Instant at) const { return tables_.calendars[calendar].open_at(at); }

 private:
  static Scalar text_or_missing(std::string_view text, Id field) {
    return text.empty() ? Scalar::missing(field) : Scalar::of(text);
  }
  static Scalar instant_or_missing(Instant t, Id field) {
    return t == kNever ? Scalar::missing(field) : Scalar::of(Scalar::instant, t.us);
  }

  Scalar built_in(FieldKind kind) const {
    switch (kind) {
      case FieldKind::source:
        return text_or_missing(lead_.source, id(kind));
      case FieldKind::campaign:
        return text_or_missing(lead_.attributes.campaign, id(kind));
      case FieldKind::state:
        return lead_.state == kNone
                   ? Scalar::missing(id(kind))
                   : Scalar::of(std::string_view(tables_.state_names[lead_.state]));
      case FieldKind::stage:
        return lead_.state == kNone ? Scalar::missing(id(kind))
                                    : Scalar::of(name(tables_.states[lead_.state].stage));
      case FieldKind::owner:
        return text_or_missing(lead_.owner, id(kind));
      case FieldKind::lane:
        return text_or_missing(lead_.lane, id(kind));
      case FieldKind::preferred:
        return text_or_missing(name(lead_.preferred), id(kind));
      case FieldKind::received_at:
        return Scalar::of(Scalar::instant, lead_.received_at.us);
      case FieldKind::appointment:
        return instant_or_missing(event_.at != kNever ? event_.at : lead_.appointment, id(kind));
      case FieldKind::attempts:
        return Scalar::of(Scalar::integer, lead_.attempts);
      default:
        return Scalar::missing(id(kind));
    }
  }

  const Tables& tables_;
  const LeadRecord& lead_;
  const BoundEvent& event_;
};

}  // namespace relance
