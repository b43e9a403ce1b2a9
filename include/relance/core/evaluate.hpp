// The evaluator of compiled expressions. Allocates nothing but in the arena.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "relance/core/machine.hpp"
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

inline Scalar test_number(const Program& program, const Instruction& i, const Scalar& value) {
  const Scalar& wanted = program.constants[static_cast<std::size_t>(i.c)];
  if (value.kind != wanted.kind) return expect(value, wanted.kind);
  return yes_or_no(holds_number(i.a, value.number, wanted.number));
}

inline Scalar test_text(const Program& program, const Instruction& i, const Scalar& value) {
  if (value.kind != Scalar::text) return expect(value, Scalar::text);
  return yes_or_no(holds_text(i.a, value.view(), program.constant_text(i.c).view()));
}

inline Scalar in_constants(const Program& program, const Instruction& i, const Scalar& value) {
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
  const std::int64_t day = std::clamp<std::int64_t>(date.number, INT32_MIN, INT32_MAX);
  return lawful_instant(zone.first_instant({static_cast<std::int32_t>(day)}));
}

inline Scalar compare(Op op, std::uint8_t relation, const Scalar& left, const Scalar& right) {
  if (!left.has_value() || !right.has_value()) return without_value(left, right);
  if (op == Op::compare_number) {
    return yes_or_no(holds_number(relation, left.number, right.number));
  }
  if (op == Op::compare_text) return yes_or_no(holds_text(relation, left.view(), right.view()));
  return yes_or_no(holds_real(relation, left.real_value, right.real_value));
}

inline Scalar arithmetic(Op op, const Scalar& left, const Scalar& right) {
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
  return number_or_overflow(overflowed, left.kind, number);
}

inline Scalar scaled(const Scalar& count, const Scalar& unit, Scalar::Kind kind) {
  if (!count.has_value()) return count;
  std::int64_t number = 0;
  const bool overflowed = __builtin_mul_overflow(count.number, unit.number, &number);
  return number_or_overflow(overflowed, kind, number);
}

