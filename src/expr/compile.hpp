// One CEL expression of a rules file, from its text to a program: lexed, parsed, checked, compiled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/names.hpp"
#include "expr/problem.hpp"
#include "relance/core/program.hpp"
#include "relance/value.hpp"

namespace relance::expr {

/// What the place in the rules asks of the expression's value.
struct Wanted {
  enum Kind : std::uint8_t {
    guard,   // yes or no
    moment,  // a date or an instant (`at:`); Program::result says which
    value,   // a value for a field of type `type`; a date becomes its first instant for a time
  };
  Kind kind = guard;
  Type type = Type::boolean;
  const std::vector<std::string>* one_of = nullptr;  // value: the texts that the field takes

  static Wanted a_guard() { return {}; }
  static Wanted a_moment() { return {moment, Type::time, nullptr}; }
  static Wanted a_value(Type type) { return {value, type, nullptr}; }
  static Wanted a_value(const Name& field) { return {value, field.type, &field.one_of}; }
};

/// The defaults stand in docs/expressions.md. Exactly at a limit is accepted.
struct Limits {
  std::size_t source = 4096;   // bytes
  int depth = 32;              // nested parts, and operands of one chain of + or -; at most 32
  std::int64_t cost = 10'000;  // cost units of one evaluation, the dearest way through
};

struct Compiled {
  std::optional<Program> program;  // present exactly when `problems` is empty
  std::vector<Problem> problems;   // in the order of the text, at most 20
  std::optional<Problem> failing;  // beside a program: a part that reads nothing and always fails,
                                   // which is lawful CEL and surely not meant
};

/// `event_moment`: the expression is evaluated while an event is decided, so it may read `now`,
/// `today` and `event.*`; false for `at:`. Never throws but std::bad_alloc; `source` may be any
/// bytes; a stack of 256 KiB is enough.
Compiled compile(std::string_view source, const Names& names, Wanted wanted, bool event_moment,
                 const Limits& limits = {});

}  // namespace relance::expr
