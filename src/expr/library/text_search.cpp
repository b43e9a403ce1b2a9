// Texts within texts: searching, splitting, replacing, regular expressions.
#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "expr/library/library.hpp"
#include "expr/library/pattern.hpp"
#include "expr/library/values.hpp"

namespace relance::expr {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

std::size_t next_place(std::string_view text, std::size_t at) {
  return at + std::max<std::size_t>(1, code_point_size(text, at));
}

enum class Where { anywhere, front, back };

template <Where where>
Scalar has_part(Machine&, const Arguments& a) {
  if (!are(a, Scalar::text, Scalar::text)) return no_overload();
  const std::string_view text = a[0].view(), part = a[1].view();
  if (where == Where::front) return yes_or_no(text.starts_with(part));
  if (where == Where::back) return yes_or_no(text.ends_with(part));
  return yes_or_no(text.find(part) != kNowhere);
}

Scalar place(std::string_view text, std::size_t byte) {
  if (byte == kNowhere) return Scalar::of(Scalar::integer, -1);
  const std::size_t points = count_code_points(text.substr(0, byte));
  return Scalar::of(Scalar::integer, static_cast<std::int64_t>(points));
}

/// The byte at which code point `n` begins, kNowhere when there is none.
std::size_t byte_at(std::string_view text, std::int64_t n) {
  if (n < 0) return kNowhere;
  std::size_t at = 0;
  for (; n > 0 && at < text.size(); --n) at = next_place(text, at);
  return n > 0 ? kNowhere : at;
}

template <bool last>
Scalar index_of(Machine&, const Arguments& a) {
  const bool bounded = are(a, Scalar::text, Scalar::text, Scalar::integer);
  if (!bounded && !are(a, Scalar::text, Scalar::text)) return no_overload();
  const std::string_view text = a[0].view(), part = a[1].view();
  std::size_t from = last ? kNowhere : 0;
  if (bounded) {
    // An empty part is found at any place, even one beyond the text's end.
    from = byte_at(text, a[2].number);
    if (from == kNowhere) return part.empty() && a[2].number >= 0 ? a[2] : bad_argument();
    if (from == text.size() && !part.empty() && !text.empty())
      return Scalar::of(Scalar::integer, -1);
  }
  return place(text, last ? text.rfind(part, from) : text.find(part, from));
}

/// All of them when negative.
std::int64_t limit_of(const Arguments& a, std::size_t place) {
  const std::int64_t all = std::numeric_limits<std::int64_t>::max();
  return a.size() > place && a[place].number >= 0 ? a[place].number : all;
}

Scalar replace(Machine& machine, const Arguments& a) {
  const bool limited = are(a, Scalar::text, Scalar::text, Scalar::text, Scalar::integer);
  if (!limited && !are(a, Scalar::text, Scalar::text, Scalar::text)) return no_overload();
  const std::string_view text = a[0].view(), part = a[1].view(), by = a[2].view();
  std::string result;
  std::size_t at = 0;
  for (std::int64_t left = limit_of(a, 3); left > 0; --left) {
    const std::size_t found = text.find(part, at);
    if (found == kNowhere) break;
    result.append(text.substr(at, found - at)).append(by);
    at = found + part.size();
    if (result.size() > Arena::kMost) return Scalar::failure(Scalar::too_large);
    if (!part.empty()) continue;
    // An empty part stands before each code point and at the end.
    if (at == text.size()) return machine.keep(result);
    result += text.substr(at, next_place(text, at) - at);
    at = next_place(text, at);
  }
  return machine.keep(result.append(text.substr(at)));
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view between,
                                       std::int64_t most) {
  std::vector<std::string_view> parts;
  std::size_t at = 0;
  while (std::int64_t left = most - static_cast<std::int64_t>(parts.size())) {
    std::size_t end = left == 1 ? kNowhere : text.find(between, at);
    if (between.empty()) {
      if (at == text.size()) break;
      end = left == 1 ? kNowhere : next_place(text, at);
      if (end >= text.size()) end = kNowhere;
    }
    parts.push_back(text.substr(at, end == kNowhere ? end : end - at));
    if (end == kNowhere) break;
    at = end + between.size();
  }
  return parts;
}

Scalar split(Machine& machine, const Arguments& a) {
  const bool limited = are(a, Scalar::text, Scalar::text, Scalar::integer);
  if (!limited && !are(a, Scalar::text, Scalar::text)) return no_overload();
  const auto parts = parts_of(a[0].view(), a[1].view(), limit_of(a, 2));
  auto* const items = machine.arena().take_array<Scalar>(parts.size());
  if (items == nullptr) return Scalar::failure(Scalar::too_large);
  std::transform(parts.begin(), parts.end(), items,
                 [](std::string_view part) { return Scalar::of(part); });
  return Scalar::of_items(Scalar::list, items, static_cast<std::uint32_t>(parts.size()));
}

Scalar matches(Machine& machine, const Arguments& a) {
  if (!are(a, Scalar::text, Scalar::text)) return no_overload();
  const std::optional<bool> found =
      matches_pattern(machine.program().patterns, a[0].view(), a[1].view());
  return found ? yes_or_no(*found) : bad_argument();
}

constexpr Function kFunctions[] = {
    {"contains", has_part<Where::anywhere>},
    {"startsWith", has_part<Where::front>},
    {"endsWith", has_part<Where::back>},
    {"indexOf", index_of<false>},
    {"lastIndexOf", index_of<true>},
    {"replace", replace},
    {"split", split},
    {"matches", matches},
};

}  // namespace

Functions text_search_functions() { return kFunctions; }

}  // namespace relance::expr
