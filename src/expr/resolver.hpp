// What the names of an expression stand for.
#pragma once

#include <vector>

#include "base/source.hpp"
#include "expr/ast.hpp"
#include "expr/names.hpp"
#include "expr/problem.hpp"
#include "expr/types.hpp"

namespace relance::expr {

struct Resolved {
  const Name* name = nullptr;  // null: a problem was noted
  Scope scope = Scope::lead;
};

/// Notes a problem unless there are kMostProblems already.
void add_problem(std::vector<Problem>& problems, Span span, int code, std::string message,
                 std::string hint = {});

class Resolver {
 public:
  Resolver(const Names& names, bool event_moment, std::vector<Problem>& problems)
      : names_(names), event_moment_(event_moment), problems_(problems) {}

  /// A name that stands alone: `now`, `today`.
  ValueType value_named(const Node& node);
  /// `scope.field`.
  Resolved field(const Node& scope, const Node& field);
  /// Whether its value may be read, not only its presence.
  bool may_read(const Node& select, const Resolved& resolved);

  /// Whether an event is being decided; says so when not.
  bool in_event_moment(Span span, std::string_view what);

 private:
  void say_unknown_value(const Node& node);
  Resolved unknown_field(const Node& field, Scope scope);

  const Names& names_;
  bool event_moment_;
  std::vector<Problem>& problems_;
};

}  // namespace relance::expr
