// Names are resolved and types checked before anything runs.
#pragma once

#include <vector>

#include "expr/ast.hpp"
#include "expr/compile.hpp"
#include "expr/types.hpp"

namespace relance::expr {

/// What a node of the tree means.
struct Meaning {
  ValueType type = ValueType::unknown;
  const Name* field = nullptr;  // of a select node, and of the call has()
  Scope scope = Scope::lead;
  bool as_instant = false;  // this date is needed as its first instant
  bool is_constant = false;
  std::int64_t number = 0;  // of a constant that is neither text nor double
};

/// The meaning of each node that the root reaches. When `problems` has grown, they are of no use.
std::vector<Meaning> check(const Ast& ast, const Names& names, const Wanted& wanted,
                           bool event_moment, std::vector<Problem>& problems);

}  // namespace relance::expr
