#include "expr/advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/printable.hpp"
#include "base/source.hpp"
#include "expr/builtins.hpp"
#include "expr/operators.hpp"

namespace relance::expr {
namespace {

struct Instead {
  std::string_view word, written;
};

/// Marks of other languages; those of mathematics and of word processors.
constexpr std::array<Instead, 12> kMarks{{
    {"&", "&&"},
    {"|", "||"},
    {"\u2265", ">="},
    {"\u2264", "<="},
    {"\u2260", "!="},
    {"\u00d7", "*"},
    {"\u00f7", "/"},
    {"\u2212", "-"},
    {"\u2013", "-"},
    {"\u2014", "-"},
    {"~", "!"},
    {"^", "&&, || or !"},
}};

/// Words that join or compare elsewhere.
constexpr std::array<Instead, 17> kWords{{
    {"and", "&&"},
    {"et", "&&"},
    {"und", "&&"},
    {"or", "||"},
    {"ou", "||"},
    {"oder", "||"},
    {"is", "=="},
    {"est", "=="},
    {"ist", "=="},
    {"eq", "=="},
    {"ne", "!="},
    {"gt", ">"},
    {"gte", ">="},
    {"lt", "<"},
    {"lte", "<="},
    {"mod", "%"},
    {"in", "in (in small letters)"},
}};

/// Functions that authors write between two values.
constexpr std::array<Instead, 4> kBetween{{
    {"contains", "contains"},
    {"like", "contains"},
    {"startswith", "startsWith"},
    {"matches", "matches"},
}};

std::string folded(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

template <std::size_t N>
std::string_view written_for(const std::array<Instead, N>& table, std::string_view word) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Instead& entry) { return entry.word == word; });
  return found == table.end() ? std::string_view() : found->written;
}

bool is_quote(std::string_view mark) {
  constexpr std::array<std::string_view, 9> kQuotes{
      "\u201c", "\u201d", "\u201e", "\u2018", "\u2019", "\u201a", "\u00ab", "\u00bb", "\u00b4"};
  return std::find(kQuotes.begin(), kQuotes.end(), mark) != kQuotes.end();
}

Complaint lone_equals(std::string_view before, std::string_view after) {
  const char next = after.empty() ? '\0' : after.front();
  const char last = before.empty() ? '\0' : before.back();
  if (next == '>' || next == '<') {
    return {fmt::format("`={}` is no comparison", next), fmt::format("write {}=", next)};
  }
  if (last == '=') return {"`===` is no comparison", "write =="};
  return {"`=` is no comparison", "write =="};
}

bool is_word(const Token& token) { return token.kind == TokenKind::identifier; }

bool is_number(const Token& token) {
  return token.kind == TokenKind::integer || token.kind == TokenKind::real;
}

bool is_text(ValueType type) { return type == ValueType::text; }

}  // namespace

Complaint strange_character(std::string_view source, std::size_t offset, std::size_t size) {
  const std::string_view mark = source.substr(offset, size);
  if (mark == "=") return lone_equals(source.substr(0, offset), source.substr(offset + 1));
  if (const std::string_view written = written_for(kMarks, mark); !written.empty()) {
    return {fmt::format("`{}` means nothing here", mark), fmt::format("write {}", written)};
  }
  if (is_quote(mark)) {
    return {fmt::format("`{}` is not a quote of CEL", mark),
            "texts are written in straight quotes: \"...\""};
  }
  const std::uint32_t value = code_point(source, offset, size);
  if (is_invisible(value) || commands_terminal(value)) {
    return {fmt::format("an invisible character ({}) stands here", code_point_name(value)),
            "delete it, and type a plain space if one is needed"};
  }
  if (mark == "\u20ac" || mark == "$" || mark == "\u00a3") {
    return {fmt::format("`{}` cannot stand outside a text here", mark),
            "amounts are written with their currency: money(\"20000 EUR\")"};
  }
  return {fmt::format("`{}` cannot stand outside a text here", mark),
          mark == ";" ? "leave it out"
                      : "names have a-z, 0-9 and _, and texts stand in quotes: \"...\""};
}

