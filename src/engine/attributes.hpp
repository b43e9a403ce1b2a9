// What the built-in events may carry.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

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
bool takes(const BuiltInAttribute& attribute, Id event);
/// The names that an event takes, for a refusal.
std::vector<std::string_view> attributes_of(Id event);
/// The name of a FieldKind.
std::string_view built_in_name(Id field);

}  // namespace relance
