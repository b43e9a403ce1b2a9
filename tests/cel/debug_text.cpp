#include "cel/debug_text.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace relance::cel {
namespace {

using expr::Ast;
using expr::Node;
using expr::NodeId;
using expr::NodeKind;
using expr::Operator;

std::string escaped(char c) {
  constexpr std::string_view kPlain = "\a\b\t\n\v\f\r\"\\";
  constexpr std::string_view kNames = "abtnvfr\"\\";
  const std::size_t at = kPlain.find(c);
  if (at != std::string_view::npos) return {'\\', kNames[at]};
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f ? fmt::format("\\x{:02x}", byte) : std::string(1, c);
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) result += escaped(c);
  return result + '"';
}

/// What a comprehension does over its range with each element.
struct Loop {
  std::string init;
  std::string condition;
  std::string step;
  std::string result = "@result";
};

class Printer {
 public:
  explicit Printer(const Ast& ast) : ast_(ast) {}

  std::string print(NodeId id) const;

 private:
  std::string joined(const std::vector<NodeId>& ids, std::size_t from = 0) const;
  std::string entries(const Node& node) const;
  std::string select(const Node& node) const;
  std::string call(const Node& node) const;
  std::string macro(const Node& node) const;
  Loop loop(const Node& node) const;
  std::string logical(const Node& node, std::size_t low, std::size_t high) const;
  static std::string function(Operator op);

  const Ast& ast_;
};

std::string Printer::joined(const std::vector<NodeId>& ids, std::size_t from) const {
  std::string result;
  for (std::size_t i = from; i < ids.size(); ++i) {
    if (i > from) result += ',';
    result += print(ids[i]);
  }
  return result;
}

std::string Printer::entries(const Node& node) const {
  std::string result;
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    if (i > 0) result += ',';
    result += print(node.children[i]) + ':' + print(node.children[i + 1]);
  }
  return result;
}

std::string Printer::function(Operator op) {
  switch (op) {
    case Operator::not_:
      return "!_";
    case Operator::in:
      return "@in";
    default:
      return fmt::format("_{}_", name(op));
  }
}

std::string Printer::select(const Node& node) const {
  return print(node.children[0]) + '.' + node.text;
}

/// cel-go joins a chain of && or || as a balanced tree over its operators [low, high].
std::string Printer::logical(const Node& node, std::size_t low, std::size_t high) const {
  const std::size_t middle = (low + high + 1) / 2;
  const std::string left =
      middle == low ? print(node.children[middle]) : logical(node, low, middle - 1);
  const std::string right =
      middle == high ? print(node.children[middle + 1]) : logical(node, middle + 1, high);
  return fmt::format("{}({},{})", function(node.op), left, right);
}

Loop Printer::loop(const Node& node) const {
  const std::string last = print(node.children.back());
  const std::string added = fmt::format("_+_(@result,[{}])", last);
  const auto when = [&](const std::string& test, const std::string& then) {
    return fmt::format("_?_:_({},{},@result)", test, then);
  };
  if (node.text == "all") {
    return {"true", "@not_strictly_false(@result)", fmt::format("_&&_(@result,{})", last)};
  }
  if (node.text == "exists") {
    return {"false", "@not_strictly_false(!_(@result))", fmt::format("_||_(@result,{})", last)};
  }
  if (node.text == "exists_one" || node.text == "existsOne") {
    return {"0", "true", when(last, "_+_(@result,1)"), "_==_(@result,1)"};
  }
  if (node.text == "filter") {
    const std::string kept = fmt::format("_+_(@result,[{}])", print(node.children[1]));
    return {"[]", "true", when(last, kept)};
  }
  return {"[]", "true", node.children.size() == 4 ? when(print(node.children[2]), added) : added};
}

std::string Printer::macro(const Node& node) const {
  const Loop made = loop(node);
  return fmt::format(
      "__comprehension__(// Variable{},// Target{},// Accumulator@result,// Init{},"
      "// LoopCondition{},// LoopStep{},// Result{})",
      print(node.children[1]), print(node.children[0]), made.init, made.condition, made.step,
      made.result);
}

std::string Printer::call(const Node& node) const {
  const std::size_t count = node.children.size();
  if (!node.has_target && node.text == "has" && count == 1) {
    return print(node.children[0]) + "~test-only~";
  }
  if (!node.has_target) return fmt::format("{}({})", node.text, joined(node.children));
  constexpr std::string_view kMacros[] = {"all",       "exists", "exists_one",
                                          "existsOne", "filter", "map"};
  for (const std::string_view known : kMacros) {
    if (node.text == known && (count == 3 || (known == "map" && count == 4))) return macro(node);
  }
  return fmt::format("{}.{}({})", print(node.children[0]), node.text, joined(node.children, 1));
}

std::string Printer::print(NodeId id) const {
  const Node& node = ast_[id];
  switch (node.kind) {
    case NodeKind::null_literal:
      return "null";
    case NodeKind::boolean:
      return node.number != 0 ? "true" : "false";
    case NodeKind::integer:
      return fmt::format("{}", node.number);
    case NodeKind::unsigned_integer:
      return fmt::format("{}u", static_cast<std::uint64_t>(node.number));
    case NodeKind::real:
      return fmt::format("{}", node.real_value);
    case NodeKind::text:
      return in_quotes(node.text);
    case NodeKind::bytes:
      return 'b' + in_quotes(node.text);
    case NodeKind::name:
      return (node.absolute ? "." : "") + node.text;
    case NodeKind::select:
      return select(node);
    case NodeKind::call:
      return call(node);
    case NodeKind::list:
      return fmt::format("[{}]", joined(node.children));
    case NodeKind::map:
      return fmt::format("{{{}}}", entries(node));
    case NodeKind::index:
      return fmt::format("_[_]({})", joined(node.children));
    case NodeKind::conditional:
      return fmt::format("_?_:_({})", joined(node.children));
    case NodeKind::logical:
      return logical(node, 0, node.children.size() - 2);
    case NodeKind::unary:
      return fmt::format("{}({})", node.op == Operator::minus ? "-_" : function(node.op),
                         joined(node.children));
    case NodeKind::binary:
      return fmt::format("{}({})", function(node.op), joined(node.children));
    default:
      return "a message";
  }
}

}  // namespace

std::string debug_text(const Ast& ast) { return Printer(ast).print(ast.root); }

}  // namespace relance::cel
