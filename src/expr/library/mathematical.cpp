// The extension of mathematics.
#include <cmath>
#include <limits>

#include "expr/library/library.hpp"
#include "expr/library/values.hpp"

namespace relance::expr {
namespace {

/// The greatest (sign 1) or least (-1) of the arguments, or of the elements of the one list. Of
/// equal ones the first.
template <int sign>
Scalar extreme(Machine&, const Arguments& a) {
  const bool of_list = are(a, Scalar::list);
  const std::size_t size = of_list ? a[0].size : a.size();
  if (size == 0) return bad_argument();
  const auto item = [&](std::size_t n) { return of_list ? a[0][n] : a[n]; };
  Scalar best = item(0);
  for (std::size_t n = 0; n < size; ++n) {
    if (!is_number(item(n))) return no_overload();
    const int found = order(item(n), best).value_or(0);
    if (found == sign) best = item(n);
  }
  return best;
}

template <double (*round)(double)>
Scalar rounded(Machine&, const Arguments& a) {
  return are(a, Scalar::real) ? Scalar::of_real(round(a[0].real_value)) : no_overload();
}

Scalar absolute(Machine&, const Arguments& a) {
  if (are(a, Scalar::real)) return Scalar::of_real(std::fabs(a[0].real_value));
  if (are(a, Scalar::unsigned_integer)) return a[0];
  if (!are(a, Scalar::integer)) return no_overload();
  if (a[0].number == std::numeric_limits<std::int64_t>::min()) {
    return Scalar::failure(Scalar::overflow);
  }
  return Scalar::of(Scalar::integer, a[0].number < 0 ? -a[0].number : a[0].number);
}

Scalar sign(Machine&, const Arguments& a) {
  if (are(a, Scalar::real)) {
    const double value = a[0].real_value;
    if (std::isnan(value)) return a[0];
    return Scalar::of_real(value > 0 ? 1 : value < 0 ? -1 : 0);
  }
  if (are(a, Scalar::unsigned_integer)) return of_unsigned(a[0].number != 0 ? 1 : 0);
  if (!are(a, Scalar::integer)) return no_overload();
  return Scalar::of(Scalar::integer, (a[0].number > 0) - (a[0].number < 0));
}

Scalar root(Machine&, const Arguments& a) {
  if (are(a, Scalar::real)) return Scalar::of_real(std::sqrt(a[0].real_value));
  if (are(a, Scalar::integer)) {
    return Scalar::of_real(std::sqrt(static_cast<double>(a[0].number)));
  }
  if (!are(a, Scalar::unsigned_integer)) return no_overload();
  return Scalar::of_real(std::sqrt(static_cast<double>(as_unsigned(a[0]))));
}

template <bool (*holds)(double)>
Scalar asks(Machine&, const Arguments& a) {
  return are(a, Scalar::real) ? yes_or_no(holds(a[0].real_value)) : no_overload();
}

bool is_nan(double value) { return std::isnan(value); }
bool is_infinite(double value) { return std::isinf(value); }
bool is_finite(double value) { return std::isfinite(value); }

enum class Bits { both, either, one };

template <Bits bits>
Scalar combined(Machine&, const Arguments& a) {
  const bool fits = are(a, Scalar::integer, Scalar::integer) ||
                    are(a, Scalar::unsigned_integer, Scalar::unsigned_integer);
  if (!fits) return no_overload();
  const std::int64_t left = a[0].number, right = a[1].number;
  return Scalar::of(a[0].kind, bits == Bits::both     ? left & right
                               : bits == Bits::either ? left | right
                                                      : left ^ right);
}

Scalar complement(Machine&, const Arguments& a) {
  const bool fits = are(a, Scalar::integer) || are(a, Scalar::unsigned_integer);
  return fits ? Scalar::of(a[0].kind, ~a[0].number) : no_overload();
}

/// The bits move out at the end and zeros come in, with negative numbers too.
template <bool left>
Scalar shifted(Machine&, const Arguments& a) {
  const bool fits =
      are(a, Scalar::integer, Scalar::integer) || are(a, Scalar::unsigned_integer, Scalar::integer);
  if (!fits) return no_overload();
  const std::int64_t by = a[1].number;
  if (by < 0) return bad_argument();
  std::uint64_t bits = as_unsigned(a[0]);
  bits = by > 63 ? 0 : left ? bits << by : bits >> by;
  return Scalar::of(a[0].kind, static_cast<std::int64_t>(bits));
}

double half_away(double value) { return std::round(value); }
double up(double value) { return std::ceil(value); }
double down(double value) { return std::floor(value); }
double cut(double value) { return std::trunc(value); }

constexpr Function kFunctions[] = {
    {"math.greatest", extreme<1>},
    {"math.least", extreme<-1>},
    {"math.ceil", rounded<up>},
    {"math.floor", rounded<down>},
    {"math.round", rounded<half_away>},
    {"math.trunc", rounded<cut>},
    {"math.abs", absolute},
    {"math.sign", sign},
    {"math.sqrt", root},
    {"math.isNaN", asks<is_nan>},
    {"math.isInf", asks<is_infinite>},
    {"math.isFinite", asks<is_finite>},
    {"math.bitAnd", combined<Bits::both>},
    {"math.bitOr", combined<Bits::either>},
    {"math.bitXor", combined<Bits::one>},
    {"math.bitNot", complement},
    {"math.bitShiftLeft", shifted<true>},
    {"math.bitShiftRight", shifted<false>},
};

}  // namespace

Functions mathematical_functions() { return kFunctions; }

}  // namespace relance::expr
