// One CEL expression of a rules file, from its text to a program: lexed, parsed, checked, compiled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/program.hpp"
#include "relance/value.hpp"

namespace relance::expr {

/// What stands before the dot: `lead.budget`, `event.reason`, `person.email`.
enum class Scope : std::uint8_t { lead = 0, event = 1, person = 2 };

/// A field that expressions may read.
struct Name {
  std::uint16_t field = 0;          // what Fields::lead or Fields::event is asked for; names of
                                    // scope person are asked of Fields::lead
  Type type = Type::text;           // never Type::absent
  bool personal = false;            // only has() may read it; always so in scope person
  std::vector<std::string> one_of;  // text: its only values; empty: any
  bool attribute = false;           // on the lead beyond the slim record: reading it sets
                                    // Program::reads_attributes
};

/// The names that an expression may use. Asked while compiling only; the pointers must live so
/// long.
class Names {
 public:
  virtual ~Names();
  /// Null when there is no such field.
  virtual const Name* find(Scope scope, std::string_view name) const = 0;
  /// All names of a scope in written order, for hints. Empty for `person`: that scope comes later.
  virtual std::vector<std::string_view> all(Scope scope) const = 0;
  /// "EUR"; empty when the rules declare none.
  virtual std::string_view currency() const = 0;
  /// Minor units in one unit of the currency: a power of ten, 1 to 10'000.
  virtual std::int64_t currency_scale() const = 0;
};

/// What is wrong, and where. The caller knows the file and turns it into a Diagnostic.
struct Problem {
  std::size_t offset = 0;  // bytes from the beginning of the source, at most its size
  std::size_t width = 1;   // bytes, at least 1 (at the end of the source it reaches beyond it)
  int code = 0;            // RL0300 to RL0399, listed in docs/expressions.md
  std::string message;
  std::string hint;  // the way out; may be empty
};

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
};

/// `event_moment`: the expression is evaluated while an event is decided, so it may read `now`,
/// `today` and `event.*`; false for `at:`. Never throws but std::bad_alloc; `source` may be any
/// bytes; needs less than 64 KiB of stack.
Compiled compile(std::string_view source, const Names& names, Wanted wanted, bool event_moment,
                 const Limits& limits = {});

}  // namespace relance::expr
