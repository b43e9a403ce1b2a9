// Each pair of rules differs in what the author would tell a colleague in one sentence: that
// sentence is what is expected.
#include "relance/difference.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace relance {
namespace {

constexpr std::string_view kRules = R"(relance: 1
name: shop
timezone: Europe/Paris
currency: EUR
initial: came
calendars:
  shop:
    open: {mon-fri: [09:00-12:00, 14:00-18:00], sat: [09:00-18:00]}
    closed: [2026-12-24]
lead:
  budget: {type: money}
  kind: {type: text, one_of: [new, used]}
watch: {every: 2 open days, do: [{alert: boss}]}
states:
  came:
    stage: new
    enter: [{call: first_call, within: 2 min}, {alert: boss}]
    events:
      reached:
        - {to: rich, if: 'lead.budget > money("1000 EUR")'}
        - {to: talking}
      lost: gone
  rich:
    stage: contacted
    events: {lost: gone}
  talking:
    stage: contacted
    events: {sold: won, lost: gone}
    after: [{delay: 7 d, do: [{call: follow_up}]}, {delay: 540 d, raise: lost, with: {reason: cold}}]
  won: {stage: sold}
  gone: {stage: lost, events: {reached: talking}}
benchmarks: {minimum: {sold: 13% of leads}}
)";

std::shared_ptr<const Workflow> compiled(const std::string& text) {
  Compiled compiled = compile(text, "shop.yaml");
  if (!compiled.workflow) throw std::runtime_error(to_text(compiled.diagnostics));
  return compiled.workflow;
}

/// kRules with other words for some.
std::string edited(std::initializer_list<std::pair<std::string_view, std::string_view>> edits) {
  std::string text(kRules);
  for (const auto& [old_words, new_words] : edits) {
    for (std::size_t at = text.find(old_words);;) {
      if (at == std::string::npos)
        throw std::runtime_error("no such words: " + std::string(old_words));
      text.replace(at, old_words.size(), new_words);
      at = text.find(old_words, at + new_words.size());
      if (at == std::string::npos) break;
    }
  }
  return text;
}

std::vector<std::string> told(const std::string& before, const std::string& after) {
  std::vector<std::string> lines;
  for (const Difference& each : differences(*compiled(before), *compiled(after))) {
    lines.push_back(to_text(each));
  }
  return lines;
}

struct Case {
  std::string name;
  std::initializer_list<std::pair<std::string_view, std::string_view>> edits;
  std::vector<std::string> expected;  // from kRules to the edited text
  std::vector<std::string> turned;    // and back
};

class Differences : public testing::TestWithParam<Case> {};

TEST_P(Differences, AreToldInTheWordsOfTheTrade) {
  const std::string other = edited(GetParam().edits);
  EXPECT_EQ(told(std::string(kRules), other), GetParam().expected);
  EXPECT_EQ(told(other, std::string(kRules)), GetParam().turned);
}

using Lines = std::vector<std::string>;

