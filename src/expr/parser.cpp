#include "expr/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "expr/lexer.hpp"

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

constexpr std::array<std::string_view, 17> kReserved{
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

const Precedence* precedence_of(TokenKind kind) {
  const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                  [&](const Precedence& entry) { return entry.token == kind; });
  return found == kOperators.end() ? nullptr : &*found;
}

std::uint32_t end_of(Span span) { return span.offset + span.size; }

Span from_to(Span first, Span last) { return {first.offset, end_of(last) - first.offset}; }

/// Every parse_ function gives kNoNode after a problem was noted; the caller then returns at once.
class Parser {
 public:
  Parser(std::string_view source, int depth, std::vector<Problem>& problems)
      : lexer_(source, problems), depth_(depth), problems_(problems) {}

  std::optional<Ast> parse() {
    advance();
    if (token_.kind == TokenKind::end) {
      fail(token_.span, kEmpty, "the expression is empty");
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

 private:
  NodeId fail(Span span, int code, std::string message, std::string hint = {}) {
    problems_.push_back(
        {span.offset, std::max(span.size, 1U), code, std::move(message), std::move(hint)});
    return kNoNode;
  }

  NodeId unexpected(std::string_view wanted) {
    if (token_.kind == TokenKind::bad) return kNoNode;
    if (token_.kind == TokenKind::end) {
      return fail(token_.span, kUnexpected,
                  fmt::format("the expression ends where {} should stand", wanted));
    }
    return fail(token_.span, kUnexpected,
                fmt::format("{} stands where {} should", described(token_), wanted),
                hint_for(token_));
  }

  static std::string described(const Token& token) {
    if (token.kind == TokenKind::identifier) return fmt::format("`{}`", token.text);
    const bool has_name = token.kind < TokenKind::word_true;
    return has_name ? std::string(name(token.kind)) : fmt::format("`{}`", name(token.kind));
  }

  static std::string hint_for(const Token& token) {
    if (token.text == "and" || token.text == "AND") return "write &&";
    if (token.text == "or" || token.text == "OR") return "write ||";
    if (token.text == "is") return "write ==";
    return {};
  }

  void advance() { token_ = lexer_.next(); }

  bool take(TokenKind kind) {
    if (token_.kind != kind) return false;
    last_ = token_.span;
    advance();
    return true;
  }

  bool expect(TokenKind kind) {
    if (take(kind)) return true;
    unexpected(fmt::format("`{}`", name(kind)));
    return false;
  }

  NodeId too_deep(Span span) {
    return fail(span, kTooDeep, fmt::format("the expression has more than {} levels", depth_),
                "divide it into several rules");
  }

  NodeId add(Node node) {
    int depth = 1;
    for (const NodeId child : node.children) depth = std::max(depth, ast_[child].depth + 1);
    if (depth > depth_) return too_deep(node.mark);
    node.depth = static_cast<std::uint8_t>(depth);
    ast_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(ast_.nodes.size() - 1);
  }

  Node node(NodeKind kind, Span mark, std::vector<NodeId> children = {}) const {
    Node result;
    result.kind = kind;
    result.span = result.mark = mark;
    result.children = std::move(children);
    return result;
  }

  NodeId parse_expression() {
    if (nesting_ > depth_) return too_deep(token_.span);
    ++nesting_;
    const NodeId result = parse_conditional();
    --nesting_;
    return result;
  }

  NodeId parse_conditional() {
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

  NodeId parse_binary(int lowest) {
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

  NodeId combine(Operator op, Span mark, NodeId left, NodeId right) {
    Node result = node(NodeKind::binary, mark, {left, right});
    result.op = op;
    result.span = from_to(ast_[left].span, ast_[right].span);
    return add(std::move(result));
  }

  /// `a && b && c` is one node, so that long chains are not deep.
  NodeId join(Operator op, Span mark, NodeId left, NodeId right) {
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

  NodeId parse_unary() {
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

  static bool is_number(TokenKind kind) {
    return kind == TokenKind::integer || kind == TokenKind::real;
  }

  NodeId parse_member() {
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

  bool names_type(NodeId id) const {
    while (ast_[id].kind == NodeKind::select) id = ast_[id].children[0];
    return ast_[id].kind == NodeKind::name;
  }

  NodeId parse_selection(NodeId operand) {
    advance();
    const bool quoted = token_.kind == TokenKind::quoted_identifier;
    if (!quoted && token_.kind != TokenKind::identifier) return unexpected("a name");
    Node result = node(NodeKind::select, token_.span, {operand});
    result.text = std::move(token_.text);
    result.span = from_to(ast_[operand].span, result.mark);
    advance();
    if (quoted || token_.kind != TokenKind::open_round) return add(std::move(result));
    result.kind = NodeKind::call;
    result.has_target = true;
    return parse_call(std::move(result));
  }

  NodeId parse_call(Node call) {
    advance();
    if (!parse_items(TokenKind::close_round, false, call.children)) return kNoNode;
    call.span = from_to(call.span, last_);
    return add(std::move(call));
  }

  /// Expressions and commas up to `close`, which is taken too; the last one may be followed by a
  /// comma except in a call.
  bool parse_items(TokenKind close, bool may_trail, std::vector<NodeId>& items) {
    for (bool first = true; !take(close); first = false) {
      if (!first && !expect(TokenKind::comma)) return false;
      if (!first && may_trail && take(close)) return true;
      const NodeId item = parse_expression();
      if (item == kNoNode) return false;
      items.push_back(item);
    }
    return true;
  }

  NodeId parse_index(NodeId operand) {
    Node result = node(NodeKind::index, token_.span, {operand});
    advance();
    const NodeId index = parse_expression();
    if (index == kNoNode || !expect(TokenKind::close_square)) return kNoNode;
    result.children.push_back(index);
    result.span = from_to(ast_[operand].span, last_);
    return add(std::move(result));
  }

  NodeId parse_message(NodeId type) {
    Node result = node(NodeKind::message, token_.span, {type});
    advance();
    for (bool first = true; !take(TokenKind::close_brace); first = false) {
      if (!first && !expect(TokenKind::comma)) return kNoNode;
      if (!first && take(TokenKind::close_brace)) break;
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

  NodeId parse_primary() {
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

  NodeId parse_parentheses() {
    advance();
    const NodeId inner = parse_expression();
    return inner != kNoNode && expect(TokenKind::close_round) ? inner : kNoNode;
  }

  NodeId parse_list() {
    Node result = node(NodeKind::list, token_.span);
    advance();
    if (!parse_items(TokenKind::close_square, true, result.children)) return kNoNode;
    result.span = from_to(result.mark, last_);
    return add(std::move(result));
  }

  NodeId parse_map() {
    Node result = node(NodeKind::map, token_.span);
    advance();
    for (bool first = true; !take(TokenKind::close_brace); first = false) {
      if (!first && !expect(TokenKind::comma)) return kNoNode;
      if (!first && take(TokenKind::close_brace)) break;
      for (const bool is_key : {true, false}) {
        const NodeId part = parse_expression();
        if (part == kNoNode || (is_key && !expect(TokenKind::colon))) return kNoNode;
        result.children.push_back(part);
      }
    }
    result.span = from_to(result.mark, last_);
    return add(std::move(result));
  }

  NodeId parse_name() {
    const Span begin = token_.span;
    const bool absolute = take(TokenKind::dot);
    if (token_.kind != TokenKind::identifier) return unexpected("a name");
    if (std::find(kReserved.begin(), kReserved.end(), token_.text) != kReserved.end()) {
      return fail(token_.span, kReservedWord,
                  fmt::format("`{}` is a reserved word of CEL", token_.text));
    }
    Node result = node(NodeKind::name, token_.span);
    result.absolute = absolute;
    result.text = std::move(token_.text);
    result.span = from_to(begin, result.mark);
    advance();
    if (token_.kind != TokenKind::open_round) return add(std::move(result));
    result.kind = NodeKind::call;
    return parse_call(std::move(result));
  }

  NodeId parse_literal();
  bool read_number(Node& literal);

  Lexer lexer_;
  int depth_;
  std::vector<Problem>& problems_;
  Ast ast_;
  Token token_;
  Span last_;  // of the token taken last
  int nesting_ = 0;
  bool negative_ = false;  // a minus stood right before the number that follows
  Span literal_begin_;
};

NodeId Parser::parse_literal() {
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

bool Parser::read_number(Node& literal) {
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
    fail(token_.span, kBadNumber, "the number needs more than 64 bits");
    return false;
  }
  literal.number = static_cast<std::int64_t>(negative ? -token_.number : token_.number);
  return true;
}

}  // namespace

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
  return Parser(source, depth, problems).parse();
}

}  // namespace relance::expr
