// Comparisons, and what looks into containers.
#include "expr/library/library.hpp"
#include "expr/library/values.hpp"

namespace relance::expr {
namespace {

template <bool wanted>
Scalar equals(Machine&, const Arguments& a) {
  return a.size() == 2 ? yes_or_no(equal(a[0], a[1]) == wanted) : no_overload();
}

template <int least, int most>
Scalar ordered(Machine&, const Arguments& a) {
  const std::optional<int> found = a.size() == 2 ? order(a[0], a[1]) : std::nullopt;
  if (!found) return no_overload();
  return yes_or_no(*found != kUnordered && *found >= least && *found <= most);
}

Scalar negate(Machine&, const Arguments& a) {
  return are(a, Scalar::boolean) ? yes_or_no(a[0].number == 0) : no_overload();
}

Scalar in(Machine&, const Arguments& a) {
  if (a.size() != 2) return no_overload();
  if (a[1].kind == Scalar::map) return yes_or_no(find_key(a[1], a[0]) != nullptr);
  if (a[1].kind != Scalar::list) return no_overload();
  for (std::uint32_t n = 0; n < a[1].size; ++n) {
    if (equal(a[0], a[1][n])) return yes_or_no(true);
  }
  return yes_or_no(false);
}

/// The element, or the failure that tells why there is none.
Scalar element(const Scalar& container, const Scalar& key) {
  if (container.kind == Scalar::map) {
    const bool may_be_key = is_key(key) || key.kind == Scalar::real;
    if (!may_be_key) return no_overload();
    const Scalar* const found = find_key(container, key);
    return found == nullptr ? Scalar::failure(Scalar::no_such_key) : *found;
  }
  if (container.kind != Scalar::list || !is_number(key)) return no_overload();
  const std::optional<std::int64_t> at = whole(key);
  if (!at) return bad_argument();
  const bool inside = *at >= 0 && *at < std::int64_t{container.size};
  return inside ? container[static_cast<std::size_t>(*at)] : Scalar::failure(Scalar::out_of_bounds);
}

Scalar packed(Machine& machine, const Scalar& value) {
  auto* const item = machine.arena().take_array<Scalar>(1);
  if (item == nullptr) return Scalar::failure(Scalar::too_large);
  *item = value;
  return Scalar::of_items(Scalar::optional, item, 1);
}

/// An element that may be missing, as an optional.
Scalar optional_element(Machine& machine, const Scalar& container, const Scalar& key) {
  const Scalar none = Scalar::of_items(Scalar::optional, nullptr, 0);
  const bool packed_before = container.kind == Scalar::optional;
  if (packed_before && container.size == 0) return none;
  const Scalar found = element(packed_before ? container[0] : container, key);
  if (found.has_value()) return packed(machine, found);
  const bool missing = found.size == Scalar::no_such_key || found.size == Scalar::out_of_bounds;
  return missing ? none : found;
}

Scalar index(Machine& machine, const Arguments& a) {
  if (a.size() != 2) return no_overload();
  const bool of_optional = a[0].kind == Scalar::optional;
  return of_optional ? optional_element(machine, a[0], a[1]) : element(a[0], a[1]);
}

Scalar optional_index(Machine& machine, const Arguments& a) {
  return a.size() == 2 ? optional_element(machine, a[0], a[1]) : no_overload();
}

Scalar select(Machine& machine, const Arguments& a) {
  const bool of_map = a[0].kind == Scalar::map || a[0].kind == Scalar::optional;
  return of_map ? index(machine, a) : no_overload();
}

Scalar optional_select(Machine& machine, const Arguments& a) {
  const bool of_map = a[0].kind == Scalar::map || a[0].kind == Scalar::optional;
  return of_map ? optional_element(machine, a[0], a[1]) : no_overload();
}

Scalar has_field(Machine& machine, const Arguments& a) {
  const Scalar found = optional_select(machine, a);
  return found.has_value() ? yes_or_no(found.size == 1) : found;
}

constexpr Function kFunctions[] = {
    {"_==_", equals<true>},   {"_!=_", equals<false>},
    {"_<_", ordered<-1, -1>}, {"_<=_", ordered<-1, 0>},
    {"_>_", ordered<1, 1>},   {"_>=_", ordered<0, 1>},
    {"!_", negate},           {"@in", in},
    {"_[_]", index},          {"_[?_]", optional_index},
    {"_._", select},          {"_?._", optional_select},
    {"has", has_field},
};

}  // namespace

Functions comparing_functions() { return kFunctions; }

}  // namespace relance::expr
