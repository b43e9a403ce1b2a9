#include "engine/bind.hpp"

#include <algorithm>
#include <charconv>

#include "base/fnv.hpp"
#include "base/source.hpp"
#include "engine/attributes.hpp"
#include "model/money.hpp"
#include "model/outcomes.hpp"
#include "model/place.hpp"
#include "relance/core/lanes.hpp"
#include "relance/effect_id.hpp"
#include "time/instant_text.hpp"

namespace relance {
namespace {

bool is_text(std::string_view text, std::size_t limit) {
  return text.size() <= limit && first_invalid_utf8(text) == std::string_view::npos;
}

std::size_t size_of(const Event& event) {
  std::size_t bytes = event.lead.size() + event.key.size() + event.actor.size();
  for (const Attribute& attribute : event.attributes) {
    bytes += attribute.name.size() + attribute.value.text.size() + 16;
  }
  return bytes;
}

bool in_range(Type type, std::int64_t number) {
  if (type == Type::time) return lawful({number});
  if (type == Type::boolean) return number == 0 || number == 1;
  if (type == Type::place) return is_place(number);
  // 1900-01-01 to 2199-12-31, as days.
  return type != Type::date || (number >= -25'567 && number <= 84'005);
}

/// A text read as a value of a declared type.
bool read_text(const Tables& tables, std::string_view text, Type type, Value& value) {
  value.type = type;
  if (type == Type::date) {
    const auto date = parse_date(text);
    if (date) value.number = date->days;
    return date.has_value();
  }
  if (type == Type::time) {
    const auto instant = parse_instant(text);
    if (instant) value.number = instant->us;
    return instant.has_value();
  }
  if (type == Type::money) {
    const auto amount = parse_money(text, tables.currency, tables.currency_scale);
    if (amount) value.number = *amount;
    return amount.has_value();
  }
  if (type == Type::place) {
    const auto place = parse_place(text);
    if (place) value.number = packed(*place);
    return place.has_value();
  }
  if (type == Type::boolean) {
    value.number = text == "true" ? 1 : 0;
    return text == "true" || text == "false";
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value.number);
  return error == std::errc() && end == text.data() + text.size();
}

bool is_allowed(const Tables& tables, const FieldRow& row, std::string_view text) {
  if (row.one_of.count == 0) return true;
  for (std::size_t i = 0; i < row.one_of.count; ++i) {
    if (tables.words[tables.word_lists[row.one_of.first + i]] == text) return true;
  }
  return false;
}

/// A personal value as it is kept: as it was told.
std::string written(const Value& told) {
  if (told.type == Type::text) return told.text;
  if (told.type == Type::date) return to_text(Date{static_cast<std::int32_t>(told.number)});
  if (told.type == Type::time) return to_rfc3339({told.number});
  if (told.type == Type::place) return place_text(unpacked(told.number));
  return std::to_string(told.number);
}

}  // namespace

const BoundEvent& Binder::bind(const LoadedWorkflow& rules, std::uint64_t lead, std::uint64_t tag,
                               const Event& event, Instant now) {
  lead_ = lead;
  tag_ = tag;
  values_.clear();
  personal_.clear();
  bound_ = {};
  bound_.now = now;
  bound_.occurred_at = event.occurred_at.value_or(now);
  bound_.actor = event.actor;
  bound_.key = event.key;
  bound_.event = rules.event(event.name);
  if (bound_.event == kNone) {
    refuse(Refusal::unknown_event);
  } else if (bound_.event < kBuiltInEvents &&
             told_by_engine(static_cast<EventKind>(bound_.event))) {
    refuse(Refusal::told_by_engine);
  } else if (!lawful(bound_.occurred_at) || bound_.occurred_at > now + kClockTolerance) {
    refuse(Refusal::from_future);
    bound_.occurred_at = now;
  } else if (!keeps_limits(event)) {
    refuse(Refusal::limit);
    bound_.actor = {};
    if (!is_text(event.key, kIdBytes)) bound_.key = {};
  } else {
    for (const Attribute& each : event.attributes) attribute(rules, each);
    check_whole();
  }
  if (bound_.refusal != Refusal::none) {
    values_.clear();
    personal_.clear();
  }
  bound_.values = values_;
  return bound_;
}

void Binder::refuse(Refusal refusal, Id detail) {
  if (bound_.refusal != Refusal::none) return;
  bound_.refusal = refusal;
  bound_.detail = detail;
}

void Binder::attribute(const LoadedWorkflow& rules, const Attribute& attribute) {
  const std::string_view name = attribute.name;
  if (is_person(name)) {
    const bool text = attribute.value.type == Type::text;
    if (!text || !is_text(attribute.value.text, kTextBytes)) return refuse(Refusal::bad_value);
    personal_.push_back({std::string(name), attribute.value.text});
    return;
  }
  const Tables& tables = rules.tables;
  const BuiltInAttribute* known = built_in_attribute(name);
  Value value;
  if (known != nullptr && takes(tables, *known, bound_.event)) {
    const Id field = id(known->field);
    if (!typed(rules, attribute, known->type, field, known->limit, value)) return;
    return built_in(tables, attribute, field, value);
  }
  const Id field = rules.field(name);
  if (field == kNone) return refuse(Refusal::unknown_attribute, known ? id(known->field) : kNone);
  const FieldRow& row = tables.fields[field - kDeclaredFields];
  if (!row.on_lead && !carries(tables, bound_.event, field)) {
    return refuse(Refusal::unknown_attribute, field);
  }
  if (!typed(rules, attribute, row.type, field, kTextBytes, value)) return;
  if (row.type == Type::text && !is_allowed(tables, row, value.text)) {
    return refuse(Refusal::bad_value, field);
  }
  if (row.on_lead) bound_.writes_lead = true;
  if (row.personal) {
    // The lead knows only that there is one; the value itself is kept apart (law 9).
    personal_.push_back({"lead." + std::string(name), written(attribute.value)});
    value = Value::of(true);
  }
  add(field, std::move(value));
}

void Binder::add(Id field, Value value) {
  const auto same = [&](const BoundValue& bound) { return bound.field == field; };
  if (std::any_of(values_.begin(), values_.end(), same)) return refuse(Refusal::bad_value, field);
  values_.push_back({field, std::move(value)});
}

bool Binder::typed(const LoadedWorkflow& rules, const Attribute& attribute, Type type, Id field,
                   std::size_t limit, Value& value) {
  const Value& told = attribute.value;
  bool good = false;
  if (told.type == Type::text && type != Type::text) {
    good = is_text(told.text, 64) && read_text(rules.tables, told.text, type, value);
  } else if (told.type == type) {
    value = told;
    good = type != Type::text || is_text(told.text, limit);
  }
  if (good && type != Type::text) good = in_range(type, value.number);
  if (!good) refuse(Refusal::bad_value, field);
  return good;
}

void Binder::built_in(const Tables& tables, const Attribute& attribute, Id field,
                      const Value& value) {
  switch (static_cast<FieldKind>(field)) {
    case FieldKind::text:
      personal_.push_back({"note", attribute.value.text});
      return;
    case FieldKind::channel:
    case FieldKind::preferred: {
      const auto channel = channel_named(value.text);
      if (!channel) return refuse(Refusal::bad_value, field);
      if (field == id(FieldKind::channel)) bound_.channel = *channel;
      break;
    }
    case FieldKind::outcome:
      check_outcome(field, value.text);
      break;
    case FieldKind::lane:
      if (!tables.lanes.empty() && !has_lane(tables, value.text)) {
        return refuse(Refusal::bad_value, field);
      }
      break;
    case FieldKind::effect:
      return cite(field, value.text);
    case FieldKind::at:
      bound_.at = {value.number};
      if (bound_.at - bound_.now > kLongestWait) return refuse(Refusal::bad_value, field);
      break;
    default:
      break;
  }
  add(field, value);
}

void Binder::check_outcome(Id field, std::string_view text) {
  const auto outcome = outcome_named(text);
  const auto kind = static_cast<EventKind>(bound_.event);
  if (!outcome || !may_tell(kind, *outcome)) return refuse(Refusal::bad_value, field);
  bound_.outcome = *outcome;
}

bool Binder::repeats_personal() {
  personal_names_.clear();
  for (const Personal& each : personal_) personal_names_.push_back(each.name);
  // Sorted, as one event has room for tens of thousands.
  std::sort(personal_names_.begin(), personal_names_.end());
  return std::adjacent_find(personal_names_.begin(), personal_names_.end()) !=
         personal_names_.end();
}

void Binder::check_whole() {
  if (personal_.size() > 1 && repeats_personal()) refuse(Refusal::bad_value);
  if (bound_.event != static_cast<Id>(EventKind::assigned)) return;
  if (bound_.outcome == Outcome::none) return;
  const bool chosen = std::any_of(values_.begin(), values_.end(), [](const BoundValue& bound) {
    return bound.field == id(FieldKind::to) || bound.field == id(FieldKind::lane);
  });
  if (chosen) refuse(Refusal::bad_value, id(FieldKind::outcome));  // and yet nobody was?
}

void Binder::cite(Id field, std::string_view text) {
  const auto cited = effect_id(text);
  if (!cited || cited->lead() != lead_ || cited->tag() != tag_) {
    return refuse(Refusal::unknown_effect, field);
  }
  bound_.cites = true;
  bound_.cited_seq = cited->seq();
  bound_.cited_index = cited->index();
  add(field, Value::of(text));
}

bool keeps_limits(const Event& event) {
  return size_of(event) <= kEventBytes && is_text(event.name, kIdBytes) &&
         is_text(event.actor, kIdBytes) && is_text(event.key, kIdBytes);
}

std::uint64_t content_hash(const Event& event) {
  std::uint64_t hash = fnv1a(event.name);
  hash = fnv1a(event.occurred_at ? event.occurred_at->us : INT64_MIN, hash);
  hash = fnv1a(event.actor, hash);
  for (const Attribute& attribute : event.attributes) {
    // Lengths keep "ab" + "c" apart from "a" + "bc".
    hash = fnv1a(static_cast<std::int64_t>(attribute.name.size()), hash);
    hash = fnv1a(attribute.name, hash);
    hash = fnv1a(static_cast<std::int64_t>(attribute.value.type), hash);
    hash = fnv1a(attribute.value.number, hash);
    hash = fnv1a(static_cast<std::int64_t>(attribute.value.text.size()), hash);
    hash = fnv1a(attribute.value.text, hash);
  }
  return hash;
}

}  // namespace relance
