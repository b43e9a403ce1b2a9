// Loops and bindings: macros of CEL, whose first arguments name variables.
#include <fmt/format.h>

#include <array>

#include "expr/type_checker.hpp"

namespace relance::expr {

struct TypeChecker::MacroRow {
  std::string_view name;
  std::size_t children;  // the target with them
  int variables;
  Macro macro;
};

namespace {

constexpr int kLocalsOfLoop = 3;  // two variables and what is gathered

}  // namespace

const TypeChecker::MacroRow* TypeChecker::macro_of(const Node& node) {
  static constexpr std::array<MacroRow, 20> kMacros{{
      {"all", 3, 1, Macro::all},
      {"all", 4, 2, Macro::all},
      {"exists", 3, 1, Macro::exists},
      {"exists", 4, 2, Macro::exists},
      {"exists_one", 3, 1, Macro::exists_one},
      {"exists_one", 4, 2, Macro::exists_one},
      {"existsOne", 3, 1, Macro::exists_one},
      {"existsOne", 4, 2, Macro::exists_one},
      {"map", 3, 1, Macro::map},
      {"map", 4, 1, Macro::map},
      {"filter", 3, 1, Macro::filter},
      {"transformList", 4, 2, Macro::transform_list},
      {"transformList", 5, 2, Macro::transform_list},
      {"transformMap", 4, 2, Macro::transform_map},
      {"transformMap", 5, 2, Macro::transform_map},
      {"transformMapEntry", 4, 2, Macro::transform_map_entry},
      {"transformMapEntry", 5, 2, Macro::transform_map_entry},
      {"optMap", 3, 1, Macro::opt_map},
      {"optFlatMap", 3, 1, Macro::opt_flat_map},
      {"or", 2, 0, Macro::or_},
  }};
  static constexpr MacroRow kOrValue{"orValue", 2, 0, Macro::or_value};
  if (!node.has_target) return nullptr;
  if (node.text == kOrValue.name && node.children.size() == 2) return &kOrValue;
  for (const MacroRow& row : kMacros) {
    if (row.name == node.text && row.children == node.children.size()) return &row;
  }
  return nullptr;
}

/// The name of a variable where one is made, empty when it is none. The block extension numbers
/// its variables.
std::string TypeChecker::variable_name(NodeId id) {
  const Node& node = ast_[id];
  if (node.kind == NodeKind::name && !node.absolute) return node.text;
  if (node.kind == NodeKind::call && node.has_target) {
    const bool of_block = ast_[node.children[0]].kind == NodeKind::name &&
                          ast_[node.children[0]].text == "cel" && node.children.size() > 1;
    std::string name = "@" + node.text;
    for (std::size_t n = 1; of_block && n < node.children.size(); ++n) {
      const Node& number = ast_[node.children[n]];
      if (number.kind != NodeKind::integer) return {};
      name += fmt::format(":{}", number.number);
    }
    if (of_block) return name;
  }
  return {};
}

std::uint16_t TypeChecker::take_locals(const Node& node, int count) {
  const int first = next_local_;
  next_local_ += count;
  if (next_local_ > Program::kLocals) {
    say(node.mark, kTooDeep, "the expression has too many variables at once",
        "divide it into several rules");
    next_local_ = Program::kLocals;
    return 0;
  }
  return static_cast<std::uint16_t>(first);
}

ExprType TypeChecker::visit_macro(const Node& node, const MacroRow& row, Meaning& meaning) {
  meaning.role = Role::macro;
  meaning.macro = row.macro;
  const std::size_t outer = locals_.size();
  const int outer_local = next_local_;
  const ExprType result = row.macro >= Macro::opt_map ? visit_optional_macro(node, row, meaning)
                                                      : visit_loop(node, row, meaning);
  locals_.resize(outer);
  next_local_ = outer_local;
  return result;
}

void TypeChecker::add_variables(const Node& node, const MacroRow& row, ExprType range,
                                std::uint16_t slot) {
  ExprType first = ValueType::dyn, second = ValueType::dyn;
  if (range.head == ValueType::list) {
    const ExprType element = types_.bound(types_.first(range));
    first = row.variables == 2 ? ExprType(ValueType::integer) : element;
    second = element;
  } else if (range.head == ValueType::map) {
    first = types_.bound(types_.first(range));
    second = types_.bound(types_.second(range));
  } else if (range.head != ValueType::dyn && range.head != ValueType::unknown &&
             range.head != ValueType::parameter) {
    say(ast_[node.children[0]].span, kNotForTypes,
        fmt::format("`{}` goes over a list or a map, this is {}", node.text, phrase(range)),
        "write [1, 2].exists(x, x == lead.attempts)");
    first = second = ValueType::unknown;
  }
  const std::array<ExprType, 2> types{first, second};
  for (std::size_t n = 0; n < static_cast<std::size_t>(row.variables); ++n) {
    const std::string name = variable_name(node.children[n + 1]);
    if (name.empty() || (n == 1 && name == locals_.back().name)) {
      say(ast_[node.children[n + 1]].span, kBadArguments,
          fmt::format("`{}` needs the name of a variable here", node.text),
          "write [1, 2].exists(x, x == lead.attempts)");
    }
    locals_.push_back({name, types[n], static_cast<std::uint16_t>(slot + n)});
  }
}

ExprType TypeChecker::visit_loop(const Node& node, const MacroRow& row, Meaning& meaning) {
  const ExprType range = visit(node.children[0]);
  meaning.slot = take_locals(node, kLocalsOfLoop);
  add_variables(node, row, range, meaning.slot);
  return loop_result(node, row);
}

ExprType TypeChecker::loop_result(const Node& node, const MacroRow& row) {
  const NodeId body = node.children.back();
  const std::size_t shortest = static_cast<std::size_t>(row.variables) + 2;
  if (node.children.size() > shortest) visit_condition(node.children[shortest - 1], node.text);
  switch (row.macro) {
    case Macro::all:
    case Macro::exists:
    case Macro::exists_one:
      visit_condition(body, node.text);
      return ValueType::boolean;
    case Macro::filter:
      visit_condition(body, node.text);
      return types_.list(locals_.back().type);
    case Macro::transform_map: {
      const ExprType key = locals_[locals_.size() - 2].type;
      return types_.made(ValueType::map, {key, visit(body)});
    }
    case Macro::transform_map_entry:
      return visit(body);
    default:
      return types_.list(visit(body));
  }
}

ExprType TypeChecker::visit_bind(const Node& node, Meaning& meaning) {
  meaning.role = Role::macro;
  meaning.macro = Macro::bind;
  const ExprType type = visit(node.children[2]);
  const int outer_local = next_local_;
  meaning.slot = take_locals(node, 1);
  const std::string name = variable_name(node.children[1]);
  if (name.empty()) {
    say(ast_[node.children[1]].span, kBadArguments, "`bind` needs the name of a variable here",
        "write cel.bind(x, value, what is asked of x)");
  }
  locals_.push_back({name, type, meaning.slot});
  const ExprType result = visit(node.children[3]);
  locals_.pop_back();
  next_local_ = outer_local;
  return result;
}

/// cel.block([a, b, ...], result), whose values are read as cel.index(n).
ExprType TypeChecker::visit_block(const Node& node, Meaning& meaning) {
  meaning.role = Role::macro;
  meaning.macro = Macro::block;
  const Node& list = ast_[node.children[1]];
  if (list.kind != NodeKind::list) {
    say(list.span, kBadArguments, "`block` needs a list here",
        "write cel.block([value], what is asked of cel.index(0))");
    return ValueType::unknown;
  }
  const std::size_t outer = locals_.size();
  const int outer_local = next_local_;
  meaning.slot = take_locals(node, static_cast<int>(list.children.size()));
  for (std::size_t n = 0; n < list.children.size(); ++n) {
    const ExprType type = visit(list.children[n]);
    locals_.push_back(
        {fmt::format("@index:{}", n), type, static_cast<std::uint16_t>(meaning.slot + n)});
  }
  const ExprType result = visit(node.children[2]);
  locals_.resize(outer);
  next_local_ = outer_local;
  return result;
}

ExprType TypeChecker::visit_optional_macro(const Node& node, const MacroRow& row,
                                           Meaning& meaning) {
  const ExprType target = visit(node.children[0]);
  const bool open = target.head == ValueType::dyn || target.head == ValueType::unknown ||
                    target.head == ValueType::parameter;
  if (target.head != ValueType::optional && !open) {
    say(ast_[node.children[0]].span, kNotForTypes,
        fmt::format("`{}` is asked of an optional value, this is {}", node.text, phrase(target)),
        "a map gives one for {...}[?key]; optional.of(...) makes one");
    return ValueType::unknown;
  }
  const ExprType inner = open ? ExprType(ValueType::dyn) : types_.bound(types_.first(target));
  if (row.variables == 1) {
    meaning.slot = take_locals(node, 1);
    const std::string name = variable_name(node.children[1]);
    if (name.empty()) {
      say(ast_[node.children[1]].span, kBadArguments,
          fmt::format("`{}` needs the name of a variable here", node.text),
          "write {...}[?key].optMap(x, x + 1)");
    }
    locals_.push_back({name, inner, meaning.slot});
  }
  const ExprType other = visit(node.children.back());
  if (row.macro == Macro::opt_map) return types_.optional(other);
  if (row.macro == Macro::opt_flat_map) return other;
  const ExprType wanted = row.macro == Macro::or_ ? types_.optional(inner) : inner;
  if (types_.takes(wanted, other)) return types_.most_general(wanted, other);
  say(ast_[node.children.back()].span, kNotForTypes,
      fmt::format("`{}` does not take {} beside {}", node.text, phrase(wanted), phrase(other)),
      "both must be of one type");
  return ValueType::unknown;
}

}  // namespace relance::expr
