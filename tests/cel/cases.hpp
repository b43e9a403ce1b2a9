// The public cases of CEL, as prepare.py leaves them, and the values in them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "expr/standard.hpp"

namespace relance::cel {

/// One case of @bufbuild/cel-spec, or one random expression with what @bufbuild/cel makes of it.
struct Case {
  std::string id;
  std::string source;
  std::string needs_messages;  // why the case cannot be run here; empty: it can
  expr::StandardSettings settings;
  std::vector<expr::Binding> bindings;
  bool check_only = false;
  bool wants_error = false;
  std::optional<expr::AnyValue> value;  // what it must give
  std::string type;                     // what type it must have; empty: not said
  std::string type_in_go;               // what type cel-go finds; empty: it finds an error
  std::optional<std::string> tree;      // as cel-go prints it; nothing: cel-go cannot read it
};

/// The folder of the files; whoever has no npm has no such files.
std::filesystem::path folder();
bool are_prepared();

/// The cases of NAME.jsonl.
std::vector<Case> read_cases(const std::string& name);
/// random.jsonl: each case has the variables of the first line.
std::vector<Case> read_random_cases();

/// The same type and the same value: 1 is not 1.0, not-a-number is itself, and the order of a map's
/// entries says nothing.
bool same(const expr::AnyValue& left, const expr::AnyValue& right);

/// For people: `int 3`, `list [int 1, string "a"]`.
std::string shown(const expr::AnyValue& value);

}  // namespace relance::cel
