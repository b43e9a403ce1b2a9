// The extension of optional values.
#include "expr/library/library.hpp"
#include "expr/library/values.hpp"

namespace relance::expr {
namespace {

Scalar none(Machine&, const Arguments& a) {
  return a.size() == 0 ? Scalar::of_items(Scalar::optional, nullptr, 0) : no_overload();
}

Scalar of(Machine& machine, const Arguments& a) {
  if (a.size() != 1) return no_overload();
  auto* const item = machine.arena().take_array<Scalar>(1);
  if (item == nullptr) return Scalar::failure(Scalar::too_large);
  *item = a[0];
  return Scalar::of_items(Scalar::optional, item, 1);
}

bool is_zero(const Scalar& value) {
  switch (value.kind) {
    case Scalar::null:
      return true;
    case Scalar::real:
      return value.real_value == 0;
    case Scalar::text:
    case Scalar::bytes:
    case Scalar::list:
    case Scalar::map:
    case Scalar::optional:
      return value.size == 0;
    case Scalar::type:
      return false;
    default:
      return value.number == 0 && value.size == 0;
  }
}

Scalar of_non_zero(Machine& machine, const Arguments& a) {
  if (a.size() != 1) return no_overload();
  return is_zero(a[0]) ? Scalar::of_items(Scalar::optional, nullptr, 0) : of(machine, a);
}

Scalar has_value(Machine&, const Arguments& a) {
  return are(a, Scalar::optional) ? yes_or_no(a[0].size == 1) : no_overload();
}

Scalar value(Machine&, const Arguments& a) {
  if (!are(a, Scalar::optional)) return no_overload();
  return a[0].size == 1 ? a[0][0] : Scalar::failure(Scalar::no_value);
}

Scalar unwrap(Machine& machine, const Arguments& a) {
  if (!are(a, Scalar::list)) return no_overload();
  auto* const items = machine.arena().take_array<Scalar>(a[0].size);
  if (items == nullptr) return Scalar::failure(Scalar::too_large);
  std::uint32_t size = 0;
  for (std::uint32_t n = 0; n < a[0].size; ++n) {
    if (a[0][n].kind != Scalar::optional) return no_overload();
    if (a[0][n].size == 1) items[size++] = a[0][n][0];
  }
  return Scalar::of_items(Scalar::list, items, size);
}

template <bool front>
Scalar end_of_list(Machine&, const Arguments& a) {
  if (!are(a, Scalar::list)) return no_overload();
  if (a[0].size == 0) return Scalar::of_items(Scalar::optional, nullptr, 0);
  return Scalar::of_items(Scalar::optional, &a[0][front ? 0 : a[0].size - 1], 1);
}

constexpr Function kFunctions[] = {
    {"optional.none", none},
    {"optional.of", of},
    {"optional.ofNonZeroValue", of_non_zero},
    {"hasValue", has_value},
    {"value", value},
    {"optional.unwrap", unwrap},
    {"unwrapOpt", unwrap},
    {"first", end_of_list<true>},
    {"last", end_of_list<false>},
};

}  // namespace

Functions optional_functions() { return kFunctions; }

}  // namespace relance::expr
