#include "engine/attributes.hpp"

#include <algorithm>
#include <array>

namespace relance {
namespace {

template <class... Kinds>
constexpr std::uint32_t of(Kinds... kinds) {
  return (0u | ... | (1u << static_cast<unsigned>(kinds)));
}

using enum EventKind;
constexpr std::uint32_t kContacts =
    of(attempted, sent, inbound, clicked, opened, consented, objected, noted);
constexpr std::uint32_t kToldFacts = of(received, attempted, sent, inbound, clicked, opened,
                                        consented, objected, noted, assigned, changed);

constexpr std::array kAttributes = {
    BuiltInAttribute{"channel", FieldKind::channel, Type::text, 32, kContacts, false},
    BuiltInAttribute{"outcome", FieldKind::outcome, Type::text, 32, of(attempted, sent, assigned),
                     false},
    BuiltInAttribute{"script", FieldKind::script, Type::text, 255, of(attempted, sent), false},
    BuiltInAttribute{"effect", FieldKind::effect, Type::text, 32, of(attempted, sent), false},
    BuiltInAttribute{"link", FieldKind::link, Type::text, 2'048, kToldFacts, true},
    BuiltInAttribute{"reason", FieldKind::reason, Type::text, 255, of(consented, objected), true},
    BuiltInAttribute{"at", FieldKind::at, Type::time, 64, of(booked, moved), false},
    BuiltInAttribute{"to", FieldKind::to, Type::text, 255, of(assigned), false},
    BuiltInAttribute{"owner", FieldKind::owner, Type::text, 255, of(received), false},
    BuiltInAttribute{"lane", FieldKind::lane, Type::text, 255, of(received, assigned), false},
    BuiltInAttribute{"source", FieldKind::source, Type::text, 255, of(received), false},
    BuiltInAttribute{"campaign", FieldKind::campaign, Type::text, 255, of(received, changed),
                     false},
    BuiltInAttribute{"preferred", FieldKind::preferred, Type::text, 32, of(received, changed),
                     false},
    BuiltInAttribute{"text", FieldKind::text, Type::text, 65'536, of(noted), false},
};

constexpr std::array<std::string_view, 21> kNames = {
    "source",      "campaign",    "state",    "stage",   "owner",   "lane", "preferred",
    "received_at", "appointment", "attempts", "channel", "outcome", "by",   "script",
    "effect",      "link",        "reason",   "at",      "to",      "text", "deadline"};

}  // namespace

const BuiltInAttribute* built_in_attribute(std::string_view name) {
  for (const BuiltInAttribute& attribute : kAttributes) {
    if (attribute.name == name) return &attribute;
  }
  return nullptr;
}

bool takes(const Tables& rules, const BuiltInAttribute& attribute, Id event) {
  const bool fact = event < kBuiltInEvents && is_fact(static_cast<EventKind>(event));
  if (attribute.all_moves && !fact) return true;
  if (event >= kBuiltInEvents) return carries(rules, event, id(attribute.field));
  return (attribute.events >> event & 1) != 0;
}

bool is_person(std::string_view name) {
  constexpr std::string_view kPerson = "person.";
  constexpr std::size_t kLongest = 64;  // bytes
  return name.starts_with(kPerson) && name.size() > kPerson.size() && name.size() <= kLongest;
}

bool carries(const Tables& rules, Id event, Id field) {
  if (event < kBuiltInEvents) return false;
  const std::vector<Id>& carried = rules.carried[event - kBuiltInEvents];
  return std::find(carried.begin(), carried.end(), field) != carried.end();
}

std::vector<std::string_view> carried_by(const Tables& rules, Id event) {
  std::vector<std::string_view> names;
  for (const BuiltInAttribute& attribute : kAttributes) {
    if (takes(rules, attribute, event)) names.push_back(attribute.name);
  }
  for (std::size_t i = 0; i < rules.fields.size(); ++i) {
    const FieldRow& field = rules.fields[i];
    if (field.on_lead || carries(rules, event, static_cast<Id>(kDeclaredFields + i))) {
      names.push_back(rules.words[field.name]);
    }
  }
  return names;
}

std::string_view built_in_name(Id field) {
  return field < kNames.size() ? kNames[field] : std::string_view("unknown");
}

}  // namespace relance
