// What operators join: literals, names, fields, calls, lists and maps.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "expr/advice.hpp"
#include "expr/grammar.hpp"

namespace relance::expr {
namespace {

constexpr std::array<std::string_view, 17> kReserved{
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

}  // namespace

NodeId Grammar::parse_member() {
  NodeId operand = parse_primary();
  while (operand != kNoNode) {
    if (token_.kind == TokenKind::dot) {
      operand = parse_selection(operand);
    } else if (token_.kind == TokenKind::open_square) {
      operand = parse_index(operand);
    } else if (token_.kind == TokenKind::open_brace && names_type(operand)) {
      operand = parse_message(operand);
    } else {
      return operand;
    }
  }
  return operand;
}

bool Grammar::names_type(NodeId id) const {
  while (ast_[id].kind == NodeKind::select) id = ast_[id].children[0];
  return ast_[id].kind == NodeKind::name;
}

NodeId Grammar::parse_selection(NodeId operand) {
  advance();
  const bool optional = take(TokenKind::question);
  const bool quoted = token_.kind == TokenKind::quoted_identifier;
  if (!quoted && token_.kind != TokenKind::identifier) return unexpected("a name");
  Node result = node(NodeKind::select, token_.span, {operand});
  result.text = std::move(token_.text);
  result.optional = optional;
  result.span = from_to(ast_[operand].span, result.mark);
  advance();
  if (quoted || optional || token_.kind != TokenKind::open_round) return add(std::move(result));
  result.kind = NodeKind::call;
  result.has_target = true;
  return parse_call(std::move(result));
}

NodeId Grammar::parse_call(Node call) {
  advance();
  if (!parse_items(TokenKind::close_round, false, call.children)) return kNoNode;
  call.span = from_to(call.span, last_);
  return add(std::move(call));
}

bool Grammar::parse_items(TokenKind close, bool is_list, std::vector<NodeId>& items) {
  for (bool first = true; !take(close); first = false) {
    if (!first && !expect(TokenKind::comma)) return false;
    if (!first && is_list && take(close)) return true;
    Span mark;
    const bool is_maybe = is_list && take_maybe(mark);
    NodeId item = parse_expression();
    if (item != kNoNode && is_maybe) item = maybe(mark, item);
    if (item == kNoNode) return false;
    items.push_back(item);
  }
  return true;
}

bool Grammar::take_maybe(Span& mark) {
  mark = token_.span;
  return take(TokenKind::question);
}

NodeId Grammar::maybe(Span mark, NodeId child) {
  Node result = node(NodeKind::maybe, mark, {child});
  result.span = from_to(mark, ast_[child].span);
  return add(std::move(result));
}

NodeId Grammar::parse_index(NodeId operand) {
  Node result = node(NodeKind::index, token_.span, {operand});
  advance();
  result.optional = take(TokenKind::question);
  const NodeId index = parse_expression();
  if (index == kNoNode || !expect(TokenKind::close_square)) return kNoNode;
  result.children.push_back(index);
  result.span = from_to(ast_[operand].span, last_);
  return add(std::move(result));
}

NodeId Grammar::parse_message(NodeId type) {
  Node result = node(NodeKind::message, token_.span, {type});
  advance();
  for (bool first = true; !take(TokenKind::close_brace); first = false) {
    if (!first && !expect(TokenKind::comma)) return kNoNode;
    if (!first && take(TokenKind::close_brace)) break;
    take(TokenKind::question);
    if (!take(TokenKind::identifier) && !take(TokenKind::quoted_identifier)) {
      return unexpected("a name");
    }
    const NodeId value = expect(TokenKind::colon) ? parse_expression() : kNoNode;
    if (value == kNoNode) return kNoNode;
    result.children.push_back(value);
  }
  result.span = from_to(ast_[type].span, last_);
  return add(std::move(result));
}

NodeId Grammar::parse_primary() {
  switch (token_.kind) {
    case TokenKind::open_round:
      return parse_parentheses();
    case TokenKind::open_square:
      return parse_list();
    case TokenKind::open_brace:
      return parse_map();
    case TokenKind::dot:
    case TokenKind::identifier:
      return parse_name();
    default:
      return parse_literal();
  }
}

NodeId Grammar::parse_parentheses() {
  advance();
  const NodeId inner = parse_expression();
  return inner != kNoNode && expect(TokenKind::close_round) ? inner : kNoNode;
}

NodeId Grammar::parse_list() {
  Node result = node(NodeKind::list, token_.span);
  advance();
  if (!parse_items(TokenKind::close_square, true, result.children)) return kNoNode;
  result.span = from_to(result.mark, last_);
  return add(std::move(result));
}

NodeId Grammar::parse_map() {
  Node result = node(NodeKind::map, token_.span);
  advance();
  for (bool first = true; !take(TokenKind::close_brace); first = false) {
    if (!first && !expect(TokenKind::comma)) return kNoNode;
    if (!first && take(TokenKind::close_brace)) break;
    Span mark;
    const bool is_maybe = take_maybe(mark);
    for (const bool is_key : {true, false}) {
      NodeId part = parse_expression();
      if (part != kNoNode && is_maybe && !is_key) part = maybe(mark, part);
      if (part == kNoNode || (is_key && !expect(TokenKind::colon))) return kNoNode;
      result.children.push_back(part);
    }
  }
  result.span = from_to(result.mark, last_);
  return add(std::move(result));
}

NodeId Grammar::parse_name() {
  const Span begin = token_.span;
  const bool absolute = take(TokenKind::dot);
  if (token_.kind != TokenKind::identifier) return unexpected("a name");
  if (std::find(kReserved.begin(), kReserved.end(), token_.text) != kReserved.end()) {
    return fail(token_.span, kReservedWord,
                fmt::format("`{}` is a reserved word of CEL", token_.text),
                "fields are written lead.name, texts in quotes, choices condition ? this : that");
  }
  Node result = node(NodeKind::name, token_.span);
  result.absolute = absolute;
  result.text = token_.text;  // which a hint may ask for
  result.span = from_to(begin, result.mark);
  advance();
  if (token_.kind != TokenKind::open_round) return add(std::move(result));
  result.kind = NodeKind::call;
  return parse_call(std::move(result));
}

NodeId Grammar::parse_literal() {
  Node literal = node(NodeKind::null_literal, token_.span);
  switch (token_.kind) {
    case TokenKind::word_null:
      break;
    case TokenKind::word_true:
    case TokenKind::word_false:
      literal.kind = NodeKind::boolean;
      literal.number = token_.kind == TokenKind::word_true ? 1 : 0;
      break;
    case TokenKind::text:
    case TokenKind::bytes:
      literal.kind = token_.kind == TokenKind::text ? NodeKind::text : NodeKind::bytes;
      literal.text = std::move(token_.text);
      break;
    case TokenKind::integer:
    case TokenKind::unsigned_integer:
    case TokenKind::real:
      if (!read_number(literal)) return kNoNode;
      break;
    default:
      return unexpected("a value");
  }
  advance();
  return add(std::move(literal));
}

bool Grammar::read_number(Node& literal) {
  const bool negative = std::exchange(negative_, false);
  if (negative) literal.span = literal.mark = from_to(literal_begin_, token_.span);
  if (token_.kind == TokenKind::real) {
    literal.kind = NodeKind::real;
    literal.real_value = negative ? -token_.real : token_.real;
    return true;
  }
  literal.kind = token_.kind == TokenKind::integer ? NodeKind::integer : NodeKind::unsigned_integer;
  constexpr std::uint64_t kBeyond = std::uint64_t{1} << 63;
  if (literal.kind == NodeKind::integer && token_.number == kBeyond && !negative) {
    fail(token_.span, kBadNumber, "the number needs more than 64 bits", std::string(kNumbersReach));
    return false;
  }
  literal.number = static_cast<std::int64_t>(negative ? -token_.number : token_.number);
  return true;
}

}  // namespace relance::expr
