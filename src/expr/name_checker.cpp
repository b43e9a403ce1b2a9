// What names stand for, and the fields of what they stand for.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/suggest.hpp"
#include "expr/library/library.hpp"
#include "expr/type_checker.hpp"

namespace relance::expr {
namespace {

/// The types that can be written as values.
constexpr std::array<std::string_view, 12> kTypeNames{
    "bool",      "int",  "uint", "double", "string",        "bytes",
    "null_type", "list", "map",  "type",   "optional_type", "google.protobuf.Timestamp"};

bool is_type_name(std::string_view name) {
  return name == "google.protobuf.Duration" ||
         std::find(kTypeNames.begin(), kTypeNames.end(), name) != kTypeNames.end();
}

}  // namespace

const TypeChecker::Local* TypeChecker::local(std::string_view name) const {
  const auto found = std::find_if(locals_.rbegin(), locals_.rend(),
                                  [&](const Local& entry) { return entry.name == name; });
  return found == locals_.rend() ? nullptr : &*found;
}

ExprType TypeChecker::fails(Meaning& meaning, Scalar::Failure why) {
  meaning.role = Role::fails;
  meaning.slot = why;
  return ValueType::dyn;
}

ExprType TypeChecker::visit_name(const Node& node, Meaning& meaning) {
  if (const Local* found = node.absolute ? nullptr : local(node.text)) {
    meaning.role = Role::local;
    meaning.slot = found->slot;
    return found->type;
  }
  if (rules()) return resolver_.value_named(node);
  if (resolve(node.text, node.absolute, meaning)) return meaning.type;
  if (!environment_.checked()) return fails(meaning, Scalar::unknown_name);
  say_unknown_variable(node);
  return ValueType::unknown;
}

void TypeChecker::say_unknown_variable(const Node& node) {
  std::vector<std::string_view> known;
  for (const Variable& variable : environment_.standard->variables) known.push_back(variable.name);
  const std::string_view near = closest(node.text, known);
  say(node.mark, kUnknownName, fmt::format("there is nothing called `{}`", shown(node.text)),
      near.empty() ? "" : fmt::format("did you mean {}?", near));
}

/// In container "a.b" the name "x" means "a.b.x", else "a.x", else "x".
std::vector<std::string> TypeChecker::candidates(const std::string& name, bool absolute) const {
  std::vector<std::string> result;
  std::string container = absolute || rules() ? "" : environment_.standard->container;
  while (!container.empty()) {
    result.push_back(container + "." + name);
    const std::size_t dot = container.rfind('.');
    container.resize(dot == std::string::npos ? 0 : dot);
  }
  result.push_back(name);
  return result;
}

bool TypeChecker::resolve(const std::string& name, bool absolute, Meaning& meaning) {
  const std::vector<Variable>& variables = environment_.standard->variables;
  for (const std::string& candidate : candidates(name, absolute)) {
    const auto found = std::find_if(variables.begin(), variables.end(),
                                    [&](const Variable& v) { return v.name == candidate; });
    if (found != variables.end()) {
      TypeTable::Parameters parameters;
      meaning.role = Role::variable;
      meaning.slot = static_cast<std::uint16_t>(found - variables.begin());
      meaning.type = types_.read(found->type, parameters).value_or(ValueType::dyn);
      if (!environment_.checked()) meaning.type = ValueType::dyn;
      return true;
    }
    if (!is_type_name(candidate)) continue;
    TypeTable::Parameters parameters;
    std::string_view of = candidate;
    if (of == "optional_type") of = "optional_type(dyn)";
    const ExprType named = *types_.read(of, parameters);
    meaning.role = Role::type_name;
    meaning.slot = scalar_kind(named);
    meaning.type = types_.made(ValueType::type, {named});
    return true;
  }
  return false;
}

/// "a.b.c" of a chain of selections that begins with a name, else nothing.
std::string TypeChecker::qualified(NodeId id) const {
  const Node& node = ast_[id];
  if (node.kind == NodeKind::name)
    return node.absolute || local(node.text) == nullptr ? node.text : "";
  if (node.kind != NodeKind::select || node.optional) return {};
  const std::string operand = qualified(node.children[0]);
  return operand.empty() ? operand : operand + "." + node.text;
}

/// A name of rules that has fields and is no value.
bool TypeChecker::is_scope(const Node& node) const {
  return rules() && node.kind == NodeKind::name && local(node.text) == nullptr;
}

ExprType TypeChecker::visit_select(NodeId id, Meaning& meaning) {
  const Node& node = ast_[id];
  const Node& operand = ast_[node.children[0]];
  if (is_scope(operand)) {
    const Resolved resolved = resolver_.field(operand, node);
    if (resolved.name == nullptr) return ValueType::unknown;
    if (!resolver_.may_read(node, resolved)) return ValueType::unknown;
    meaning.field = resolved.name;
    meaning.scope = resolved.scope;
    return value_type(resolved.name->type);
  }
  if (!rules()) {
    const std::string name = qualified(id);
    NodeId root = id;
    while (ast_[root].kind == NodeKind::select) root = ast_[root].children[0];
    if (!name.empty() && resolve(name, ast_[root].absolute, meaning)) return meaning.type;
  }
  return visit_map_field(node, meaning);
}

ExprType TypeChecker::visit_map_field(const Node& node, Meaning& meaning) {
  const ExprType operand = visit(node.children[0]);
  meaning.role = Role::call;
  meaning.function = function_number(node.optional ? "_?._" : "_._");
  if (operand.head == ValueType::unknown) return operand;
  return field_type(node, operand);
}

/// What a field of such a value is; says so when it has none.
ExprType TypeChecker::field_type(const Node& node, ExprType operand) {
  const bool packed = operand.head == ValueType::optional;
  const ExprType inner = packed ? types_.bound(types_.first(operand)) : operand;
  ExprType result = ValueType::dyn;
  if (inner.head == ValueType::map) {
    result = types_.bound(types_.second(inner));
  } else if (inner.head != ValueType::dyn && inner.head != ValueType::parameter &&
             inner.head != ValueType::unknown) {
    say(node.mark, kUnknownField, fmt::format("{} has no fields", phrase(inner)),
        inner.head == ValueType::text ? "the length of a text is size(lead.source)"
                                      : "fields are those of lead, event and person");
    return ValueType::unknown;
  }
  return packed || node.optional ? types_.optional(result) : result;
}

}  // namespace relance::expr
