#include "expr/library/values.hpp"

#include <cmath>

namespace relance::expr {
namespace {

constexpr double kTwoTo63 = 9'223'372'036'854'775'808.0;

template <class T>
int compare(const T& left, const T& right) {
  return (left > right) - (left < right);
}

double as_real(const Scalar& whole) {
  return whole.kind == Scalar::integer ? static_cast<double>(whole.number)
                                       : static_cast<double>(as_unsigned(whole));
}

/// A whole number beside a double is taken as a double, as CEL has it.
int compare_real(double left, const Scalar& right) {
  return std::isnan(left) ? kUnordered : compare(left, as_real(right));
}

int compare_numbers(const Scalar& left, const Scalar& right) {
  if (left.kind == Scalar::real && right.kind == Scalar::real) {
    const bool no_number = std::isnan(left.real_value) || std::isnan(right.real_value);
    return no_number ? kUnordered : compare(left.real_value, right.real_value);
  }
  if (left.kind == Scalar::real) return compare_real(left.real_value, right);
  if (right.kind == Scalar::real) {
    const int mirrored = compare_real(right.real_value, left);
    return mirrored == kUnordered ? kUnordered : -mirrored;
  }
  if (left.kind == right.kind) {
    return left.kind == Scalar::integer ? compare(left.number, right.number)
                                        : compare(as_unsigned(left), as_unsigned(right));
  }
  const bool left_is_signed = left.kind == Scalar::integer;
  const std::int64_t number = left_is_signed ? left.number : right.number;
  if (number < 0) return left_is_signed ? -1 : 1;
  return compare(as_unsigned(left), as_unsigned(right));
}

bool equal_items(const Scalar& left, const Scalar& right) {
  if (left.size != right.size) return false;
  for (std::uint32_t n = 0; n < left.size; ++n) {
    if (!equal(left[n], right[n])) return false;
  }
  return true;
}

bool equal_maps(const Scalar& left, const Scalar& right) {
  if (left.size != right.size) return false;
  for (std::uint32_t n = 0; n < left.size; ++n) {
    const Scalar* const other = find_key(right, left[2 * n]);
    if (other == nullptr || !equal(left[2 * n + 1], *other)) return false;
  }
  return true;
}

}  // namespace

std::uint64_t as_unsigned(const Scalar& value) { return static_cast<std::uint64_t>(value.number); }

Scalar of_unsigned(std::uint64_t value) {
  return Scalar::of(Scalar::unsigned_integer, static_cast<std::int64_t>(value));
}

bool is_number(const Scalar& value) {
  return value.kind == Scalar::integer || value.kind == Scalar::unsigned_integer ||
         value.kind == Scalar::real;
}

bool equal(const Scalar& left, const Scalar& right) {
  if (is_number(left) && is_number(right)) return compare_numbers(left, right) == 0;
  if (left.kind != right.kind) return false;
  switch (left.kind) {
    case Scalar::null:
      return true;
    case Scalar::text:
    case Scalar::bytes:
    case Scalar::type:
      return left.view() == right.view();
    case Scalar::list:
    case Scalar::optional:
      return equal_items(left, right);
    case Scalar::map:
      return equal_maps(left, right);
    default:
      return left.number == right.number && left.size == right.size;
  }
}

std::optional<int> order(const Scalar& left, const Scalar& right) {
  if (is_number(left) && is_number(right)) return compare_numbers(left, right);
  if (left.kind != right.kind) return {};
  switch (left.kind) {
    case Scalar::text:
    case Scalar::bytes:
      return compare(left.view().compare(right.view()), 0);
    case Scalar::boolean:
    case Scalar::instant:
    case Scalar::date:
    case Scalar::days:
    case Scalar::duration:
    case Scalar::money: {
      const int by_number = compare(left.number, right.number);
      return by_number != 0 ? by_number : compare(left.size, right.size);
    }
    default:
      return {};
  }
}

std::optional<std::int64_t> whole(const Scalar& value) {
  if (value.kind == Scalar::integer) return value.number;
  if (value.kind == Scalar::unsigned_integer) {
    if (value.number < 0) return {};
    return value.number;
  }
  if (value.kind != Scalar::real) return {};
  const double real = value.real_value;
  if (!(real >= -kTwoTo63 && real < kTwoTo63) || std::floor(real) != real) return {};
  return static_cast<std::int64_t>(real);
}

bool is_key(const Scalar& value) {
  return value.kind == Scalar::boolean || value.kind == Scalar::integer ||
         value.kind == Scalar::unsigned_integer || value.kind == Scalar::text;
}

const Scalar* find_key(const Scalar& map, const Scalar& key) {
  for (std::uint32_t n = 0; n < map.size; ++n) {
    if (equal(map[2 * n], key)) return &map[2 * n + 1];
  }
  return nullptr;
}

}  // namespace relance::expr
