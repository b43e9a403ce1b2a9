// The great circle between two places by + - * / and the square root alone, which IEEE 754 rounds
// correctly: the functions of the C library differ in their last bits from machine to machine. The
// project is compiled with -ffp-contract=off, so that no two operations become one either.
#include <cmath>

#include "model/place.hpp"

namespace relance {
namespace {

constexpr double kEarthRadius = 6'371'008.8;  // metres: the mean radius R1 of WGS84, as IUGG has it
constexpr double kPi = 3.141592653589793;

/// Angles are counted in half millionths of a degree, so that half a difference is a whole number.
constexpr std::int64_t kRightAngle = std::int64_t{180} * kMicrodegrees;
constexpr double kRadians = kPi / 2 / kRightAngle;

struct Direction {
  double sine, cosine;
};

/// By their series up to the powers 17 and 18, for angles up to 45 degrees: what is left out is
/// below 4e-19.
Direction direction_near(double radians) {
  const double square = radians * radians;
  double sine = 1, cosine = 1;
  for (int n = 18; n >= 2; n -= 2) {
    cosine = 1 - square / (n * (n - 1)) * cosine;
    if (n < 18) sine = 1 - square / (n * (n + 1)) * sine;
  }
  return {radians * sine, cosine};
}

/// Of up to half a turn; its sign is nothing, since sines are only squared here. The angle is
/// brought near to 0 while it is a whole number.
Direction direction_of(std::int64_t angle) {
  const std::int64_t turned = (angle < 0 ? -angle : angle) + kRightAngle / 2;
  const std::int64_t rest = turned % kRightAngle - kRightAngle / 2;
  const Direction near = direction_near(static_cast<double>(rest) * kRadians);
  switch (turned / kRightAngle) {
    case 0:
      return near;
    case 1:
      return {near.cosine, -near.sine};
    default:
      return {-near.sine, -near.cosine};
  }
}

/// Of 0 to 1. Halving the angle twice leaves at most 11.25 degrees, where the series up to the
/// power 21 leaves out less than 4e-18.
double arc_tangent(double tangent) {
  for (int i = 0; i < 2; ++i) tangent /= 1 + std::sqrt(1 + tangent * tangent);
  const double square = tangent * tangent;
  double sum = 0;
  for (int n = 21; n >= 1; n -= 2) sum = 1.0 / n - square * sum;
  return 4 * tangent * sum;
}

}  // namespace

double metres_between(Place a, Place b) {
  const std::int64_t north_a = a.latitude, north_b = b.latitude;
  const double cosines = direction_of(2 * north_a).cosine * direction_of(2 * north_b).cosine;
  const double across = direction_of(north_a - north_b).sine;
  const double along = direction_of(north_a + north_b).sine;
  const Direction around = direction_of(std::int64_t{a.longitude} - b.longitude);
  // The chord from a to b, and that from a to the place opposite of b, both by half: legs of a
  // right triangle with half the angle that is looked for. Nothing is taken away from anything,
  // so near and far places are told apart alike.
  const double chord = std::sqrt(across * across + cosines * (around.sine * around.sine));
  const double opposite = std::sqrt(along * along + cosines * (around.cosine * around.cosine));
  const double half =
      chord <= opposite ? arc_tangent(chord / opposite) : kPi / 2 - arc_tangent(opposite / chord);
  return 2 * kEarthRadius * half;
}

std::int64_t distance_between(Place a, Place b) {
  return static_cast<std::int64_t>(metres_between(a, b) + 0.5);
}

}  // namespace relance
