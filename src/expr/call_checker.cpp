// Calls: has(), money(), place(), days(), hours(), minutes().
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "base/suggest.hpp"
#include "expr/advice.hpp"
#include "expr/library/library.hpp"
#include "expr/type_checker.hpp"
#include "model/place.hpp"

namespace relance::expr {

ExprType TypeChecker::visit_call(NodeId id, Meaning& meaning) {
  const Node& node = ast_[id];
  const bool named = node.has_target && variable_name(node.children[0]) == "cel";
  if (named && node.text == "bind" && node.children.size() == 4) return visit_bind(node, meaning);
  if (named && node.text == "block" && node.children.size() == 3) return visit_block(node, meaning);
  if (const Local* found = named ? local(variable_name(id)) : nullptr) {
    meaning.role = Role::local;
    meaning.slot = found->slot;
    return found->type;
  }
  const bool has = node.text == "has" && !node.has_target;
  if (has && !rules()) return visit_has(node, meaning);
  if (const MacroRow* row = macro_of(node)) return visit_macro(node, *row, meaning);
  const bool ours = rules() && (length_function(node.text) != nullptr || node.text == "has" ||
                                node.text == "money" || node.text == "place" ||
                                node.text == "open" || node.text == "attempts");
  return ours ? visit_own(node, meaning) : visit_function(node, meaning);
}

/// has(), and the functions that only rules have.
ExprType TypeChecker::visit_own(const Node& node, Meaning& meaning) {
  if (node.has_target) {
    say(node.mark, kBadArguments, fmt::format("`{}` stands before its argument", node.text),
        fmt::format("write {}(...)", node.text));
    return ValueType::unknown;
  }
  if (node.text == "open") return visit_open(node, meaning);
  if (node.text == "attempts") return visit_attempts(node, meaning);
  if (node.children.size() != 1) {
    say(node.span, kBadArguments, fmt::format("`{}` takes one argument", node.text),
        node.text == "has"     ? "write has(lead.project)"
        : node.text == "money" ? "write money(\"20000 EUR\")"
        : node.text == "place" ? "write place(\"48.8566, 2.3522\")"
                               : fmt::format("write {}(3)", node.text));
    return ValueType::unknown;
  }
  if (node.text == "has") return visit_has(node, meaning);
  if (node.text == "money") return visit_money(node, meaning);
  if (node.text == "place") return visit_place(node, meaning);
  return visit_length(node, *length_function(node.text), meaning);
}

void TypeChecker::say_unknown_function(const Node& node) {
  if (rules() && comes_later(node.text)) {
    say(node.mark, kComesLater, fmt::format("comes later: the function `{}`", node.text),
        instead_of(node.text));
    return;
  }
  std::vector<std::string_view> known = library_names();
  if (rules()) {
    const std::vector<std::string_view> own = function_names();
    known.insert(known.begin(), own.begin(), own.end());
  }
  const std::string_view near = closest(node.text, known);
  say(node.mark, kUnknownFunction, fmt::format("there is no function `{}`", shown(node.text)),
      near.empty() ? "docs/expressions.md lists all functions"
                   : fmt::format("did you mean {}(...)?", near));
}

ExprType TypeChecker::say_bad_has(const Node& node) {
  const Span place = node.children.empty() ? node.span : ast_[node.children[0]].span;
  if (rules()) {
    say(place, kBadHas, "`has` takes a field of the lead, the event or the person",
        "write has(lead.project)");
  } else {
    say(place, kBadHas, "`has` takes a field", "write has(value.field)");
  }
  return ValueType::boolean;
}

ExprType TypeChecker::visit_has(const Node& node, Meaning& meaning) {
  const bool field = node.children.size() == 1 && ast_[node.children[0]].kind == NodeKind::select;
  if (!field) return say_bad_has(node);
  const Node& argument = ast_[node.children[0]];
  const Node& owner = ast_[argument.children[0]];
  if (is_scope(owner)) {
    const Resolved resolved = resolver_.field(owner, argument);
    meaning.field = resolved.name;
    meaning.scope = resolved.scope;
    return ValueType::boolean;
  }
  const ExprType type = visit(argument.children[0]);
  if (rules() && is_computed(type)) return say_bad_has(node);
  if (type.head != ValueType::unknown) field_type(argument, type);
  meaning.role = Role::call;
  meaning.function = function_number("has");
  return ValueType::boolean;
}

ExprType TypeChecker::visit_money(const Node& node, Meaning& meaning) {
  const Node& argument = ast_[node.children[0]];
  const std::string_view currency = environment_.names->currency();
  if (currency.empty()) {
    say(node.span, kBadMoney, "the rules declare no currency", "write currency: EUR above");
    return ValueType::money;
  }
  const auto amount = argument.kind == NodeKind::text
                          ? read_money(argument.text, *environment_.names)
                          : std::optional<std::int64_t>{};
  if (!amount) {
    say(argument.span, kBadMoney, fmt::format("this is no amount in {}", currency),
        fmt::format("write money(\"20000 {}\")", currency));
    return ValueType::money;
  }
  return constant(meaning, ValueType::money, *amount);
}

ExprType TypeChecker::visit_place(const Node& node, Meaning& meaning) {
  const Node& argument = ast_[node.children[0]];
  const auto place =
      argument.kind == NodeKind::text ? parse_place(argument.text) : std::optional<Place>{};
  if (!place) {
    say(argument.span, kBadPlace, "this is no place",
        fmt::format("write {}, in quotes", kPlaceForm));
    return ValueType::place;
  }
  return constant(meaning, ValueType::place, packed(*place));
}

ExprType TypeChecker::visit_length(const Node& node, const LengthFunction& function,
                                   Meaning& meaning) {
  const ExprType type = visit(node.children[0]);
  if (type.head != ValueType::integer && type.head != ValueType::unknown) {
    say(ast_[node.children[0]].span, kBadArguments,
        fmt::format("`{}` counts a number, this is {}", node.text, phrase(type)),
        fmt::format("write {}(3)", node.text));
  }
  const Meaning& argument = meanings_[node.children[0]];
  if (type.head != ValueType::integer || !argument.is_constant) return function.result;
  std::int64_t length = 0;
  if (__builtin_mul_overflow(argument.number, function.unit, &length)) {
    say(node.span, kOutOfRange, "so long a time needs more than 64 bits",
        "write a shorter one, such as days(365)");
  }
  return constant(meaning, function.result, length);
}

}  // namespace relance::expr
