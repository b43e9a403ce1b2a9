#include "expr/parser.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "expr/bindings.hpp"

namespace relance::expr {
namespace {

std::string tree(const Ast& ast, NodeId id);

std::string children(const Ast& ast, const Node& node, const std::string& head) {
  std::string result;
  for (const NodeId child : node.children) result.append(" ").append(tree(ast, child));
  return fmt::format("({}{})", head, result);
}

/// The tree as nested prefix forms: (+ 1 (* 2 3)).
std::string tree(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  switch (node.kind) {
    case NodeKind::null_literal:
      return "null";
    case NodeKind::boolean:
      return node.number != 0 ? "true" : "false";
    case NodeKind::integer:
      return std::to_string(node.number);
    case NodeKind::unsigned_integer:
      return std::to_string(node.number) + "u";
    case NodeKind::real:
      return std::to_string(node.real_value);
    case NodeKind::text:
      return fmt::format("'{}'", node.text);
    case NodeKind::bytes:
      return fmt::format("b'{}'", node.text);
    case NodeKind::name:
      return fmt::format("{}{}", node.absolute ? "." : "", node.text);
    case NodeKind::select:
      return children(ast, node, fmt::format(".{}", node.text));
    case NodeKind::index:
      return children(ast, node, "[]");
    case NodeKind::call:
      return children(ast, node, fmt::format("{}{}()", node.has_target ? "." : "", node.text));
    case NodeKind::list:
      return children(ast, node, "list");
    case NodeKind::map:
      return children(ast, node, "map");
    case NodeKind::message:
      return children(ast, node, "message");
    case NodeKind::conditional:
      return children(ast, node, "?");
    default:
      return children(ast, node, name(node.op));
  }
}

std::string parsed(std::string_view source) {
  std::vector<Problem> problems;
  const std::optional<Ast> ast = parse(source, 32, problems);
  return ast ? tree(*ast, ast->root) : describe(problems);
}

struct Case {
  std::string_view source;
  std::string_view tree;
};

// Precedence and grouping as in the table of operators of CEL's language definition.
TEST(Parser, GroupsByPrecedence) {
  const std::vector<Case> cases{
      {"1 + 2 * 3", "(+ 1 (* 2 3))"},
      {"(1 + 2) * 3", "(* (+ 1 2) 3)"},
      {"1 - 2 - 3", "(- (- 1 2) 3)"},
      {"8 / 4 % 3 * 2", "(* (% (/ 8 4) 3) 2)"},
      {"a < b + 1", "(< a (+ b 1))"},
      {"a == b && c != d || e", "(|| (&& (== a b) (!= c d)) e)"},
      {"a || b && c", "(|| a (&& b c))"},
      {"a in [1, 2] == b", "(== (in a (list 1 2)) b)"},
      {"!a && b", "(&& (! a) b)"},
      {"!a.b", "(! (.b a))"},
      {"-a.b + c", "(+ (- (.b a)) c)"},
      {"a ? b : c ? d : e", "(? a b (? c d e))"},
      {"a || b ? c : d", "(? (|| a b) c d)"},
      {"a >= 1 ? b <= 2 : c > 3", "(? (>= a 1) (<= b 2) (> c 3))"},
  };
  for (const Case& c : cases) EXPECT_EQ(parsed(c.source), c.tree) << c.source;
}

TEST(Parser, KeepsChainsOfOneLogicalOperatorFlat) {
  EXPECT_EQ(parsed("a && b && c && d"), "(&& a b c d)");
  EXPECT_EQ(parsed("a || b || c"), "(|| a b c)");
  EXPECT_EQ(parsed("a && (b && c)"), "(&& a (&& b c))");
}

TEST(Parser, ReadsLiterals) {
  const std::vector<Case> cases{
      {"null", "null"},
      {"true", "true"},
      {"-5", "-5"},
      {"- 5", "-5"},
      {"--5", "(- -5)"},
      {"1 -5", "(- 1 5)"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"-1.5", "-1.500000"},
      {"7u", "7u"},
      {"b'x'", "b'x'"},
      {"[1, 'a',]", "(list 1 'a')"},
      {"[]", "(list)"},
      {"{}", "(map)"},
      {"{'a': 1, 2: [3],}", "(map 'a' 1 2 (list 3))"},
  };
  for (const Case& c : cases) EXPECT_EQ(parsed(c.source), c.tree) << c.source;
}

TEST(Parser, ReadsNamesFieldsCallsAndMessages) {
  const std::vector<Case> cases{
      {".a.b", "(.b .a)"},
      {"a.b.c", "(.c (.b a))"},
      {"a.`b-c`", "(.b-c a)"},
      {"a.while", "(.while a)"},  // reserved words are lawful after a dot
      {"a[0].b", "(.b ([] a 0))"},
      {"f()", "(f())"},
      {"f(1, g(2))", "(f() 1 (g() 2))"},
      {"a.f(1).g()", "(.g() (.f() a 1))"},
      {"a.all(x, x > 1)", "(.all() a x (> x 1))"},
      {"T{}", "(message T)"},
      {"a.T{b: 1, c: 2,}", "(message (.T a) 1 2)"},
      {"has(a.b)", "(has() (.b a))"},
      {"'a'.size()", "(.size() 'a')"},
  };
  for (const Case& c : cases) EXPECT_EQ(parsed(c.source), c.tree) << c.source;
}

TEST(Parser, KeepsThePlaceOfEachNode) {
  std::vector<Problem> problems;
  const std::string_view source = "a.b >= (1 + 2) && !f(c)";
  const std::optional<Ast> ast = parse(source, 32, problems);
  ASSERT_TRUE(ast);
  const auto text = [&](Span span) { return source.substr(span.offset, span.size); };
  const Node& root = (*ast)[ast->root];
  const Node& compared = (*ast)[root.children[0]];
  const Node& negated = (*ast)[root.children[1]];
  EXPECT_EQ(text(root.span), source);
  EXPECT_EQ(text(compared.mark), ">=");
  EXPECT_EQ(text((*ast)[compared.children[0]].span), "a.b");
  EXPECT_EQ(text((*ast)[compared.children[0]].mark), "b");
  EXPECT_EQ(text((*ast)[compared.children[1]].span), "1 + 2");
  EXPECT_EQ(text(negated.span), "!f(c)");
  EXPECT_EQ(text((*ast)[negated.children[0]].mark), "f");
}

struct BadCase {
  std::string_view source;
  int code;
  std::size_t offset;
  std::string_view part;  // of message or hint
};

TEST(Parser, NotesTheFirstMistakeWithItsPlace) {
  const std::vector<BadCase> cases{
      {"", kEmpty, 0, "empty"},
      {" // only a remark", kEmpty, 17, "empty"},
      {"a &&", kUnexpected, 4, "ends where a value should stand"},
      {"a b", kUnexpected, 2, "an operator or the end"},
      {"a and b", kUnexpected, 2, "write &&"},
      {"a or b", kUnexpected, 2, "write ||"},
      {"a is b", kUnexpected, 2, "write =="},
      {"(a", kUnexpected, 2, "`)`"},
      {"a)", kUnexpected, 1, "`)`"},
      {"[1, 2", kUnexpected, 5, "`,`"},
      {"f(1,)", kUnexpected, 4, "a value"},
      {"[,]", kUnexpected, 1, "a value"},
      {"{1}", kUnexpected, 2, "`:`"},
      {"a ? b", kUnexpected, 5, "`:`"},
      {"a.1", kUnexpected, 1, "an operator"},  // `.1` is a double
      {"a.true", kUnexpected, 2, "a name"},
      {"a. b.", kUnexpected, 5, "a name"},
      {"!-a", kUnexpected, 1, "a value"},
      {"T{1: 2}", kUnexpected, 2, "a name"},
      {"1 = 1", kBadCharacter, 2, "write =="},
      {"while", kReservedWord, 0, "reserved"},
      {"package == 1", kReservedWord, 0, "reserved"},
      {"9223372036854775808", kBadNumber, 0, "64 bits"},
      {"`a`", kUnexpected, 0, "a value"},
  };
  for (const BadCase& c : cases) {
    std::vector<Problem> problems;
    EXPECT_FALSE(parse(c.source, 32, problems)) << c.source;
    ASSERT_EQ(problems.size(), 1U) << c.source;
    EXPECT_NE(problems[0].hint, "") << c.source << "\n" << describe(problems);
    EXPECT_EQ(problems[0].code, c.code) << c.source << "\n" << describe(problems);
    EXPECT_EQ(problems[0].offset, c.offset) << c.source << "\n" << describe(problems);
    EXPECT_NE(describe(problems).find(c.part), std::string::npos) << describe(problems);
  }
}

}  // namespace
}  // namespace relance::expr
