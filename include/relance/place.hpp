// Places on the earth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace relance {

/// In millionths of a degree of WGS84, about 11 cm: latitude -90 to 90 degrees, north positive;
/// longitude -180 to 180, east positive.
struct Place {
  std::int32_t latitude = 0;
  std::int32_t longitude = 0;

  bool operator==(const Place&) const = default;
};

inline constexpr std::int32_t kMicrodegrees = 1'000'000;  // in one degree

/// Whether there is such a place.
constexpr bool on_earth(Place place) {
  constexpr std::int32_t kPole = 90 * kMicrodegrees, kDateLine = 180 * kMicrodegrees;
  return place.latitude >= -kPole && place.latitude <= kPole && place.longitude >= -kDateLine &&
         place.longitude <= kDateLine;
}

/// The one way to write a place, so that equal places are equal values: longitude -180 is 180, and
/// that of a pole is 0.
constexpr Place normalised(Place place) {
  if (place.latitude == 90 * kMicrodegrees || place.latitude == -90 * kMicrodegrees) {
    return {place.latitude, 0};
  }
  if (place.longitude == -180 * kMicrodegrees) return {place.latitude, 180 * kMicrodegrees};
  return place;
}

/// A normalised place as one number, as it is stored: the latitude in the upper 32 bits, the
/// longitude in the lower ones, each in two's complement.
constexpr std::int64_t packed(Place place) {
  const auto upper = std::uint64_t{static_cast<std::uint32_t>(place.latitude)} << 32;
  return static_cast<std::int64_t>(upper | static_cast<std::uint32_t>(place.longitude));
}

constexpr Place unpacked(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return {static_cast<std::int32_t>(static_cast<std::uint32_t>(bits >> 32)),
          static_cast<std::int32_t>(static_cast<std::uint32_t>(bits))};
}

/// Whether a number is a packed place.
constexpr bool is_place(std::int64_t number) {
  const Place place = unpacked(number);
  return on_earth(place) && normalised(place) == place;
}

/// "48.8566, 2.3522", normalised; blanks may be missing behind the comma. Decimals beyond the sixth
/// round it to the nearest, halves away from zero. Nothing for anything else.
std::optional<Place> parse_place(std::string_view text);
/// Without needless digits: "48.8566, 2.3522", "-33, 180".
std::string place_text(Place place);

}  // namespace relance
