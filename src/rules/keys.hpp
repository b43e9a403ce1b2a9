// The table of keys: which key stands in which section, what it takes and what it is for. The
// reader walks it, and so will whatever else must agree with the reader (a schema, a reference).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace relance::rules {

enum class Section : std::uint8_t {
  none,
  root,
  calendar,
  closed,  // an item of `closed`
  field,   // of a lead, or carried by an event
  watch,
  state,
  candidate,  // one way to take an event
  after,
  effect,
};

/// What the value of a key is.
enum class Shape : std::uint8_t {
  word,         // one name or text
  number,       // a whole number
  flag,         // true or false
  delay,        // "20 min"
  expression,   // CEL
  section,      // a map with the keys of `inner`
  sections,     // a map from the author's names to maps (or short forms) with the keys of `inner`
  list,         // a list of maps with the keys of `inner`
  names,        // a map from the author's names to maps from names to types
  words,        // a list of words
  transitions,  // a map from events to a state, a map with the keys of `inner`, or a list of these
  week,         // a map from days to windows
  dates,        // a list of dates, or of maps with the keys of `inner`
  special,      // a map from dates to windows
  values,       // a map from fields to values
  rates,        // a map from names to maps from milestones to rates
  anything,     // of a section that comes later
};

/// Presence of a key.
enum class Need : std::uint8_t { optional, required, later };

struct Key {
  std::string_view name;
  Shape shape = Shape::word;
  Section inner = Section::none;
  Need need = Need::optional;
  std::string_view about;  // one sentence for the author
};

/// The keys of a section, in the order in which they are best written.
std::span<const Key> keys_of(Section section);

/// "a list", "a delay such as `20 min`", ... for messages.
std::string_view description(Shape shape);

}  // namespace relance::rules
