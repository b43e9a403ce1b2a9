// Reads pairs of places, "48856600 2352200 45764000 4835700" in millionths of degrees, and prints
// their distance in whole metres and unrounded, for distance_oracle.py.
#include <cinttypes>
#include <cstdio>

#include "model/place.hpp"

int main() {
  relance::Place a, b;
  while (std::scanf("%" SCNd32 "%" SCNd32 "%" SCNd32 "%" SCNd32, &a.latitude, &a.longitude,
                    &b.latitude, &b.longitude) == 4) {
    std::printf("%" PRId64 " %a\n", relance::distance_between(a, b), relance::metres_between(a, b));
  }
  return 0;
}
