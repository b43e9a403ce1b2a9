// Texts: their size and parts, and the extension of strings. Places are counted in code points.
#include <algorithm>
#include <string>

#include "base/source.hpp"
#include "expr/library/format.hpp"
#include "expr/library/library.hpp"
#include "expr/library/values.hpp"

namespace relance::expr {
namespace {

Scalar of_number(std::size_t value) {
  return Scalar::of(Scalar::integer, static_cast<std::int64_t>(value));
}

Scalar size(Machine&, const Arguments& a) {
  if (are(a, Scalar::text)) return of_number(count_code_points(a[0].view()));
  const bool counted = are(a, Scalar::bytes) || are(a, Scalar::list) || are(a, Scalar::map);
  return counted ? of_number(a[0].size) : no_overload();
}

/// The byte at which code point `place` begins, the size of the text at its end, npos beyond.
std::size_t byte_at(std::string_view text, std::int64_t place) {
  if (place < 0) return std::string_view::npos;
  std::size_t at = 0;
  for (; place > 0 && at < text.size(); --place) {
    at += std::max<std::size_t>(1, code_point_size(text, at));
  }
  return place > 0 ? std::string_view::npos : at;
}

Scalar char_at(Machine&, const Arguments& a) {
  if (!are(a, Scalar::text, Scalar::integer)) return no_overload();
  const std::string_view text = a[0].view();
  const std::size_t at = byte_at(text, a[1].number);
  if (at == std::string_view::npos) return bad_argument();
  if (at == text.size()) return Scalar::of(std::string_view());
  return Scalar::of(text.substr(at, std::max<std::size_t>(1, code_point_size(text, at))));
}

Scalar substring(Machine&, const Arguments& a) {
  const bool open = are(a, Scalar::text, Scalar::integer);
  if (!open && !are(a, Scalar::text, Scalar::integer, Scalar::integer)) return no_overload();
  const std::string_view text = a[0].view();
  const std::size_t from = byte_at(text, a[1].number);
  const std::size_t to = open ? text.size() : byte_at(text, a[2].number);
  const bool inside = from != std::string_view::npos && to != std::string_view::npos && from <= to;
  return inside ? Scalar::of(text.substr(from, to - from)) : bad_argument();
}

template <char first, char last, int by>
Scalar cased(Machine& machine, const Arguments& a) {
  if (!are(a, Scalar::text)) return no_overload();
  std::string text(a[0].view());
  for (char& c : text) {
    if (c >= first && c <= last) c = static_cast<char>(c + by);
  }
  return machine.keep(text);
}

/// The size of the blank that begins at a place, 0 when none does: Unicode's White_Space.
std::size_t blank_at(std::string_view text, std::size_t at) {
  constexpr std::string_view kBlanks[] = {
      " ",      "\t",     "\n",     "\v",     "\f",     "\r",     "\u0085", "\u00a0", "\u1680",
      "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008",
      "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
  const auto first = static_cast<unsigned char>(text[at]);
  if (first > ' ' && first < 0x80) return 0;  // most letters; no need to look through the table
  for (const std::string_view blank : kBlanks) {
    if (text.substr(at).starts_with(blank)) return blank.size();
  }
  return 0;
}

Scalar trim(Machine&, const Arguments& a) {
  if (!are(a, Scalar::text)) return no_overload();
  const std::string_view text = a[0].view();
  std::size_t begin = 0;
  while (begin < text.size() && blank_at(text, begin) > 0) begin += blank_at(text, begin);
  std::size_t end = begin;
  for (std::size_t at = begin; at < text.size();) {
    const std::size_t blank = blank_at(text, at);
    at += blank > 0 ? blank : std::max<std::size_t>(1, code_point_size(text, at));
    if (blank == 0) end = at;
  }
  return Scalar::of(text.substr(begin, end - begin));
}

Scalar reverse(Machine& machine, const Arguments& a) {
  if (!are(a, Scalar::text)) return no_overload();
  const std::string_view text = a[0].view();
  std::string result(text.size(), '\0');
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = std::max<std::size_t>(1, code_point_size(text, at));
    text.copy(result.data() + (text.size() - at - size), size, at);
    at += size;
  }
  return machine.keep(result);
}

Scalar join(Machine& machine, const Arguments& a) {
  if (!are(a, Scalar::list) && !are(a, Scalar::list, Scalar::text)) return no_overload();
  const std::string_view between = a.size() == 2 ? a[1].view() : std::string_view();
  std::string result;
  for (std::uint32_t n = 0; n < a[0].size; ++n) {
    if (a[0][n].kind != Scalar::text) return no_overload();
    if (n > 0) result += between;
    result += a[0][n].view();
    if (result.size() > Arena::kMost) return Scalar::failure(Scalar::too_large);
  }
  return machine.keep(result);
}

Scalar format(Machine& machine, const Arguments& a) {
  if (!are(a, Scalar::text, Scalar::list)) return no_overload();
  std::string result;
  const std::optional<Scalar::Failure> failure = format_text(a[0].view(), a[1], result);
  return failure ? Scalar::failure(*failure) : machine.keep(result);
}

Scalar quote(Machine& machine, const Arguments& a) {
  return are(a, Scalar::text) ? machine.keep(quoted(a[0].view())) : no_overload();
}

constexpr Function kFunctions[] = {
    {"size", size},
    {"charAt", char_at},
    {"substring", substring},
    {"lowerAscii", cased<'A', 'Z', 'a' - 'A'>},
    {"upperAscii", cased<'a', 'z', 'A' - 'a'>},
    {"trim", trim},
    {"reverse", reverse},
    {"join", join},
    {"format", format},
    {"strings.quote", quote},
};

}  // namespace

Functions text_functions() { return kFunctions; }

}  // namespace relance::expr
