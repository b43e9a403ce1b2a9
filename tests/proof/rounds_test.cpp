// Rounds that a deadline closes, played by an engine: of those that compile somebody hears.
#include <gtest/gtest.h>

#include <string>

#include "proof/hostile_host.hpp"
#include "workflow/unproven.hpp"

namespace relance::test {
namespace {

constexpr CompileOptions kYears{2024, 2034};

/// `ring` leads from `b` to `a` after 2 d and begins a deadline of 3 d, whose breach leads back.
std::string rules(const std::string& a) {
  return "relance: 1\nname: test\ninitial: i\nwatch: {every: 2 d, do: [{alert: boss}]}\n"
         "events: {ring: {}, back: {}, go: {}}\n"
         "deadlines: {d: {from: ring, until: reached, within: 3 d, breach: [{raise: back}]}}\n"
         "states:\n  i: {stage: new, events: {back: b, ring: a, lost: z}, after: [{delay: 5 d, "
         "raise: back}]}\n"
         "  a:\n    stage: contacted\n" +
         a +
         "  b: {stage: nurture, events: {ring: a, lost: z}, after: [{delay: 2 d, raise: ring}]}\n"
         "  c: {stage: contacted, events: {back: b, lost: z}}\n  z: {stage: lost}\n";
}

const std::string kEvents = "    events: {back: b, go: a, reached: c, lost: z}\n";

/// In how many plays the host, which says nothing in the end, comes to hear nothing for years.
int unheard(const std::string& text, bool proven, int count) {
  const auto workflow = proven ? compile(text, "test.yaml", kYears).workflow
                               : compile_unproven(text, "test.yaml", kYears).workflow;
  EXPECT_NE(workflow, nullptr) << text;
  int plays = 0;
  for (int seed = 0; workflow != nullptr && seed < count; ++seed) {
    plays += play_hostile(workflow, static_cast<std::uint64_t>(seed), seed % 20).unheard ? 1 : 0;
  }
  return plays;
}

TEST(Rounds, AreHeardWhereTheyCompile) {
  for (const char* tells : {"    enter: [{call: x, after: 1 h, within: 1 d}]\n",
                            "    after: [{delay: 1 d, do: [{alert: boss}]}]\n",
                            "    enter: [{call: x, after: 1 d, within: 1 d}]\n"
                            "    after: [{delay: 2 d, raise: go}]\n",
                            "    after: [{delay: 90 d, since: received_at, raise: lost, with: "
                            "{reason: cold}}]\n"}) {
    EXPECT_EQ(unheard(rules(kEvents + tells), true, 40), 0) << tells;
  }
}

// The same host hears nothing of those that are refused.
TEST(Rounds, AreSilentWhereTheyDoNot) {
  for (const char* silent : {"", "    enter: [{call: x, after: 4 d, within: 1 d}]\n",
                             "    enter: [{call: x, after: 1 d, within: 1 d}]\n"
                             "    after: [{delay: 12 h, raise: go}]\n"}) {
    EXPECT_EQ(compile(rules(kEvents + silent), "test.yaml", kYears).workflow, nullptr) << silent;
    EXPECT_GT(unheard(rules(kEvents + silent), false, 4), 0) << silent;
  }
}

TEST(Rounds, ADeadlineThatEndsItsStateHoldsALead) {
  const auto workflow = compile(
      "relance: 1\nname: test\ninitial: a\nevents: {ring: {}, go: {}}\ndeadlines:\n"
      "  d: {from: received, until: reached, within: 3 d, breach: [{raise: postponed}]}\n"
      "  e: {from: postponed, until: ring, within: 9 d, breach: [{raise: lost, with: {reason: "
      "cold}}]}\nstates:\n  a: {stage: new, events: {reached: b, postponed: n}}\n"
      "  b: {stage: contacted, events: {go: b, postponed: n}, after: [{delay: 2 d, raise: "
      "postponed}]}\n  n: {stage: nurture, events: {ring: b, lost: z}}\n  z: {stage: lost}\n",
      "test.yaml", kYears);
  ASSERT_NE(workflow.workflow, nullptr) << to_text(workflow.diagnostics);
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Watched watched = play_hostile(workflow.workflow, seed, 25);
    EXPECT_FALSE(watched.forgot || watched.unheard) << seed;
  }
}

}  // namespace
}  // namespace relance::test
