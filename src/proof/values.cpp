#include "proof/values.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "model/outcomes.hpp"
#include "relance/core/record.hpp"

namespace relance::proof {
namespace {

constexpr Instant kAssumedNow{1'772'902'800'000'000};  // 2026-03-07T17:00:00Z, a Saturday

/// What the library itself says of a built-in field.
Type type_of(const Tables& tables, FieldRef ref) {
  if (ref.of == FieldRef::attempts) return Type::number;
  if (ref.of == FieldRef::calendar) return Type::boolean;
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
  if (ref.of > FieldRef::event) return true;
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
  for (int i = 1; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (may_tell(static_cast<EventKind>(cell.event), outcome)) {
      values.push_back(Value::of(name(outcome)));
    }
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

/// The constants of guards that are of one type.
std::set<std::int64_t> numbers_of(const std::vector<const Program*>& guards, Type type) {
  std::set<std::int64_t> numbers;
  for (const Program* guard : guards) {
    for (std::size_t i = 0; i < guard->constants.size(); ++i) {
      const Scalar constant = guard->constant(static_cast<std::int32_t>(i));
      if (!constant.has_value()) continue;
      const Value value = to_value(constant);
      if (value.type == type) numbers.insert(value.number);
    }
  }
  return numbers;
}

/// Where a field turns a comparison when one constant was added to it or taken away: all sums of
/// two of them, each with either sign.
std::set<std::int64_t> sums_of(std::set<std::int64_t> numbers) {
  numbers.insert(0);
  std::set<std::int64_t> sums;
  for (const std::int64_t a : numbers) {
    for (const std::int64_t b : numbers) {
      std::int64_t sum = 0, negative = 0;
      if (!__builtin_add_overflow(a, b, &sum)) sums.insert(sum);
      if (!__builtin_sub_overflow(0, sum, &negative)) sums.insert(negative);
      if (!__builtin_sub_overflow(a, b, &sum)) sums.insert(sum);
    }
  }
  return sums;
}

void add_texts(const Program& guard, std::vector<Value>& values) {
  for (std::size_t i = 0; i < guard.constants.size(); ++i) {
    const Scalar constant = guard.constant(static_cast<std::int32_t>(i));
    if (constant.kind == Scalar::text) values.push_back(to_value(constant));
  }
}

/// The numbers at which an answer may turn, each with its neighbours.
void add_numbers(const std::vector<const Program*>& guards, Type type, std::vector<Value>& values) {
  const bool adds = std::any_of(guards.begin(), guards.end(),
                                [](const Program* guard) { return reads_of(*guard).adds; });
  std::set<std::int64_t> numbers = numbers_of(guards, type);
  if (adds) numbers = sums_of(numbers);
  for (const std::int64_t number : numbers) {
    for (const int step : {-1, 0, 1}) {
      Value value{type, 0, {}};
      if (__builtin_add_overflow(number, step, &value.number)) continue;
      if (type != Type::place || is_place(value.number)) values.push_back(value);
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

}  // namespace

Instant AssumedFields::now() const {
  asked_ = true;
  return kAssumedNow;
}

bool can_be(const Assignment& assumed) {
  const auto part_of = [](FieldRef part, FieldRef whole) {
    if (part.of != FieldRef::attempts || part == whole) return false;
    const Id channel = part.field & 0xFF;
    return whole == FieldRef{FieldRef::lead, id(FieldKind::attempts)} ||
           whole == FieldRef::counted(static_cast<std::uint8_t>(channel), 0);
  };
  for (const auto& [part, value] : assumed) {
    for (const auto& [whole, of_whole] : assumed) {
      if (part_of(part, whole) && value.number > of_whole.number) return false;
    }
  }
  return true;
}

std::vector<Value> values_of(const Tables& tables, Cell cell, FieldRef field,
                             const std::vector<const Program*>& guards) {
  const Type type = type_of(tables, field);
  std::vector<Value> values;
  if (!is_there(cell, field)) values.emplace_back();
  if (type == Type::boolean) {
    const bool personal = field.of != FieldRef::calendar && field.field >= kDeclaredFields &&
                          tables.fields[field.field - kDeclaredFields].personal;
    if (!personal) values.push_back(Value::of(false));
    values.push_back(Value::of(true));
  } else if (type != Type::text) {
    add_numbers(guards, type, values);
    values.push_back(any_value(tables, type));
  } else if (!add_choices(tables, cell, field, values)) {
    for (const Program* guard : guards) add_texts(*guard, values);
    values.push_back(any_value(tables, type));
  }
  if (is_count(field)) {
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