std::string number_with_unit(std::string_view number, std::string_view unit) {
  const bool currency = unit.size() == 3 && std::all_of(unit.begin(), unit.end(), [](char c) {
                          return c >= 'A' && c <= 'Z';
                        });
  if (currency) return fmt::format("amounts are written money(\"{} {}\")", number, unit);
  if (folded(unit) == "k") return fmt::format("write all its digits: {}000", number);
  if (folded(unit) == "km") return "distances are whole metres: 60 km is 60000";
  if (folded(unit) == "m") return "distances are whole metres, minutes are written minutes(30)";
  return "lengths of time are written days(3), hours(2), minutes(30)";
}

std::string misplaced(const Token& before, const Token& token) {
  const std::string word = is_word(token) ? folded(token.text) : std::string();
  if (const std::string_view written = written_for(kWords, word); !written.empty()) {
    return fmt::format("write {}", written);
  }
  if (const std::string_view function = written_for(kBetween, word); !function.empty()) {
    return fmt::format("write lead.source.{}(\"web\")", function);
  }
  if (is_word(before) && folded(before.text) == "not") return "write ! before what is not to be";
  if (word == "then" || word == "else" || word == "when") {
    return "a choice is written condition ? this : that";
  }
  if (is_number(before) && (is_number(token) || token.kind == TokenKind::comma)) {
    return "numbers are written without blanks and commas: 20000, 1.5";
  }
  if (is_number(before) && is_word(token)) return number_with_unit("20000", token.text);
  if (before.kind == TokenKind::less && token.kind == TokenKind::greater) return "write !=";
  if (token.kind == TokenKind::end) return "is something missing at the end, or a bracket open?";
  if (token.kind == TokenKind::close_round || token.kind == TokenKind::close_square ||
      token.kind == TokenKind::close_brace) {
    return "is something missing before it, or one bracket too many?";
  }
  return "conditions are joined by && or ||, and texts stand in quotes: \"...\"";
}

std::string yes_or_no_from(const Node& node, ValueType type) {
  if (node.kind == NodeKind::select)
    return "compare it by ==, <, > or in; to ask whether it is known, write has(...)";
  if (is_text(type)) return "compare it: lead.source == \"web\"";
  return type == ValueType::integer ? "compare it: lead.attempts > 3"
                                    : "compare it with something by ==, <, > or in";
}

std::string instead_of(std::string_view function) {
  if (function == "date") return "write timestamp(\"2026-12-24T00:00:00Z\")";
  return "count in days: days(30), days(365)";
}

std::string operands_for(Operator op, ValueType left, ValueType right, std::string_view currency) {
  const std::string known = hint_for(op, left, right, currency);
  if (!known.empty()) return known;
  const auto either = [&](auto fits) { return fits(left) || fits(right); };
  if (either(is_point_in_time) && is_comparison(op)) {
    return "compare it with a date or time: today + days(30), timestamp(\"2026-12-24T00:00:00Z\")";
  }
  if (left == ValueType::date && left == right) return "dates are subtracted: today - lead.project";
  if (either(is_length_of_time))
    return "lengths of time are written days(3), hours(2), minutes(30)";
  if (left == ValueType::list || right == ValueType::list) {
    return "to look for one of several, write lead.source in [\"web\", \"walk_in\"]";
  }
  if (either([](ValueType type) { return type == ValueType::boolean; })) {
    return "what is yes or no stands alone, or behind !";
  }
  if (either(is_text)) return "texts stand in quotes, numbers do not";
  if (either([](ValueType type) { return type == ValueType::money; })) {
    return "money is added, subtracted and compared with money";
  }
  return "both sides must be of one type: docs/expressions.md lists them";
}

}  // namespace relance::expr
