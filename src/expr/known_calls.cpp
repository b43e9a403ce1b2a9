// Which calls of the library can fail.
#include <algorithm>
#include <array>
#include <utility>

#include "expr/known.hpp"
#include "expr/library/time_values.hpp"
#include "model/place.hpp"

namespace relance::expr {
namespace {

using Arguments = std::vector<Known>;

constexpr std::int64_t kLongest = kMostSeconds * 1'000'000;  // microseconds of a duration

/// Take any texts.
constexpr std::array<std::string_view, 4> kTestsOfTexts{"contains", "startsWith", "endsWith",
                                                        "matches"};
constexpr std::array<std::string_view, 2> kOfSameSize{"lowerAscii", "upperAscii"};
/// Take any time, and a zone that is known.
constexpr std::array<std::string_view, 10> kPartsOfTimes{
    "getFullYear",  "getMonth", "getDayOfYear", "getDate",    "getDayOfMonth",
    "getDayOfWeek", "getHours", "getMinutes",   "getSeconds", "getMilliseconds"};

template <class Names>
bool among(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool all_are(const Arguments& arguments, Scalar::Kind kind) {
  return std::all_of(arguments.begin(), arguments.end(),
                     [kind](const Known& each) { return each.is(kind); });
}

/// Of whole numbers, or of numbers with a fraction, which go beyond all bounds instead.
std::optional<Known> divided(bool rest, const Arguments& a, const Situation& here) {
  if (!rest && all_are(a, Scalar::real)) return made_of(Scalar::real, Numbers::any(), a, here);
  if (!all_are(a, Scalar::integer)) return {};
  const auto numbers = rest ? Numbers::remainder(a[0].numbers, a[1].numbers)
                            : Numbers::quotient(a[0].numbers, a[1].numbers);
  if (!numbers) return {};
  return made_of(Scalar::integer, *numbers, a, here);
}

/// From one date or time to another.
std::optional<Known> between(const Arguments& a, const Situation& here) {
  const bool dates = all_are(a, Scalar::date);
  if (!dates && !all_are(a, Scalar::instant)) return {};
  const std::optional<Numbers> length = Numbers::difference(a[0].numbers, a[1].numbers);
  if (!length || (!dates && !length->inside(-kLongest, kLongest))) return {};
  return made_of(dates ? Scalar::days : Scalar::duration, *length, a, here);
}

/// Whether all that follow the text are places of it, none before the one that stands before.
bool are_places(const Arguments& a) {
  std::int64_t least = 0;
  for (std::size_t i = 1; i < a.size(); ++i) {
    if (!a[i].is(Scalar::integer)) return false;
    if (a[i].numbers.none() || a[0].numbers.none()) return true;  // one of them is never there
    if (!a[i].numbers.inside(least, a[0].numbers.least())) return false;
    least = a[i].numbers.most();
  }
  return true;
}

Numbers shortened(const Numbers& size) { return size.none() ? size : Numbers(0, size.most()); }

std::optional<Known> of_text(std::string_view function, const Arguments& a, const Situation& here) {
  if (function == "substring" || function == "charAt") {
    if (!are_places(a)) return {};
    return made_of(Scalar::text, shortened(a[0].numbers), a, here);
  }
  if (!all_are(a, Scalar::text)) return {};
  if (among(kTestsOfTexts, function)) return made_of(Scalar::boolean, Numbers(0, 1), a, here);
  if (function == "trim") return made_of(Scalar::text, shortened(a[0].numbers), a, here);
  if (function != "size" && !among(kOfSameSize, function)) return {};
  Known sized = made_of(function == "size" ? Scalar::integer : Scalar::text, a[0].numbers, a, here);
  sized.field = a[0].field;
  return sized;
}

}  // namespace

std::optional<Known> good_call(std::string_view function, const Arguments& a,
                               const Situation& here) {
  if (function == "_/_" || function == "_%_") return divided(function == "_%_", a, here);
  if (function == "_-_") return between(a, here);
  if (function == "double" && all_are(a, Scalar::integer)) {
    return made_of(Scalar::real, Numbers::any(), a, here);
  }
  if (function == "distance" && all_are(a, Scalar::place)) {
    return made_of(Scalar::integer, Numbers(0, kLongestDistance), a, here);
  }
  if (a.empty()) return {};
  const bool time = a[0].is(Scalar::instant) || a[0].is(Scalar::duration);
  if (time && among(kPartsOfTimes, function)) {
    return made_of(Scalar::integer, Numbers::within(kLongest), a, here);
  }
  return a[0].is(Scalar::text) ? of_text(function, a, here) : std::nullopt;
}

}  // namespace relance::expr
