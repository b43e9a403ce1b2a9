#include "proof/refusal.hpp"

#include <gtest/gtest.h>

#include "relance/workflow.hpp"

namespace relance::test {

std::string rules(const std::string& a, const std::string& v) {
  return "relance: 1\nname: test\ninitial: a\ntimezone: Europe/Paris\n"
         "lead: {next: date, hot: bool, count: number, home: place, shop: place}\nevents: {ring: "
         "{}}\nstates:\n"
         "  a:\n    stage: new\n" +
         a + (v.empty() ? "" : "  v:\n    stage: appointment\n" + v) + "  z: {stage: lost}\n";
}

std::string told(const std::string& text) {
  return to_text(compile(text, "test.yaml").diagnostics);
}

void expect_refused(const std::string& text, const std::string& code, const std::string& story) {
  const std::string diagnostics = told(text);
  EXPECT_NE(diagnostics.find("[" + code + "]"), std::string::npos) << diagnostics << "\nof\n"
                                                                   << text;
  EXPECT_NE(diagnostics.find(story), std::string::npos) << diagnostics << "\nof\n" << text;
}

}  // namespace relance::test
