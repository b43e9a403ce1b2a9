#include "expr/resolver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/suggest.hpp"

namespace relance::expr {
namespace {

constexpr std::array<std::string_view, 3> kScopes{"lead", "event", "person"};

}  // namespace

void add_problem(std::vector<Problem>& problems, Span span, int code, std::string message,
                 std::string hint) {
  if (problems.size() >= kMostProblems) return;
  problems.push_back(
      {span.offset, std::max(span.size, 1U), code, std::move(message), std::move(hint)});
}

bool Resolver::in_event_moment(Span span, std::string_view what) {
  if (event_moment_) return true;
  add_problem(problems_, span, kOutsideEvent,
              fmt::format("`{}` is not known here: no event is being decided", what),
              "only fields of the lead may be read here");
  return false;
}

ValueType Resolver::value_named(const Node& node) {
  const bool today = node.text == "today";
  if (today || node.text == "now") {
    in_event_moment(node.mark, node.text);
    return today ? ValueType::date : ValueType::instant;
  }
  if (std::find(kScopes.begin(), kScopes.end(), node.text) != kScopes.end()) {
    add_problem(problems_, node.mark, kUnknownName,
                fmt::format("`{}` is no value, only its fields are", node.text),
                fmt::format("write {}.name", node.text));
    return ValueType::unknown;
  }
  say_unknown_value(node);
  return ValueType::unknown;
}

void Resolver::say_unknown_value(const Node& node) {
  std::string hint;
  if (names_.find(Scope::lead, node.text) != nullptr) {
    hint = fmt::format("write lead.{}", node.text);
  } else if (names_.find(Scope::event, node.text) != nullptr) {
    hint = fmt::format("write event.{}", node.text);
  } else {
    constexpr std::array<std::string_view, 8> kKnown{"lead",  "event", "person", "now",
                                                     "today", "true",  "false",  "null"};
    const std::string_view near = closest(node.text, kKnown);
    hint = near.empty() ? "texts are written in quotes, fields as lead.name or event.name"
                        : fmt::format("did you mean {}?", near);
  }
  add_problem(problems_, node.mark, kUnknownName,
              fmt::format("there is nothing called `{}`", shown(node.text)), std::move(hint));
}

Resolved Resolver::field(const Node& scope_node, const Node& field) {
  const auto found = std::find(kScopes.begin(), kScopes.end(), scope_node.text);
  if (found == kScopes.end()) {
    const bool is_value = scope_node.text == "now" || scope_node.text == "today";
    if (is_value) {
      add_problem(problems_, field.mark, kUnknownField,
                  fmt::format("`{}` has no fields", scope_node.text),
                  "its parts are asked for by functions: now.getHours(), now.getDayOfWeek()");
    } else {
      say_unknown_value(scope_node);
    }
    return {};
  }
  const auto scope = static_cast<Scope>(found - kScopes.begin());
  if (scope == Scope::event && !in_event_moment(scope_node.mark, "event")) return {};
  if (const Name* name = names_.find(scope, field.text)) return {name, scope};
  return unknown_field(field, scope);
}

Resolved Resolver::unknown_field(const Node& field, Scope scope) {
  const std::vector<std::string_view> known = names_.all(scope);
  const std::string_view owner = kScopes[static_cast<std::size_t>(scope)];
  if (scope == Scope::person && known.empty()) {
    add_problem(problems_, field.mark, kComesLater, "comes later: asking for the person",
                fmt::format("declare `{0}: {{type: text, personal: true}}` under `lead:`, let the "
                            "host tell it as {0}, and write has(lead.{0})",
                            shown(field.text)));
    return {};
  }
  const Scope other = scope == Scope::lead ? Scope::event : Scope::lead;
  std::string hint;
  if (const std::string_view near = closest(field.text, known); !near.empty()) {
    hint = fmt::format("did you mean {}.{}?", owner, near);
  } else if (names_.find(other, field.text) != nullptr) {
    hint = fmt::format("did you mean {}.{}?", kScopes[static_cast<std::size_t>(other)], field.text);
  } else if (scope == Scope::person) {
    hint = fmt::format("it has {}", fmt::join(known, ", "));
  } else if (known.empty()) {
    hint = fmt::format("there is no {} here: ask what is known of the lead, as lead.state", owner);
  } else {
    constexpr std::size_t kShown = 12;
    const auto first = known.begin();
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(known.size(), kShown));
    hint = fmt::format("declare it under `{}:`; known here: {}{}",
                       scope == Scope::lead ? "lead" : "events", fmt::join(first, last, ", "),
                       known.size() > kShown ? ", ..." : "");
  }
  add_problem(problems_, field.mark, kUnknownField,
              fmt::format("the {} has no field `{}`", owner, shown(field.text)), std::move(hint));
  return {};
}

bool Resolver::may_read(const Node& select, const Resolved& resolved) {
  if (!resolved.name->personal && resolved.scope != Scope::person) return true;
  add_problem(problems_, select.span, kPersonal,
              fmt::format("`{}` is personal: only has(...) may ask for it", shown(select.text)),
              "write has(...), or let the host tell what is not personal in another field");
  return false;
}

}  // namespace relance::expr
