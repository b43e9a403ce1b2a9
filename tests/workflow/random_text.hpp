// Random rules texts that compile.
#pragma once

#include <cstdint>
#include <string>

namespace relance {

/// The same seed gives the same rules; `style` changes only how they are written (quotes, brackets,
/// short and long forms, comments).
std::string random_text(std::uint64_t seed, std::uint64_t style);

}  // namespace relance
