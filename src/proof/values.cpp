#include "proof/values.hpp"

#include <algorithm>
#include <tuple>

#include "relance/core/record.hpp"

namespace relance::proof {
namespace {

constexpr Instant kAssumedNow{1'772'902'800'000'000};  // 2026-03-07T17:00:00Z, a Saturday

bool is_equality(std::uint8_t relation) {
  return relation == Relation::equal || relation == Relation::not_equal;
}

/// What the library itself says of a built-in field.
Type type_of(const Tables& tables, FieldRef ref) {
  if (ref.field >= kDeclaredFields) {
    const FieldRow& row = tables.fields[ref.field - kDeclaredFields];
    return row.personal ? Type::boolean : row.type;
  }
  switch (static_cast<FieldKind>(ref.field)) {
    case FieldKind::received_at:
    case FieldKind::appointment:
    case FieldKind::at:
      return Type::time;
    case FieldKind::attempts:
      return Type::number;
    default:
      return Type::text;
  }
}

bool is_there(Cell cell, FieldRef ref) {
  if (ref.field >= kDeclaredFields) return false;
  const auto event = static_cast<EventKind>(cell.event);
  const bool appoints = event == EventKind::booked || event == EventKind::moved;
  switch (static_cast<FieldKind>(ref.field)) {
    case FieldKind::state:
    case FieldKind::stage:
    case FieldKind::received_at:
    case FieldKind::attempts:
      return true;
    case FieldKind::appointment:
    case FieldKind::at:
      return appoints;
    case FieldKind::outcome:
      return event == EventKind::attempted || event == EventKind::sent;
    case FieldKind::reason:
      return event == EventKind::lost;
    default:
      return false;
  }
}

void add_outcomes(Cell cell, std::vector<Value>& values) {
  const bool call = cell.event == static_cast<Id>(EventKind::attempted);
  for (int i = 1; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    const bool of_message = outcome >= Outcome::delivered && outcome <= Outcome::bounced;
    if (call ? !of_message : !is_attempt(outcome)) values.push_back(Value::of(name(outcome)));
  }
}

/// The texts that a field is limited to; whether it is.
bool add_choices(const Tables& tables, Cell cell, FieldRef ref, std::vector<Value>& values) {
  if (ref.field >= kDeclaredFields) {
    const Slice choices = tables.fields[ref.field - kDeclaredFields].one_of;
    for (std::size_t i = 0; i < choices.count; ++i) {
      values.push_back(Value::of(tables.words[tables.word_lists[choices.first + i]]));
    }
    return choices.count > 0;
  }
  switch (static_cast<FieldKind>(ref.field)) {
    case FieldKind::state:
      values.push_back(Value::of(tables.state_names[cell.state]));
      return true;
    case FieldKind::stage:
      values.push_back(Value::of(name(tables.states[cell.state].stage)));
      return true;
    case FieldKind::outcome:
      add_outcomes(cell, values);
      return true;
    case FieldKind::channel:
    case FieldKind::preferred:
      for (int i = 1; i < kChannels; ++i) {
        values.push_back(Value::of(name(static_cast<Channel>(i))));
      }
      return true;
    default:
      return false;
  }
}

/// The constants that fit a type, each with its neighbours.
void add_constants(const Program& guard, Type type, std::vector<Value>& values) {
  for (std::size_t i = 0; i < guard.constants.size(); ++i) {
    const Scalar constant = guard.constant(static_cast<std::int32_t>(i));
    if (!constant.has_value()) continue;
    Value value = to_value(constant);
    if (value.type != type) continue;
    if (type == Type::text) {
      values.push_back(std::move(value));
      continue;
    }
    const std::int64_t number = value.number;
    for (const int step : {-1, 0, 1}) {
      if (__builtin_add_overflow(number, step, &value.number)) continue;
      values.push_back(value);
    }
  }
}

/// A value where no constant tells one apart.
Value any_value(const Tables& tables, Type type) {
  switch (type) {
    case Type::text:
      return Value::of("!");
    case Type::date:
      return Value::of(tables.zone.date_of(kAssumedNow));
    case Type::time:
      return Value::of(kAssumedNow);
    default:
      return {type, 0, {}};
  }
}

bool reads_simply(const Instruction& i, Reads& reads) {
  switch (i.op) {
    case Op::test_lead_text:
    case Op::test_event_text:
      reads.fields.insert({i.op == Op::test_event_text, i.b});
      return is_equality(i.a);
    case Op::test_lead_number:
    case Op::has_lead:
    case Op::load_lead:
      reads.fields.insert({false, i.b});
      return true;
    case Op::test_event_number:
    case Op::has_event:
    case Op::load_event:
      reads.fields.insert({true, i.b});
      return true;
    case Op::nothing:
    case Op::load_constant:
    case Op::negate_boolean:
    case Op::in_numbers:
    case Op::in_texts:
      return true;
    default:
      return false;
  }
}

}  // namespace

Instant AssumedFields::now() const {
  asked_ = true;
  return kAssumedNow;
}

Reads reads_of(const Program& guard) {
  Reads reads;
  for (const Instruction& instruction : guard.code) {
    reads.simple = reads_simply(instruction, reads) && reads.simple;
  }
  return reads;
}

std::vector<Value> values_of(const Tables& tables, Cell cell, FieldRef field,
                             const std::vector<const Program*>& guards) {
  const Type type = type_of(tables, field);
  std::vector<Value> values;
  if (!is_there(cell, field)) values.emplace_back();
  if (type == Type::boolean) {
    const bool personal =
        field.field >= kDeclaredFields && tables.fields[field.field - kDeclaredFields].personal;
    if (!personal) values.push_back(Value::of(false));
    values.push_back(Value::of(true));
  } else if (type != Type::text || !add_choices(tables, cell, field, values)) {
    for (const Program* guard : guards) add_constants(*guard, type, values);
    values.push_back(any_value(tables, type));
  }
  if (field.field == id(FieldKind::attempts)) {
    std::erase_if(values, [](const Value& value) { return value.number < 0; });
  }
  const auto before = [](const Value& a, const Value& b) {
    return std::tie(a.type, a.number, a.text) < std::tie(b.type, b.number, b.text);
  };
  std::sort(values.begin(), values.end(), before);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

}  // namespace relance::proof
