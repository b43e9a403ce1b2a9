// What CEL has beyond comparisons of fields, in guards and computed values of rules. The language
// itself is held by its public cases (tests/cel); here is what rules add: absent fields, dates,
// the zone of the rules, limits.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "expr/bindings.hpp"

namespace relance::expr {
namespace {

Bindings some_lead() {
  Bindings b;
  b.set("lead.score", number(40)).set("lead.attempts", number(-3));
  b.set("lead.source", text("walk_in")).set("lead.vip", yes());
  b.set("lead.project", date(2026, 11, 30));
  // 20 November 2026, 23:30 in Paris, where it is an hour later than in UTC.
  b.set("lead.received_at", time(utc(2026, 11, 20, 22, 30)));
  b.at(utc(2026, 11, 21, 9));
  return b;
}

std::string value(std::string_view source, Wanted wanted = Wanted::a_guard(), Limits limits = {}) {
  const TestNames names;
  const Compiled compiled = compile(source, names, wanted, true, limits);
  if (!compiled.program) return describe(compiled.problems);
  Arena arena;
  return describe(evaluate(*compiled.program, some_lead(), arena));
}

std::string absent(std::string_view field) {
  const TestNames names;
  return describe(Scalar::missing(names.field(Scope::lead, field)));
}

struct Case {
  std::string_view source;
  std::string_view expected;
};

void expect_values(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(value(c.source), c.expected) << c.source;
}

TEST(Language, LooksIntoTexts) {
  expect_values({
      {"lead.source.startsWith('walk')", "true"},
      {"lead.source.endsWith('walk')", "false"},
      {"lead.source.contains('k_')", "true"},
      {"lead.source.matches('^[a-z]+_in$')", "true"},
      {"lead.source.matches('^in')", "false"},
      {"size(lead.source) == 7 && lead.source.size() == 7", "true"},
      {"lead.source.split('_')[1] == 'in'", "true"},
      {"lead.source + '!' == 'walk_in!'", "true"},
      {"lead.source.upperAscii() in ['WALK_IN', 'WEB']", "true"},
  });
}

TEST(Language, ComputesWithAllNumbers) {
  expect_values({
      {"lead.score / 7 == 5 && lead.score % 7 == 5", "true"},
      {"lead.attempts / 2 == -1 && lead.attempts % 2 == -1", "true"},
      {"double(lead.score) / 16.0 == 2.5", "true"},
      {"int('12') + lead.score == 52", "true"},
      {"math.greatest(lead.score, 41) == 41", "true"},
      {"lead.score / (lead.score - 40) > 1", describe(Scalar::failure(Scalar::divided_by_zero))},
  });
}

TEST(Language, ChoosesLoopsAndNames) {
  expect_values({
      {"(lead.vip ? 30 : 50) < lead.score", "true"},
      {"[10, 20, 30].all(x, x < lead.score)", "true"},
      {"[10, 20, 50].exists(x, x > lead.score)", "true"},
      {"[10, 20, 50].exists_one(x, x < lead.score)", "false"},
      {"[10, 20, 50].filter(x, x < lead.score).map(x, x * 2) == [20, 40]", "true"},
      {"{'web': 1, 'walk_in': 2}[lead.source] == 2", "true"},
      {"lead.source in {'walk_in': true}", "true"},
      {"cel.bind(twice, lead.score * 2, twice > 70 && twice < 90)", "true"},
      {"{'web': 1}[?lead.source].orValue(0) == 0", "true"},
  });
}

TEST(Language, ReadsTheClockInTheZoneOfTheRulesUnlessAnotherIsNamed) {
  expect_values({
      {"lead.received_at.getHours() == 23", "true"},
      {"lead.received_at.getHours('UTC') == 22", "true"},
      {"lead.received_at.getHours('+05:30') == 4", "true"},
      {"lead.received_at.getDayOfWeek() == 5", "true"},  // a Friday
      {"lead.received_at.getDate() == 20", "true"},
  });
}

TEST(Language, TellsHowLongLiesBetweenTwoPointsInTime) {
  expect_values({
      {"now - lead.received_at == minutes(630)", "true"},
      {"lead.received_at - now < minutes(0)", "true"},
      {"lead.project - today == days(9)", "true"},
      // From the beginning of 30 November in Paris back to 10 o'clock on the 21st.
      {"lead.project - now == hours(206)", "true"},
  });
}

TEST(Language, LetsAbsentFieldsThroughFunctionsAndContainers) {
  expect_values({
      {"lead.owner.startsWith('a')", absent("owner")},
      {"size(lead.owner) > 3", absent("owner")},
      {"[lead.owner] == ['a']", absent("owner")},
      {"{'a': lead.owner} == {'a': 'b'}", absent("owner")},
      {"(has(lead.owner) ? size(lead.owner) : 0) == 0", "true"},
      {"['a', 'b'].exists(x, x == lead.owner)", absent("owner")},
      {"['a', 'b'].exists(x, x == lead.owner || x == 'b')", "true"},
      {"lead.vip || lead.owner.startsWith('a')", "true"},
  });
}

TEST(Language, AsksWhetherACalendarIsOpen) {
  // It is 09:00 UTC; the lead came at 22:30 the evening before.
  expect_values({
      {"open('showroom')", "true"},
      {"open('showroom', lead.received_at)", "false"},
      {"open('always', lead.received_at)", "true"},
      {"open('showroom', now + hours(9))", "false"},
      {"open('showroom', lead.project)", "false"},  // a date is its first instant
      {"open('showroom', lead.appointment)", absent("appointment")},
      {"!open('showroom') || lead.vip", "true"},
  });
}

TEST(Language, CountsAttemptsByChannelAndOutcome) {
  const TestNames names;
  Bindings lead = some_lead();
  lead.tried(Channel::phone, Outcome::no_answer, 2).tried(Channel::phone, Outcome::voicemail, 1);
  lead.tried(Channel::email, Outcome::conversation, 1);
  for (const char* source : {
           "attempts('phone') == 3",
           "attempts('phone', 'no_answer') == 2",
           "attempts('phone', 'busy') == 0",
           "attempts('email') + attempts('sms') == 1",
       }) {
    const Compiled compiled = compile(source, names, Wanted::a_guard(), true);
    ASSERT_TRUE(compiled.program) << describe(compiled.problems);
    EXPECT_EQ(describe(evaluate(*compiled.program, lead)), "true") << source;
  }
}

TEST(Language, MakesValuesOfFields) {
  EXPECT_EQ(value("lead.source + '/' + string(lead.score)", Wanted::a_value(Type::text)),
            "\"walk_in/40\"");
  EXPECT_EQ(value("lead.vip ? lead.score : 0", Wanted::a_value(Type::number)), "40");
  EXPECT_EQ(value("[lead.project, today].filter(d, d > today)[0]", Wanted::a_value(Type::date)),
            describe(date(2026, 11, 30)));
}

TEST(Language, GivesNoInstantThatAFieldCannotHold) {
  const std::string overflow = describe(Scalar::failure(Scalar::overflow));
  const Wanted instant = Wanted::a_value(Type::time);
  EXPECT_EQ(value("timestamp('2199-12-31T23:59:59Z')", instant),
            describe(time(utc(2199, 12, 31, 23, 59) + seconds(59))));
  EXPECT_EQ(value("timestamp('2200-01-01T00:00:00Z')", instant), overflow);
  EXPECT_EQ(value("timestamp('1899-12-31T23:59:59Z')", instant), overflow);
}

TEST(Language, CountsTheStepsOfAllLoopsTogether) {
  // 10 x 10 x 9 inner steps, 10 x 10 and 10 outer ones are 1,010; with 8 they are 910.
  const std::string ten = "[0,1,2,3,4,5,6,7,8,9]";
  const std::string too_costly = describe(Scalar::failure(Scalar::too_costly));
  const auto loops = [&](const char* last) {
    return ten + ".all(a, " + ten + ".all(b, " + last + ".all(c, a + b + c >= 0)))";
  };
  const auto run = [](const std::string& source) {
    Limits limits;
    limits.cost = 1'000'000;
    return value(source, Wanted::a_guard(), limits);
  };
  EXPECT_EQ(run(loops("[0,1,2,3,4,5,6,7]")), "true");
  EXPECT_EQ(run(loops("[0,1,2,3,4,5,6,7,8]")), too_costly);
  // It ends the evaluation: nothing to the right of it can decide.
  EXPECT_EQ(run(loops("[0,1,2,3,4,5,6,7,8]") + " || true"), too_costly);
}

TEST(Language, KeepsContainersWithinTheMemoryOfTheEvaluation) {
  // Each binding doubles the list: 2 to the 20th elements of 16 bytes are more than 1 MiB.
  std::string source = "size(x19) > 0", name = "x";
  for (int n = 19; n > 0; --n) {
    const std::string before = "x" + std::to_string(n - 1);
    source =
        "cel.bind(x" + std::to_string(n) + ", " + before + " + " + before + ", " + source + ")";
  }
  source = "cel.bind(x0, [1, 2], " + source + ")";
  EXPECT_EQ(value(source), describe(Scalar::failure(Scalar::too_large)));
}

TEST(Language, TrustsNoTypeThatOnlyTheEvaluationKnows) {
  const std::string wrong = describe(Scalar::failure(Scalar::wrong_type));
  expect_values({
      {"optional.of(dyn('a')).orValue(1) == 1", "false"},
      {"([1] + [dyn('a')])[1] == 1", "false"},
      {"dyn('a') == 'a' && dyn(1) == 1", "true"},
      {"dyn('a') < 1", describe(Scalar::failure(Scalar::no_overload))},
      {"dyn(1) && true", describe(Scalar::failure(Scalar::no_overload))},
  });
}

}  // namespace
}  // namespace relance::expr
