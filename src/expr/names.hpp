// The fields that expressions may name, as the rules tell them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relance/value.hpp"

namespace relance::expr {

/// What stands before the dot: `lead.budget`, `event.reason`, `person.email`.
enum class Scope : std::uint8_t { lead = 0, event = 1, person = 2 };

/// A field that expressions may read.
struct Name {
  std::uint16_t field = 0;             // what Fields::lead or Fields::event is asked for; names of
                                       // scope person are asked of Fields::lead
  Type type = Type::text;              // never Type::absent
  bool personal = false;               // only has() may read it; always so in scope person
  std::vector<std::string> one_of;     // text: its only values; empty: any
  bool attribute = false;              // on the lead beyond the slim record: reading it sets
                                       // Program::reads_attributes
  std::vector<std::string> here = {};  // for hints: those of one_of that it can have in the event
                                       // at hand; empty: all
};

/// The names that an expression may use. Asked while compiling only; the pointers must live so
/// long.
class Names {
 public:
  virtual ~Names();
  /// Null when there is no such field.
  virtual const Name* find(Scope scope, std::string_view name) const = 0;
  /// All names of a scope in written order, for hints. Empty for `person`: that scope comes later.
  virtual std::vector<std::string_view> all(Scope scope) const = 0;
  /// The calendar that open() is asked of; nothing when none is called so.
  virtual std::optional<std::uint16_t> calendar(std::string_view) const { return {}; }
  /// All calendars in written order, for hints.
  virtual std::vector<std::string_view> calendars() const { return {}; }
  /// The hint where there are none.
  virtual std::string_view why_no_calendars() const { return "the rules declare none"; }
  /// "EUR"; empty when the rules declare none.
  virtual std::string_view currency() const = 0;
  /// Minor units in one unit of the currency: a power of ten, 1 to 10'000.
  virtual std::int64_t currency_scale() const = 0;
};

}  // namespace relance::expr
