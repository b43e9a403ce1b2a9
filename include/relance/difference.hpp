// What two versions of rules disagree about, in the words of the trade.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "relance/workflow.hpp"

namespace relance {

/// One line of the agreement that became another.
struct Difference {
  enum Kind : std::uint8_t { changed = 0, added = 1, removed = 2, renamed = 3 };
  Kind kind = changed;
  std::string path;           // where: "states.incoming.enter", as rule ids have it
  std::string what;           // "incoming, on entry, first call"
  std::string before, after;  // "2 min", "5 min"; empty where there is none, or it is a whole part
  bool operator==(const Difference&) const = default;
};
std::string_view name(Difference::Kind kind);

/// "incoming, on entry, first call: 2 min > 5 min"
std::string to_text(const Difference& difference);

/// In the order of the normalised form of `after`; empty exactly when both have the same one. That
/// a state was renamed is a guess: it has the stage of the one that went, and most of its lines.
std::vector<Difference> differences(const Workflow& before, const Workflow& after);

}  // namespace relance
