// Standard CEL, as its conformance cases have it: the same parser, checker, emitter and evaluator
// as for the rules, but open to any names and without the types of the rules (date, days, money).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/compile.hpp"
#include "expr/problem.hpp"
#include "relance/core/program.hpp"

namespace relance::expr {

/// Any value of CEL, owned: what goes in as a binding and comes out as a result.
struct AnyValue {
  enum Kind : std::uint8_t {
    null,
    boolean,           // number: 0 or 1
    integer,           // number
    unsigned_integer,  // number: its bits
    real,              // real
    text,              // text
    bytes,             // text
    list,              // items
    map,               // items: key, value, key, value, ...
    timestamp,         // number: seconds since 1970; nanos: 0 to 999'999'999
    duration,          // number: seconds, rounded down; nanos: 0 to 999'999'999
    type,              // text: its name, as "int", "list", "google.protobuf.Timestamp"
    optional,          // items: none or one
  };
  Kind kind = null;
  std::int64_t number = 0;
  std::int32_t nanos = 0;
  double real_value = 0;
  std::string text_value;
  std::vector<AnyValue> items;
};

/// A variable, and its type as CEL writes it: "int", "dyn", "list(string)", "map(string, dyn)",
/// "google.protobuf.Timestamp", "optional_type(int)", "type", "wrapper(int)", "A" (a parameter).
struct Variable {
  std::string name;  // may be qualified: "a.b.c"
  std::string type;
};

/// A function that the checker knows; nothing stands behind it when it is evaluated.
struct DeclaredFunction {
  std::string name;
  bool has_target = false;  // the first parameter stands before the dot
  std::vector<std::string> parameters;
  std::string result;
};

struct StandardSettings {
  std::string container;
  std::vector<Variable> variables;  // each binding needs one: "dyn" when its type is not known
  std::vector<DeclaredFunction> functions;
  bool checked = true;  // false: types are looked at when it is evaluated, and unknown names and
                        // functions are errors only then
  Limits limits{4096, 48, 1'000'000};
};

struct StandardCompiled {
  std::optional<Program> program;  // present exactly when `problems` is empty
  std::string type;                // of the result as above; empty when it was not checked
  std::vector<Problem> problems;
};

StandardCompiled compile_standard(std::string_view source, const StandardSettings& settings);

struct Binding {
  std::string name;
  AnyValue value;
};

struct StandardResult {
  std::optional<AnyValue> value;  // nothing: an error
  std::string error;              // why, in words
};

/// Memory and loop steps are bounded; what goes beyond is an error.
StandardResult evaluate_standard(const Program& program, const std::vector<Binding>& bindings);

}  // namespace relance::expr
