// What hostile expressions may cost: time, memory, stack.
#include <gtest/gtest.h>
#include <pthread.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "expr/bindings.hpp"

namespace relance::expr {
namespace {

Compiled compiled(std::string_view source, const Limits& limits = {}) {
  static const TestNames names;
  return compile(source, names, Wanted::a_guard(), true, limits);
}

std::string repeated(std::string_view part, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += part;
  return result;
}

/// 0 when it compiles.
int code_of(std::string_view source, const Limits& limits = {}) {
  const Compiled result = compiled(source, limits);
  return result.problems.empty() ? 0 : result.problems.front().code;
}

TEST(Limits, TakeSourcesOf4KiBAndNoMore) {
  const std::string longest = "true" + std::string(4096 - 4, ' ');
  EXPECT_EQ(code_of(longest), 0);
  EXPECT_EQ(code_of(longest + " "), kSourceTooLong);
  EXPECT_EQ(compiled(longest + " ").problems[0].offset, 4096U);
}

TEST(Limits, WantValidUtf8) {
  const Compiled result = compiled("lead.source == 'a\xC3'");
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0].code, kNotUtf8);
  EXPECT_EQ(result.problems[0].offset, 17U);
}

/// Sources of exactly 32 levels, one for each way of nesting.
std::vector<std::pair<std::string, std::string>> nested(int levels) {
  const int n = levels;
  return {
      {"parentheses", repeated("(", n) + "true" + repeated(")", n)},
      {"not", repeated("!", n - 1) + "true"},
      {"minus", repeated("-", n - 3) + "lead.score == 1"},  // lead.score has two levels
      {"sums", "0 == 0" + repeated(" + 1", n - 2)},
      {"lists", "true || " + repeated("[", n - 1) + repeated("]", n - 1)},
      {"calls", "days(" + repeated("days(", n) + "1" + repeated(")", n + 1)},
      {"choices", repeated("true ? true : ", n) + "true"},
      {"indices", "a" + repeated("[0]", n)},
      {"selections", "a" + repeated(".b", n)},
      {"logical", repeated("true && (false || (", n / 2) + "true" + repeated("))", n / 2)},
  };
}

TEST(Limits, Take32LevelsAndNoMore) {
  const auto source_of = [](std::string_view way, int levels) {
    std::string found;
    for (const auto& [name, source] : nested(levels)) {
      if (name == way) found = source;
    }
    return found;
  };
  for (const char* way : {"parentheses", "not", "minus", "sums"}) {
    EXPECT_EQ(code_of(source_of(way, 32)), 0) << way;
    EXPECT_EQ(code_of(source_of(way, 33)), kTooDeep) << way;
  }
}

TEST(Limits, RefuseEveryDeepNesting) {
  for (const auto& [name, source] : nested(200)) EXPECT_EQ(code_of(source), kTooDeep) << name;
}

TEST(Limits, TakeLongChainsOfOneLogicalOperator) {
  EXPECT_EQ(code_of("true" + repeated("&&true", 600)), 0);
  EXPECT_EQ(code_of("true" + repeated("||true", 600)), 0);
}

TEST(Limits, CountWhatTheDearestWayThroughMayCost) {
  const std::string guard = "lead.score > 1 && lead.attempts > 2 && lead.vip";
  const std::int32_t cost = compiled(guard).program->cost;
  EXPECT_GE(cost, 3);  // it reads three fields
  Limits limits;
  limits.cost = cost;
  EXPECT_EQ(code_of(guard, limits), 0);
  limits.cost = cost - 1;
  EXPECT_EQ(code_of(guard, limits), kTooCostly);
}

// 230 comparisons of two texts of unknown length fit into 4 KiB.
TEST(Limits, LetTextsOfUnknownLengthCostMore) {
  const std::string source = "lead.owner==lead.source" + repeated("||lead.owner==lead.source", 160);
  ASSERT_LE(source.size(), 4096U);
  Limits limits;
  limits.cost = 161 * 16;
  EXPECT_EQ(code_of(source, limits), kTooCostly);
}

TEST(Programs, LiveOnWhenCopiedAndMoved) {
  Compiled original = compiled("lead.source in ['web', 'phone'] && lead.owner == 'kim'");
  ASSERT_TRUE(original.program);
  std::vector<Program> programs{*original.program};
  programs.push_back(std::move(*original.program));
  original.program.reset();
  for (int i = 0; i < 5; ++i) programs.push_back(programs.front());  // moves them about
  Bindings b;
  b.set("lead.source", text("phone")).set("lead.owner", text("kim"));
  for (const Program& program : programs) EXPECT_EQ(describe(evaluate(program, b)), "true");
}

TEST(Programs, SayWhetherTheyReadAttributes) {
  EXPECT_FALSE(compiled("lead.score > 3 && has(event.reason)").program->reads_attributes);
  EXPECT_TRUE(compiled("lead.budget > money('1 EUR')").program->reads_attributes);
  EXPECT_TRUE(compiled("lead.score > 3 || has(lead.nickname)").program->reads_attributes);
  EXPECT_TRUE(compiled("has(person.email)").program->reads_attributes);
}

