// What the built-in events may carry.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "relance/core/tables.hpp"
#include "relance/event.hpp"
#include "relance/lead.hpp"
#include "relance/value.hpp"

namespace relance {

struct BuiltInAttribute {
  std::string_view name;
  FieldKind field;
  Type type;
  std::size_t limit;     // bytes of a text
  std::uint32_t events;  // bit of each EventKind that takes it
  bool all_moves;        // every move and every event of the author takes it
};

/// Nothing when there is none of that name.
const BuiltInAttribute* built_in_attribute(std::string_view name);
/// Whether an event may carry it; the author's own may if they say so.
bool takes(const Tables& rules, const BuiltInAttribute& attribute, Id event);
/// Whether it is one of a person's, such as person.name, which every event may carry.
bool is_person(std::string_view name);
/// Whether an event of the author says that it carries a field.
bool carries(const Tables& rules, Id event, Id field);
/// The names of all that an event may carry besides a person's; they live as long as the rules.
std::vector<std::string_view> carried_by(const Tables& rules, Id event);
/// The name of a FieldKind.
std::string_view built_in_name(Id field);

}  // namespace relance
