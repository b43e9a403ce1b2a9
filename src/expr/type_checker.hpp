// The checker itself, in its parts: checker.cpp has operators and results, name_checker.cpp the
// names, call_checker.cpp and lead_functions.cpp the functions of rules, function_checker.cpp those
// of CEL, macro_checker.cpp the macros, container_checker.cpp lists, maps and `? :`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "expr/builtins.hpp"
#include "expr/checker.hpp"
#include "expr/operators.hpp"
#include "expr/overloads.hpp"
#include "expr/resolver.hpp"
#include "expr/type_table.hpp"

namespace relance::expr {

/// The visit_ functions give the type of a node. They give `unknown` when a problem was noted that
/// leaves it open, so that nothing is said twice.
class TypeChecker {
 public:
  TypeChecker(const Ast& ast, const Environment& environment, std::vector<Problem>& problems);

  Checked check(const Wanted& wanted);

 private:
  struct Local {
    std::string name;
    ExprType type;
    std::uint16_t slot;
  };
  struct MacroRow;

  bool rules() const { return environment_.names != nullptr; }
  void say(Span span, int code, std::string message, std::string hint = {});
  ExprType visit(NodeId id);
  ExprType visit_node(const Node& node, Meaning& meaning);
  /// As visit(); the type must be a yes or no.
  void visit_condition(NodeId id, std::string_view of);
  static ValueType constant(Meaning& meaning, ValueType type, std::int64_t number);
  ExprType visit_unary(const Node& node, Meaning& meaning);
  ExprType visit_logical(const Node& node);
  ExprType visit_binary(const Node& node, Meaning& meaning);
  void say_not_for(const Node& node, ExprType left, ExprType right);
  ExprType visit_in(const Node& node, Meaning& meaning);
  bool is_plain_list(const Node& node, ExprType type);
  void check_element(NodeId left, ExprType wanted, NodeId element);
  void check_one_of(NodeId field, NodeId literal);
  void check_text(const std::vector<std::string>& one_of, const std::vector<std::string>& here,
                  const Node& literal);
  void check_result(const Wanted& wanted);

  // name_checker.cpp
  ExprType visit_name(const Node& node, Meaning& meaning);
  ExprType visit_select(NodeId id, Meaning& meaning);
  ExprType visit_map_field(const Node& node, Meaning& meaning);
  ExprType field_type(const Node& node, ExprType operand);
  const Local* local(std::string_view name) const;
  bool is_scope(const Node& node) const;
  std::string qualified(NodeId id) const;
  bool resolve(const std::string& name, bool absolute, Meaning& meaning);
  std::vector<std::string> candidates(const std::string& name, bool absolute) const;
  ExprType fails(Meaning& meaning, Scalar::Failure why);
  void say_unknown_variable(const Node& node);

  // call_checker.cpp
  ExprType visit_call(NodeId id, Meaning& meaning);
  ExprType visit_own(const Node& node, Meaning& meaning);
  void say_unknown_function(const Node& node);
  ExprType say_bad_has(const Node& node);
  ExprType visit_has(const Node& node, Meaning& meaning);
  ExprType visit_money(const Node& node, Meaning& meaning);
  ExprType visit_place(const Node& node, Meaning& meaning);
  ExprType visit_length(const Node& node, const LengthFunction& function, Meaning& meaning);

  // lead_functions.cpp
  ExprType visit_open(const Node& node, Meaning& meaning);
  ExprType visit_attempts(const Node& node, Meaning& meaning);
  bool is_word(const Node& node, std::size_t argument, std::string_view of,
               const std::vector<std::string_view>& known);

  // function_checker.cpp
  ExprType visit_function(const Node& node, Meaning& meaning);
  ExprType visit_extreme(const Node& node, Meaning& meaning, std::string_view name);
  /// A function or operator called with arguments whose types are known; unknown when there is no
  /// such overload, which is not said here.
  ExprType overloaded(std::string_view name, bool has_target, const std::vector<ExprType>& types,
                      Meaning& meaning);
  std::vector<Signature> signatures(std::string_view name);
  bool is_function(std::string_view name) const;
  void say_no_overload(const Node& node, std::string_view name, const std::vector<ExprType>& types);
  void check_constants(const Node& node, std::string_view name);

  // macro_checker.cpp
  static const MacroRow* macro_of(const Node& node);
  ExprType visit_macro(const Node& node, const MacroRow& row, Meaning& meaning);
  ExprType visit_loop(const Node& node, const MacroRow& row, Meaning& meaning);
  ExprType loop_result(const Node& node, const MacroRow& row);
  ExprType visit_bind(const Node& node, Meaning& meaning);
  ExprType visit_block(const Node& node, Meaning& meaning);
  ExprType visit_optional_macro(const Node& node, const MacroRow& row, Meaning& meaning);
  std::string variable_name(NodeId id);
  std::uint16_t take_locals(const Node& node, int count);
  void add_variables(const Node& node, const MacroRow& row, ExprType range, std::uint16_t slot);

  // container_checker.cpp
  ExprType visit_list(const Node& node);
  ExprType visit_map(const Node& node);
  ExprType visit_part(NodeId id, ExprType& common);
  ExprType visit_index(const Node& node, Meaning& meaning);
  ExprType visit_conditional(const Node& node);

  const Ast& ast_;
  const Environment& environment_;
  std::vector<Problem>& problems_;
  Resolver resolver_;
  std::vector<Meaning> meanings_;
  TypeTable types_;
  std::vector<Local> locals_;
  int next_local_ = 0;
};

}  // namespace relance::expr
