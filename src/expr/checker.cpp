#include "expr/checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/suggest.hpp"
#include "expr/type_checker.hpp"

namespace relance::expr {
namespace {

constexpr const char* kForNow =
    "for now there are has(), comparisons, &&, ||, !, in, money(), and + or - with days(), "
    "hours(), minutes()";

}  // namespace

std::vector<Meaning> TypeChecker::check(const Wanted& wanted) {
  visit(ast_.root);
  check_result(wanted);
  return std::move(meanings_);
}

void TypeChecker::say(Span span, int code, std::string message, std::string hint) {
  add_problem(problems_, span, code, std::move(message), std::move(hint));
}

void TypeChecker::say_later(Span span, std::string_view what) {
  say(span, kComesLater, fmt::format("comes later: {}", what), kForNow);
}

ValueType TypeChecker::visit(NodeId id) {
  const Node& node = ast_[id];
  Meaning& meaning = meanings_[id];
  switch (node.kind) {
    case NodeKind::null_literal:
      return meaning.type = ValueType::null;
    case NodeKind::boolean:
      return constant(meaning, ValueType::boolean, node.number);
    case NodeKind::integer:
      return constant(meaning, ValueType::integer, node.number);
    case NodeKind::real:
      return constant(meaning, ValueType::real, 0);
    case NodeKind::text:
      return constant(meaning, ValueType::text, 0);
    case NodeKind::unsigned_integer:
      return meaning.type = ValueType::unsigned_integer;
    case NodeKind::bytes:
      return meaning.type = ValueType::bytes;
    case NodeKind::name:
      return meaning.type = resolver_.value_named(node);
    case NodeKind::select:
      return visit_select(node, meaning);
    case NodeKind::call:
      return meaning.type = visit_call(node, meaning);
    case NodeKind::unary:
      return meaning.type = visit_unary(node);
    case NodeKind::binary:
      return meaning.type = node.op == Operator::in ? visit_in(node) : visit_binary(node);
    case NodeKind::logical:
      return meaning.type = visit_logical(node);
    default:
      return meaning.type = visit_later(node);
  }
}

ValueType TypeChecker::constant(Meaning& meaning, ValueType type, std::int64_t number) {
  meaning.is_constant = true;
  meaning.number = number;
  return meaning.type = type;
}

ValueType TypeChecker::visit_select(const Node& node, Meaning& meaning) {
  const Node& operand = ast_[node.children[0]];
  if (operand.kind == NodeKind::name) {
    const Resolved resolved = resolver_.field(operand, node);
    if (resolved.name == nullptr) return ValueType::unknown;
    if (!resolver_.may_read(node, resolved)) return ValueType::unknown;
    meaning.field = resolved.name;
    meaning.scope = resolved.scope;
    return meaning.type = value_type(resolved.name->type);
  }
  const ValueType type = visit(node.children[0]);
  if (is_computed(type)) {
    say(node.mark, kUnknownField, fmt::format("{} has no fields", phrase(type)));
  } else if (type != ValueType::unknown) {
    say_later(node.mark, "fields of such a value");
  }
  return ValueType::unknown;
}

ValueType TypeChecker::visit_unary(const Node& node) {
  const ValueType operand = visit(node.children[0]);
  const bool negates = node.op == Operator::not_;
  if (operand == ValueType::unknown) return negates ? ValueType::boolean : operand;
  const Typing typing = type_of(node.op, operand);
  if (typing.later != nullptr) {
    say_later(node.mark, typing.later);
  } else if (typing.result == ValueType::unknown) {
    say(node.mark, kNotForTypes,
        fmt::format("`{}` does not take {}", name(node.op), phrase(operand)));
  }
  return negates ? ValueType::boolean : typing.result;
}

ValueType TypeChecker::visit_logical(const Node& node) {
  for (const NodeId child : node.children) {
    const ValueType type = visit(child);
    if (type == ValueType::boolean || type == ValueType::unknown) continue;
    say(ast_[child].span, kNotForTypes,
        fmt::format("`{}` joins yes or no, this is {}", name(node.op), phrase(type)),
        ast_[child].kind == NodeKind::select ? "to ask whether it is known, write has(...)" : "");
  }
  return ValueType::boolean;
}

ValueType TypeChecker::visit_binary(const Node& node) {
  const ValueType left = visit(node.children[0]);
  const ValueType right = visit(node.children[1]);
  const ValueType fallback = is_comparison(node.op) ? ValueType::boolean : ValueType::unknown;
  if (left == ValueType::unknown || right == ValueType::unknown) return fallback;
  const Typing typing = type_of(node.op, left, right);
  if (typing.result == ValueType::unknown) {
    say_not_for(node, typing, left, right);
    return fallback;
  }
  meanings_[node.children[0]].as_instant = typing.left_as_instant;
  meanings_[node.children[1]].as_instant = typing.right_as_instant;
  if (node.op == Operator::equal || node.op == Operator::not_equal) {
    check_one_of(node.children[0], node.children[1]);
    check_one_of(node.children[1], node.children[0]);
  }
  return typing.result;
}

void TypeChecker::say_not_for(const Node& node, const Typing& typing, ValueType left,
                              ValueType right) {
  if (left == ValueType::null || right == ValueType::null) {
    say(node.mark, kComesLater, "comes later: null", "ask has(lead.project), or !has(...)");
  } else if (typing.later != nullptr) {
    say_later(node.mark, typing.later);
  } else {
    say(node.mark, kNotForTypes,
        fmt::format("`{}` does not take {} and {}", name(node.op), phrase(left), phrase(right)),
        hint_for(node.op, left, right, names_.currency()));
  }
}

ValueType TypeChecker::visit_in(const Node& node) {
  const ValueType type = visit(node.children[0]);
  const Node& list = ast_[node.children[1]];
  if (list.kind != NodeKind::list) {
    const ValueType right = visit(node.children[1]);
    if (right != ValueType::unknown) {
      say(list.span, kNotForTypes, fmt::format("`in` needs a list, this is {}", phrase(right)),
          "write in [\"one\", \"another\"]");
    }
    return ValueType::boolean;
  }
  const bool countable = is_countable(type) || type == ValueType::boolean;
  if (type != ValueType::unknown && type != ValueType::text && !countable) {
    say_later(node.mark, fmt::format("`in` for {}", phrase(type)));
  } else {
    for (const NodeId element : list.children) check_element(node.children[0], type, element);
  }
  return ValueType::boolean;
}

void TypeChecker::check_element(NodeId left, ValueType wanted, NodeId element) {
  const ValueType type = visit(element);
  if (type == ValueType::unknown || wanted == ValueType::unknown) return;
  const Span span = ast_[element].span;
  if (type != wanted) {
    say(span, kNotForTypes,
        fmt::format("`in` does not take {} and {}", phrase(wanted), phrase(type)),
        hint_for(Operator::equal, wanted, type, names_.currency()));
  } else if (!meanings_[element].is_constant) {
    say_later(span, "computed values in a list");
  } else {
    check_one_of(left, element);
  }
}

void TypeChecker::check_one_of(NodeId field, NodeId literal) {
  const Name* name = meanings_[field].field;
  if (name == nullptr || ast_[field].kind != NodeKind::select) return;
  check_text(name->one_of, ast_[literal]);
}

void TypeChecker::check_text(const std::vector<std::string>& one_of, const Node& literal) {
  if (one_of.empty() || literal.kind != NodeKind::text) return;
  if (std::find(one_of.begin(), one_of.end(), literal.text) != one_of.end()) return;
  const std::vector<std::string_view> known(one_of.begin(), one_of.end());
  const std::string_view near = closest(literal.text, known);
  say(literal.span, kNotOneOf, fmt::format("\"{}\" is never its value", shown(literal.text)),
      near.empty() ? fmt::format("it is one of {}", fmt::join(known, ", "))
                   : fmt::format("did you mean \"{}\"?", near));
}

ValueType TypeChecker::visit_later(const Node& node) {
  if (node.kind == NodeKind::message) {
    say(node.mark, kNotInGuards, "messages are no part of the rules' expressions");
    return ValueType::unknown;
  }
  for (const NodeId child : node.children) visit(child);
  switch (node.kind) {
    case NodeKind::conditional:
      say_later(node.mark, "the choice `? :`");
      break;
    case NodeKind::index:
      say_later(node.mark, "`[...]` after a value");
      break;
    case NodeKind::list:
      say_later(node.mark, "a list that does not stand after `in`");
      break;
    default:
      say_later(node.mark, "maps");
  }
  return ValueType::unknown;
}

void TypeChecker::check_result(const Wanted& wanted) {
  const Node& root = ast_[ast_.root];
  const ValueType type = meanings_[ast_.root].type;
  if (type == ValueType::unknown) return;
  if (wanted.kind == Wanted::guard) {
    if (type == ValueType::boolean) return;
    say(root.span, kWrongResult, fmt::format("a guard answers yes or no, this is {}", phrase(type)),
        root.kind == NodeKind::select ? "to ask whether it is known, write has(...)" : "");
  } else if (wanted.kind == Wanted::moment) {
    if (is_point_in_time(type)) return;
    say(root.span, kWrongResult,
        fmt::format("a date or a time should stand here, this is {}", phrase(type)));
  } else if (const ValueType field = value_type(wanted.type); field == type) {
    if (wanted.one_of != nullptr) check_text(*wanted.one_of, root);
  } else if (field == ValueType::instant && type == ValueType::date) {
    meanings_[ast_.root].as_instant = true;
  } else {
    say(root.span, kWrongResult,
        fmt::format("the field is {}, this is {}", phrase(field), phrase(type)),
        hint_for(Operator::equal, field, type, names_.currency()));
  }
}

std::vector<Meaning> check(const Ast& ast, const Names& names, const Wanted& wanted,
                           bool event_moment, std::vector<Problem>& problems) {
  return TypeChecker(ast, names, event_moment, problems).check(wanted);
}

}  // namespace relance::expr