TEST(Programs, SayTheKindOfTheirResult) {
  const TestNames names;
  const auto result = [&](std::string_view source, Wanted wanted) {
    return compile(source, names, wanted, true).program->result;
  };
  EXPECT_EQ(result("lead.vip", Wanted::a_guard()), Scalar::boolean);
  EXPECT_EQ(result("today", Wanted::a_moment()), Scalar::date);
  EXPECT_EQ(result("today + hours(1)", Wanted::a_moment()), Scalar::instant);
  EXPECT_EQ(result("today", Wanted::a_value(Type::time)), Scalar::instant);
  EXPECT_EQ(result("money('1 EUR')", Wanted::a_value(Type::money)), Scalar::money);
}

/// 256 KiB; AddressSanitizer's frames are several times as large as those that ship.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kStack = 2 << 20;
#else
constexpr std::size_t kStack = 256 << 10;
#endif

/// Runs `work` on a thread with a small stack.
void on_small_stack(const std::function<void()>& work) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, kStack), 0);
  pthread_t thread;
  const auto run = [](void* given) -> void* {
    (*static_cast<const std::function<void()>*>(given))();
    return nullptr;
  };
  ASSERT_EQ(
      pthread_create(&thread, &attributes, run, const_cast<void*>(static_cast<const void*>(&work))),
      0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

TEST(Limits, NeedLittleStack) {
  int compiled_count = 0;
  on_small_stack([&] {
    for (const int levels : {31, 32, 33, 64, 800}) {
      for (const auto& [name, source] : nested(levels)) {
        const Compiled result = compiled(source);
        if (!result.program) continue;
        ++compiled_count;
        evaluate(*result.program, Bindings());
      }
    }
  });
  EXPECT_GE(compiled_count, 8);
}

/// What holds of every answer, whatever was asked.
void expect_sound(std::string_view source) {
  const Compiled result = compiled(source);
  ASSERT_EQ(result.program.has_value(), result.problems.empty()) << source;
  for (const Problem& problem : result.problems) {
    ASSERT_LE(problem.offset, source.size()) << source;
    ASSERT_GE(problem.width, 1U) << source;
    ASSERT_GE(problem.code, 300) << source;
    ASSERT_LE(problem.code, 399) << source;
    ASSERT_FALSE(problem.message.empty()) << source;
    ASSERT_LT(problem.message.size() + problem.hint.size(), 600U) << source;
  }
  if (result.program) evaluate(*result.program, Bindings());
}

TEST(Robustness, TakesAnyBytes) {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string source(random() % 40, '\0');
    for (char& c : source) c = static_cast<char>(random() % (round % 2 == 0 ? 256 : 128));
    expect_sound(source);
  }
}

TEST(Robustness, TakesAnySequenceOfTokens) {
  const std::vector<std::string> words{"lead",
                                       ".",
                                       "score",
                                       "event",
                                       "reason",
                                       "person",
                                       "email",
                                       "now",
                                       "today",
                                       "has",
                                       "(",
                                       ")",
                                       "days",
                                       "hours",
                                       "money",
                                       "1",
                                       "-",
                                       "+",
                                       "*",
                                       "/",
                                       "%",
                                       "==",
                                       "!=",
                                       "<",
                                       "<=",
                                       "in",
                                       "[",
                                       "]",
                                       "{",
                                       "}",
                                       ",",
                                       ":",
                                       "?",
                                       "&&",
                                       "||",
                                       "!",
                                       "true",
                                       "null",
                                       "'invalid'",
                                       "1.5",
                                       "2u",
                                       "b'x'",
                                       "x",
                                       "`a-b`",
                                       "lead.score",
                                       "project",
                                       "size",
                                       "all",
                                       "lead.vip",
                                       "'5 EUR'",
                                       "event.reason",
                                       "lead.project",
                                       "//"};
  std::mt19937 random(2);
  for (int round = 0; round < 30'000; ++round) {
    std::string source;
    const std::size_t count = random() % 14;
    for (std::size_t i = 0; i < count; ++i) {
      source += words[random() % words.size()];
      if (random() % 3 == 0) source += ' ';
    }
    expect_sound(source);
  }
}

TEST(Robustness, TakesLawfulGuardsWithAnyByteChangedOrCut) {
  const std::string guard =
      "has(lead.project) && lead.project > today + days(365) || "
      "event.reason in [\"invalid\", 'dupl\\u0069cate'] && !(lead.budget < money(\"20000 EUR\"))";
  ASSERT_EQ(code_of(guard), 0);
  for (std::size_t i = 0; i < guard.size(); ++i) {
    expect_sound(std::string_view(guard).substr(0, i));
    expect_sound(std::string_view(guard).substr(i));
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = guard;
      changed[i] = static_cast<char>(byte);
      expect_sound(changed);
    }
  }
}

}  // namespace
}  // namespace relance::expr
