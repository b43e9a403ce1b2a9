// What a guard reads, and whether trying out values can tell all that it may answer.
#pragma once

#include <cstdint>
#include <set>

#include "relance/core/program.hpp"
#include "relance/journal.hpp"

namespace relance::proof {

/// What a guard can read, and that may be one value or another.
struct FieldRef {
  enum Of : std::uint8_t {
    lead,
    event,
    attempts,  // a count of them; `field` by channel and outcome, as counted() gives it
    calendar,  // whether one is open now
  } of = lead;
  Id field = kNone;
  auto operator<=>(const FieldRef&) const = default;

  static FieldRef counted(std::uint8_t channel, std::uint16_t outcome) {
    return {attempts, static_cast<Id>(outcome << 8 | channel)};
  }
};

/// A number of attempts: of all, or of some.
bool is_count(FieldRef ref);

struct Reads {
  std::set<FieldRef> fields;
  /// Each comparison is of one field with constants, so values_of() brings out all its answers.
  bool simple = true;
  bool adds = false;  // ... perhaps after constants were added to it or taken away
};
Reads reads_of(const Program& guard);

}  // namespace relance::proof
