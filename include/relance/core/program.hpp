// Compiled guards and computed values (CEL), and their evaluator. Allocates nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/zone.hpp"
#include "relance/instant.hpp"

namespace relance {

/// A value during evaluation: 16 bytes, text is a view into the lead, the event or the program.
struct Scalar {
  enum Kind : std::uint8_t {
    absent,   // an optional field without a value; `size` is its field id
    failed,   // could not be computed; `size` is a Failure
    boolean,  // number: 0 or 1
    integer,
    real,
    text,
    instant,   // number: Instant::us
    date,      // number: Date::days
    days,      // number: civil days, days(n)
    duration,  // number: microseconds
    money,     // number: minor units
  };
  enum Failure : std::uint32_t { overflow = 0, too_costly = 1, wrong_type = 2 };
  Kind kind = absent;
  std::uint32_t size = 0;
  union {
    std::int64_t number = 0;
    double real_value;
    const char* data;
  };

  static Scalar of(Kind kind, std::int64_t value) {
    Scalar s;
    s.kind = kind;
    s.number = value;
    return s;
  }
  static Scalar of(std::string_view value) {
    Scalar s;
    s.kind = text;
    s.size = static_cast<std::uint32_t>(value.size());
    s.data = value.data();
    return s;
  }
  static Scalar of_real(double value) {
    Scalar s;
    s.kind = real;
    s.real_value = value;
    return s;
  }
  static Scalar missing(std::uint16_t field) {
    Scalar s;
    s.size = field;
    return s;
  }
  static Scalar failure(Failure why) {
    Scalar s;
    s.kind = failed;
    s.size = why;
    return s;
  }
  std::string_view view() const { return {data, size}; }
  bool has_value() const { return kind > failed; }
  bool is(bool wanted) const { return kind == boolean && number == (wanted ? 1 : 0); }
};

/// `value` is the value at hand; the stack keeps the left operands meanwhile.
enum class Op : std::uint8_t {
  nothing,
  test_lead_number,  // value = lead field b in Relation a to constants[c]
  test_event_number,
  test_lead_text,
  test_event_text,
  has_lead,  // value = whether lead field b has a value
  has_event,
  load_lead,  // value = lead field b, whose kind is a
  load_event,
  load_constant,  // value = constants[c]
  load_now,
  load_today,
  push,  // the value goes onto the stack
  negate_boolean,
  negate_number,
  in_numbers,  // value = whether it is one of b constants from c on
  in_texts,
  scale,          // value = value * constants[c], as kind a
  first_instant,  // of the date at hand, in the zone of the rules
  // with the popped value as left operand
  compare_number,  // value = whether they are in Relation a
  compare_text,
  compare_real,
  add_number,
  subtract_number,
  multiply_number,
  shift_date,             // date and days; a is Shift
  shift_date_by_time,     // date and duration: an instant
  shift_instant,          // instant and days: the same clock time
  shift_instant_by_time,  // instant and duration
};

/// What an operand of && or || does after it is computed. Operands without a value wait in a slot:
/// the operands after them may still decide.
enum class Join : std::uint8_t {
  none,
  all,       // of &&: a false one decides, the rest is jumped over
  all_last,  // of &&: the last one
  any,       // of ||: a true one decides
  any_last,
};

/// The orders of two operands that make a comparison true, as bits.
struct Relation {
  enum Bits : std::uint8_t {
    less = 1,
    equal = 2,
    greater = 4,
    unordered = 8,  // one operand is not a number
    not_equal = less | greater | unordered,
    at_most = less | equal,
    at_least = greater | equal,
  };
};

/// How a shift reads its operands, as bits.
struct Shift {
  enum Bits : std::uint8_t {
    forward = 0,
    backward = 1,      // popped - value
    amount_first = 2,  // the popped one is the amount
  };
};

struct Instruction {
  Op op = Op::nothing;
  std::uint8_t a = 0;
  std::uint16_t b = 0;
  std::int32_t c = 0;
  Join join = Join::none;
  std::uint8_t slot = 0;   // of `join`, below Program::kSlots
  std::uint16_t jump = 0;  // of `join`: the instruction after the last operand
};

/// A flat program. Jumps go forward only, so no instruction runs twice. Copyable; const after
/// compilation, shared between threads.
struct Program {
  static constexpr int kStack = 32;  // pushed values
  static constexpr int kSlots = 32;  // && and || within one another

  std::vector<Instruction> code;
  std::vector<Scalar> constants;  // of a text, `number` is its offset in `text`
  std::string text;
  Scalar::Kind result = Scalar::boolean;
  bool reads_attributes = false;  // reads campaign or a declared field of the lead
  std::int32_t cost = 0;          // cost units of the dearest way through

  Scalar constant(std::int32_t index) const {
    const Scalar& stored = constants[static_cast<std::size_t>(index)];
    return stored.kind == Scalar::text ? constant_text(index) : stored;
  }
  Scalar constant_text(std::int32_t index) const {
    const Scalar& stored = constants[static_cast<std::size_t>(index)];
    return Scalar::of(std::string_view(text.data() + stored.number, stored.size));
  }
};

/// `Fields` gives what the program reads:
///   Scalar lead(std::uint16_t field) const;   // FieldKind or declared field id
///   Scalar event(std::uint16_t field) const;
///   Instant now() const;                      // the as-of instant of the decision
///   const ZoneTable& zone() const;            // of the rules
/// The result has kind `program.result`, or absent (of the first absent field in the text), or
/// failed. A value of `fields` that has not the declared kind makes the result failed.
template <class Fields>
Scalar evaluate(const Program& program, const Fields& fields);

}  // namespace relance

#include "relance/core/evaluate.hpp"
