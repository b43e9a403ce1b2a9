// Whether a guard can fail: what is said never to fails with no values of its fields.
#include "expr/may_fail.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "expr/bindings.hpp"

namespace relance::expr {
namespace {

std::optional<Program> compiled(const std::string& source) {
  Limits limits;
  limits.source = 1 << 16;
  limits.cost = 1 << 20;
  return compile(source, TestNames(), Wanted::a_guard(), true, limits).program;
}

bool fails(const std::string& source) {
  const std::optional<Program> program = compiled(source);
  EXPECT_TRUE(program.has_value()) << source;
  return !program || may_fail(*program);
}

TEST(MayFail, AConditionThatAnotherOneProtectsCannot) {
  for (const char* safe :
       {"lead.score != 0 && 100 / lead.score > 3", "lead.score > 0 && 100 / lead.score > 3",
        "100 / lead.score > 3 && lead.score != 0", "lead.score == 0 || 100 / lead.score > 3",
        "100 / lead.score > 3 || lead.score == 0", "lead.score != 0 ? 100 / lead.score > 3 : false",
        "lead.score == 0 ? true : 100 % lead.score == 1", "lead.score > 1 && 100 % lead.score == 0",
        "!(lead.score == 0) && 100 / lead.score > 3", "lead.score in [1, 2] && 6 / lead.score == 3",
        "!(lead.score in [0, 7]) && 6 / lead.score == 3",
        "has(lead.score) && lead.score != 0 && 100 / lead.score > 3",
        "lead.vip && lead.score > 2 && 100 / (lead.score - 2) > 3 && lead.score < 9",
        "lead.score > 0 && lead.attempts / lead.score > 3",
        "(attempts('sms') > 1 ? lead.score > 5 : lead.score < -5) && 100 / lead.score > 3",
        "(lead.vip && lead.score > 5 || lead.score == 1) && 100 / lead.score > 3",
        "lead.score >= 0 && lead.score <= 1000 && lead.score * 86400 > 5",
        "lead.score < 1000 && lead.score > -1000 && (lead.score + 5) * 2 > 8",
        "lead.score > attempts('sms') && 10 / lead.score > 1",
        "100 / (lead.score == 0 ? 1 : lead.score) > 3",
        "attempts('phone') > 0 && 10 / attempts('phone') > 2", "10 / (attempts('phone') + 1) > 2",
        "distance(lead.home, place('48.8566, 2.3522')) <= 20000",
        // Half the way round is 20'015'114 m; the product stays below 2^63, with 461 it does not.
        "distance(lead.home, lead.shop) * 460000000000 > 5",
        "100 / (distance(lead.home, lead.shop) + 1) > 2",
        "size(lead.source) == 5 && lead.source.substring(0, 2) == 'FR'",
        "size(lead.source) > 2 && lead.source.charAt(2) == 'x'",
        "lead.source == 'abc' ? lead.source.substring(3) == '' : false",
        "lead.project > today && lead.project + days(30) > today && lead.project < today + days(9)",
        "lead.appointment > now && lead.appointment < now + days(3) && "
        "lead.appointment + hours(2) < now",
        "lead.project > today && lead.project > now", "lead.appointment - now < hours(3)",
        "double(lead.score) / 0.0 > 1.5"}) {
    EXPECT_FALSE(fails(safe)) << safe;
  }
}

TEST(MayFail, AConditionThatNothingProtectsMay) {
  for (const char* fragile :
       {"100 / lead.score > 3", "lead.score > -1 && 100 / lead.score > 3",
        "lead.score != 1 && 100 / lead.score > 3", "lead.attempts != 0 && 100 / lead.score > 3",
        "lead.score != 0 || 100 / lead.score > 3", "lead.score == 0 ? 1 / lead.score > 3 : true",
        "lead.score != 0 && lead.attempts / lead.score > 3",  // the least number by -1
        "lead.score != 0 && lead.attempts % lead.score == 3",
        "lead.score != 0 && 100 / (lead.score + 1) > 3", "lead.score > 0 && lead.score + 1 > 3",
        "(lead.score != 0 || lead.vip) && 100 / lead.score > 3",
        // Without `vip` the choice has no answer, and a failure outweighs that.
        "(lead.vip ? lead.score > 5 : lead.score < -5) && 100 / lead.score > 3",
        "!(lead.score != 0 && lead.vip) && 100 / lead.score > 3",
        "has(lead.score) && 100 / lead.score > 3", "lead.score * 2 > 3", "-lead.score > 3",
        "size(lead.source) > 1 && lead.source.substring(0, 3) == 'abc'",
        "size(lead.owner) > 2 && lead.source.charAt(2) == 'x'", "int(lead.source) > 2",
        "lead.project > today && lead.project + days(30) > today", "lead.project < now",
        "hours(lead.score) < hours(3)", "lead.appointment - lead.received_at > hours(2)",
        "distance(lead.home, lead.shop) * 461000000000 > 5",
        "100 / distance(lead.home, lead.shop) > 3", "[1, 2][lead.score] == 1",
        "lead.score >= 0 && lead.score < 2 && [1, 2][lead.score] == 1"}) {
    EXPECT_TRUE(fails(fragile)) << fragile;
  }
}

/// Grows guards out of few fields and numbers, so that operands often speak of the same ones.
class Grower {
 public:
  explicit Grower(std::uint64_t seed) : next_(seed) {}

