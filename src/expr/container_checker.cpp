// Lists, maps, what is taken out of them, and `? :`.
#include <fmt/format.h>

#include "expr/library/library.hpp"
#include "expr/type_checker.hpp"

namespace relance::expr {

/// Visits a part and widens `common` to what it and the parts before it are.
ExprType TypeChecker::visit_part(NodeId id, ExprType& common) {
  const Node& node = ast_[id];
  const bool maybe = node.kind == NodeKind::maybe;
  ExprType type = visit(maybe ? node.children[0] : id);
  if (maybe && type.head == ValueType::optional) {
    type = types_.bound(types_.first(type));
  } else if (maybe && type.head != ValueType::dyn && type.head != ValueType::unknown) {
    say(node.span, kNotForTypes,
        fmt::format("after `?` stands an optional value, this is {}", phrase(type)),
        "leave the `?` out, or write optional.of(...)");
  }
  if (common.head == ValueType::unknown) {
    common = type;
  } else if (types_.takes(common, type)) {
    common = types_.most_general(common, type);
  } else if (rules()) {
    say(node.span, kNotForTypes,
        fmt::format("a list or map holds values of one type, this is {} beside {}", phrase(type),
                    phrase(common)),
        "write all of them as one type: [\"1\", \"a\"]");
  } else {
    common = ValueType::dyn;
  }
  return type;
}

ExprType TypeChecker::visit_list(const Node& node) {
  ExprType element;
  for (const NodeId child : node.children) visit_part(child, element);
  if (node.children.empty()) element = types_.fresh();
  return types_.list(element);
}

ExprType TypeChecker::visit_map(const Node& node) {
  ExprType key, value;
  for (std::size_t n = 0; n < node.children.size(); n += 2) {
    const ExprType type = visit_part(node.children[n], key);
    const bool may_be_key = type.head == ValueType::boolean || type.head == ValueType::integer ||
                            type.head == ValueType::unsigned_integer ||
                            type.head == ValueType::text || type.head == ValueType::dyn ||
                            type.head == ValueType::unknown || type.head == ValueType::parameter;
    if (!may_be_key && environment_.checked()) {
      say(ast_[node.children[n]].span, kNotForTypes,
          fmt::format("{} is no key of a map", phrase(type)),
          "keys are texts, whole numbers, true and false");
    }
    visit_part(node.children[n + 1], value);
  }
  if (node.children.empty()) {
    key = types_.fresh();
    value = types_.fresh();
  }
  return types_.made(ValueType::map, {key, value});
}

ExprType TypeChecker::visit_index(const Node& node, Meaning& meaning) {
  const ExprType operand = visit(node.children[0]);
  const ExprType index = visit(node.children[1]);
  const std::string_view name = node.optional ? "_[?_]" : "_[_]";
  const ExprType result = overloaded(name, false, {operand, index}, meaning);
  if (result.head != ValueType::unknown) return result;
  if (operand.head == ValueType::unknown || index.head == ValueType::unknown) return result;
  say(node.mark, kNotForTypes,
      fmt::format("`[...]` does not take {} out of {}", phrase(index), phrase(operand)),
      operand.head == ValueType::text
          ? "one letter of a text is lead.source.charAt(0), a part lead.source.substring(0, 3)"
          : "a list takes the number of a place, a map a key");
  return result;
}

ExprType TypeChecker::visit_conditional(const Node& node) {
  visit_condition(node.children[0], "? :");
  const ExprType then = visit(node.children[1]);
  const ExprType otherwise = visit(node.children[2]);
  if (then.head == ValueType::unknown) return otherwise;
  if (otherwise.head == ValueType::unknown || types_.takes(then, otherwise)) {
    return types_.most_general(then, otherwise);
  }
  if (!environment_.checked()) return ValueType::dyn;
  say(node.mark, kNotForTypes,
      fmt::format("`? :` chooses between values of one type, these are {} and {}", phrase(then),
                  phrase(otherwise)),
      "make both of one type");
  return ValueType::unknown;
}

}  // namespace relance::expr
