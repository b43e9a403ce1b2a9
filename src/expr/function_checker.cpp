// The functions of CEL, by the table of their types.
#include <fmt/format.h>

#include <algorithm>

#include "expr/library/library.hpp"
#include "expr/library/pattern.hpp"
#include "expr/library/time_values.hpp"
#include "expr/type_checker.hpp"
#include "time/zone.hpp"

namespace relance::expr {
namespace {

bool is_numeric(ExprType type) {
  return type.head == ValueType::integer || type.head == ValueType::unsigned_integer ||
         type.head == ValueType::real || type.head == ValueType::dyn ||
         type.head == ValueType::parameter || type.head == ValueType::unknown;
}

/// "a text, a text or a list", grown by what another signature takes.
std::string taken_by(const Signature& signature, std::string taken) {
  constexpr std::size_t kLongest = 120;
  std::string types;
  for (const ExprType type : signature.parameters) {
    if (!types.empty()) types += " and ";
    types += type.head == ValueType::parameter ? "any value" : phrase(type);
  }
  const bool known = types.empty() || taken.find(types) != std::string::npos;
  if (known || taken.size() + types.size() > kLongest) return taken;
  return taken.empty() ? types : taken + ", or " + types;
}

bool names_zone(std::string_view function) {
  return function.starts_with("get") && function.size() > 3;
}

}  // namespace

bool TypeChecker::is_function(std::string_view name) const {
  if (function_number(name) != kNoFunction) return true;
  if (rules()) return false;
  const auto& declared = environment_.standard->functions;
  return std::any_of(declared.begin(), declared.end(),
                     [&](const DeclaredFunction& entry) { return entry.name == name; });
}

std::vector<Signature> TypeChecker::signatures(std::string_view name) {
  std::vector<Signature> result;
  for (const std::string_view text : signatures_of(name)) {
    if (auto signature = read_signature(text, types_)) result.push_back(*std::move(signature));
  }
  if (rules()) return result;
  for (const DeclaredFunction& declared : environment_.standard->functions) {
    if (declared.name != name) continue;
    Signature signature;
    TypeTable::Parameters parameters;
    signature.has_target = declared.has_target;
    for (const std::string& text : declared.parameters) {
      signature.parameters.push_back(types_.read(text, parameters).value_or(ValueType::dyn));
    }
    signature.result = types_.read(declared.result, parameters).value_or(ValueType::dyn);
    result.push_back(std::move(signature));
  }
  return result;
}

ExprType TypeChecker::overloaded(std::string_view name, bool has_target,
                                 const std::vector<ExprType>& types, Meaning& meaning) {
  meaning.role = Role::call;
  meaning.function = function_number(name);
  if (meaning.function == kNoFunction) fails(meaning, Scalar::no_overload);
  if (!environment_.checked()) return ValueType::dyn;
  ExprType result;
  for (const Signature& signature : signatures(name)) {
    const auto one = result_for(signature, has_target, types, types_);
    if (!one) continue;
    const ExprType found = types_.bound(*one);
    const bool other = result.head != ValueType::unknown && !types_.same(result, found);
    result = other ? ExprType(ValueType::dyn) : found;
  }
  return result;
}

/// f(x), x.f(y) or math.f(x), where `math` is no value.
ExprType TypeChecker::visit_function(const Node& node, Meaning& meaning) {
  std::string name = node.text;
  bool has_target = node.has_target;
  if (has_target) {
    const std::string prefix = qualified(node.children[0]);
    for (const std::string& full : candidates(prefix + "." + node.text, false)) {
      if (prefix.empty() || !is_function(full)) continue;
      name = full;
      has_target = false;
      meaning.first = 1;
      break;
    }
  } else {
    for (const std::string& full : candidates(node.text, node.absolute)) {
      if (!is_function(full)) continue;
      name = full;
      break;
    }
  }
  if (name == "math.greatest" || name == "math.least") return visit_extreme(node, meaning, name);
  std::vector<ExprType> types;
  bool known = true;
  for (std::size_t n = meaning.first; n < node.children.size(); ++n) {
    types.push_back(visit(node.children[n]));
    known = known && types.back().head != ValueType::unknown;
  }
  if (!is_function(name)) {
    if (!environment_.checked()) return fails(meaning, Scalar::unknown_name);
    say_unknown_function(node);
    return ValueType::unknown;
  }
  const ExprType result = overloaded(name, has_target, types, meaning);
  if (result.head == ValueType::unknown && known) say_no_overload(node, name, types);
  if (rules()) check_constants(node, name);
  return result;
}

ExprType TypeChecker::visit_extreme(const Node& node, Meaning& meaning, std::string_view name) {
  meaning.role = Role::call;
  meaning.function = function_number(name);
  std::vector<ExprType> types;
  for (std::size_t n = meaning.first; n < node.children.size(); ++n) {
    types.push_back(visit(node.children[n]));
  }
  if (!environment_.checked()) return ValueType::dyn;
  std::vector<ExprType> numbers = types;
  if (types.size() == 1 && types[0].head == ValueType::list) {
    numbers = {types_.bound(types_.first(types[0]))};
  }
  ExprType result;
  for (const ExprType type : numbers) {
    if (!is_numeric(type)) {
      say_no_overload(node, name, types);
      return ValueType::unknown;
    }
    const bool other = result.head != ValueType::unknown && !types_.same(result, type);
    result = other ? ExprType(ValueType::dyn) : type;
  }
  if (numbers.empty()) say_no_overload(node, name, types);
  return result;
}

void TypeChecker::say_no_overload(const Node& node, std::string_view name,
                                  const std::vector<ExprType>& types) {
  std::string given;
  for (const ExprType type : types) {
    given += fmt::format("{}{}", given.empty() ? "" : ", ", phrase(type));
  }
  std::string hint;
  std::string taken;
  for (const Signature& signature : signatures(name)) {
    taken = taken_by(signature, std::move(taken));
    const bool other_form = signature.has_target != node.has_target;
    if (!other_form || !result_for(signature, signature.has_target, types, types_)) continue;
    hint = signature.has_target ? fmt::format("write value.{}(...)", name)
                                : fmt::format("write {}(...)", name);
  }
  if (hint.empty() && name == "distance") {
    hint = "write distance(lead.home, place(\"48.8566, 2.3522\"))";
  }
  if (hint.empty()) hint = taken.empty() ? "give it numbers" : "it takes " + taken;
  say(node.span, kBadArguments,
      given.empty() ? fmt::format("`{}` needs a value", name)
                    : fmt::format("`{}` does not take {}", name, given),
      hint);
}

/// Patterns and zones of rules are read when they are compiled, so they stand there as texts.
void TypeChecker::check_constants(const Node& node, std::string_view name) {
  const bool pattern = name == "matches";
  if (node.children.size() != 2 || (!pattern && !names_zone(name))) return;
  const Node& argument = ast_[node.children[1]];
  std::string wrong;
  Complaint unknown;
  if (argument.kind != NodeKind::text) {
    say(argument.span, kBadArguments,
        fmt::format("`{}` takes a text that stands here in quotes", name),
        pattern ? "write value.matches(\"^web_\")" : "write value.getHours(\"Europe/Paris\")");
  } else if (pattern && compile_pattern(argument.text, wrong) == nullptr) {
    say(argument.span, kBadArguments, fmt::format("the pattern is wrong: {}", shown(wrong)),
        "a bracket, + or * that means itself has a backslash before it: r\"\\(\"");
  } else if (!pattern && !fixed_offset(argument.text) && !load_zone(argument.text, unknown)) {
    say(argument.span, kBadArguments, unknown.cause, unknown.hint);
  }
}

}  // namespace relance::expr
