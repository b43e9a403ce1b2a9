// Names are resolved and types checked before anything runs.
#pragma once

#include <string>
#include <vector>

#include "expr/ast.hpp"
#include "expr/compile.hpp"
#include "expr/standard.hpp"
#include "expr/types.hpp"

namespace relance::expr {

/// What a node is, where its kind does not say it all.
enum class Role : std::uint8_t {
  plain,
  variable,   // of standard CEL; `slot` is its number
  local,      // of a loop or a binding; `slot` is its number
  type_name,  // a type as a value; `type` is of what
  fails,      // `slot` is the Failure that it ends with when it is evaluated
  call,       // of `function`, with the children as arguments
  macro,
};

enum class Macro : std::uint8_t {
  none,
  all,
  exists,
  exists_one,
  map,
  filter,
  transform_list,
  transform_map,
  transform_map_entry,
  bind,
  block,
  opt_map,
  opt_flat_map,
  or_,
  or_value,
};

/// What a node of the tree means.
struct Meaning {
  ExprType type;
  const Name* field = nullptr;  // of a select node, and of the call has()
  Scope scope = Scope::lead;
  bool as_instant = false;  // this date is needed as its first instant
  bool is_constant = false;
  Role role = Role::plain;
  Macro macro = Macro::none;
  std::uint8_t first = 0;      // call: the first child that is an argument
  std::uint16_t slot = 0;      // macro: its first local
  std::uint16_t function = 0;  // call
  std::int64_t number = 0;     // of a constant that is neither text nor double
};

/// What an expression may read: `names` for rules, or else `standard`.
struct Environment {
  const Names* names = nullptr;
  bool event_moment = true;
  const StandardSettings* standard = nullptr;

  bool checked() const { return names != nullptr || standard->checked; }
};

struct Checked {
  std::vector<Meaning> meanings;  // of each node that the root reaches
  std::string type;               // of the root, as CEL writes it
};

/// When `problems` has grown, the meanings are of no use. `wanted` is of rules alone.
Checked check(const Ast& ast, const Environment& environment, const Wanted& wanted,
              std::vector<Problem>& problems);

}  // namespace relance::expr
