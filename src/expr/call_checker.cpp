// Calls: has(), money(), days(), hours(), minutes().
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "base/suggest.hpp"
#include "expr/type_checker.hpp"

namespace relance::expr {

ValueType TypeChecker::visit_call(const Node& node, Meaning& meaning) {
  const LengthFunction* length = length_function(node.text);
  const bool ours = length != nullptr || node.text == "has" || node.text == "money";
  if (ours && node.has_target) {
    say(node.mark, kBadArguments, fmt::format("`{}` stands before its argument", node.text),
        fmt::format("write {}(...)", node.text));
    return ValueType::unknown;
  }
  if (!ours) {
    say_unknown_function(node);
    return ValueType::unknown;
  }
  if (node.children.size() != 1) {
    say(node.span, kBadArguments, fmt::format("`{}` takes one argument", node.text));
    return ValueType::unknown;
  }
  if (node.text == "has") return visit_has(node, meaning);
  if (node.text == "money") return visit_money(node, meaning);
  return visit_length(node, *length, meaning);
}

void TypeChecker::say_unknown_function(const Node& node) {
  if (comes_later(node.text)) {
    say_later(node.mark, fmt::format("the function `{}`", node.text));
    return;
  }
  const std::string_view near = closest(node.text, function_names());
  say(node.mark, kUnknownFunction, fmt::format("there is no function `{}`", shown(node.text)),
      near.empty() ? "" : fmt::format("did you mean {}(...)?", near));
}

ValueType TypeChecker::visit_has(const Node& node, Meaning& meaning) {
  const Node& argument = ast_[node.children[0]];
  const bool names_field =
      argument.kind == NodeKind::select && ast_[argument.children[0]].kind == NodeKind::name;
  if (!names_field) {
    say(argument.span, kBadHas, "`has` takes a field of the lead, the event or the person",
        "write has(lead.project)");
    return ValueType::boolean;
  }
  const Resolved resolved = resolver_.field(ast_[argument.children[0]], argument);
  meaning.field = resolved.name;
  meaning.scope = resolved.scope;
  return ValueType::boolean;
}

ValueType TypeChecker::visit_money(const Node& node, Meaning& meaning) {
  const Node& argument = ast_[node.children[0]];
  const std::string_view currency = names_.currency();
  if (currency.empty()) {
    say(node.span, kBadMoney, "the rules declare no currency", "write currency: EUR above");
    return ValueType::money;
  }
  const auto amount = argument.kind == NodeKind::text ? read_money(argument.text, names_)
                                                      : std::optional<std::int64_t>{};
  if (!amount) {
    say(argument.span, kBadMoney, fmt::format("this is no amount in {}", currency),
        fmt::format("write money(\"20000 {}\")", currency));
    return ValueType::money;
  }
  return constant(meaning, ValueType::money, *amount);
}

ValueType TypeChecker::visit_length(const Node& node, const LengthFunction& function,
                                    Meaning& meaning) {
  const ValueType type = visit(node.children[0]);
  if (type != ValueType::integer && type != ValueType::unknown) {
    say(ast_[node.children[0]].span, kBadArguments,
        fmt::format("`{}` counts a number, this is {}", node.text, phrase(type)));
  }
  const Meaning& argument = meanings_[node.children[0]];
  if (type != ValueType::integer || !argument.is_constant) return function.result;
  std::int64_t length = 0;
  if (__builtin_mul_overflow(argument.number, function.unit, &length)) {
    say(node.span, kOutOfRange, "so long a time needs more than 64 bits");
  }
  return constant(meaning, function.result, length);
}

}  // namespace relance::expr
