// How places are written, and how far they are apart.
#pragma once

#include <cstdint>
#include <string_view>

#include "relance/place.hpp"

namespace relance {

/// What a place is written like, behind "write" or "it is".
inline constexpr std::string_view kPlaceForm =
    "a latitude (-90 to 90) and a longitude (-180 to 180) in degrees, such as 48.8566, 2.3522";

/// Half the way round the earth, rounded.
inline constexpr std::int64_t kLongestDistance = 20'015'114;  // metres

/// The shortest way between two places over a sphere of the earth's mean radius, in metres.
/// The same bits on every machine that computes doubles as IEEE 754 says; within a micrometre of
/// the true value.
double metres_between(Place a, Place b);
/// The same in whole metres, rounded to the nearest.
std::int64_t distance_between(Place a, Place b);

}  // namespace relance
