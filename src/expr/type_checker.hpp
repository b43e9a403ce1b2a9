// The checker itself, in its parts: call_checker.cpp has the functions, checker.cpp the rest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "expr/builtins.hpp"
#include "expr/checker.hpp"
#include "expr/operators.hpp"
#include "expr/resolver.hpp"

namespace relance::expr {

/// The visit_ functions give the type of a node. They give `unknown` when a problem was noted that
/// leaves it open, so that nothing is said twice.
class TypeChecker {
 public:
  TypeChecker(const Ast& ast, const Names& names, bool event_moment, std::vector<Problem>& problems)
      : ast_(ast),
        names_(names),
        problems_(problems),
        resolver_(names, event_moment, problems),
        meanings_(ast.nodes.size()) {}

  std::vector<Meaning> check(const Wanted& wanted);

 private:
  void say(Span span, int code, std::string message, std::string hint = {});
  void say_later(Span span, std::string_view what);
  ValueType visit(NodeId id);
  static ValueType constant(Meaning& meaning, ValueType type, std::int64_t number);
  ValueType visit_select(const Node& node, Meaning& meaning);
  ValueType visit_call(const Node& node, Meaning& meaning);
  void say_unknown_function(const Node& node);
  ValueType visit_has(const Node& node, Meaning& meaning);
  ValueType visit_money(const Node& node, Meaning& meaning);
  ValueType visit_length(const Node& node, const LengthFunction& function, Meaning& meaning);
  ValueType visit_unary(const Node& node);
  ValueType visit_logical(const Node& node);
  ValueType visit_binary(const Node& node);
  void say_not_for(const Node& node, const Typing& typing, ValueType left, ValueType right);
  ValueType visit_in(const Node& node);
  void check_element(NodeId left, ValueType wanted, NodeId element);
  void check_one_of(NodeId field, NodeId literal);
  void check_text(const std::vector<std::string>& one_of, const Node& literal);
  ValueType visit_later(const Node& node);
  void check_result(const Wanted& wanted);

  const Ast& ast_;
  const Names& names_;
  std::vector<Problem>& problems_;
  Resolver resolver_;
  std::vector<Meaning> meanings_;
};

}  // namespace relance::expr
