#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "expr/bindings.hpp"

namespace relance::expr {
namespace {

std::string value(std::string_view source, const Bindings& bindings,
                  Wanted wanted = Wanted::a_guard()) {
  const TestNames names;
  const Compiled compiled = compile(source, names, wanted, true);
  if (!compiled.program) return describe(compiled.problems);
  return describe(evaluate(*compiled.program, bindings));
}

std::string absent(std::string_view field) {
  const TestNames names;
  return describe(Scalar::missing(names.field(Scope::lead, field)));
}

const std::string kOverflow = describe(Scalar::failure(Scalar::overflow));
const std::string kWrongType = describe(Scalar::failure(Scalar::wrong_type));

struct Case {
  std::string_view source;
  std::string_view expected;
};

void expect_values(const std::vector<Case>& cases, const Bindings& bindings,
                   Wanted wanted = Wanted::a_guard()) {
  for (const Case& c : cases) EXPECT_EQ(value(c.source, bindings, wanted), c.expected) << c.source;
}

Bindings some_lead() {
  Bindings b;
  b.set("lead.score", number(40)).set("lead.attempts", number(-3));
  b.set("lead.source", text("web")).set("lead.vip", yes()).set("lead.spam", no());
  b.set("lead.budget", cents(2'000'000)).set("event.reason", text("invalid"));
  return b;
}

TEST(Evaluate, ComparesNumbers) {
  expect_values(
      {
          {"lead.score == 40", "true"},
          {"lead.score != 40", "false"},
          {"lead.score < 40", "false"},
          {"lead.score <= 40", "true"},
          {"lead.score > 39", "true"},
          {"lead.score >= 41", "false"},
          {"lead.attempts < -2", "true"},
          {"39 < lead.score", "true"},  // the constant may stand on the left
          {"41 <= lead.score", "false"},
          {"40 >= lead.score", "true"},
          {"lead.attempts < lead.score", "true"},
          {"lead.score - 43 == lead.attempts", "true"},
          {"-9223372036854775808 < 9223372036854775807", "true"},
      },
      some_lead());
}

// CEL orders texts by code points: "Z" (U+005A) before "a", U+00E9 after "z", U+FFFD before
// U+10000 (in UTF-16 it is the other way round).
TEST(Evaluate, OrdersTextsByCodePoints) {
  expect_values(
      {
          {"lead.source == 'web'", "true"},
          {"lead.source != 'Web'", "true"},
          {"lead.source > 'we'", "true"},
          {"'Z' < 'a'", "true"},
          {"'z' < '\u00e9'", "true"},
          {"'\uFFFD' < '\U00010000'", "true"},
          {"'' < 'a'", "true"},
          {"'a' >= 'a'", "true"},
          {"'a\\x00b' == 'a'", "false"},
      },
      some_lead());
}

TEST(Evaluate, ComparesYesAndNoDoublesAndMoney) {
  expect_values(
      {
          {"lead.vip == true", "true"},
          {"lead.spam != false", "false"},
          {"false < true", "true"},
          {"1.5 < 2.5", "true"},
          {"-0.0 == 0.0", "true"},  // IEEE 754
          {"lead.budget == money('20000 EUR')", "true"},
          {"lead.budget < money('20000.01 EUR')", "true"},
          {"lead.budget > money('-5.5 EUR')", "true"},
          {"money('0.07 EUR') + money('0.10 EUR') == money('0.17 EUR')", "true"},
          {"money('-92233720368547758.08 EUR') < lead.budget", "true"},  // the least of 64 bits
      },
      some_lead());
}

// The truth tables of CEL: an operand that decides wins over errors on either side.
TEST(Evaluate, LetsADecidingOperandWinOverFailuresAndAbsencesFromEitherSide) {
  const std::string failing = "lead.score + 9223372036854775807 > 0";
  const std::string missing = "lead.owner == 'x'";
  const std::string none = absent("owner");
  const std::vector<std::vector<std::string>> cases{
      {"lead.spam && " + failing, "false"},  {failing + " && lead.spam", "false"},
      {"lead.spam && " + missing, "false"},  {missing + " && lead.spam", "false"},
      {"lead.vip && " + missing, none},      {missing + " && lead.vip", none},
      {"lead.vip && " + failing, kOverflow}, {failing + " && lead.vip", kOverflow},
      {"lead.vip || " + failing, "true"},    {failing + " || lead.vip", "true"},
      {missing + " || lead.vip", "true"},    {"lead.spam || " + missing, none},
      {missing + " || lead.spam", none},     {failing + " || lead.spam", kOverflow},
      {"!(" + missing + ")", none},          {"!(" + failing + ")", kOverflow},
  };
  for (const auto& c : cases) EXPECT_EQ(value(c[0], some_lead()), c[1]) << c[0];
}

// Ours: a failure must reach the trace whatever the order of the operands.
TEST(Evaluate, LetsAFailureWinOverAnAbsence) {
  const std::string failing = "lead.score + 9223372036854775807 > 0";
  const std::string missing = "lead.owner == 'x'";
  for (const char* op : {" && ", " || ", " == "}) {
    EXPECT_EQ(value("(" + failing + ")" + op + "(" + missing + ")", some_lead()), kOverflow) << op;
    EXPECT_EQ(value("(" + missing + ")" + op + "(" + failing + ")", some_lead()), kOverflow) << op;
  }
}

TEST(Evaluate, NamesTheFirstAbsentFieldInTheText) {
  const Bindings b = some_lead();
  EXPECT_EQ(value("lead.owner == 'x' && lead.offer > lead.budget", b), absent("owner"));
  EXPECT_EQ(value("lead.offer > lead.budget && lead.owner == 'x'", b), absent("offer"));
  EXPECT_EQ(value("lead.vip && lead.offer > lead.budget || lead.owner == 'x'", b), absent("offer"));
  EXPECT_EQ(value("lead.delivery > lead.project", b), absent("delivery"));
  EXPECT_EQ(value("!(lead.appointment + hours(1) > now)", b), absent("appointment"));
}

TEST(Evaluate, JoinsLongAndNestedChains) {
  expect_values(
      {
          {"lead.vip && lead.vip && lead.vip && lead.spam && lead.vip", "false"},
          {"lead.spam || lead.spam || lead.spam || lead.vip || lead.spam", "true"},
          {"lead.owner == 'x' && lead.vip && lead.vip && lead.spam", "false"},
          {"(lead.spam || lead.vip) && (lead.vip || lead.spam)", "true"},
          {"lead.vip && (lead.vip && (lead.vip && lead.spam))", "false"},
          {"((lead.vip && lead.vip) && lead.vip) && lead.spam", "false"},
          {"(lead.owner == 'x' && lead.vip) || lead.vip", "true"},
          {"lead.vip || (lead.owner == 'x' && lead.vip)", "true"},
          {"(lead.owner == 'x' || lead.spam) && lead.spam", "false"},
          {"!(lead.spam && lead.vip) && !!lead.vip", "true"},
          {"(lead.spam && lead.vip) == (lead.vip && lead.spam)", "true"},
          {"(lead.vip && lead.vip) == lead.spam || lead.spam", "false"},
      },
      some_lead());
}

TEST(Evaluate, AsksWhetherAFieldHasAValue) {
  const Bindings b = some_lead().set("person.email", yes()).set("lead.nickname", yes());
  expect_values(
      {
          {"has(lead.score)", "true"},
          {"has(lead.owner)", "false"},
          {"!has(lead.owner) && has(event.reason)", "true"},
          {"has(event.at)", "false"},
          {"has(lead.spam)", "true"},  // a `no` is a value
          {"has(person.email) && has(lead.nickname)", "true"},
          {"has(lead.owner) && lead.owner == 'x'", "false"},
          {"has(lead.owner) == false", "true"},
      },
      b);
}

// Lyons lies 391.5 km from Paris; the oracle of distances is that of the room model.
TEST(Evaluate, ComparesPlacesAndTellsHowFarTheyAreApart) {
  const Bindings b = some_lead().set("lead.home", place({48'856'600, 2'352'200}));
  expect_values(
      {
          {"lead.home == place('48.8566, 2.3522')", "true"},
          {"place('48.85660, 2.35220000001') != lead.home", "false"},
          {"place('0, 180') == place('0, -180') && place('90, 1') == place('90, 2')", "true"},
          {"lead.home in [place('1, 1'), place('48.8566,2.3522')]", "true"},
          {"lead.home in [place('1, 1')]", "false"},
          {"{'paris': place('48.8566, 2.3522')}['paris'] == lead.home", "true"},
          {"distance(lead.home, place('45.764, 4.8357')) == 391499", "true"},
          {"distance(place('45.764, 4.8357'), lead.home) <= 391498", "false"},
          {"distance(lead.home, lead.home) == 0", "true"},
          {"(distance(lead.home, place('0, 0')) + 1) / 1000 > 5000", "true"},
          {"[place('45.764, 4.8357'), place('48.85, 2.35')].exists(p, distance(p, lead.home) < "
           "20000)",
           "true"},
          {"has(lead.home) && !has(lead.shop)", "true"},
          {"distance(lead.home, lead.shop) < 20000", absent("shop")},
          {"lead.shop == lead.home", absent("shop")},
          {"!has(lead.shop) || distance(lead.home, lead.shop) < 20000", "true"},
      },
      b);
  EXPECT_EQ(
      value("distance(lead.home, place('48.8566, 2.3521'))", b, Wanted::a_value(Type::number)),
      "7");
  EXPECT_EQ(value("has(lead.home) ? lead.home : lead.shop", b, Wanted::a_value(Type::place)),
            "place " + std::to_string(packed({48'856'600, 2'352'200})));
}

TEST(Evaluate, LooksForConstantsInLists) {
  expect_values(
      {
          {"event.reason in ['invalid', 'duplicate']", "true"},
          {"event.reason in ['duplicate', 'gone_cold']", "false"},
          {"lead.score in [1, 40]", "true"},
          {"lead.attempts in [-3]", "true"},
          {"lead.score in [39, 41]", "false"},
          {"lead.vip in [false, true]", "true"},
          {"lead.budget in [money('20000 EUR')]", "true"},
          {"days(3) in [days(2), days(3)]", "true"},
          {"lead.source in []", "false"},
          {"'web' in ['web']", "true"},
          {"!(lead.source in ['phone'])", "true"},
          {"(!has(lead.budget) || lead.vip) in [true]", "true"},
          {"(has(lead.vip) || lead.vip) in [true]", "true"},
          {"(has(lead.vip) && lead.vip) in [true]", "true"},
      },
      some_lead());
  EXPECT_EQ(value("lead.owner in ['a']", some_lead()), absent("owner"));
}

TEST(Evaluate, CountsInWholeNumbersOf64Bits) {
  expect_values(
      {
          {"lead.score + 2", "42"},
          {"lead.score - -2", "42"},
          {"lead.score * lead.attempts", "-120"},
          {"2 + 3 * 4 - 1", "13"},
          {"-lead.score", "-40"},
          {"-(-9223372036854775807) + 1 - 1", kOverflow},  // the sum passes beyond the range
          {"9223372036854775807 - lead.attempts", kOverflow},
          {"-9223372036854775808 + lead.attempts", kOverflow},
          {"-(lead.score - 40 + -9223372036854775808)", kOverflow},
          {"lead.score * 9223372036854775807", kOverflow},
          {"-9223372036854775808 * (lead.score - 41)", kOverflow},
      },
      some_lead(), Wanted::a_value(Type::number));
}

std::string a_date(int year, unsigned month, unsigned day) {
  return describe(date(year, month, day));
}
std::string a_time(Instant t) { return describe(time(t)); }

TEST(Evaluate, MovesDatesByDays) {
  Bindings b;
  b.set("lead.project", date(2026, 12, 24)).set("lead.score", number(7));
  const std::vector<std::pair<std::string_view, std::string>> cases{
      {"lead.project + days(8)", a_date(2027, 1, 1)},
      {"lead.project - days(24)", a_date(2026, 11, 30)},
      {"days(8) + lead.project", a_date(2027, 1, 1)},
      {"lead.project - days(-8)", a_date(2027, 1, 1)},
      {"lead.project + days(lead.score)", a_date(2026, 12, 31)},
      {"lead.project + (days(3) + days(lead.score) - days(1))", a_date(2027, 1, 2)},
      {"lead.project - -days(8)", a_date(2027, 1, 1)},
      {"today", a_date(2026, 11, 21)},
  };
  for (const auto& [source, expected] : cases) {
    EXPECT_EQ(value(source, b, Wanted::a_value(Type::date)), expected) << source;
  }
}

// The date of the rules' zone, not of UTC: 23:30 UTC is past midnight in Paris.
TEST(Evaluate, TakesTodayInTheZoneOfTheRules) {
  Bindings b;
  b.at(utc(2026, 11, 21, 22, 59));
  EXPECT_EQ(value("today", b, Wanted::a_moment()), a_date(2026, 11, 21));
  b.at(utc(2026, 11, 21, 23, 0));
  EXPECT_EQ(value("today", b, Wanted::a_moment()), a_date(2026, 11, 22));
  EXPECT_EQ(value("now", b, Wanted::a_moment()), a_time(utc(2026, 11, 21, 23)));
}

// In Paris 28 March 2026 has 24 hours, 29 March 23 (02:00 becomes 03:00), 25 October 25.
TEST(Evaluate, MovesTimesByDaysOnTheClockAndByHoursInPlainTime) {
  Bindings b;
  b.set("lead.appointment", time(utc(2026, 3, 28, 11)));  // 12:00 in Paris
  const std::vector<std::pair<std::string_view, std::string>> cases{
      {"lead.appointment + days(1)", a_time(utc(2026, 3, 29, 10))},  // 12:00 in summer time
      {"lead.appointment + hours(24)", a_time(utc(2026, 3, 29, 11))},
      {"days(1) + lead.appointment", a_time(utc(2026, 3, 29, 10))},
      {"lead.appointment - days(1)", a_time(utc(2026, 3, 27, 11))},
      {"lead.appointment - minutes(90)", a_time(utc(2026, 3, 28, 9, 30))},
      {"hours(2) + minutes(30) + lead.appointment", a_time(utc(2026, 3, 28, 13, 30))},
      {"lead.appointment + days(211)", a_time(utc(2026, 10, 25, 11))},  // 12:00 in winter time
  };
  for (const auto& [source, expected] : cases) {
    EXPECT_EQ(value(source, b, Wanted::a_moment()), expected) << source;
  }
}

TEST(Evaluate, CountsHoursOfADateFromItsFirstInstant) {
  Bindings b;
  b.set("lead.project", date(2026, 3, 29));
  const std::vector<std::pair<std::string_view, std::string>> cases{
      {"lead.project + hours(0)", a_time(utc(2026, 3, 28, 23))},
      {"lead.project + hours(3)", a_time(utc(2026, 3, 29, 2))},  // 04:00, since an hour is skipped
      {"lead.project - minutes(1)", a_time(utc(2026, 3, 28, 22, 59))},
      {"minutes(1) + lead.project", a_time(utc(2026, 3, 28, 23, 1))},
  };
  for (const auto& [source, expected] : cases) {
    EXPECT_EQ(value(source, b, Wanted::a_moment()), expected) << source;
  }
  EXPECT_EQ(value("lead.project", b, Wanted::a_value(Type::time)), a_time(utc(2026, 3, 28, 23)));
}

TEST(Evaluate, ComparesADateAndATimeByTheFirstInstantOfTheDate) {
  Bindings b;
  b.set("lead.project", date(2026, 11, 21)).set("lead.appointment", time(utc(2026, 11, 20, 23)));
  expect_values(
      {
          {"lead.appointment == lead.project", "true"},  // 00:00 in Paris
          {"lead.project <= lead.appointment", "true"},
          {"lead.appointment + minutes(1) > lead.project", "true"},
          {"lead.appointment - minutes(1) > lead.project", "false"},
          {"lead.project < now", "true"},  // 10:00 in Paris on the same day
          {"lead.project == today", "true"},
          {"today + days(1) > now", "true"},
      },
      b);
  EXPECT_EQ(value("lead.delivery < now", b), absent("delivery"));
}

TEST(Evaluate, ComparesLengthsOfTime) {
  expect_values(
      {
          {"days(3) > days(2)", "true"},
          {"hours(1) == minutes(60)", "true"},
          {"hours(2) - minutes(30) == minutes(90)", "true"},
      },
      Bindings());
}

TEST(Evaluate, FailsWhereDatesAndTimesLeaveTheYears1900To2199) {
  Bindings b;
  b.set("lead.project", date(2199, 12, 31)).set("lead.delivery", date(1900, 1, 1));
  b.set("lead.appointment", time(kLatest)).set("lead.score", number(INT64_MAX));
  const std::vector<std::pair<std::string_view, std::string>> cases{
      {"lead.project + days(0)", a_date(2199, 12, 31)},
      {"lead.project + days(1)", kOverflow},
      {"lead.delivery - days(1)", kOverflow},
      {"lead.delivery + days(lead.score)", kOverflow},
      {"lead.delivery - days(-9223372036854775808)", kOverflow},
      {"lead.appointment + minutes(1)", kOverflow},
      {"lead.appointment + days(1)", kOverflow},
      {"lead.appointment - days(lead.score)", kOverflow},
      {"lead.appointment + hours(lead.score)", kOverflow},
      {"now - hours(2562047788)", kOverflow},
      {"lead.delivery - hours(1)", kOverflow},
  };
  for (const auto& [source, expected] : cases) {
    EXPECT_EQ(value(source, b, Wanted::a_moment()), expected) << source;
  }
}

TEST(Evaluate, FailsOnAValueOfAnotherTypeThanDeclared) {
  Bindings b;
  b.set("lead.score", text("many")).set("lead.source", number(3)).set("lead.vip", number(1));
  expect_values(
      {
          {"lead.score > 3", kWrongType},
          {"lead.source == 'web'", kWrongType},
          {"lead.source in ['web']", kWrongType},
          {"lead.vip", kWrongType},
          {"lead.score + 1 > 3", kWrongType},
          {"has(lead.score)", "true"},
      },
      b);
}

TEST(Evaluate, GivesTextsOfFieldsAndOfTheProgram) {
  EXPECT_EQ(value("lead.source", some_lead(), Wanted::a_value(Type::text)), "\"web\"");
  EXPECT_EQ(value("'it is \"so\"'", some_lead(), Wanted::a_value(Type::text)), "\"it is \"so\"\"");
}

}  // namespace
}  // namespace relance::expr
