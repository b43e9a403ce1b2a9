// The fields that every workflow has, as guards and events see them.
#pragma once

#include <span>
#include <string_view>

#include "relance/lead.hpp"
#include "relance/value.hpp"

namespace relance::rules {

struct BuiltInField {
  std::string_view name;
  FieldKind kind;
  Type type;
  bool on_lead = false;    // lead.NAME
  bool on_event = false;   // event.NAME
  bool carriable = false;  // an author's own event may carry it
  bool attribute = false;  // not in the slim record
  bool personal = false;
};

std::span<const BuiltInField> builtin_fields();
/// Null when there is none of this name.
const BuiltInField* builtin_field(std::string_view name);

}  // namespace relance::rules
