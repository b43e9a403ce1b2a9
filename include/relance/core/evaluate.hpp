// The evaluator of compiled expressions. Included by program.hpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "relance/core/program.hpp"

namespace relance {
namespace evaluation {

inline Scalar yes_or_no(bool value) { return Scalar::of(Scalar::boolean, value ? 1 : 0); }

/// Absent and failed values go through, a value of another kind fails.
inline Scalar expect(const Scalar& value, Scalar::Kind kind) {
  if (value.kind == kind || !value.has_value()) return value;
  return Scalar::failure(Scalar::wrong_type);
}

/// Of two operands of which one has no value: the one that decides. A failure decides before an
/// absence, so that no order of operands hides it; among equals the left one.
inline const Scalar& without_value(const Scalar& left, const Scalar& right) {
  if (left.kind == Scalar::failed) return left;
  if (right.kind == Scalar::failed || left.has_value()) return right;
  return left;
}

inline bool among(std::uint8_t relation, int order) { return (relation >> (order + 1) & 1) != 0; }

inline bool holds_number(std::uint8_t relation, std::int64_t left, std::int64_t right) {
  return among(relation, (left > right) - (left < right));
}

inline bool holds_real(std::uint8_t relation, double left, double right) {
  if (left != left || right != right) return (relation & Relation::unordered) != 0;
  return among(relation, (left > right) - (left < right));
}

/// Texts are ordered by their bytes, which for UTF-8 is the order of code points, as CEL wants.
inline bool holds_text(std::uint8_t relation, std::string_view left, std::string_view right) {
  if (relation == Relation::equal) return left == right;
  const int order = left.compare(right);
  return among(relation, (order > 0) - (order < 0));
}

inline Scalar test_number(const Program& program, Instruction i, const Scalar& value) {
  const Scalar& wanted = program.constants[static_cast<std::size_t>(i.c)];
  if (value.kind != wanted.kind) return expect(value, wanted.kind);
  return yes_or_no(holds_number(i.a, value.number, wanted.number));
}

inline Scalar test_text(const Program& program, Instruction i, const Scalar& value) {
  if (value.kind != Scalar::text) return expect(value, Scalar::text);
  return yes_or_no(holds_text(i.a, value.view(), program.constant_text(i.c).view()));
}

inline Scalar in_constants(const Program& program, Instruction i, const Scalar& value) {
  if (!value.has_value()) return value;
  for (std::int32_t k = i.c; k < i.c + i.b; ++k) {
    const Scalar& wanted = program.constants[static_cast<std::size_t>(k)];
    if (i.op == Op::in_numbers ? value.number == wanted.number
                               : value.view() == program.constant_text(k).view()) {
      return yes_or_no(true);
    }
  }
  return yes_or_no(false);
}

/// `&&` (decisive: false) and `||` (decisive: true): the decisive value wins from either side over
/// failures and absences, and these win over the other value.
inline Scalar join(const Scalar& left, const Scalar& right, bool decisive) {
  if (left.is(!decisive)) return right;
  if (right.is(decisive) || left.is(decisive)) return yes_or_no(decisive);
  return right.has_value() ? left : without_value(left, right);
}

inline Scalar number_or_overflow(bool overflowed, Scalar::Kind kind, std::int64_t number) {
  return overflowed ? Scalar::failure(Scalar::overflow) : Scalar::of(kind, number);
}

inline Scalar lawful_instant(Instant t) {
  return number_or_overflow(!lawful(t), Scalar::instant, t.us);
}

/// Dates from 1900-01-01 to 2199-12-31, as instants are.
inline Scalar lawful_date(bool overflowed, std::int64_t day) {
  constexpr std::int64_t kFirst = kEarliest.us / kMicrosecondsPerDay;
  constexpr std::int64_t kLast = kLatest.us / kMicrosecondsPerDay;
  return number_or_overflow(overflowed || day < kFirst || day > kLast, Scalar::date, day);
}

inline Scalar first_instant_of(const Scalar& date, const ZoneTable& zone) {
  const Scalar day = lawful_date(false, date.number);
  if (!day.has_value()) return day;
  return lawful_instant(zone.first_instant({static_cast<std::int32_t>(day.number)}));
}

inline Scalar compare(Op op, std::uint8_t relation, const Scalar& left, const Scalar& right) {
  if (!left.has_value() || !right.has_value()) return without_value(left, right);
  if (op == Op::compare_number) {
    return yes_or_no(holds_number(relation, left.number, right.number));
  }
  if (op == Op::compare_text) return yes_or_no(holds_text(relation, left.view(), right.view()));
  return yes_or_no(holds_real(relation, left.real_value, right.real_value));
}

inline Scalar arithmetic(Op op, const Scalar& left, const Scalar& right, Scalar::Kind kind) {
  if (!left.has_value() || !right.has_value()) return without_value(left, right);
  std::int64_t number = 0;
  bool overflowed = false;
  if (op == Op::add_number) {
    overflowed = __builtin_add_overflow(left.number, right.number, &number);
  } else if (op == Op::subtract_number) {
    overflowed = __builtin_sub_overflow(left.number, right.number, &number);
  } else {
    overflowed = __builtin_mul_overflow(left.number, right.number, &number);
  }
  return number_or_overflow(overflowed, kind, number);
}

/// A date or an instant, moved by days or by plain time.
inline Scalar shift(Instruction i, Scalar base, Scalar amount, const ZoneTable& zone) {
  if (!base.has_value() || !amount.has_value()) return without_value(base, amount);
  if ((i.a & Shift::amount_first) != 0) std::swap(base, amount);
  std::int64_t by = amount.number;
  bool overflowed = (i.a & Shift::backward) != 0 && __builtin_sub_overflow(0, by, &by);
  if (i.op == Op::shift_date_by_time) {
    base = first_instant_of(base, zone);
    if (!base.has_value()) return base;
  }
  if (i.op == Op::shift_instant) {
    const Instant from{base.number};
    if (overflowed || !lawful(from)) return Scalar::failure(Scalar::overflow);
    return lawful_instant(zone.add_days(from, by));
  }
  std::int64_t moved = 0;
  overflowed = __builtin_add_overflow(base.number, by, &moved) || overflowed;
  if (i.op == Op::shift_date) return lawful_date(overflowed, moved);
  return overflowed ? Scalar::failure(Scalar::overflow) : lawful_instant({moved});
}

/// The stack of one evaluation; the compiler has proved that it neither over- nor underflows.
class Stack {
 public:
  void push(const Scalar& value) { slots_[size_++].value = value; }
  Scalar pop() { return slots_[--size_].value; }
  Scalar& top() { return slots_[size_ - 1].value; }

