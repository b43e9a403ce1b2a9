#include "expr/type_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace relance::expr {
namespace {

struct SimpleType {
  std::string_view name;
  ValueType type;
};

// Of several names of one type the first is the one that is written.
constexpr std::array<SimpleType, 19> kSimple{{
    {"bool", ValueType::boolean},
    {"int", ValueType::integer},
    {"uint", ValueType::unsigned_integer},
    {"double", ValueType::real},
    {"string", ValueType::text},
    {"bytes", ValueType::bytes},
    {"null_type", ValueType::null},
    {"null", ValueType::null},
    {"dyn", ValueType::dyn},
    {"timestamp", ValueType::instant},
    {"google.protobuf.Timestamp", ValueType::instant},
    {"duration", ValueType::duration},
    {"google.protobuf.Duration", ValueType::duration},
    {"any", ValueType::dyn},
    {"google.protobuf.Any", ValueType::dyn},
    {"date", ValueType::date},
    {"days", ValueType::days},
    {"money", ValueType::money},
    {"place", ValueType::place},
}};

constexpr std::array<SimpleType, 6> kMade{{{"list", ValueType::list},
                                           {"map", ValueType::map},
                                           {"optional_type", ValueType::optional},
                                           {"optional", ValueType::optional},
                                           {"type", ValueType::type},
                                           {"wrapper", ValueType::wrapper}}};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Types that null may stand for.
bool is_nullable(ExprType type) {
  return type.head == ValueType::null || type.head == ValueType::named ||
         type.head == ValueType::wrapper || type.head == ValueType::optional ||
         type.head == ValueType::instant || type.head == ValueType::duration;
}

}  // namespace

std::vector<std::string_view> divided(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')') --depth;
    if (text[at] != ',' || depth > 0) continue;
    parts.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  if (!text.empty()) parts.push_back(text.substr(begin));
  return parts;
}

ExprType TypeTable::made(ValueType head, std::vector<ExprType> parts, std::string_view name) {
  details_.push_back({std::move(parts), std::string(name)});
  return {head, static_cast<std::uint32_t>(details_.size() - 1)};
}

ExprType TypeTable::fresh() {
  bound_.emplace_back();
  return {ValueType::parameter, static_cast<std::uint32_t>(bound_.size() - 1)};
}

std::optional<ExprType> TypeTable::read(std::string_view text, Parameters& parameters) {
  text = trimmed(text);
  if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z') {
    const auto [found, is_new] = parameters.try_emplace(std::string(text));
    if (is_new) found->second = fresh();
    return found->second;
  }
  for (const SimpleType& simple : kSimple) {
    if (simple.name == text) return simple.type;
  }
  if (text == "type" || text == "list" || text == "map") {
    return read_made(text, text == "map" ? "dyn, dyn" : "dyn", parameters);
  }
  const std::size_t open = text.find('(');
  if (text.empty() || open == 0) return {};
  if (open == std::string_view::npos) return made(ValueType::named, {}, text);
  if (!text.ends_with(')')) return {};
  return read_made(text.substr(0, open), text.substr(open + 1, text.size() - open - 2), parameters);
}

std::optional<ExprType> TypeTable::read_made(std::string_view head, std::string_view inner,
                                             Parameters& parameters) {
  const auto found = std::find_if(kMade.begin(), kMade.end(),
                                  [&](const SimpleType& made) { return made.name == head; });
  std::vector<ExprType> parts;
  if (inner.empty()) return {};
  for (const std::string_view part : divided(inner)) {
    const auto type = read(part, parameters);
    if (!type) return {};
    parts.push_back(*type);
  }
  if (found == kMade.end()) return made(ValueType::named, std::move(parts), head);
  if (parts.size() != (found->type == ValueType::map ? 2U : 1U)) return {};
  return made(found->type, std::move(parts));
}

std::string TypeTable::parts_text(ExprType type) const {
  std::string text;
  for (const ExprType part : parts(type)) text += (text.empty() ? "" : ", ") + this->text(part);
  return "(" + text + ")";
}

std::string TypeTable::text(ExprType type) const {
  type = bound(type);
  if (type.head == ValueType::named) {
    const std::string& name = details_[type.detail].name;
    return parts(type).empty() ? name : name + parts_text(type);
  }
  if (type.head == ValueType::parameter) return "dyn";
  if (type.head == ValueType::instant) return "google.protobuf.Timestamp";
  if (type.head == ValueType::duration) return "google.protobuf.Duration";
  for (const SimpleType& made : kMade) {
    if (made.type == type.head) return std::string(made.name) + parts_text(type);
  }
  for (const SimpleType& simple : kSimple) {
    if (simple.type == type.head) return std::string(simple.name);
  }
  return "error";
}

