#include "expr/checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/suggest.hpp"
#include "expr/advice.hpp"
#include "expr/library/library.hpp"
#include "expr/type_checker.hpp"

namespace relance::expr {
namespace {

/// Resolves no name: standard CEL has none of the rules'.
class NoNames : public Names {
 public:
  const Name* find(Scope, std::string_view) const override { return nullptr; }
  std::vector<std::string_view> all(Scope) const override { return {}; }
  std::string_view currency() const override { return {}; }
  std::int64_t currency_scale() const override { return 1; }
};

const Names& names_of(const Environment& environment) {
  static const NoNames none;
  return environment.names != nullptr ? *environment.names : none;
}

bool may_be_any(ExprType type) {
  return type.head == ValueType::dyn || type.head == ValueType::unknown ||
         type.head == ValueType::parameter;
}

bool is_number(ExprType type) {
  return type.head == ValueType::integer || type.head == ValueType::real ||
         type.head == ValueType::unsigned_integer;
}

}  // namespace

TypeChecker::TypeChecker(const Ast& ast, const Environment& environment,
                         std::vector<Problem>& problems)
    : ast_(ast),
      environment_(environment),
      problems_(problems),
      resolver_(names_of(environment), environment.event_moment, problems),
      meanings_(ast.nodes.size()) {}

Checked TypeChecker::check(const Wanted& wanted) {
  ExprType root = visit(ast_.root);
  if (rules()) check_result(wanted);
  return {std::move(meanings_), environment_.checked() ? types_.text(root) : ""};
}

void TypeChecker::say(Span span, int code, std::string message, std::string hint) {
  add_problem(problems_, span, code, std::move(message), std::move(hint));
}

ExprType TypeChecker::visit(NodeId id) {
  Meaning& meaning = meanings_[id];
  const Node& node = ast_[id];
  const ExprType type = node.kind == NodeKind::select ? visit_select(id, meaning)
                        : node.kind == NodeKind::call ? visit_call(id, meaning)
                                                      : visit_node(node, meaning);
  // Without checking, all is known only when it is evaluated.
  meaning.type = environment_.checked() ? types_.bound(type) : ExprType(ValueType::dyn);
  return meaning.type;
}

ExprType TypeChecker::visit_node(const Node& node, Meaning& meaning) {
  switch (node.kind) {
    case NodeKind::null_literal:
      return ValueType::null;
    case NodeKind::boolean:
      return constant(meaning, ValueType::boolean, node.number);
    case NodeKind::integer:
      return constant(meaning, ValueType::integer, node.number);
    case NodeKind::real:
      return constant(meaning, ValueType::real, 0);
    case NodeKind::text:
      return constant(meaning, ValueType::text, 0);
    case NodeKind::unsigned_integer:
      return ValueType::unsigned_integer;
    case NodeKind::bytes:
      return ValueType::bytes;
    case NodeKind::name:
      return visit_name(node, meaning);
    case NodeKind::unary:
      return visit_unary(node, meaning);
    case NodeKind::binary:
      return node.op == Operator::in ? visit_in(node, meaning) : visit_binary(node, meaning);
    case NodeKind::logical:
      return visit_logical(node);
    case NodeKind::conditional:
      return visit_conditional(node);
    case NodeKind::index:
      return visit_index(node, meaning);
    case NodeKind::list:
      return visit_list(node);
    case NodeKind::map:
      return visit_map(node);
    default:
      say(node.mark, kNotInGuards, "messages are no part of expressions",
          "a map is written {\"key\": value}");
      return ValueType::unknown;
  }
}

ValueType TypeChecker::constant(Meaning& meaning, ValueType type, std::int64_t number) {
  meaning.is_constant = true;
  meaning.number = number;
  return meaning.type = type;
}

ExprType TypeChecker::visit_unary(const Node& node, Meaning& meaning) {
  const ExprType operand = visit(node.children[0]);
  const bool negates = node.op == Operator::not_;
  const ExprType fallback = negates ? ValueType::boolean : ValueType::unknown;
  if (operand.head == ValueType::unknown) return fallback;
  if (rules() && type_of(node.op, operand).result != ValueType::unknown) {
    return type_of(node.op, operand).result;
  }
  const ExprType result = overloaded(negates ? "!_" : "-_", false, {operand}, meaning);
  if (result.head != ValueType::unknown) return result;
  say(node.mark, kNotForTypes, fmt::format("`{}` does not take {}", name(node.op), phrase(operand)),
      negates ? "it turns a yes or no round: !lead.vip, !(lead.attempts > 3), !has(lead.owner)"
              : "it stands before a number or a length of time: -3, -days(2)");
  return fallback;
}

void TypeChecker::visit_condition(NodeId id, std::string_view of) {
  const ExprType type = visit(id);
  if (type.head == ValueType::boolean || may_be_any(type)) return;
  if (type.head == ValueType::wrapper && types_.first(type).head == ValueType::boolean) return;
  say(ast_[id].span, kNotForTypes,
      fmt::format("`{}` joins yes or no, this is {}", of, phrase(type)),
      yes_or_no_from(ast_[id], type));
}

ExprType TypeChecker::visit_logical(const Node& node) {
  for (const NodeId child : node.children) visit_condition(child, name(node.op));
  return ValueType::boolean;
}

ExprType TypeChecker::visit_binary(const Node& node, Meaning& meaning) {
  const ExprType left = visit(node.children[0]);
  const ExprType right = visit(node.children[1]);
  const ExprType fallback = is_comparison(node.op) ? ValueType::boolean : ValueType::unknown;
  if (left.head == ValueType::unknown || right.head == ValueType::unknown) return fallback;
  if (rules() && is_computed(left) && is_computed(right)) {
    const Typing typing = type_of(node.op, left, right);
    meanings_[node.children[0]].as_instant = typing.left_as_instant;
    meanings_[node.children[1]].as_instant = typing.right_as_instant;
    if (node.op == Operator::equal || node.op == Operator::not_equal) {
      check_one_of(node.children[0], node.children[1]);
      check_one_of(node.children[1], node.children[0]);
    }
    if (typing.function) overloaded(function_of(node.op), false, {}, meaning);
    if (typing.result != ValueType::unknown) return typing.result;
  }
  // What a rule compares are values of one type: 1 beside 1.5 is a slip of the pen.
  const bool mixed = rules() && is_number(left) && is_number(right) && left.head != right.head;
  const ExprType result =
      mixed ? ExprType() : overloaded(function_of(node.op), false, {left, right}, meaning);
  if (result.head != ValueType::unknown) return result;
  say_not_for(node, left, right);
  return fallback;
}

void TypeChecker::say_not_for(const Node& node, ExprType left, ExprType right) {
  const bool null = left.head == ValueType::null || right.head == ValueType::null;
  say(node.mark, kNotForTypes,
      fmt::format("`{}` does not take {} and {}", name(node.op), phrase(left), phrase(right)),
      rules() && null ? "ask has(lead.project), or !has(...)"
                      : operands_for(node.op, left, right, names_of(environment_).currency()));
}

/// Of constants of one simple type: what `in` looks through without making a list of it.
bool TypeChecker::is_plain_list(const Node& node, ExprType type) {
  const bool simple =
      type.head == ValueType::text || type.head == ValueType::boolean || is_countable(type);
  return rules() && simple && node.kind == NodeKind::list &&
         std::all_of(node.children.begin(), node.children.end(),
                     [&](NodeId child) { return meanings_[child].is_constant; });
}

ExprType TypeChecker::visit_in(const Node& node, Meaning& meaning) {
  const ExprType type = visit(node.children[0]);
  const Node& list = ast_[node.children[1]];
  if (rules() && list.kind == NodeKind::list) {
    const std::size_t before = problems_.size();
    for (const NodeId element : list.children) check_element(node.children[0], type, element);
    if (problems_.size() > before || is_plain_list(list, type)) return ValueType::boolean;
  }
  const ExprType right = visit(node.children[1]);
  if (type.head == ValueType::unknown || right.head == ValueType::unknown) {
    return ValueType::boolean;
  }
  const ExprType result = overloaded("@in", false, {type, right}, meaning);
  if (result.head != ValueType::unknown) return result;
  if (right.head == ValueType::list || right.head == ValueType::map) {
    say_not_for(node, type, right);
  } else {
    say(list.span, kNotForTypes, fmt::format("`in` needs a list, this is {}", phrase(right)),
        "write in [\"one\", \"another\"]");
  }
  return ValueType::boolean;
}

void TypeChecker::check_element(NodeId left, ExprType wanted, NodeId element) {
  const ExprType type = visit(element);
  if (may_be_any(type) || may_be_any(wanted)) return;
  if (ast_[element].kind == NodeKind::maybe) return;
  if (type.head != wanted.head) {
    say(ast_[element].span, kNotForTypes,
        fmt::format("`in` does not take {} and {}", phrase(wanted), phrase(type)),
        operands_for(Operator::equal, wanted, type, environment_.names->currency()));
  } else {
    check_one_of(left, element);
  }
}

void TypeChecker::check_one_of(NodeId field, NodeId literal) {
  const Name* name = meanings_[field].field;
  if (name == nullptr || ast_[field].kind != NodeKind::select) return;
  check_text(name->one_of, name->here, ast_[literal]);
}

void TypeChecker::check_text(const std::vector<std::string>& one_of,
                             const std::vector<std::string>& here, const Node& literal) {
  if (one_of.empty() || literal.kind != NodeKind::text) return;
  if (std::find(one_of.begin(), one_of.end(), literal.text) != one_of.end()) return;
  const std::vector<std::string>& likely = here.empty() ? one_of : here;
  const std::vector<std::string_view> known(likely.begin(), likely.end());
  const std::string_view near = closest(literal.text, known);
  say(literal.span, kNotOneOf, fmt::format("\"{}\" is never its value", shown(literal.text)),
      near.empty() ? fmt::format("it is one of {}", fmt::join(known, ", "))
                   : fmt::format("did you mean \"{}\"?", near));
}

void TypeChecker::check_result(const Wanted& wanted) {
  const Node& root = ast_[ast_.root];
  const ValueType type = meanings_[ast_.root].type;
  if (type == ValueType::unknown) return;
  if (wanted.kind == Wanted::guard) {
    if (type == ValueType::boolean) return;
    say(root.span, kWrongResult, fmt::format("a guard answers yes or no, this is {}", phrase(type)),
        yes_or_no_from(root, type));
  } else if (wanted.kind == Wanted::moment) {
    if (is_point_in_time(type)) return;
    say(root.span, kWrongResult,
        fmt::format("a date or a time should stand here, this is {}", phrase(type)),
        "such as lead.appointment - hours(24)");
  } else if (const ValueType field = value_type(wanted.type); field == type) {
    if (wanted.one_of != nullptr) check_text(*wanted.one_of, {}, root);
  } else if (field == ValueType::instant && type == ValueType::date) {
    meanings_[ast_.root].as_instant = true;
  } else {
    say(root.span, kWrongResult,
        fmt::format("the field is {}, this is {}", phrase(field), phrase(type)),
        operands_for(Operator::equal, field, type, environment_.names->currency()));
  }
}

Checked check(const Ast& ast, const Environment& environment, const Wanted& wanted,
              std::vector<Problem>& problems) {
  return TypeChecker(ast, environment, problems).check(wanted);
}

}  // namespace relance::expr
