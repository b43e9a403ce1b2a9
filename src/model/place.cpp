#include "model/place.hpp"

namespace relance {
namespace {

constexpr int kDecimals = 6;  // of degrees that are kept

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "-0.05" in millionths; nothing for anything else, or from 1,000 on.
std::optional<std::int32_t> parse_degrees(std::string_view text) {
  const bool minus = text.starts_with('-');
  if (minus) text.remove_prefix(1);
  std::size_t whole = 0;
  std::int32_t value = 0;
  while (whole < text.size() && whole <= 3 && is_digit(text[whole])) {
    value = 10 * value + (text[whole++] - '0');
  }
  if (whole == 0 || whole > 3) return {};
  std::string_view decimals = text.substr(whole);
  if (!decimals.empty() && (decimals[0] != '.' || decimals.size() == 1)) return {};
  if (!decimals.empty()) decimals.remove_prefix(1);
  for (const char c : decimals) {
    if (!is_digit(c)) return {};
  }
  for (std::size_t i = 0; i < kDecimals; ++i) {
    value = 10 * value + (i < decimals.size() ? decimals[i] - '0' : 0);
  }
  if (decimals.size() > kDecimals && decimals[kDecimals] >= '5') ++value;
  return minus ? -value : value;
}

std::string degrees_text(std::int32_t value) {
  const std::uint32_t size =
      value < 0 ? 0 - static_cast<std::uint32_t>(value) : static_cast<std::uint32_t>(value);
  std::string text = value < 0 ? "-" : "";
  text += std::to_string(size / kMicrodegrees);
  std::string decimals = std::to_string(size % kMicrodegrees + kMicrodegrees);
  decimals[0] = '.';  // the one that was added, so that no zero is lost
  decimals.resize(decimals.find_last_not_of('0') + 1);
  if (decimals.size() > 1) text += decimals;
  return text;
}

}  // namespace

std::optional<Place> parse_place(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == text.npos) return {};
  const std::size_t rest = text.find_first_not_of(' ', comma + 1);
  if (rest == text.npos) return {};
  const auto latitude = parse_degrees(text.substr(0, comma));
  const auto longitude = parse_degrees(text.substr(rest));
  if (!latitude || !longitude) return {};
  const Place place{*latitude, *longitude};
  if (!on_earth(place)) return {};
  return normalised(place);
}

std::string place_text(Place place) {
  return degrees_text(place.latitude) + ", " + degrees_text(place.longitude);
}

}  // namespace relance
