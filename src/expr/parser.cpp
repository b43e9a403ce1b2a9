#include "expr/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "expr/advice.hpp"
#include "expr/grammar.hpp"

namespace relance::expr {
namespace {

struct Precedence {
  TokenKind token;
  Operator op;
  int level;
};

constexpr std::array<Precedence, 14> kOperators{{
    {TokenKind::or_or, Operator::or_, 1},
    {TokenKind::and_and, Operator::and_, 2},
    {TokenKind::less, Operator::less, 3},
    {TokenKind::less_equal, Operator::at_most, 3},
    {TokenKind::greater, Operator::greater, 3},
    {TokenKind::greater_equal, Operator::at_least, 3},
    {TokenKind::equal_equal, Operator::equal, 3},
    {TokenKind::bang_equal, Operator::not_equal, 3},
    {TokenKind::word_in, Operator::in, 3},
    {TokenKind::plus, Operator::plus, 4},
    {TokenKind::minus, Operator::minus, 4},
    {TokenKind::star, Operator::times, 5},
    {TokenKind::slash, Operator::divide, 5},
    {TokenKind::percent, Operator::remainder, 5},
}};

const Precedence* precedence_of(TokenKind kind) {
  const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                  [&](const Precedence& entry) { return entry.token == kind; });
  return found == kOperators.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Ast> Grammar::parse() {
  advance();
  if (token_.kind == TokenKind::end) {
    fail(token_.span, kEmpty, "the expression is empty",
         "write one, such as has(lead.owner), or leave the line out");
    return {};
  }
  ast_.root = parse_expression();
  if (ast_.root == kNoNode) return {};
  if (token_.kind != TokenKind::end) {
    unexpected("an operator or the end");
    return {};
  }
  return std::move(ast_);
}

NodeId Grammar::fail(Span span, int code, std::string message, std::string hint) {
  problems_.push_back(
      {span.offset, std::max(span.size, 1U), code, std::move(message), std::move(hint)});
  return kNoNode;
}

NodeId Grammar::unexpected(std::string_view wanted) {
  if (token_.kind == TokenKind::bad) return kNoNode;
  if (token_.kind == TokenKind::end) {
    return fail(token_.span, kUnexpected,
                fmt::format("the expression ends where {} should stand", wanted),
                misplaced(before_, token_));
  }
  return fail(token_.span, kUnexpected,
              fmt::format("{} stands where {} should", described(token_), wanted),
              misplaced(before_, token_));
}

std::string Grammar::described(const Token& token) {
  if (token.kind == TokenKind::identifier) return fmt::format("`{}`", token.text);
  const bool has_name = token.kind < TokenKind::word_true;
  return has_name ? std::string(name(token.kind)) : fmt::format("`{}`", name(token.kind));
}

bool Grammar::take(TokenKind kind) {
  if (token_.kind != kind) return false;
  last_ = token_.span;
  advance();
  return true;
}

bool Grammar::expect(TokenKind kind) {
  if (take(kind)) return true;
  unexpected(fmt::format("`{}`", name(kind)));
  return false;
}

NodeId Grammar::too_deep(Span span) {
  return fail(span, kTooDeep, fmt::format("the expression has more than {} levels", depth_),
              "divide it into several rules");
}

NodeId Grammar::add(Node node) {
  int depth = 1;
  for (const NodeId child : node.children) depth = std::max(depth, ast_[child].depth + 1);
  if (depth > depth_) return too_deep(node.mark);
  node.depth = static_cast<std::uint8_t>(depth);
  ast_.nodes.push_back(std::move(node));
  return static_cast<NodeId>(ast_.nodes.size() - 1);
}

Node Grammar::node(NodeKind kind, Span mark, std::vector<NodeId> children) const {
  Node result;
  result.kind = kind;
  result.span = result.mark = mark;
  result.children = std::move(children);
  return result;
}

NodeId Grammar::parse_expression() {
  if (nesting_ > depth_) return too_deep(token_.span);
  ++nesting_;
  const NodeId result = parse_conditional();
  --nesting_;
  return result;
}

NodeId Grammar::parse_conditional() {
  const NodeId condition = parse_binary(1);
  if (condition == kNoNode || token_.kind != TokenKind::question) return condition;
  const Span mark = token_.span;
  advance();
  const NodeId then = parse_binary(1);
  if (then == kNoNode || !expect(TokenKind::colon)) return kNoNode;
  const NodeId otherwise = parse_expression();
  if (otherwise == kNoNode) return kNoNode;
  Node result = node(NodeKind::conditional, mark, {condition, then, otherwise});
  result.span = from_to(ast_[condition].span, ast_[otherwise].span);
  return add(std::move(result));
}

NodeId Grammar::parse_binary(int lowest) {
  NodeId left = parse_unary();
  while (left != kNoNode) {
    const Precedence* entry = precedence_of(token_.kind);
    if (entry == nullptr || entry->level < lowest) return left;
    const Span mark = token_.span;
    advance();
    const NodeId right = parse_binary(entry->level + 1);
    if (right == kNoNode) return kNoNode;
    left = entry->level <= 2 ? join(entry->op, mark, left, right)
                             : combine(entry->op, mark, left, right);
  }
  return left;
}

NodeId Grammar::combine(Operator op, Span mark, NodeId left, NodeId right) {
  Node result = node(NodeKind::binary, mark, {left, right});
  result.op = op;
  result.span = from_to(ast_[left].span, ast_[right].span);
  return add(std::move(result));
}

NodeId Grammar::join(Operator op, Span mark, NodeId left, NodeId right) {
  const Span span = from_to(ast_[left].span, ast_[right].span);
  Node result = node(NodeKind::logical, mark, {left, right});
  if (ast_[left].kind == NodeKind::logical && ast_[left].op == op) {
    result.children = std::move(ast_.nodes[left].children);
    result.children.push_back(right);
    ast_.nodes[left] = node(NodeKind::null_literal, mark);
  }
  result.op = op;
  result.span = span;
  return add(std::move(result));
}

NodeId Grammar::parse_unary() {
  if (token_.kind != TokenKind::bang && token_.kind != TokenKind::minus) return parse_member();
  const TokenKind kind = token_.kind;
  std::vector<Span> marks;
  while (token_.kind == kind) {
    if (marks.size() > static_cast<std::size_t>(depth_)) return too_deep(token_.span);
    marks.push_back(token_.span);
    advance();
  }
  NodeId operand = kNoNode;
  if (kind == TokenKind::minus && is_number(token_.kind)) {
    negative_ = true;
    literal_begin_ = marks.back();
    marks.pop_back();
  }
  operand = parse_member();
  for (; operand != kNoNode && !marks.empty(); marks.pop_back()) {
    Node result = node(NodeKind::unary, marks.back(), {operand});
    result.op = kind == TokenKind::bang ? Operator::not_ : Operator::minus;
    result.span = from_to(marks.back(), ast_[operand].span);
    operand = add(std::move(result));
  }
  return operand;
}

bool Grammar::is_number(TokenKind kind) {
  return kind == TokenKind::integer || kind == TokenKind::real;
}

const char* name(Operator op) {
  switch (op) {
    case Operator::not_:
      return "!";
    case Operator::and_:
      return "&&";
    case Operator::or_:
      return "||";
    default:
      break;
  }
  for (const Precedence& entry : kOperators) {
    if (entry.op == op) return name(entry.token).data();
  }
  return "";
}

std::optional<Ast> parse(std::string_view source, int depth, std::vector<Problem>& problems) {
  return Grammar(source, depth, problems).parse();
}

}  // namespace relance::expr
