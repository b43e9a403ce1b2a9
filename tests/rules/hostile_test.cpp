// Texts made to hurt: each is refused within a second, on a small stack, in bounded memory.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <pthread.h>

#include <ctime>
#include <fstream>
#include <functional>

#include "relance/workflow.hpp"

namespace relance {
namespace {

constexpr std::size_t kStack = 256 << 10;
#ifdef __OPTIMIZE__
constexpr double kSeconds = 1.0;
#else
constexpr double kSeconds = 6.0;  // what is promised is promised of optimised code
#endif
const std::string kHead = "relance: 1\nname: hostile\ninitial: a\n";

void* run(void* body) {
  (*static_cast<std::function<void()>*>(body))();
  return nullptr;
}

void on_small_stack(std::function<void()> body) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStack);
  pthread_t thread;
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &body), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

std::size_t peak_resident_kib() {
  std::ifstream file("/proc/self/status");
  for (std::string word; file >> word;) {
    if (word != "VmHWM:") continue;
    std::size_t kib = 0;
    file >> kib;
    return kib;
  }
  return 0;
}

void reset_peak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}

// The code of the first diagnostic.
int refused(const std::string& text) {
  int code = 0;
  reset_peak();
  [[maybe_unused]] const std::size_t before = peak_resident_kib();
  const std::clock_t start = std::clock();
  on_small_stack([&] {
    const Compiled compiled = compile(text, "hostile.yaml");
    EXPECT_EQ(compiled.workflow, nullptr);
    EXPECT_LE(compiled.diagnostics.size(), 101u);
    if (!compiled.diagnostics.empty()) code = compiled.diagnostics[0].code;
  });
  // Processor time, so that a busy computer changes nothing.
  [[maybe_unused]] const double took = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(took, kSeconds);
  EXPECT_LT(peak_resident_kib() - before, 64u << 10);
#endif
  return code;
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() + piece.size() <= bytes) text += piece;
  return text;
}

constexpr std::size_t kRoom = (1 << 20) - 200;

TEST(Hostile, AThousandLevelsOfBrackets) {
  EXPECT_EQ(refused(kHead + "x: " + std::string(1000, '[')), 6);
  EXPECT_EQ(refused(kHead + "x: " + repeated("[", kRoom)), 6);
  EXPECT_EQ(refused(kHead + "x: " + repeated("{a: ", kRoom)), 6);
}

TEST(Hostile, AThousandLevelsOfIndentation) {
  std::string text = kHead;
  for (std::size_t i = 0; i < 1000; ++i) text += std::string(i, ' ') + "x:\n";
  EXPECT_EQ(refused(text), 6);
  EXPECT_EQ(refused(kHead + "x:\n " + repeated("- ", kRoom)), 6);
  EXPECT_EQ(refused(kHead + repeated("? ", kRoom)), 6);
}

TEST(Hostile, ABillionLaughs) {
  std::string text = kHead + "a0: &a0 [lol, lol, lol]\n";
  for (int i = 1; i < 30; ++i) {
    text += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}]\n", i, i - 1);
  }
  EXPECT_EQ(refused(text), 101);  // `states` is missing; the anchors are told after it
}

TEST(Hostile, AnAliasToItself) { EXPECT_EQ(refused(kHead + "states: &a [*a]\n"), 10); }

TEST(Hostile, AHundredMegabytesInOneScalar) {
  const std::string text = kHead + "timezone: " + std::string(100 << 20, 'x');
  EXPECT_EQ(refused(text), 1);
}

TEST(Hostile, AMegabyteOfAnything) {
  EXPECT_EQ(refused(kHead + "x: \"" + repeated("\\u00e9", kRoom) + "\""), 8);
  EXPECT_EQ(refused(kHead + "x: |\n" + repeated("  line\n", kRoom)), 8);
  EXPECT_EQ(refused(kHead + "x: [" + repeated("a,", kRoom) + "]"), 7);
  EXPECT_EQ(refused(kHead + "x: [[" + repeated("a,", 240'000) + "]]"), 7);
  EXPECT_EQ(refused(kHead + "x: [[" + repeated(":,", 240'000) + "]]"), 13);
  EXPECT_EQ(refused(kHead + "x: " + repeated("[\"]\", ", kRoom)), 7);
  EXPECT_EQ(refused(kHead + "x: " + repeated("[\"]\", ", 300'000)), 6);
  EXPECT_EQ(refused(kHead + repeated("a: b\n", kRoom)), 7);
  EXPECT_NE(refused(kHead + repeated("'", kRoom)), 0);
  EXPECT_NE(refused(kHead + repeated("\"a", kRoom)), 0);
  EXPECT_NE(refused(kHead + repeated("}", kRoom)), 0);
  EXPECT_NE(refused(kHead + repeated(":", kRoom)), 0);
  EXPECT_NE(refused(kHead + repeated("a:\n", kRoom)), 0);
  EXPECT_NE(refused(kHead + repeated("!!a ", kRoom)), 0);
  EXPECT_NE(refused(kHead + repeated("&a ", kRoom)), 0);
  EXPECT_NE(refused(kHead + repeated("%", kRoom)), 0);
  EXPECT_NE(refused(kHead + repeated("\n---\n", kRoom)), 0);
  EXPECT_NE(refused(kHead + repeated("\t", kRoom)), 0);
}

TEST(Hostile, ManyUnknownNamesBesideManyKnownOnes) {
  std::string text = kHead + "states:\n  a:\n    stage: new\n    events:\n      lost:\n";
  for (int i = 0; i < 12'000; ++i) text += "      - {to: unknown_state_of_some_length, if: x}\n";
  for (int i = 0; i < 900; ++i) {
    text += fmt::format("  unknown_state_of_some_other_{}: {{stage: new}}\n", i);
  }
  EXPECT_NE(refused(text), 0);
}

TEST(Hostile, ManyUnknownFieldsBesideManyKnownOnes) {
  std::string text = kHead + "lead:\n";
  for (int i = 0; i < 900; ++i) text += fmt::format("  some_field_of_a_lead_{}: text\n", i);
  text += "states:\n  a:\n    stage: new\n    events:\n      lost:\n";
  for (int i = 0; i < 10'000; ++i) text += "      - {if: 'lead.some_field_of_a_lead_x == \"\"'}\n";
  EXPECT_NE(refused(text), 0);
}

TEST(Hostile, ManyCalendars) {
  std::string text = kHead + "states: {a: {stage: new}}\ncalendars:\n";
  for (int i = 0; i < 5'000; ++i) {
    text += fmt::format(
        "  c{}: {{open: {{mon-fri: [09:00-12:00, 13:00-18:{}]}}, special: {{2026-01-0{}: "
        "[09:00-1{}:30]}}, closed: [{{holidays: FR}}]}}\n",
        i, 10 + i % 50, 1 + i % 9, i % 10);
  }
  EXPECT_EQ(refused(text), 110);
}

TEST(Hostile, TheNormalisedBudgetIsBoundedToo) {
  const std::string head = "\"relance\": 1\n\"normalised\": true\n";
  EXPECT_EQ(refused(head + std::string(4 << 20, ' ')), 1);
  EXPECT_EQ(refused(head + "\"x\": " + repeated("[", kRoom)), 6);
}

}  // namespace
}  // namespace relance