const Case kCases[] = {
    {"delay",
     {{"within: 2 min", "within: 5 min"}},
     Lines{"came, on entry, first call: 2 min > 5 min"},
     Lines{"came, on entry, first call: 5 min > 2 min"}},
    {"limit_goes",
     {{", within: 2 min", ""}},
     Lines{"came, on entry, first call: no longer: within 2 min"},
     Lines{"came, on entry, first call: new: within 2 min"}},
    {"opening",
     {{"sat: [09:00-18:00]", "sat: [09:00-17:00]"}},
     Lines{"calendar shop, open, sat: 09:00-18:00 > 09:00-17:00"},
     Lines{"calendar shop, open, sat: 09:00-17:00 > 09:00-18:00"}},
    {"closed_on_saturday",
     {{", sat: [09:00-18:00]", ""}},
     Lines{"calendar shop, open, sat: 09:00-18:00 > closed"},
     Lines{"calendar shop, open, sat: closed > 09:00-18:00"}},
    {"closed_day",
     {{"[2026-12-24]", "[2026-12-24, 2026-12-26]"}},
     Lines{"calendar shop, closed: new: 2026-12-26"},
     Lines{"calendar shop, closed: no longer: 2026-12-26"}},
    {"effect",
     {{"[{alert: boss}]}", "[{alert: boss}, {send: news, by: email}]}"}},
     Lines{"watch, then: new: send news by email"},
     Lines{"watch, then: no longer: send news by email"}},
    {"watch",
     {{"2 open days", "1 open day"}},
     Lines{"watch: 2 open days > 1 open day"},
     Lines{"watch: 1 open day > 2 open days"}},
    {"guard",
     {{"1000 EUR", "2000 EUR"}},
     Lines{"came, on reached, to rich: lead.budget > money(\"1000 EUR\") > "
           "lead.budget > money(\"2000 EUR\")"},
     Lines{"came, on reached, to rich: lead.budget > money(\"2000 EUR\") > "
           "lead.budget > money(\"1000 EUR\")"}},
    {"field",
     {{"kind: {type: text, one_of: [new, used]}", "kind: {type: text, one_of: [new, demo]}"}},
     Lines{"field kind, one_of: no longer: used", "field kind, one_of: new: demo"},
     Lines{"field kind, one_of: no longer: demo", "field kind, one_of: new: used"}},
    {"field_added",
     {{"lead:\n", "lead:\n  city: {type: text}\n"}},
     Lines{"field city: new"},
     Lines{"field city: no longer"}},
    {"whole_section",
     {{"\nwatch:",
       "\ndeadlines:\n"
       "  attempt: {from: received, until: attempted, within: 1 h, breach: [{alert: boss}]}\n"
       "  reply: {from: received, until: reached, within: 2 h, breach: [{alert: boss}]}\nwatch:"}},
     Lines{"deadline attempt: new", "deadline reply: new"},
     Lines{"deadline attempt: no longer", "deadline reply: no longer"}},
    {"after",
     {{"delay: 7 d", "delay: 3 d"}},
     Lines{"talking, later, call follow up: 7 d > 3 d"},
     Lines{"talking, later, call follow up: 3 d > 7 d"}},
    {"order",
     {{"[{call: first_call, within: 2 min}, {alert: boss}]",
       "[{alert: boss}, {call: first_call, within: 2 min}]"}},
     Lines{"came, on entry, order: first call, alert boss > alert boss, first call"},
     Lines{"came, on entry, order: alert boss, first call > first call, alert boss"}},
    {"renamed",
     {{"talking", "in_talk"}},
     Lines{"state talking: now in_talk, as it seems"},
     Lines{"state in_talk: now talking, as it seems"}},
    {"renamed_and_changed",
     {{"talking", "in_talk"}, {"delay: 7 d", "delay: 3 d"}},
     Lines{"state talking: now in_talk, as it seems", "in_talk, later, call follow up: 7 d > 3 d"},
     Lines{"state in_talk: now talking, as it seems", "talking, later, call follow up: 3 d > 7 d"}},
    {"state_added",
     {{"  won: {stage: sold}",
       "  won: {stage: sold}\n  sleeping: {stage: nurture, events: {reached: talking, lost: "
       "gone}}"},
      {"lost: gone}\n    after", "lost: gone, postponed: sleeping}\n    after"}},
     Lines{"talking, on postponed: new: to sleeping", "state sleeping: new"},
     Lines{"state sleeping: no longer", "talking, on postponed: no longer: to sleeping"}},
    {"benchmark",
     {{"13%", "14%"}},
     Lines{"benchmark minimum, sold: 13.00% of leads > 14.00% of leads"},
     Lines{"benchmark minimum, sold: 14.00% of leads > 13.00% of leads"}},
};

INSTANTIATE_TEST_SUITE_P(Rules, Differences, testing::ValuesIn(kCases),
                         [](const auto& each) { return each.param.name; });

TEST(DifferencesOfTheSame, AreNoneWhateverTheLayout) {
  const std::string layout =
      edited({{"name: shop", "name: 'shop'   # ours"}, {"{to: talking}", "{to: talking, do: []}"}});
  EXPECT_EQ(told(std::string(kRules), layout), Lines{});
}

TEST(DifferencesInSomething, AreNeverNone) {
  for (const Case& each : kCases) {
    const auto before = compiled(std::string(kRules)), after = compiled(edited(each.edits));
    EXPECT_EQ(differences(*before, *after).empty(), before->fingerprint() == after->fingerprint())
        << each.name;
  }
}

TEST(DifferencesInHolidays, NameAFewAndCountTheRest) {
  const auto lines =
      told(std::string(kRules), edited({{"[2026-12-24]", "[2026-12-24, {holidays: FR}]"}}));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].rfind("calendar shop, closed: new: 2010-01-01, ", 0), 0u) << lines[0];
  EXPECT_NE(lines[0].find(" more"), std::string::npos) << lines[0];
}

}  // namespace
}  // namespace relance
