#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "relance/workflow.hpp"
#include "workflow/dump.hpp"
#include "workflow/random_text.hpp"
#include "workflow/unproven.hpp"

namespace relance {
namespace {

std::shared_ptr<const Workflow> compiled(const std::string& text) {
  const Compiled result = compile_unproven(text, "random.yaml");
  RC_ASSERT(to_text(result.diagnostics) == "");
  return result.workflow;
}

TEST(Normalised, MeansTheSameAndNormalisesToItself) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed, std::uint64_t style) {
    const auto first = compiled(random_text(seed, style));
    const auto second = compiled(first->normalised());
    RC_ASSERT(second->normalised() == first->normalised());
    RC_ASSERT(second->fingerprint() == first->fingerprint());
    RC_ASSERT(dump(second->tables()) == dump(first->tables()));
  }));
}

TEST(Normalised, ForgetsHowTheRulesWereWritten) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed, std::uint64_t one, std::uint64_t other) {
    const auto first = compiled(random_text(seed, one));
    const auto second = compiled(random_text(seed, other));
    RC_ASSERT(second->normalised() == first->normalised());
    RC_ASSERT(dump(second->tables()) == dump(first->tables()));
  }));
}

TEST(Normalised, OtherTablesHaveAnotherFingerprint) {
  EXPECT_TRUE(rc::check([](std::uint64_t one, std::uint64_t other) {
    const auto first = compiled(random_text(one, 0));
    const auto second = compiled(random_text(other, 0));
    const bool same = dump(first->tables()) == dump(second->tables());
    RC_ASSERT(same || first->fingerprint() != second->fingerprint());
  }));
}

// Damaged texts are refused or compile; nothing else happens.
TEST(Compile, TakesAnyBytes) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    std::string text = random_text(seed, seed);
    const auto cuts = *rc::gen::inRange(1, 6);
    for (int i = 0; i < cuts; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
      const auto byte = *rc::gen::element('[', '}', '\'', '"', ':', '\n', ' ', '-', '\xC3', 'x');
      text[at] = byte;
    }
    const Compiled result = compile(text, "damaged.yaml");
    RC_ASSERT((result.workflow == nullptr) == !result.diagnostics.empty());
    int line = 0;
    for (const Diagnostic& diagnostic : result.diagnostics) {
      RC_ASSERT(diagnostic.line >= line || diagnostic.line == 0);
      line = std::max(line, diagnostic.line);
    }
  }));
}

}  // namespace
}  // namespace relance
