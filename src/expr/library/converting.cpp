// Conversions between types, type() and base64.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "base/source.hpp"
#include "expr/library/library.hpp"
#include "expr/library/text_values.hpp"
#include "expr/library/time_values.hpp"
#include "expr/library/values.hpp"

namespace relance::expr {
namespace {

constexpr double kTwoTo63 = 9'223'372'036'854'775'808.0;

/// All of `text` as a number; it may begin with a plus sign, as only to_real allows.
template <class T>
bool read(std::string_view text, T& value) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size() && !text.empty();
}

Scalar to_integer(Machine&, const Arguments& a) {
  if (a.size() != 1) return no_overload();
  const Scalar& value = a[0];
  switch (value.kind) {
    case Scalar::integer:
      return value;
    case Scalar::unsigned_integer:
      if (value.number < 0) return Scalar::failure(Scalar::overflow);
      return Scalar::of(Scalar::integer, value.number);
    case Scalar::real: {
      // The border itself is refused: what was meant may lie beyond it.
      const double real = value.real_value;
      if (!(real > -kTwoTo63 && real < kTwoTo63)) return Scalar::failure(Scalar::overflow);
      return Scalar::of(Scalar::integer, static_cast<std::int64_t>(real));
    }
    case Scalar::text: {
      std::int64_t number = 0;
      return read(value.view(), number) ? Scalar::of(Scalar::integer, number) : bad_argument();
    }
    case Scalar::instant:
      return Scalar::of(Scalar::integer, seconds_of(value));
    default:
      return no_overload();
  }
}

Scalar to_unsigned(Machine&, const Arguments& a) {
  if (a.size() != 1) return no_overload();
  const Scalar& value = a[0];
  switch (value.kind) {
    case Scalar::unsigned_integer:
      return value;
    case Scalar::integer:
      if (value.number < 0) return Scalar::failure(Scalar::overflow);
      return Scalar::of(Scalar::unsigned_integer, value.number);
    case Scalar::real: {
      const double real = value.real_value;
      if (!(real >= 0 && real < 2 * kTwoTo63)) return Scalar::failure(Scalar::overflow);
      return of_unsigned(static_cast<std::uint64_t>(real));
    }
    case Scalar::text: {
      std::uint64_t number = 0;
      return read(value.view(), number) ? of_unsigned(number) : bad_argument();
    }
    default:
      return no_overload();
  }
}

Scalar to_real(Machine&, const Arguments& a) {
  if (are(a, Scalar::real)) return a[0];
  if (are(a, Scalar::integer)) return Scalar::of_real(static_cast<double>(a[0].number));
  if (are(a, Scalar::unsigned_integer)) {
    return Scalar::of_real(static_cast<double>(as_unsigned(a[0])));
  }
  if (!are(a, Scalar::text)) return no_overload();
  std::string_view text = a[0].view();
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double real = 0;
  return read(text, real) ? Scalar::of_real(real) : bad_argument();
}

Scalar to_text(Machine& machine, const Arguments& a) {
  if (a.size() != 1) return no_overload();
  const Scalar& value = a[0];
  switch (value.kind) {
    case Scalar::text:
      return value;
    case Scalar::bytes:
      if (first_invalid_utf8(value.view()) != std::string_view::npos) return bad_argument();
      return Scalar::of(value.view());
    case Scalar::boolean:
    case Scalar::integer:
    case Scalar::unsigned_integer:
    case Scalar::real:
    case Scalar::instant:
    case Scalar::duration:
      return machine.keep(plain_text(value));
    default:
      return no_overload();
  }
}

Scalar to_bytes(Machine&, const Arguments& a) {
  const bool text = are(a, Scalar::text) || are(a, Scalar::bytes);
  return text ? Scalar::of(a[0].view(), Scalar::bytes) : no_overload();
}

Scalar to_boolean(Machine&, const Arguments& a) {
  if (are(a, Scalar::boolean)) return a[0];
  if (!are(a, Scalar::text)) return no_overload();
  constexpr std::array<std::string_view, 5> kYes{"1", "t", "true", "TRUE", "True"};
  constexpr std::array<std::string_view, 5> kNo{"0", "f", "false", "FALSE", "False"};
  for (const std::string_view yes : kYes) {
    if (a[0].view() == yes) return yes_or_no(true);
  }
  for (const std::string_view no : kNo) {
    if (a[0].view() == no) return yes_or_no(false);
  }
  return bad_argument();
}

Scalar to_timestamp(Machine&, const Arguments& a) {
  if (are(a, Scalar::instant)) return a[0];
  if (are(a, Scalar::integer)) return timestamp_of(a[0].number, 0);
  if (!are(a, Scalar::text)) return no_overload();
  return read_timestamp(a[0].view()).value_or(bad_argument());
}

Scalar to_duration(Machine&, const Arguments& a) {
  if (are(a, Scalar::duration)) return a[0];
  if (are(a, Scalar::integer)) {
    const bool beyond = a[0].number > kMostSeconds || a[0].number < -kMostSeconds;
    return beyond ? Scalar::failure(Scalar::overflow) : duration_of(a[0].number, 0);
  }
  if (!are(a, Scalar::text)) return no_overload();
  return read_duration(a[0].view()).value_or(bad_argument());
}

Scalar same(Machine&, const Arguments& a) { return a.size() == 1 ? a[0] : no_overload(); }

Scalar type_of_value(Machine&, const Arguments& a) {
  return a.size() == 1 ? Scalar::of(type_name(a[0].kind), Scalar::type) : no_overload();
}

/// A type is kept as its name.
Scalar named_type(Machine&, const Arguments& a) {
  return are(a, Scalar::text) ? Scalar::of(a[0].view(), Scalar::type) : no_overload();
}

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Scalar encode(Machine& machine, const Arguments& a) {
  if (!are(a, Scalar::bytes)) return no_overload();
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : a[0].view()) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) text += kBase64[bits >> (count - 6) & 63];
  }
  if (count > 0) text += kBase64[bits << (6 - count) & 63];
  while (text.size() % 4 != 0) text += '=';
  return machine.keep(text);
}

/// With padding or without.
Scalar decode(Machine& machine, const Arguments& a) {
  if (!are(a, Scalar::text)) return no_overload();
  std::string_view text = a[0].view();
  const std::size_t whole = text.size();
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  const std::size_t padding = whole - text.size();
  const bool well_padded = padding == 0 || (padding < 3 && whole % 4 == 0);
  if (!well_padded || text.size() % 4 == 1) return bad_argument();
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = kBase64.find(c);
    if (value == std::string_view::npos) return bad_argument();
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 255);
  }
  return machine.keep(bytes, Scalar::bytes);
}

constexpr Function kFunctions[] = {
    {"int", to_integer},         {"uint", to_unsigned},     {"double", to_real},
    {"string", to_text},         {"bytes", to_bytes},       {"bool", to_boolean},
    {"timestamp", to_timestamp}, {"duration", to_duration}, {"dyn", same},
    {"type", type_of_value},     {"@type", named_type},     {"base64.encode", encode},
    {"base64.decode", decode},
};

}  // namespace

Functions converting_functions() { return kFunctions; }

}  // namespace relance::expr
