// + - * / % and the minus sign for values whose types are only known now.
#include <limits>

#include "expr/library/library.hpp"
#include "expr/library/time_values.hpp"
#include "expr/library/values.hpp"

namespace relance::expr {
namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

Scalar whole(bool overflowed, std::int64_t value) {
  return overflowed ? Scalar::failure(Scalar::overflow) : Scalar::of(Scalar::integer, value);
}

Scalar whole_unsigned(bool overflowed, std::uint64_t value) {
  return overflowed ? Scalar::failure(Scalar::overflow) : of_unsigned(value);
}

bool both(const Arguments& a, Scalar::Kind kind) { return are(a, kind, kind); }

/// Two texts or bytes.
Scalar joined(Machine& machine, const Scalar& left, const Scalar& right) {
  const std::size_t size = std::size_t{left.size} + right.size;
  char* const room = machine.arena().take_array<char>(size);
  if (room == nullptr) return Scalar::failure(Scalar::too_large);
  char* const middle = std::copy_n(left.data, left.size, room);
  std::copy_n(right.data, right.size, middle);
  return Scalar::of(std::string_view(room, size), left.kind);
}

Scalar joined_lists(Machine& machine, const Scalar& left, const Scalar& right) {
  const std::size_t size = std::size_t{left.size} + right.size;
  Scalar* const room = machine.arena().take_array<Scalar>(size);
  if (room == nullptr) return Scalar::failure(Scalar::too_large);
  Scalar* const middle = std::copy_n(left.items, left.size, room);
  std::copy_n(right.items, right.size, middle);
  return Scalar::of_items(Scalar::list, room, static_cast<std::uint32_t>(size));
}

Scalar add(Machine& machine, const Arguments& a) {
  if (both(a, Scalar::integer)) {
    std::int64_t sum = 0;
    const bool overflowed = __builtin_add_overflow(a[0].number, a[1].number, &sum);
    return whole(overflowed, sum);
  }
  if (both(a, Scalar::unsigned_integer)) {
    std::uint64_t sum = 0;
    const bool overflowed = __builtin_add_overflow(as_unsigned(a[0]), as_unsigned(a[1]), &sum);
    return whole_unsigned(overflowed, sum);
  }
  if (both(a, Scalar::real)) return Scalar::of_real(a[0].real_value + a[1].real_value);
  if (both(a, Scalar::text) || both(a, Scalar::bytes)) return joined(machine, a[0], a[1]);
  if (both(a, Scalar::list)) return joined_lists(machine, a[0], a[1]);
  if (both(a, Scalar::duration)) return time_sum(a[0], a[1], 1, Scalar::duration);
  const bool instant =
      are(a, Scalar::instant, Scalar::duration) || are(a, Scalar::duration, Scalar::instant);
  return instant ? time_sum(a[0], a[1], 1, Scalar::instant) : no_overload();
}

Scalar subtract(Machine&, const Arguments& a) {
  if (both(a, Scalar::integer)) {
    std::int64_t rest = 0;
    const bool overflowed = __builtin_sub_overflow(a[0].number, a[1].number, &rest);
    return whole(overflowed, rest);
  }
  if (both(a, Scalar::unsigned_integer)) {
    return whole_unsigned(as_unsigned(a[0]) < as_unsigned(a[1]),
                          as_unsigned(a[0]) - as_unsigned(a[1]));
  }
  if (both(a, Scalar::real)) return Scalar::of_real(a[0].real_value - a[1].real_value);
  if (both(a, Scalar::duration)) return time_sum(a[0], a[1], -1, Scalar::duration);
  if (both(a, Scalar::date)) return Scalar::of(Scalar::days, a[0].number - a[1].number);
  if (both(a, Scalar::instant)) return time_sum(a[0], a[1], -1, Scalar::duration);
  if (are(a, Scalar::instant, Scalar::duration)) {
    return time_sum(a[0], a[1], -1, Scalar::instant);
  }
  return no_overload();
}

Scalar multiply(Machine&, const Arguments& a) {
  if (both(a, Scalar::integer)) {
    std::int64_t product = 0;
    const bool overflowed = __builtin_mul_overflow(a[0].number, a[1].number, &product);
    return whole(overflowed, product);
  }
  if (both(a, Scalar::unsigned_integer)) {
    std::uint64_t product = 0;
    const bool overflowed = __builtin_mul_overflow(as_unsigned(a[0]), as_unsigned(a[1]), &product);
    return whole_unsigned(overflowed, product);
  }
  if (both(a, Scalar::real)) return Scalar::of_real(a[0].real_value * a[1].real_value);
  return no_overload();
}

Scalar divide(Machine&, const Arguments& a) {
  if (both(a, Scalar::real)) return Scalar::of_real(a[0].real_value / a[1].real_value);
  if (!both(a, Scalar::integer) && !both(a, Scalar::unsigned_integer)) return no_overload();
  if (a[1].number == 0) return Scalar::failure(Scalar::divided_by_zero);
  if (a[0].kind == Scalar::unsigned_integer) {
    return of_unsigned(as_unsigned(a[0]) / as_unsigned(a[1]));
  }
  const bool overflows = a[0].number == kLeast && a[1].number == -1;
  return whole(overflows, overflows ? 0 : a[0].number / a[1].number);
}

Scalar remainder(Machine&, const Arguments& a) {
  if (!both(a, Scalar::integer) && !both(a, Scalar::unsigned_integer)) return no_overload();
  if (a[1].number == 0) return Scalar::failure(Scalar::divided_by_zero);
  if (a[0].kind == Scalar::unsigned_integer) {
    return of_unsigned(as_unsigned(a[0]) % as_unsigned(a[1]));
  }
  const bool overflows = a[0].number == kLeast && a[1].number == -1;
  return whole(overflows, overflows ? 0 : a[0].number % a[1].number);
}

Scalar negate(Machine&, const Arguments& a) {
  if (are(a, Scalar::real)) return Scalar::of_real(-a[0].real_value);
  if (are(a, Scalar::duration)) return time_sum(duration_of(0, 0), a[0], -1, Scalar::duration);
  if (!are(a, Scalar::integer)) return no_overload();
  std::int64_t negative = 0;
  const bool overflowed = __builtin_sub_overflow(0, a[0].number, &negative);
  return whole(overflowed, negative);
}

constexpr Function kFunctions[] = {{"_+_", add},    {"_-_", subtract},  {"_*_", multiply},
                                   {"_/_", divide}, {"_%_", remainder}, {"-_", negate}};

}  // namespace

Functions arithmetic_functions() { return kFunctions; }

}  // namespace relance::expr
