#include "expr/library/text_values.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "expr/library/time_values.hpp"
#include "expr/library/values.hpp"

namespace relance::expr {

std::string_view type_name(Scalar::Kind kind) {
  switch (kind) {
    case Scalar::boolean:
      return "bool";
    case Scalar::integer:
      return "int";
    case Scalar::real:
      return "double";
    case Scalar::text:
      return "string";
    case Scalar::instant:
      return "google.protobuf.Timestamp";
    case Scalar::duration:
      return "google.protobuf.Duration";
    case Scalar::null:
      return "null_type";
    case Scalar::unsigned_integer:
      return "uint";
    case Scalar::bytes:
      return "bytes";
    case Scalar::list:
      return "list";
    case Scalar::map:
      return "map";
    case Scalar::type:
      return "type";
    case Scalar::optional:
      return "optional_type";
    case Scalar::date:
      return "date";
    case Scalar::days:
      return "days";
    case Scalar::money:
      return "money";
    case Scalar::place:
      return "place";
    case Scalar::absent:
    case Scalar::failed:
      break;
  }
  return "error";
}

std::string_view failure_text(Scalar::Failure why) {
  switch (why) {
    case Scalar::overflow:
      return "out of range";
    case Scalar::too_costly:
      return "too many steps";
    case Scalar::wrong_type:
      return "a value has not the type that was declared";
    case Scalar::no_overload:
      return "no such overload";
    case Scalar::divided_by_zero:
      return "divided by zero";
    case Scalar::no_such_key:
      return "no such key";
    case Scalar::out_of_bounds:
      return "no such place in the list or text";
    case Scalar::bad_argument:
      return "a function does not take this value";
    case Scalar::repeated_key:
      return "a key stands twice in a map";
    case Scalar::no_value:
      return "the optional has no value";
    case Scalar::unknown_name:
      return "there is nothing of this name";
    case Scalar::too_large:
      return "the value is too large";
  }
  return "failed";
}

std::string real_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  // Without an exponent as long as the digits say all.
  const double size = std::fabs(value);
  if (value == 0 || (size >= 1e-6 && size < 1e21)) {
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                   std::chars_format::fixed);
    return std::string(digits.data(), end.ptr);
  }
  return fmt::format("{}", value);
}

std::string plain_text(const Scalar& value) {
  switch (value.kind) {
    case Scalar::boolean:
      return value.number != 0 ? "true" : "false";
    case Scalar::unsigned_integer:
      return fmt::format("{}", as_unsigned(value));
    case Scalar::real:
      return real_text(value.real_value);
    case Scalar::instant:
      return timestamp_text(value);
    case Scalar::duration:
      return duration_text(value);
    case Scalar::text:
    case Scalar::bytes:
    case Scalar::type:
      return std::string(value.view());
    case Scalar::null:
      return "null";
    default:
      return fmt::format("{}", value.number);
  }
}

}  // namespace relance::expr
