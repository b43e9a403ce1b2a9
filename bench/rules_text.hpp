// Rules as long as a careful author's, made up the same way each time.
#pragma once

#include <string>

namespace relance::bench {

/// Rules with so many states of talks, each of 15 lines, between a beginning and two ends. A lead
/// goes on with `qualified` and back with `postponed`.
std::string long_rules(int talks);
/// How many of them make a file of 500 lines.
inline constexpr int kTalksOf500Lines = 31;

}  // namespace relance::bench
