// Currencies of ISO 4217.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace relance::rules {

/// Minor units in one unit (1, 100, 1'000 or 10'000); nothing for a code that is not in use.
std::optional<std::int64_t> currency_scale(std::string_view code);

/// All codes in use, ascending.
std::vector<std::string_view> currencies();

}  // namespace relance::rules
