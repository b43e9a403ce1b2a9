// Amounts of money as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace relance {

/// "20000 EUR", "19.90 EUR" or an amount alone, to minor units. `scale`: minor units in one unit
/// (1, 100 or 1000). Nothing for another currency, more decimals than the currency has, or amounts
/// that 64 bits do not hold.
std::optional<std::int64_t> parse_money(std::string_view text, std::string_view currency,
                                        std::int64_t scale);
/// "19.90 EUR".
std::string money_text(std::int64_t minor_units, std::string_view currency, std::int64_t scale);

}  // namespace relance
