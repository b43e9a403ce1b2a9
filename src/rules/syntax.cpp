#include "rules/syntax.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/codes.hpp"
#include "rules/open_quote.hpp"

namespace relance::rules {
namespace {

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

std::string_view trimmed(std::string_view line) {
  line.remove_prefix(indentation(line));
  line = line.substr(0, line.find(" #"));
  while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
  return line;
}

bool says_nothing(std::string_view line) { return line.empty() || line.front() == '#'; }

/// Of a line that cannot follow the one above it; empty when it can.
std::string cannot_follow(const Source& source, int number) {
  int above = number - 1;
  while (above > 0 && says_nothing(trimmed(source.line(above)))) --above;
  if (above == 0) return {};
  const std::string_view line = trimmed(source.line(above));
  if (line.back() == ':') return {};
  const bool has_colon = line.find(':') != std::string_view::npos;
  if (has_colon && line.find(": ") == std::string_view::npos) {
    return fmt::format("a colon is followed by a space: `stage: new` (line {})", above);
  }
  if (indentation(source.line(number)) <= indentation(source.line(above))) return {};
  if (!has_colon) return fmt::format("is the colon missing at the end of line {}?", above);
  return fmt::format("this line is indented further than line {}, which has its value: align them",
                     above);
}

/// Whether a condition or computed date without quotes begins before `column`.
bool inside_expression(std::string_view line, std::size_t column) {
  const std::string_view before = line.substr(0, column);
  return before.find("if:") != std::string_view::npos ||
         before.find(" at: ") != std::string_view::npos ||
         before.find("{at: ") != std::string_view::npos;
}

/// The way out of a syntax error; `message` is the parser's, `at` a byte of the text.
std::string hint_for(const Source& source, std::size_t at, std::string_view message) {
  const auto says = [&](std::string_view part) {
    return message.find(part) != std::string_view::npos;
  };
  const Source::Place place = source.place(at);
  if (inside_expression(source.line(place.line), static_cast<std::size_t>(place.column))) {
    return "put the whole expression in single quotes, and texts in it in double ones: "
           "`if: 'lead.source == \"web\"'`";
  }
  if (says("illegal map value")) {
    const std::string hint = cannot_follow(source, place.line);
    return hint.empty() ? "a text with a colon and a space in it is put in quotes" : hint;
  }
  if (says("unknown token")) return "what begins with @, % or ` is put in quotes";
  if (says("flow")) return "is a bracket `{` or `[`, or a quote, not closed here or further up?";
  if (says("end of map") || says("end of sequence")) {
    return "is a line indented differently from its neighbours, or a bracket not closed?";
  }
  return "look at indentation, quotes, brackets and colons here and in the line above";
}

/// The last tab that indents a line at or before `at`; npos when there is none.
std::size_t indenting_tab(std::string_view text, std::size_t at) {
  std::size_t found = std::string_view::npos;
  bool indents = true;
  for (std::size_t i = 0; i < text.size() && (i <= at || indents); ++i) {
    if (indents && text[i] == '\t') found = i;
    indents = text[i] == '\n' || (indents && (text[i] == ' ' || text[i] == '\t'));
  }
  return found;
}

void add_open_quote(Problems& problems, const OpenQuote& quote) {
  const Span opens{static_cast<std::uint32_t>(quote.at), 1};
  problems.add(Code::syntax, opens,
               quote.closes
                   ? "this is not YAML: the quote that opens here is not closed in its line"
                   : "this is not YAML: the quote that opens here is never closed",
               "close it where its text ends; a single quote inside a text is written twice: `''`");
}

}  // namespace

void tell_syntax(Problems& problems, std::uint32_t at, const std::string& message) {
  if (const auto quote = open_quote(problems.source().text()); quote && quote->at <= at) {
    return add_open_quote(problems, *quote);
  }
  const std::size_t tab = indenting_tab(problems.source().text(), at);
  if (tab == std::string_view::npos) {
    problems.add(Code::syntax, {at, 1}, "this is not YAML: " + message,
                 hint_for(problems.source(), at, message));
  } else {
    problems.add(Code::syntax, {static_cast<std::uint32_t>(tab), 1},
                 "this is not YAML: a tab indents this line", "indent with spaces");
  }
}

}  // namespace relance::rules
