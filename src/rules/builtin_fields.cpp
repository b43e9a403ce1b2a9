#include "rules/builtin_fields.hpp"

#include <array>

namespace relance::rules {
namespace {

constexpr std::array<BuiltInField, 21> kFields = {{
    {.name = "source",
     .kind = FieldKind::source,
     .type = Type::text,
     .on_lead = true,
     .on_event = true},
    {.name = "campaign",
     .kind = FieldKind::campaign,
     .type = Type::text,
     .on_lead = true,
     .on_event = true,
     .attribute = true},
    {.name = "state", .kind = FieldKind::state, .type = Type::text, .on_lead = true},
    {.name = "stage", .kind = FieldKind::stage, .type = Type::text, .on_lead = true},
    {.name = "owner",
     .kind = FieldKind::owner,
     .type = Type::text,
     .on_lead = true,
     .on_event = true},
    {.name = "lane",
     .kind = FieldKind::lane,
     .type = Type::text,
     .on_lead = true,
     .on_event = true},
    {.name = "preferred",
     .kind = FieldKind::preferred,
     .type = Type::text,
     .on_lead = true,
     .on_event = true},
    {.name = "received_at", .kind = FieldKind::received_at, .type = Type::time, .on_lead = true},
    {.name = "appointment", .kind = FieldKind::appointment, .type = Type::time, .on_lead = true},
    {.name = "attempts", .kind = FieldKind::attempts, .type = Type::number, .on_lead = true},
    {.name = "channel", .kind = FieldKind::channel, .type = Type::text, .on_event = true},
    {.name = "outcome", .kind = FieldKind::outcome, .type = Type::text, .on_event = true},
    {.name = "by", .kind = FieldKind::by, .type = Type::text, .on_event = true},
    {.name = "script",
     .kind = FieldKind::script,
     .type = Type::text,
     .on_event = true,
     .carriable = true},
    {.name = "effect", .kind = FieldKind::effect, .type = Type::text, .on_event = true},
    {.name = "link",
     .kind = FieldKind::link,
     .type = Type::text,
     .on_event = true,
     .carriable = true},
    {.name = "reason",
     .kind = FieldKind::reason,
     .type = Type::text,
     .on_event = true,
     .carriable = true},
    {.name = "at", .kind = FieldKind::at, .type = Type::time, .on_event = true},
    {.name = "to", .kind = FieldKind::to, .type = Type::text, .on_event = true, .carriable = true},
    {.name = "text",
     .kind = FieldKind::text,
     .type = Type::text,
     .on_event = true,
     .personal = true},
    {.name = "deadline", .kind = FieldKind::deadline, .type = Type::text, .on_event = true},
}};

}  // namespace

std::span<const BuiltInField> builtin_fields() { return kFields; }

const BuiltInField* builtin_field(std::string_view name) {
  for (const BuiltInField& field : kFields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

}  // namespace relance::rules
