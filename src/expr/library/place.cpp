// How far places are apart.
#include "model/place.hpp"

#include "expr/library/library.hpp"

namespace relance::expr {
namespace {

Scalar distance(Machine&, const Arguments& a) {
  if (!are(a, Scalar::place, Scalar::place)) return no_overload();
  const std::int64_t metres = distance_between(unpacked(a[0].number), unpacked(a[1].number));
  return Scalar::of(Scalar::integer, metres);
}

constexpr Function kFunctions[] = {{"distance", distance}};

}  // namespace

Functions place_functions() { return kFunctions; }

}  // namespace relance::expr
