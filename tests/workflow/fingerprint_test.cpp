#include <gtest/gtest.h>

#include "relance/workflow.hpp"
#include "workflow/unproven.hpp"

namespace relance {
namespace {

const std::string kRules =
    "relance: 1\n"
    "name: small\n"
    "initial: a\n"
    "timezone: Europe/Paris\n"
    "calendars: {c: {open: {mon: [09:00-12:00]}, closed: [{holidays: FR}]}}\n"
    "states:\n"
    "  a: {stage: new, enter: [{call: x, within: 60 min}], events: {lost: z}}\n"
    "  z: {stage: lost}\n";

std::string fingerprint(const std::string& text, const CompileOptions& options = {}) {
  const Compiled compiled = compile_unproven(text, "f", options);
  EXPECT_EQ(to_text(compiled.diagnostics), "");
  return compiled.workflow ? compiled.workflow->fingerprint() : "";
}

std::string with(std::string_view part, std::string_view other) {
  std::string text = kRules;
  return text.replace(text.find(part), part.size(), other);
}

TEST(Fingerprint, Is32HexadecimalDigitsAndItsBeginningIsTheTag) {
  const Compiled compiled = compile_unproven(kRules, "f");
  ASSERT_NE(compiled.workflow, nullptr);
  const std::string& digits = compiled.workflow->fingerprint();
  EXPECT_EQ(digits.size(), 32u);
  EXPECT_EQ(std::stoull(digits.substr(0, 16), nullptr, 16), compiled.workflow->tables().tag);
}

TEST(Fingerprint, StaysWhenOnlyTheWritingChanges) {
  EXPECT_EQ(fingerprint(with("lost: z", "lost: {to: 'z'}")), fingerprint(kRules));
  EXPECT_EQ(fingerprint(with("60 min", "1 h")), fingerprint(kRules));
  EXPECT_EQ(fingerprint("# comment\n" + kRules), fingerprint(kRules));
  EXPECT_EQ(fingerprint("\xEF\xBB\xBF" + kRules), fingerprint(kRules));
}

TEST(Fingerprint, ChangesWithTheMeaning) {
  EXPECT_NE(fingerprint(with("60 min", "61 min")), fingerprint(kRules));
  EXPECT_NE(fingerprint(with("Europe/Paris", "Europe/Berlin")), fingerprint(kRules));
  EXPECT_NE(fingerprint(with("holidays: FR", "holidays: FR-57")), fingerprint(kRules));
  EXPECT_NE(fingerprint(kRules, {2010, 2049}), fingerprint(kRules));
}

TEST(Fingerprint, OfLanesFollowsTheirOrderAndTheCalendarsThatCount) {
  const auto lanes = [](const std::string& written) {
    return fingerprint(with("states:", "lanes: {" + written + "}\nstates:"));
  };
  EXPECT_EQ(lanes("a: {}, b: {}"), lanes("a: {calendar: c}, b: {}"));  // the first one written
  EXPECT_NE(lanes("a: {}, b: {}"), lanes("b: {}, a: {}"));  // new leads begin in the first
  EXPECT_NE(lanes("a: {}"), fingerprint(kRules));
}

// On different machines and days the same rules must have the same fingerprint; this one was
// computed once, over a text without zone data, holidays and calendars.
TEST(Fingerprint, IsTheSameEverywhere) {
  const std::string text =
      "relance: 1\nname: fixed\ninitial: a\nstates: {a: {stage: new, events: {lost: z}}, z: "
      "{stage: lost}}\n";
  EXPECT_EQ(fingerprint(text), "3c1ef2af54c5d2ca41aecb2cc4f949b4");
}

}  // namespace
}  // namespace relance
