// Compiled guards and computed values (CEL).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/arena.hpp"
#include "relance/core/scalar.hpp"
#include "relance/core/zone.hpp"
#include "relance/instant.hpp"

namespace relance {

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
  load_attempts,  // value = how many attempts by channel a; by outcome b too unless it is 0
  is_open,        // value = whether calendar b is open at the instant at hand
  push,           // the value goes onto the stack
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

  // from here on a Machine is needed; `jump` is where to go on, in those that never have a join
  load_variable,  // value = variable b, whose kind is a (absent: any)
  load_local,     // value = local b
  store_local,
  fail,            // value = the Failure a
  expect_boolean,  // what is no yes or no becomes a failure
  expect_kind,     // what is not of kind a becomes a failure
  make_lawful,     // what no field can hold becomes a failure
  call,            // value = function b of a arguments: the popped ones, then the value
  go_on,           // at `jump`
  choose,          // true: go on behind this; false: at c; anything else: at `jump`
  new_list,        // a list with room for c elements goes onto the stack
  new_map,
  append,  // the value to the list on the stack
  append_if_any,
  put,  // the value to the map on the stack, under the popped key
  put_if_any,
  pop,            // value = the popped one
  use_optional,   // it has a value: that one if a, at `jump`; none: go on
  open_optional,  // it has a value: local b = that one, go on; none: at `jump`
  loop,           // over the list or map at hand, as loop a; what cannot be gone over: at `jump`
  next,           // local b = the next element or key of loop a; none left: at `jump`
  next_pair,      // local b = the next index or key, local b + 1 = its element or value
  start_list,     // local b = a list with room for what loop a gives
  start_map,
  settle_all,  // local b = local b && value; decided: at `jump`
  settle_any,
  settle_one,    // local b counts the true ones
  keep_if,       // true: go on; false: at c; anything else: local b = value, at `jump`
  gather,        // the value to the list in local b; a failure: at `jump`
  gather_entry,  // the value to the map in local b, under the popped key
  gather_map,    // all of the map at hand to the map in local b
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

struct Pattern;  // a regular expression

/// A flat program. Jumps go forward only, but that of a loop, whose steps are counted. Copyable;
/// const after compilation, shared between threads.
struct Program {
  static constexpr int kStack = 64;  // pushed values
  static constexpr int kLocals = 64;
  static constexpr int kLoops = 32;  // within one another
  static constexpr int kSlots = 32;  // && and || within one another

  std::vector<Instruction> code;
  std::vector<Scalar> constants;  // of a text, `number` is its offset in `text`
  std::string text;
  std::vector<std::shared_ptr<const Pattern>> patterns;  // the constant ones
  std::vector<ZoneTable> zones;                          // the constant ones
  std::vector<std::string> variables;
  Scalar::Kind result = Scalar::boolean;  // absent: any
  bool needs_machine = false;
  bool is_one_test = false;  // of a field of the lead with a number, no more
  bool is_quick = false;     // tests of fields joined by && and ||, no more: the most of all guards
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

}  // namespace relance
