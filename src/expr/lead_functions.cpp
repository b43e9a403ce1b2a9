// open() and attempts(): what a rule asks of its calendars and of the lead's past.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/suggest.hpp"
#include "expr/type_checker.hpp"
#include "relance/core/record.hpp"
#include "relance/event.hpp"

namespace relance::expr {
namespace {

template <class Enum>
std::vector<std::string_view> words(int count, bool (*fits)(Enum)) {
  std::vector<std::string_view> result;
  for (int n = 1; n < count; ++n) {
    if (fits(static_cast<Enum>(n))) result.push_back(name(static_cast<Enum>(n)));
  }
  return result;
}

bool any_channel(Channel) { return true; }

}  // namespace

/// Whether an argument is a text that stands there in quotes and is one of `known`; says so when
/// not.
bool TypeChecker::is_word(const Node& node, std::size_t argument, std::string_view of,
                          const std::vector<std::string_view>& known) {
  const Node& word = ast_[node.children[argument]];
  if (word.kind != NodeKind::text) {
    say(word.span, kBadArguments,
        fmt::format("`{}` takes {} that stands here in quotes", node.text, of),
        fmt::format("write \"{}\"", known.empty() ? "name" : known.front()));
    return false;
  }
  if (std::find(known.begin(), known.end(), word.text) != known.end()) return true;
  const std::string_view near = closest(word.text, known);
  say(word.span, kBadArguments, fmt::format("\"{}\" is not {}", shown(word.text), of),
      !near.empty()   ? fmt::format("did you mean \"{}\"?", near)
      : known.empty() ? std::string(environment_.names->why_no_calendars())
                      : fmt::format("there are {}", fmt::join(known, ", ")));
  return false;
}

/// open("showroom") now, or open("showroom", lead.appointment).
ExprType TypeChecker::visit_open(const Node& node, Meaning& meaning) {
  if (node.children.empty() || node.children.size() > 2) {
    say(node.span, kBadArguments, "`open` takes a calendar, and a time if it is not now",
        "write open(\"showroom\") or open(\"showroom\", lead.appointment)");
    return ValueType::boolean;
  }
  const std::vector<std::string_view> known = environment_.names->calendars();
  if (is_word(node, 0, "a calendar", known)) {
    meaning.number = environment_.names->calendar(ast_[node.children[0]].text).value_or(0);
  }
  if (node.children.size() == 1) {
    resolver_.in_event_moment(node.mark, "open");
    return ValueType::boolean;
  }
  const ExprType type = visit(node.children[1]);
  if (is_point_in_time(type)) {
    meanings_[node.children[1]].as_instant = type.head == ValueType::date;
  } else if (type.head != ValueType::unknown) {
    say(ast_[node.children[1]].span, kBadArguments,
        fmt::format("`open` takes a time, this is {}", phrase(type)),
        "write open(\"showroom\", lead.appointment)");
  }
  return ValueType::boolean;
}

/// attempts("phone"), or attempts("phone", "no_answer").
ExprType TypeChecker::visit_attempts(const Node& node, Meaning& meaning) {
  if (node.children.empty() || node.children.size() > 2) {
    say(node.span, kBadArguments, "`attempts` takes a channel, and an outcome if not all count",
        "write attempts(\"phone\") or attempts(\"phone\", \"no_answer\")");
    return ValueType::integer;
  }
  const auto channels = words<Channel>(kChannels, any_channel);
  if (is_word(node, 0, "a channel", channels)) {
    meaning.number = static_cast<int>(*channel_named(ast_[node.children[0]].text));
  }
  if (node.children.size() == 1) return ValueType::integer;
  const auto outcomes = words<Outcome>(kOutcomes, is_attempt);
  if (is_word(node, 1, "an outcome of an attempt", outcomes)) {
    // The channel below, the outcome above.
    meaning.number |= static_cast<int>(*outcome_named(ast_[node.children[1]].text)) << 8;
  }
  return ValueType::integer;
}

}  // namespace relance::expr
