// The table of keys: which key stands in which section, what it takes and what it is for. The
// reader walks it, and so does what must agree with the reader (the schema, the document).
#pragma once

#include <array>
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
  lane,
  watch,
  state,
  candidate,  // one way to take an event
  after,
  effect,
  deadline,
  pause,  // of a deadline
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

/// Which words a word may be, for an editor that proposes them. References (state, event, ...) are
/// names that the checks look up.
enum class Words : std::uint8_t {
  name,       // of the author: a-z, 0-9 and _
  state,      // as `name`
  event,      // as `name`: a move or an event of the author
  any_event,  // as `name`: a fact, a move or an event of the author
  calendar,   // as `name`
  lane,       // as `name`
  moment,     // as `name`: a date or time of the lead
  stage,
  type,
  channel,
  currency,
  region,
  zone,
  format,
};

struct Key {
  std::string_view name;
  Shape shape = Shape::word;
  Section inner = Section::none;
  Need need = Need::optional;
  std::string_view about;         // one sentence for the author
  std::string_view example = {};  // what may stand between the braces of its section; compiles
  Words words = Words::name;
  std::string_view verbs = {};  // of an option: the verbs it goes with; empty: it is a verb itself
};

/// What holds between the keys of one section.
struct Bond {
  enum Kind : std::uint8_t {
    one_of,    // exactly one stands there
    some_of,   // at least one
    not_both,  // at most one of two
    needs,     // the first only with the second
  };
  Kind kind = one_of;
  std::array<std::string_view, 2> keys;
};

/// The keys of a section, in the order in which they are best written.
std::span<const Key> keys_of(Section section);
/// Beside this, an effect has exactly one verb.
std::span<const Bond> bonds_of(Section section);
/// The key whose value may stand for the whole map (`brand: text`); empty when there is none.
std::string_view short_form(Section section);

/// Whether an option goes with a verb; false for what is no option.
bool goes_with(const Key& key, std::string_view verb);

/// "a list", "a delay such as `20 min`", ... for messages.
std::string_view description(Shape shape);

}  // namespace relance::rules