/// A date or an instant, moved by days or by plain time.
inline Scalar shift(const Instruction& i, Scalar base, Scalar amount, const ZoneTable& zone) {
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

/// The operands of && and || that had no value, one for each level of nesting.
class Waiting {
 public:
  /// Joins `value` to the operands of its level before it; whether it decides them all.
  bool settles(const Instruction& i, Scalar& value) {
    const bool decisive = i.join >= Join::any;
    if (value.is(!decisive) && occupied_ == 0) return false;
    return settles_slowly(i, value, decisive);
  }

 private:
  bool settles_slowly(const Instruction& i, Scalar& value, bool decisive) {
    const std::uint32_t bit = std::uint32_t{1} << i.slot;
    const bool last = i.join == Join::all_last || i.join == Join::any_last;
    const bool decided = value.is(decisive);
    if ((occupied_ & bit) != 0 && !decided) {
      value = join(rooms_[i.slot].value, value, decisive);
    }
    if (decided || last || value.has_value()) {
      occupied_ &= ~bit;
      return decided;
    }
    rooms_[i.slot].value = value;
    occupied_ |= bit;
    return false;
  }

  std::uint32_t occupied_ = 0;
  Room rooms_[Program::kSlots];
};

/// What needs no field.
inline Scalar compute(const Program& program, const Instruction& i, const Scalar& value,
                      Stack& stack, const ZoneTable& zone) {
  switch (i.op) {
    case Op::negate_boolean:
      return value.has_value() ? yes_or_no(value.number == 0) : value;
    case Op::negate_number:
      return value.has_value() ? arithmetic(Op::subtract_number, Scalar::of(value.kind, 0), value)
                               : value;
    case Op::in_numbers:
    case Op::in_texts:
      return in_constants(program, i, value);
    case Op::scale:
      return scaled(value, program.constant(i.c), static_cast<Scalar::Kind>(i.a));
    case Op::first_instant:
      return value.has_value() ? first_instant_of(value, zone) : value;
    case Op::compare_number:
    case Op::compare_text:
    case Op::compare_real:
      return compare(i.op, i.a, stack.pop(), value);
    case Op::add_number:
    case Op::subtract_number:
    case Op::multiply_number:
      return arithmetic(i.op, stack.pop(), value);
    default:
      return shift(i, stack.pop(), value, zone);
  }
}

/// `machine` is null exactly when the program needs none.
template <class Fields, class AnyMachine>
Scalar run(const Program& program, const Fields& fields, AnyMachine machine) {
  Stack stack;
  Waiting waiting;
  Scalar value;
  const Instruction* const begin = program.code.data();
  const Instruction* const end = begin + program.code.size();
  for (const Instruction* at = begin; at != end;) {
    const Instruction& i = *at++;
    switch (i.op) {
      case Op::nothing:
        break;
      case Op::test_lead_number:
        value = test_number(program, i, fields.lead(i.b));
        break;
      case Op::test_event_number:
        value = test_number(program, i, fields.event(i.b));
        break;
      case Op::test_lead_text:
        value = test_text(program, i, fields.lead(i.b));
        break;
      case Op::test_event_text:
        value = test_text(program, i, fields.event(i.b));
        break;
      case Op::has_lead:
        value = yes_or_no(fields.lead(i.b).kind != Scalar::absent);
        break;
      case Op::has_event:
        value = yes_or_no(fields.event(i.b).kind != Scalar::absent);
        break;
      case Op::load_lead:
        value = expect(fields.lead(i.b), static_cast<Scalar::Kind>(i.a));
        break;
      case Op::load_event:
        value = expect(fields.event(i.b), static_cast<Scalar::Kind>(i.a));
        break;
      case Op::load_constant:
        value = program.constant(i.c);
        break;
      case Op::load_now:
        value = Scalar::of(Scalar::instant, fields.now().us);
        break;
      case Op::load_today:
        value = Scalar::of(Scalar::date, fields.zone().date_of(fields.now()).days);
        break;
      case Op::load_attempts:
        value = Scalar::of(Scalar::integer, fields.attempts(i.a, i.b));
        break;
      case Op::is_open:
        if (value.has_value()) value = yes_or_no(fields.is_open(i.b, {value.number}));
        break;
      case Op::push:
        stack.push(value);
        break;
      default:
        if constexpr (!std::is_null_pointer_v<AnyMachine>) {
          if (i.op >= Op::load_variable) {
            at = machine->step(i, at, value, stack);
            if (at == nullptr) return value;
            break;
          }
        }
        value = compute(program, i, value, stack, fields.zone());
    }
    if (i.join != Join::none && waiting.settles(i, value)) at = begin + i.jump;
  }
  return value;
}

// Apart from what most guards need, so that these carry none of it.
template <class Fields>
[[gnu::noinline]] Scalar run_with_machine(const Program& program, const Fields& fields,
                                          Arena& arena) {
  Machine machine(program, fields.zone(), arena);
  if constexpr (requires { fields.variables(); }) machine.bind(fields.variables());
  return run(program, fields, &machine);
}

template <class Fields>
[[gnu::noinline]] Scalar run_fully(const Program& program, const Fields& fields) {
  if (!program.needs_machine) return run(program, fields, nullptr);
  Arena arena;
  return run_with_machine(program, fields, arena);
}

/// What a program of one test gives.
template <class Fields>
Scalar only_test(const Program& program, const Fields& fields) {
  const Instruction& test = program.code.front();
  return test_number(program, test, fields.lead(test.b));
}

/// What a quick program gives as long as every field that it asks has a value: 1 or 0; -1 when one
/// has none, or one of another kind, so that run() must tell what comes of it.
template <class Fields>
int run_quickly(const Program& program, const Fields& fields) {
  bool value = false;
  Scalar loaded;
  const Scalar* const constants = program.constants.data();
  const Instruction* const begin = program.code.data();
  const Instruction* const end = begin + program.code.size();
  for (const Instruction* at = begin; at != end;) {
    const Instruction& i = *at++;
    switch (i.op) {
      case Op::test_lead_number:
      case Op::test_event_number: {
        const Scalar held = i.op == Op::test_lead_number ? fields.lead(i.b) : fields.event(i.b);
        if (held.kind != constants[i.c].kind) return -1;
        value = holds_number(i.a, held.number, constants[i.c].number);
        break;
      }
      case Op::test_lead_text:
      case Op::test_event_text: {
        const Scalar held = i.op == Op::test_lead_text ? fields.lead(i.b) : fields.event(i.b);
        if (held.kind != Scalar::text) return -1;
        value = holds_text(i.a, held.view(), program.constant_text(i.c).view());
        break;
      }
      case Op::has_lead:
      case Op::has_event:
        value =
            (i.op == Op::has_lead ? fields.lead(i.b) : fields.event(i.b)).kind != Scalar::absent;
        break;
      case Op::load_lead:
      case Op::load_event:
        loaded = i.op == Op::load_lead ? fields.lead(i.b) : fields.event(i.b);
        if (loaded.kind != i.a) return -1;
        value = loaded.is(true);
        break;
      case Op::negate_boolean:
        value = !value;
        break;
      case Op::in_numbers:
      case Op::in_texts:
        value = in_constants(program, i, loaded).is(true);
        break;
      default:
        break;
    }
    if (i.join != Join::none && value == (i.join >= Join::any)) at = begin + i.jump;
  }
  return value ? 1 : 0;
}

}  // namespace evaluation

/// `Fields` gives what the program reads:
///   Scalar lead(std::uint16_t field) const;   // FieldKind or declared field id
///   Scalar event(std::uint16_t field) const;
///   Instant now() const;                      // the as-of instant of the decision
///   const ZoneTable& zone() const;            // of the rules
///   std::int64_t attempts(std::uint8_t channel, std::uint16_t outcome) const;  // 0: of any
///   bool is_open(std::uint16_t calendar, Instant at) const;
/// The result has kind `program.result`, or absent (of the first absent field in the text), or
/// failed. A value of `fields` that has not the declared kind makes the result failed. A text or
/// container may point into `arena`.
template <class Fields>
Scalar evaluate(const Program& program, const Fields& fields, Arena& arena) {
  if (!program.needs_machine) return evaluation::run(program, fields, nullptr);
  return evaluation::run_with_machine(program, fields, arena);
}

/// The same where no text or container can come out: guards and moments.
template <class Fields>
Scalar evaluate(const Program& program, const Fields& fields) {
  if (program.is_one_test) return evaluation::only_test(program, fields);
  if (program.is_quick) {
    const int known = evaluation::run_quickly(program, fields);
    if (known >= 0) return evaluation::yes_or_no(known == 1);
  }
  return evaluation::run_fully(program, fields);
}

}  // namespace relance