  std::size_t below(std::size_t n) { return next_() % n; }

  std::string guard(int depth) {
    if (depth == 0) return test();
    switch (below(11)) {
      case 0:
      case 1:
        return "(" + guard(depth - 1) + " && " + guard(depth - 1) + ")";
      case 2:
      case 3:
        return "(" + guard(depth - 1) + " || " + guard(depth - 1) + ")";
      case 4:
        return "!(" + guard(depth - 1) + ")";
      case 5:
        return "(" + guard(depth - 1) + " ? " + guard(depth - 1) + " : " + guard(depth - 1) + ")";
      case 6:
        return point(depth) + relation() + point(0);
      case 7:
        return text_part() + " == 'ab'";
      case 8:
      case 9:
        return guarded();
      default:
        return number(depth) + relation() + number(depth - 1);
    }
  }

 private:
  template <std::size_t size>
  std::string one_of(const std::array<const char*, size>& words) {
    return words[below(size)];
  }
  std::string relation() { return one_of<6>({" == ", " != ", " < ", " <= ", " > ", " >= "}); }
  std::string field() { return one_of<2>({"lead.score", "event.points"}); }
  std::string literal() {
    return one_of<9>(
        {"0", "1", "2", "-1", "-2", "3", "100", "-9223372036854775807 - 1", "9223372036854775807"});
  }

  std::string test() {
    switch (below(8)) {
      case 0:
        return "has(" + field() + ")";
      case 1:
        return one_of<2>({"lead.vip", "lead.spam"});
      case 2:
        return field() + " in [0, " + literal() + "]";
      case 3:
        return "size(lead.source)" + relation() + one_of<4>({"1", "2", "3", "4"});
      case 4:
        return one_of<3>({"lead.appointment", "lead.project", "now"}) + relation() + point(0);
      default:
        return field() + relation() + "(" + literal() + ")";
    }
  }

  /// A test beside a division that it may protect.
  std::string guarded() {
    const std::string first = test();
    const std::string divided = one_of<3>({"100", "lead.score", "event.points"});
    const std::string by = below(2) == 0 ? field() : "(" + field() + " - 1)";
    const std::string second = divided + (below(2) == 0 ? " / " : " % ") + by + relation() + "3";
    const std::string join = below(2) == 0 ? " && " : " || ";
    return below(2) == 0 ? "(" + first + join + second + ")" : "(" + second + join + first + ")";
  }

  std::string number(int depth) {
    if (depth <= 0) return below(3) == 0 ? "(" + literal() + ")" : field();
    const std::string left = number(depth - 2), right = number(depth - 2);
    switch (below(9)) {
      case 0:
        return "(" + left + " + " + right + ")";
      case 1:
        return "(" + left + " - " + right + ")";
      case 2:
        return "(" + left + " * " + right + ")";
      case 3:
        return "(-" + left + ")";
      case 4:
        return "(" + guard(depth - 2 < 0 ? 0 : depth - 2) + " ? " + left + " : " + right + ")";
      case 5:
        return "size(lead.source)";
      case 6:
        return "(" + left + " % " + right + ")";
      default:
        return "(" + left + " / " + right + ")";
    }
  }

