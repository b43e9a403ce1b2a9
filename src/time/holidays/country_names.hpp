// What people call the countries whose holidays are known.
#pragma once

#include <string_view>

namespace relance::holiday {

/// The code, as `holidays` takes it, of a country that is written in another way: by its alpha-3
/// code, in small letters, or by its name in English or in a language spoken there. Empty for other
/// words.
std::string_view country_called(std::string_view word);

}  // namespace relance::holiday
