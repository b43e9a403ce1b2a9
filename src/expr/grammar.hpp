// The parser itself, in its parts: parser.cpp has the operators, operand.cpp what they join.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expr/ast.hpp"
#include "expr/lexer.hpp"
#include "expr/problem.hpp"

namespace relance::expr {

/// All from the beginning of one to the end of the other.
inline Span from_to(Span first, Span last) {
  return {first.offset, last.offset + last.size - first.offset};
}

/// Every parse_ function gives kNoNode after a problem was noted; the caller then returns at once.
class Grammar {
 public:
  Grammar(std::string_view source, int depth, std::vector<Problem>& problems)
      : lexer_(source, problems), depth_(depth), problems_(problems) {}

  std::optional<Ast> parse();

 private:
  NodeId fail(Span span, int code, std::string message, std::string hint = {});
  NodeId unexpected(std::string_view wanted);
  static std::string described(const Token& token);
  void advance() {
    before_ = std::exchange(token_, {});
    token_ = lexer_.next();
  }
  bool take(TokenKind kind);
  bool expect(TokenKind kind);
  NodeId too_deep(Span span);
  NodeId add(Node node);
  Node node(NodeKind kind, Span mark, std::vector<NodeId> children = {}) const;
  NodeId parse_expression();
  NodeId parse_conditional();
  NodeId parse_binary(int lowest);
  NodeId combine(Operator op, Span mark, NodeId left, NodeId right);
  /// `a && b && c` is one node, so that long chains are not deep.
  NodeId join(Operator op, Span mark, NodeId left, NodeId right);
  NodeId parse_unary();
  static bool is_number(TokenKind kind);
  NodeId parse_member();
  bool names_type(NodeId id) const;
  NodeId parse_selection(NodeId operand);
  NodeId parse_call(Node call);
  /// Expressions and commas up to `close`, which is taken too; the last one may be followed by a
  /// comma except in a call.
  bool parse_items(TokenKind close, bool is_list, std::vector<NodeId>& items);
  NodeId parse_index(NodeId operand);
  NodeId parse_message(NodeId type);
  NodeId parse_primary();
  NodeId parse_parentheses();
  /// `?` before a part of a list or map: whether it stands there.
  bool take_maybe(Span& mark);
  NodeId maybe(Span mark, NodeId child);
  NodeId parse_list();
  NodeId parse_map();
  NodeId parse_name();
  NodeId parse_literal();
  bool read_number(Node& literal);

  Lexer lexer_;
  int depth_;
  std::vector<Problem>& problems_;
  Ast ast_;
  Token token_;
  Token before_;  // what was read before it
  Span last_;     // of the token taken last
  int nesting_ = 0;
  bool negative_ = false;  // a minus stood right before the number that follows
  Span literal_begin_;
};

}  // namespace relance::expr