 private:
  union Slot {
    Slot() {}  // not cleared: 48 stores would cost more than most guards
    Scalar value;
  };
  Slot slots_[Program::kStack];
  std::size_t size_ = 0;
};

/// All that is neither a jump nor a read of a field.
inline Scalar compute(const Program& program, Instruction i, const Scalar& value, Stack& stack,
                      const ZoneTable& zone) {
  switch (i.op) {
    case Op::compare_number:
    case Op::compare_text:
    case Op::compare_real:
      return compare(i.op, i.a, stack.pop(), value);
    case Op::in_numbers:
    case Op::in_texts:
      return in_constants(program, i, value);
    case Op::negate_boolean:
      return value.has_value() ? yes_or_no(value.number == 0) : value;
    case Op::negate_number:
      return arithmetic(Op::subtract_number, Scalar::of(value.kind, 0), value, value.kind);
    case Op::scale:
      return arithmetic(Op::multiply_number, value, program.constant(i.c),
                        static_cast<Scalar::Kind>(i.a));
    case Op::add_number:
    case Op::subtract_number:
    case Op::multiply_number: {
      const Scalar left = stack.pop();
      return arithmetic(i.op, left, value, left.kind);
    }
    case Op::first_instant:
      return value.has_value() ? first_instant_of(value, zone) : value;
    default:
      return shift(i, stack.pop(), value, zone);
  }
}

/// `&&` and `||`: whether the jump is taken. The operands met so far stand on the stack as one.
inline bool settles(Instruction i, Scalar& value, Stack& stack) {
  const bool decisive = i.op >= Op::or_first;
  if (i.op == Op::and_first || i.op == Op::or_first) {
    if (value.is(decisive)) return true;
    stack.push(value);
    return false;
  }
  value = join(stack.top(), value, decisive);
  if (i.op == Op::and_last || i.op == Op::or_last) {
    stack.pop();
    return false;
  }
  if (value.is(decisive)) {
    stack.pop();
    return true;
  }
  stack.top() = value;
  return false;
}

template <class Fields>
Scalar read(const Program& program, Instruction i, const Fields& fields) {
  switch (i.op) {
    case Op::test_lead_number:
      return test_number(program, i, fields.lead(i.b));
    case Op::test_event_number:
      return test_number(program, i, fields.event(i.b));
    case Op::test_lead_text:
      return test_text(program, i, fields.lead(i.b));
    case Op::test_event_text:
      return test_text(program, i, fields.event(i.b));
    case Op::load_lead:
      return expect(fields.lead(i.b), static_cast<Scalar::Kind>(i.a));
    case Op::load_event:
      return expect(fields.event(i.b), static_cast<Scalar::Kind>(i.a));
    case Op::has_lead:
      return yes_or_no(fields.lead(i.b).kind != Scalar::absent);
    case Op::has_event:
      return yes_or_no(fields.event(i.b).kind != Scalar::absent);
    case Op::load_now:
      return Scalar::of(Scalar::instant, fields.now().us);
    case Op::load_today:
      return Scalar::of(Scalar::date, fields.zone().date_of(fields.now()).days);
    default:
      return program.constant(i.c);
  }
}

}  // namespace evaluation

template <class Fields>
Scalar evaluate(const Program& program, const Fields& fields) {
  evaluation::Stack stack;
  Scalar value;
  const Instruction* const begin = program.code.data();
  const Instruction* const end = begin + program.code.size();
  for (const Instruction* at = begin; at != end;) {
    const Instruction i = *at++;
    if (i.op < Op::push) {
      value = evaluation::read(program, i, fields);
    } else if (i.op == Op::push) {
      stack.push(value);
    } else if (i.op < Op::compare_number) {
      if (evaluation::settles(i, value, stack)) at = begin + i.c;
    } else {
      value = evaluation::compute(program, i, value, stack, fields.zone());
    }
  }
  return value;
}

}  // namespace relance
