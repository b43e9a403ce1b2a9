// The cases of cel-go's parser and checker: what it reads, as which tree, and which types it finds.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cel/cases.hpp"
#include "cel/debug_text.hpp"
#include "cel/verdicts.hpp"
#include "expr/parser.hpp"

namespace relance::cel {
namespace {

/// What cel-go's checker cases may name without saying so.
void add_names_of_the_checker_cases(expr::StandardSettings& settings) {
  const std::vector<expr::Variable> variables = {
      {"is", "string"}, {"ii", "int"},       {"iu", "uint"}, {"iz", "bool"},
      {"id", "double"}, {"ix", "null_type"}, {"ib", "bytes"}};
  settings.variables.insert(settings.variables.end(), variables.begin(), variables.end());
  settings.functions.push_back({"fg_s", false, {}, "string"});
  settings.functions.push_back({"fi_s_s", true, {"string"}, "string"});
}

/// A macro's wrong form is found by cel-go's parser, by our checker.
bool is_refused_before_types(const Case& one) {
  expr::StandardSettings unchecked = one.settings;
  unchecked.checked = false;
  return !expr::compile_standard(one.source, unchecked).program;
}

std::string judge_tree(const Case& one) {
  std::vector<expr::Problem> problems;
  const std::optional<expr::Ast> ast = expr::parse(one.source, 32, problems);
  if (!one.tree) return ast && !is_refused_before_types(one) ? "cel-go refuses it" : "";
  if (!ast) return "is not read: " + problems.at(0).message;
  const std::string tree = debug_text(*ast);
  return tree == *one.tree ? "" : fmt::format("tree {}\n  is wanted, it is {}", *one.tree, tree);
}

std::string judge_type(const Case& one) {
  const expr::StandardCompiled compiled = expr::compile_standard(one.source, one.settings);
  if (one.type_in_go.empty()) return compiled.program ? "cel-go finds a wrong type in it" : "";
  if (!compiled.program) return "does not compile: " + compiled.problems.at(0).message;
  if (compiled.type == one.type_in_go) return "";
  return fmt::format("type {} is wanted, it has {}", one.type_in_go, compiled.type);
}

/// `typed`: the names that the cases use are known, so that types can be compared.
void run(const std::string& suite, bool typed) {
  Verdicts verdicts(suite);
  for (Case& one : read_cases(suite)) {
    if (!one.needs_messages.empty()) {
      verdicts.needs_messages();
      continue;
    }
    if (suite == "checking") add_names_of_the_checker_cases(one.settings);
    std::string complaint = judge_tree(one);
    if (complaint.empty() && typed && one.tree) complaint = judge_type(one);
    verdicts.add(one.id, one.source, complaint);
  }
  verdicts.judge();
  EXPECT_GT(verdicts.run(), 0U);
}

TEST(CasesOfCelGo, TheParserReadsTheSameTrees) { run("parsing", true); }

// cel-go's macros over two variables are an extension that its checker does not know in these
// cases.
TEST(CasesOfCelGo, TheParserReadsTheSameTreesOfComprehensions) { run("comprehension", false); }

TEST(CasesOfCelGo, TheCheckerFindsTheSameTypes) { run("checking", true); }

// Those of the specification that cel-go has found a type for, beside what they ask for.
TEST(CasesOfCelGo, TheCheckerFindsTheSameTypesInTheCasesOfTheSpecification) {
  Verdicts verdicts("types");
  for (const Case& one : read_cases("conformance")) {
    if (one.type_in_go.empty()) continue;
    verdicts.add(one.id, one.source, judge_type(one));
  }
  verdicts.judge();
  EXPECT_GE(verdicts.run(), 1'000U);
}

}  // namespace
}  // namespace relance::cel
