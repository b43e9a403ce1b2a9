// What all parts of the reading share: a map held against the table of keys, and small values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/definition.hpp"
#include "rules/document.hpp"
#include "rules/keys.hpp"
#include "rules/problems.hpp"

namespace relance::rules {

/// The values of one map that has the keys of a section. Unknown and later keys, missing ones and
/// values of the wrong shape are told once, here; find() gives only what is right.
class Fields {
 public:
  Fields(const Node& map, Section section, Problems& problems);

  /// The value of a key; null when it is absent or wrong.
  const Node* find(std::string_view key) const;
  /// The place of a key that is present, else of the map.
  Span place(std::string_view key) const;
  /// The keys present that are of the section, in written order.
  const std::vector<const Entry*>& present() const { return present_; }

  // Small values; problems are told.
  std::optional<Word> word(std::string_view key) const;
  Word word_or_empty(std::string_view key) const;
  bool flag(std::string_view key) const;
  std::optional<DelayDefinition> delay(std::string_view key) const;
  std::vector<Assignment> values(std::string_view key) const;

 private:
  void take(const Entry& entry, const Key& key);
  void tell_missing(Section section) const;

  const Node& map_;
  Problems& problems_;
  std::vector<const Entry*> present_;  // of the right shape
  std::vector<const Entry*> wrong_;    // told already
};

/// Tells that `node` is not what `about` takes; `example` is how it is written.
void tell_shape(const Node& node, std::string_view about, Shape wanted, std::string_view example,
                Problems& problems);

Word word_of(const Node& scalar);

/// Whether a name is [a-z][a-z0-9_]{0,63}, and neither true, false nor null; if not, it is told.
/// `about`: "state", "event", ...
bool check_name(const Word& name, std::string_view about, Problems& problems);

// The parts, each from its node.
std::vector<EffectDefinition> read_effects(const Node& list, Problems& problems);
std::vector<StateDefinition> read_states(const Node& map, Problems& problems);
std::vector<CalendarDefinition> read_calendars(const Node& map, Problems& problems);
std::vector<FieldDefinition> read_fields(const Node& map, Problems& problems);
std::vector<CarrierDefinition> read_carriers(const Node& map, std::string_view about,
                                             Problems& problems);
std::vector<DeadlineDefinition> read_deadlines(const Node& map, Problems& problems);
std::vector<BenchmarkDefinition> read_benchmarks(const Node& map, Problems& problems);

}  // namespace relance::rules