ExprType TypeTable::bound(ExprType type) const {
  while (type.head == ValueType::parameter && bound_[type.detail].head != ValueType::unknown) {
    type = bound_[type.detail];
  }
  return type;
}

bool TypeTable::same(ExprType a, ExprType b) const {
  a = bound(a);
  b = bound(b);
  if (a.head != b.head) return false;
  if (a.head == ValueType::parameter) return a.detail == b.detail;
  const std::vector<ExprType>&left = parts(a), &right = parts(b);
  return details_[a.detail].name == details_[b.detail].name &&
         std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](ExprType x, ExprType y) { return same(x, y); });
}

bool TypeTable::refers_to(ExprType type, ExprType parameter) const {
  type = bound(type);
  if (type.head == ValueType::parameter) return type.detail == parameter.detail;
  const std::vector<ExprType>& inner = parts(type);
  return std::any_of(inner.begin(), inner.end(),
                     [&](ExprType part) { return refers_to(part, parameter); });
}

/// `parameter` stands for `given` from now on, together with what it stood for before.
bool TypeTable::bind(ExprType parameter, ExprType given) {
  const ExprType before = bound_[parameter.detail];
  if (before.head == ValueType::unknown) {
    if (same(parameter, given)) return true;
    if (refers_to(given, parameter)) return false;
    bound_[parameter.detail] = given;
    return true;
  }
  if (!takes(before, given) && !takes(given, before)) return false;
  const ExprType both = most_general(given, before);
  if (!same(both, parameter) && !refers_to(both, parameter)) bound_[parameter.detail] = both;
  return true;
}

bool TypeTable::takes_parts(ExprType wanted, ExprType given) {
  const std::size_t size = parts(wanted).size();
  if (details_[wanted.detail].name != details_[given.detail].name || size != parts(given).size()) {
    return false;
  }
  for (std::size_t n = 0; n < size; ++n) {
    if (!takes(parts(wanted)[n], parts(given)[n])) return false;
  }
  return true;
}

bool TypeTable::takes(ExprType wanted, ExprType given) {
  if (wanted.head == ValueType::parameter) return bind(wanted, given);
  if (given.head == ValueType::parameter) return bind(given, wanted);
  const auto any = [](ExprType type) {
    return type.head == ValueType::dyn || type.head == ValueType::unknown;
  };
  if (any(wanted) || any(given)) return true;
  if (given.head == ValueType::null) return is_nullable(wanted);
  if (wanted.head == ValueType::wrapper || given.head == ValueType::wrapper) {
    const ExprType a = wanted.head == ValueType::wrapper ? first(wanted) : wanted;
    const ExprType b = given.head == ValueType::wrapper ? first(given) : given;
    return takes(a, b);
  }
  if (wanted.head != given.head) return false;
  return wanted.head == ValueType::type || takes_parts(wanted, given);
}

bool TypeTable::is_less_specific(ExprType a, ExprType b) const {
  a = bound(a);
  b = bound(b);
  const auto open = [](ExprType type) {
    return type.head == ValueType::dyn || type.head == ValueType::parameter;
  };
  if (a.head == ValueType::dyn || b.head == ValueType::dyn) return a.head == ValueType::dyn;
  if (open(a) || open(b)) return open(a);
  if (b.head == ValueType::null) return is_nullable(a);
  if (a.head == ValueType::wrapper && b.head != ValueType::wrapper) return true;
  if (a.head != b.head) return false;
  const std::vector<ExprType>&left = parts(a), &right = parts(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](ExprType x, ExprType y) { return is_less_specific(x, y); });
}

ExprType TypeTable::most_general(ExprType a, ExprType b) { return is_less_specific(a, b) ? a : b; }

ExprType TypeTable::resolved(ExprType type) {
  type = bound(type);
  if (type.head == ValueType::parameter) return ValueType::dyn;
  if (parts(type).empty()) return type;
  std::vector<ExprType> inner = parts(type);
  for (ExprType& part : inner) part = resolved(part);
  const std::string name = details_[type.detail].name;
  return made(type.head, std::move(inner), name);
}

}  // namespace relance::expr
