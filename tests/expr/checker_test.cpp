#include "expr/checker.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "expr/bindings.hpp"

namespace relance::expr {
namespace {

std::vector<Problem> problems_of(std::string_view source, Wanted wanted = Wanted::a_guard(),
                                 bool event_moment = true) {
  const TestNames names;
  Compiled compiled = compile(source, names, wanted, event_moment);
  EXPECT_EQ(compiled.program.has_value(), compiled.problems.empty()) << source;
  return compiled.problems;
}

struct BadCase {
  std::string_view source;
  int code;
  std::string_view place;  // the bytes underlined
  std::string_view part;   // of the message or of the hint
};

void expect_problems(const std::vector<BadCase>& cases, Wanted wanted = Wanted::a_guard(),
                     bool event_moment = true) {
  for (const BadCase& c : cases) {
    const std::vector<Problem> problems = problems_of(c.source, wanted, event_moment);
    ASSERT_EQ(problems.size(), 1U) << c.source << "\n" << describe(problems);
    EXPECT_EQ(problems[0].code, c.code) << c.source << "\n" << describe(problems);
    EXPECT_EQ(c.source.substr(problems[0].offset, problems[0].width), c.place) << c.source;
    EXPECT_NE(problems[0].hint, "") << c.source << "\n" << describe(problems);
    EXPECT_NE(describe(problems).find(c.part), std::string::npos) << c.source << "\n"
                                                                  << describe(problems);
  }
}

TEST(Checker, NamesWhatItDoesNotKnowAndWhatIsNear) {
  expect_problems({
      {"lead.budgett > money('1 EUR')", kUnknownField, "budgett", "did you mean lead.budget?"},
      {"has(lead.projekt)", kUnknownField, "projekt", "did you mean lead.project?"},
      {"event.raeson == 'invalid'", kUnknownField, "raeson", "did you mean event.reason?"},
      {"lead.channel == 'phone'", kUnknownField, "channel", "did you mean event.channel?"},
      {"has(person.emial)", kUnknownField, "emial", "did you mean person.email?"},
      {"led.vip", kUnknownName, "led", "did you mean lead?"},
      {"vip", kUnknownName, "vip", "write lead.vip"},
      {"points > 3", kUnknownName, "points", "write event.points"},
      {"lead.source == web", kUnknownName, "web", "texts are written in quotes"},
      {"lead", kUnknownName, "lead", "only its fields"},
      {"lead.project > todai", kUnknownName, "todai", "did you mean today?"},
      {"lead.project > today + dais(3)", kUnknownFunction, "dais", "did you mean days(...)?"},
      {"frobnicate(1)", kUnknownFunction, "frobnicate", "no function"},
      {"now.year > 3", kUnknownField, "year", "has no fields"},
      {"lead.source.length > 3", kUnknownField, "length", "a text has no fields"},
  });
}

TEST(Checker, NamesBothTypesOfAMixedComparison) {
  expect_problems({
      {"lead.budget > 20000", kNotForTypes, ">", "money and a number"},
      {"lead.budget > 20000", kNotForTypes, ">", "money(\"20000 EUR\")"},
      {"lead.source == 3", kNotForTypes, "==", "a text and a number"},
      {"lead.project == 'soon'", kNotForTypes, "==", "a date and a text"},
      {"lead.vip != 1", kNotForTypes, "!=", "a yes or no and a number"},
      {"lead.attempts <= 1.5", kNotForTypes, "<=", "a number and a double"},
      {"days(1) < hours(24)", kNotForTypes, "<", "a number of days and a duration"},
      {"lead.attempts in ['a']", kNotForTypes, "'a'", "a number and a text"},
      {"lead.source in ['a', 2, 'b']", kNotForTypes, "2", "a text and a number"},
      {"lead.source in 'abc'", kNotForTypes, "'abc'", "needs a list, this is a text"},
  });
}

TEST(Checker, RefusesOperandsThatAnOperatorDoesNotTake) {
  expect_problems({
      {"lead.source && lead.vip", kNotForTypes, "lead.source", "joins yes or no"},
      {"lead.vip || lead.score", kNotForTypes, "lead.score", "write has(...)"},
      {"!lead.score", kNotForTypes, "!", "does not take a number"},
      {"-lead.source == 'a'", kNotForTypes, "-", "does not take a text"},
      {"lead.project > today + 365", kNotForTypes, "+", "days(3)"},
      {"lead.project > days(3) - today", kNotForTypes, "-", "a number of days and a date"},
      {"lead.project + lead.project == today", kNotForTypes, "+", "a date and a date"},
      {"days(3) * days(2) == days(6)", kNotForTypes, "*", "days"},
      {"lead.budget + 5 > lead.offer", kNotForTypes, "+", "money(\"20000 EUR\")"},
      {"lead.received_at > now - days('3')", kBadArguments, "'3'", "counts a number"},
      {"days() > days(1)", kBadArguments, "days()", "takes one argument"},
      {"days(1, 2) > days(1)", kBadArguments, "days(1, 2)", "takes one argument"},
      {"lead.score.days() > days(1)", kBadArguments, "days", "write days(...)"},
      {"has(lead.score, lead.vip)", kBadArguments, "has(lead.score, lead.vip)", "one argument"},
      {"has(lead)", kBadHas, "lead", "write has(lead.project)"},
      {"has(lead.score > 3)", kBadHas, "lead.score > 3", "takes a field"},
      {"has(lead.source.size)", kBadHas, "lead.source.size", "takes a field"},
      {"hours(9223372036854775807) > hours(1)", kOutOfRange, "hours(9223372036854775807)",
       "64 bits"},
  });
}

TEST(Checker, ReadsAmountsInTheCurrencyOfTheRules) {
  expect_problems({
      {"lead.budget > money('20000 USD')", kBadMoney, "'20000 USD'", "no amount in EUR"},
      {"lead.budget > money('20000')", kBadMoney, "'20000'", "write money(\"20000 EUR\")"},
      {"lead.budget > money('1.234 EUR')", kBadMoney, "'1.234 EUR'", "no amount"},
      {"lead.budget > money('1. EUR')", kBadMoney, "'1. EUR'", "no amount"},
      {"lead.budget > money('.5 EUR')", kBadMoney, "'.5 EUR'", "no amount"},
      {"lead.budget > money('1,000 EUR')", kBadMoney, "'1,000 EUR'", "no amount"},
      {"lead.budget > money(' EUR')", kBadMoney, "' EUR'", "no amount"},
      // one cent more than 64 bits hold
      {"lead.budget > money('92233720368547758.08 EUR')", kBadMoney, "'92233720368547758.08 EUR'",
       "no amount"},
      {"lead.budget > money(5)", kBadMoney, "5", "no amount"},
  });
}

class NamesWithoutCurrency : public TestNames {
 public:
  std::string_view currency() const override { return {}; }
};

TEST(Checker, WantsACurrencyForAmounts) {
  const Compiled compiled =
      compile("lead.budget > money('5 EUR')", NamesWithoutCurrency(), Wanted::a_guard(), true);
  ASSERT_EQ(compiled.problems.size(), 1U);
  EXPECT_EQ(compiled.problems[0].code, kBadMoney);
  EXPECT_EQ(compiled.problems[0].hint, "write currency: EUR above");
}

TEST(Checker, KnowsTheTextsOfAField) {
  expect_problems({
      {"event.reason == 'invald'", kNotOneOf, "'invald'", "did you mean \"invalid\"?"},
      {"'invald' != event.reason", kNotOneOf, "'invald'", "did you mean \"invalid\"?"},
      {"lead.vehicle == 'boat'", kNotOneOf, "'boat'", "one of new, used"},
      {"event.reason in ['invalid', 'duplicat']", kNotOneOf, "'duplicat'", "\"duplicate\"?"},
  });
}

TEST(Checker, ReadsPersonalFieldsOnlyThroughHas) {
  EXPECT_TRUE(problems_of("has(lead.nickname) && has(person.email)").empty());
  expect_problems({
      {"lead.nickname == 'Jo'", kPersonal, "lead.nickname", "only has(...)"},
      {"person.email == 'jo@example.com'", kPersonal, "person.email", "only has(...)"},
  });
}

class NamesWithoutPerson : public TestNames {
 public:
  NamesWithoutPerson() { names(Scope::person).clear(); }
};

TEST(Checker, SaysThatThePersonComesLaterWhenItHasNoNames) {
  const Compiled compiled =
      compile("has(person.email)", NamesWithoutPerson(), Wanted::a_guard(), true);
  ASSERT_EQ(compiled.problems.size(), 1U);
  EXPECT_EQ(compiled.problems[0].code, kComesLater);
}

TEST(Checker, SaysWhatComesLater) {
  expect_problems({{"lead.appointment == date('2026-11-22')", kComesLater, "date", "`date`"}});
}

TEST(Checker, TakesAllThatCelHas) {
  for (const char* source : {
           "lead.vip ? true : false",
           "lead.source.startsWith('w') && size(lead.source) > 3",
           "[1, 2].all(x, x > lead.score)",
           "lead.source + 'x' == 'webx'",
           "lead.score / 2 > 3 && lead.score % 2 == 1",
           "1.5 + 1.5 == 3.0 && -(1.5) < 3.0",
           "1u + 2u == 3u && b'a' == b'a'",
           "lead.received_at - now > hours(3)",
           "today - lead.project > days(3)",
           "now - lead.project > hours(3)",
           "'a' in {'a': 1} && {'a': 1}.a == 1 && {'a': 1}['a'] == 1",
           "[lead.source] == ['web']",
           "lead.score in [1, lead.attempts] && lead.project in [today]",
           "lead.received_at.getHours('Europe/Paris') < 9",
           "lead.source.matches('^w.*b$')",
           "cel.bind(s, lead.score, s > 3 && s < 9)",
       }) {
    EXPECT_EQ(describe(problems_of(source)), "") << source;
  }
}

TEST(Checker, RefusesWhatFunctionsDoNotTake) {
  expect_problems({
      {"size(lead.score) > 3", kBadArguments, "size(lead.score)", "does not take a number"},
      {"startsWith(lead.source, 'w')", kBadArguments, "startsWith(lead.source, 'w')",
       "does not take a text, a text"},
      {"lead.source.startsWit('w')", kUnknownFunction, "startsWit", "did you mean startsWith"},
      {"lead.source.matches('(')", kBadArguments, "'('", "the pattern is wrong"},
      {"lead.source.matches(lead.owner)", kBadArguments, "lead.owner", "in quotes"},
      {"now.getHours('Europe/Pari') > 3", kBadArguments, "'Europe/Pari'", "Europe/Paris"},
      {"lead.project == null", kNotForTypes, "==", "ask has(lead.project)"},
  });
}

TEST(Checker, KnowsCalendarsChannelsAndOutcomes) {
  expect_problems({
      {"open('showrom')", kBadArguments, "'showrom'", "did you mean \"showroom\"?"},
      {"open(lead.source)", kBadArguments, "lead.source", "in quotes"},
      {"open()", kBadArguments, "open()", "takes a calendar"},
      {"open('showroom', 3)", kBadArguments, "3", "takes a time, this is a number"},
      {"attempts('phne') > 1", kBadArguments, "'phne'", "did you mean \"phone\"?"},
      {"attempts('phone', 'no_anser') > 1", kBadArguments, "'no_anser'", "\"no_answer\""},
      // Messages bounce, attempts do not.
      {"attempts('email', 'bounced') > 1", kBadArguments, "'bounced'", "an outcome of an attempt"},
      {"attempts() > 1", kBadArguments, "attempts()", "takes a channel"},
  });
  expect_problems({{"open('showroom')", kOutsideEvent, "open", "no event is being decided"}},
                  Wanted::a_guard(), false);
}

TEST(Checker, KnowsPlaces) {
  EXPECT_TRUE(problems_of("distance(lead.home, place('48.8566, 2.3522')) < 20000").empty());
  EXPECT_TRUE(problems_of("lead.home", Wanted::a_value(Type::place)).empty());
  const char* const far_or_near = "distance(lead.home, place(\"48.8566, 2.3522\")) < 20000";
  expect_problems({
      {"lead.home < lead.shop", kNotForTypes, "<", "a place and a place"},
      {"lead.home >= place('1, 1')", kNotForTypes, ">=", far_or_near},
      {"lead.home - lead.shop > 3", kNotForTypes, "-", far_or_near},
      {"lead.home == '48.8566, 2.3522'", kNotForTypes, "==", "place(\"48.8566, 2.3522\")"},
      {"lead.home in ['48.8566, 2.3522']", kNotForTypes, "'48.8566, 2.3522'", "a place and a text"},
      {"lead.home", kWrongResult, "lead.home", "this is a place"},
      {"lead.home.latitude > 3", kUnknownField, "latitude", "a place has no fields"},
      {"size(lead.home) > 3", kBadArguments, "size(lead.home)", "does not take a place"},
      {"lead.home in {place('1, 1'): 1}", kNotForTypes, "place('1, 1')", "is no key"},
      {"place('48.8566') == lead.home", kBadPlace, "'48.8566'", "this is no place"},
      {"place('48,8566; 2,3522') == lead.home", kBadPlace, "'48,8566; 2,3522'", "48.8566, 2.3522"},
      {"place('2.3522, 248.8566') == lead.home", kBadPlace, "'2.3522, 248.8566'", "-180 to 180"},
      {"place(lead.source) == lead.home", kBadPlace, "lead.source", "in quotes"},
      {"place(48.8566, 2.3522) == lead.home", kBadArguments, "place(48.8566, 2.3522)",
       "write place(\"48.8566, 2.3522\")"},
      {"distance('store') < 20000", kBadArguments, "distance('store')",
       "place(\"48.8566, 2.3522\")"},
      {"distance(lead.home) < 20", kBadArguments, "distance(lead.home)",
       "place(\"48.8566, 2.3522\")"},
      {"distance(lead.home, '48.8566, 2.3522') < 20", kBadArguments,
       "distance(lead.home, '48.8566, 2.3522')", "place(\"48.8566, 2.3522\")"},
      {"lead.home.distance(lead.shop) < 20", kBadArguments, "lead.home.distance(lead.shop)",
       "write distance(...)"},
      {"distance(lead.home, lead.shop) < 0.5", kNotForTypes, "<", "a number and a double"},
  });
}

TEST(Checker, RefusesContainersThatDoNotFit) {
  expect_problems({
      {"[1, 'a'] == [1]", kNotForTypes, "'a'", "this is a text beside a number"},
      {"lead.source[0] == 'a'", kNotForTypes, "[", "a number out of a text"},
      {"[1] == lead.source", kNotForTypes, "==", "a list and a text"},
      {"2.0 in {1.5: 1}", kNotForTypes, "1.5", "is no key"},
      {"lead.score.all(x, x > 0)", kNotForTypes, "lead.score", "goes over a list or a map"},
      {"[1].all(x, x)", kNotForTypes, "x", "this is a number"},
      {"[1].all(1, true)", kBadArguments, "1", "the name of a variable"},
      {"[1].all(x, y > 0)", kUnknownName, "y", "nothing called `y`"},
      {"lead.vip ? 1 : 'a'", kNotForTypes, "?", "a number and a text"},
  });
}

TEST(Checker, HasNoMessages) {
  expect_problems({{"Lead{name: 1}", kNotInGuards, "{", "messages"}});
}

TEST(Checker, WantsAYesOrNoOfAGuard) {
  expect_problems({
      {"lead.score", kWrongResult, "lead.score", "a guard answers yes or no, this is a number"},
      {"lead.score + 1", kWrongResult, "lead.score + 1", "this is a number"},
      {"'yes'", kWrongResult, "'yes'", "this is a text"},
  });
}

TEST(Checker, WantsADateOrATimeOfAMoment) {
  const Wanted moment = Wanted::a_moment();
  EXPECT_TRUE(problems_of("lead.project - days(90)", moment, false).empty());
  EXPECT_TRUE(problems_of("lead.appointment + hours(1)", moment, false).empty());
  expect_problems({{"days(3)", kWrongResult, "days(3)", "a number of days"}}, moment, false);
  expect_problems({{"lead.vip", kWrongResult, "lead.vip", "a yes or no"}}, moment, false);
}

TEST(Checker, WantsTheTypeOfTheFieldThatIsSet) {
  EXPECT_TRUE(problems_of("lead.score + 1", Wanted::a_value(Type::number)).empty());
  EXPECT_TRUE(problems_of("today + days(3)", Wanted::a_value(Type::date)).empty());
  EXPECT_TRUE(problems_of("today + days(3)", Wanted::a_value(Type::time)).empty());
  expect_problems({{"now", kWrongResult, "now", "the field is a date, this is a time"}},
                  Wanted::a_value(Type::date));
  expect_problems({{"5", kWrongResult, "5", "money(\"20000 EUR\")"}}, Wanted::a_value(Type::money));
  const TestNames names;
  const Wanted vehicle = Wanted::a_value(*names.find(Scope::lead, "vehicle"));
  EXPECT_TRUE(problems_of("'new'", vehicle).empty());
  expect_problems({{"'newe'", kNotOneOf, "'newe'", "did you mean \"new\"?"}}, vehicle);
}

TEST(Checker, KnowsNoPresentOutsideTheMomentOfAnEvent) {
  expect_problems(
      {
          {"today + days(3)", kOutsideEvent, "today", "no event is being decided"},
          {"now", kOutsideEvent, "now", "only fields of the lead"},
          {"event.at", kOutsideEvent, "event", "no event is being decided"},
      },
      Wanted::a_moment(), false);
  expect_problems({{"has(event.at)", kOutsideEvent, "event", "no event"}}, Wanted::a_guard(),
                  false);
}

TEST(Checker, ShowsThePartThatAlwaysFails) {
  struct Case {
    std::string_view source, place, part;
  };
  const TestNames names;
  for (const Case& c : std::vector<Case>{
           {"1 / 0 == 1", "1 / 0", "divided by zero"},
           {"lead.vip && lead.score > 3 % 0", "3 % 0", "divided by zero"},
           {"lead.score > 9223372036854775807 + 1", "9223372036854775807 + 1", "64 bits"},
           {"{'a': 1, 'a': 2}['a'] == lead.score", "{'a': 1, 'a': 2}", "each key once"},
           {"{'a': 1}['b'] == 1", "{'a': 1}['b']", "no such key"},
           {"[1, 2][2] == lead.score", "[1, 2][2]", "counted from 0"},
           {"int('x') < lead.score", "int('x')", "a value that it takes"},
           {"optional.none().value() == 1", "optional.none().value()", "orValue"},
           {"[1, 0].all(x, 6 / x > 1)", "[1, 0].all(x, 6 / x > 1)", "divided by zero"},
           {"cel.bind(s, lead.score, s > 3 / 0)", "3 / 0", "divided by zero"},
       }) {
    const Compiled compiled = compile(c.source, names, Wanted::a_guard(), true);
    ASSERT_TRUE(compiled.failing) << c.source << describe(compiled.problems);
    const Problem& problem = *compiled.failing;
    EXPECT_EQ(problem.code, kFails);
    EXPECT_EQ(c.source.substr(problem.offset, problem.width), c.place) << c.source;
    EXPECT_NE(describe({problem}).find(c.part), std::string::npos) << describe({problem});
  }
}

TEST(Checker, SaysNothingOfPartsThatMayNotFail) {
  const TestNames names;
  for (const char* source :
       {"true || 1 / 0 == 1", "lead.score / lead.attempts > 1", "[1, 0].all(x, lead.score / x > 1)",
        "timestamp('0001-01-01T00:00:00Z').getFullYear() < lead.score", "size('abc') > lead.score",
        "now > timestamp('2026-01-01T00:00:00Z')", "{'a': 1}[?'b'].orValue(2) > lead.score",
        "has(lead.score) ? [1].size() == 1 : open('showroom')"}) {
    const Compiled compiled = compile(source, names, Wanted::a_guard(), true);
    ASSERT_TRUE(compiled.program) << source << describe(compiled.problems);
    EXPECT_FALSE(compiled.failing) << source << describe({*compiled.failing});
  }
}

TEST(Checker, SaysAllProblemsInTheOrderOfTheText) {
  const std::vector<Problem> problems =
      problems_of("lead.scor > 3 && lead.budget > 5 || lead.source == 1 && size(lead.score) > 2");
  ASSERT_EQ(problems.size(), 4U) << describe(problems);
  EXPECT_EQ(problems[0].code, kUnknownField);
  EXPECT_EQ(problems[1].code, kNotForTypes);
  EXPECT_EQ(problems[2].code, kNotForTypes);
  EXPECT_EQ(problems[3].code, kBadArguments);
}

TEST(Checker, SaysAtMostTwentyProblems) {
  std::string source = "x == 1";
  for (int i = 0; i < 30; ++i) source += " || x == 1";
  EXPECT_EQ(problems_of(source).size(), 20U);
}

TEST(Checker, ShowsTextsOfTheAuthorCutAndWithoutControlCharacters) {
  const std::string source = "lead.vehicle == '\\x1b[31m" + std::string(3000, 'x') + "'";
  const std::vector<Problem> problems = problems_of(source);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].message.find('\x1b'), std::string::npos);
  EXPECT_LT(problems[0].message.size(), 100U);
}

}  // namespace
}  // namespace relance::expr