  std::string point(int depth) {
    const std::string at = one_of<3>({"now", "lead.appointment", "today"});
    if (depth == 0) return at;
    const std::string by = one_of<4>({"days(2)", "days(36000)", "hours(9)", "days(lead.score)"});
    return "(" + at + (below(2) == 0 ? " + " : " - ") + by + ")";
  }

  std::string text_part() {
    const std::string place = one_of<4>({"0", "1", "2", "lead.score"});
    return below(2) == 0
               ? "lead.source.charAt(" + place + ")"
               : "lead.source.substring(" + place + ", " + one_of<3>({"1", "2", "3"}) + ")";
  }

  std::mt19937_64 next_;
};

/// Absent, or a value at which something may turn.
void bind(Bindings& bindings, Grower& random) {
  constexpr std::array<std::int64_t, 14> kNumbers{
      0, 1, -1, 2, -2, 3, 4, 99, 100, 101, INT64_MIN, INT64_MIN + 1, INT64_MAX, INT64_MAX - 1};
  static const std::array<std::string, 6> kTexts{"", "a", "ab", "a\u00e9b", "abab", "ababa"};
  const std::array<Instant, 5> times{kEarliest, kLatest, utc(2026, 3, 29, 1), utc(2000, 1, 1),
                                     utc(2099, 12, 31, 23)};
  const auto any = [&](const auto& values) { return values[random.below(values.size())]; };
  const auto set = [&](const char* name, Scalar value) {
    if (random.below(6) != 0) bindings.set(name, value);
  };
  set("lead.score", number(any(kNumbers)));
  set("event.points", number(any(kNumbers)));
  set("lead.vip", random.below(2) == 0 ? yes() : no());
  set("lead.spam", random.below(2) == 0 ? yes() : no());
  set("lead.source", text(kTexts[random.below(kTexts.size())]));
  set("lead.appointment", time(any(times)));
  const std::array<std::int32_t, 4> days{day_number(1900, 1, 1), day_number(2199, 12, 31),
                                         day_number(2000, 1, 1), day_number(2026, 11, 22)};
  set("lead.project", Scalar::of(Scalar::date, any(days)));
  bindings.at(random.below(2) == 0 ? utc(2000, 1, 1) : utc(2099, 12, 31, 23, 59));
}

struct Seen {
  bool failed = false, held = false;
};

/// What a guard does with some of many values, by the evaluator itself.
Seen tried(const Program& guard, Grower& random) {
  constexpr int kTries = 50;
  Seen seen;
  for (int i = 0; i < kTries; ++i) {
    Bindings bindings;
    bind(bindings, random);
    const Scalar answer = evaluate(guard, bindings);
    seen.failed |= answer.kind == Scalar::failed;
    seen.held |= answer.is(true);
  }
  return seen;
}

// The seed is fixed. Some that divide must be among those that are known never to fail, and most of
// all that are not seen failing: else nothing would have been looked at.
TEST(MayFail, WhatIsSaidNeverToFailOrHoldNeverDoes) {
  constexpr int kGuards = 4'000;
  Grower random(20261122);
  int known = 0, protected_ = 0, unseen = 0, never_held = 0;
  for (int i = 0; i < kGuards; ++i) {
    const std::string source = random.guard(1 + i % 4);
    const std::optional<Program> guard = compiled(source);
    if (!guard) continue;  // a part that always fails, or a chain that is too deep
    const bool never = !may_fail(*guard);
    const Seen seen = tried(*guard, random);
    ASSERT_FALSE(never && seen.failed) << source;
    ASSERT_TRUE(may_hold(*guard) || !seen.held) << source;
    never_held += may_hold(*guard) ? 0 : 1;
    unseen += seen.failed ? 0 : 1;
    known += never ? 1 : 0;
    protected_ += never && source.find_first_of("/%*") != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(never_held, 20);
  EXPECT_GT(protected_, 100);
  EXPECT_GT(3 * known, 2 * unseen);
}

}  // namespace
}  // namespace relance::expr
