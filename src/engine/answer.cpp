#include "engine/answer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.hpp"
#include "base/suggest.hpp"
#include "engine/attributes.hpp"
#include "engine/bind.hpp"
#include "engine/words.hpp"
#include "model/place.hpp"
#include "relance/core/decide.hpp"

namespace relance {
namespace {

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

std::string instead(const Decision& decision) {
  if (decision.would_take.empty()) {
    return decision.refusal == Refusal::guard_false ? "it takes no other move"
                                                    : "it takes no move at all";
  }
  return "it would take: " + join(decision.would_take);
}

/// The first attribute that the event may not carry; empty when there is none.
std::string_view unknown_of(const Event& told, const std::vector<std::string_view>& carried) {
  for (const Attribute& attribute : told.attributes) {
    const std::string_view name = attribute.name;
    const bool known = std::find(carried.begin(), carried.end(), name) != carried.end();
    if (!known && !is_person(name)) return name;
  }
  return {};
}

std::string unknown_attribute(const LoadedWorkflow& rules, const JournalEntry& entry,
                              std::string_view event, const Event* told) {
  constexpr std::size_t kShown = 64;  // bytes of a name that anybody may have told
  const std::vector<std::string_view> carried = carried_by(rules.tables, entry.event);
  std::string_view attribute;
  if (entry.detail != kNone) {
    attribute = rules.field_name(entry.detail);
  } else if (told != nullptr) {
    attribute = unknown_of(*told, carried);
  }
  if (attribute.empty()) return fmt::format("{} carries an attribute that nobody declared", event);
  const std::string shown = printable(attribute.substr(0, kShown));
  if (const std::string_view near = closest(shown, carried); !near.empty()) {
    return fmt::format("{} does not carry '{}': did you mean '{}'?", event, shown, near);
  }
  return fmt::format("{} does not carry '{}'; it may carry: person.*, {}", event, shown,
                     fmt::join(carried, ", "));
}

std::string words_of(auto first, auto last) {
  std::string words;
  for (auto value = first; value <= last;
       value = static_cast<decltype(value)>(static_cast<int>(value) + 1)) {
    words += fmt::format("{}{}", words.empty() ? "" : ", ", name(value));
  }
  return words;
}

std::string lanes_of(const Tables& tables) {
  std::string words;
  for (const LaneRow& lane : tables.lanes) {
    words += fmt::format("{}{}", words.empty() ? "" : ", ", tables.words[lane.name]);
  }
  return words;
}

std::string lawful_outcomes(Id event) {
  if (event == static_cast<Id>(EventKind::assigned)) {
    return "it says why nobody was chosen (failed, denied, nobody_available), and stands without "
           "'to' and 'lane'";
  }
  return "it is one of " + words_of(Outcome::conversation, Outcome::refused) + " for an attempt, " +
         words_of(Outcome::delivered, Outcome::bounced) + " for a message, " +
         words_of(Outcome::failed, Outcome::nobody_available) + " for both";
}

std::string lawful_built_in(const Tables& tables, Id event, FieldKind field) {
  switch (field) {
    case FieldKind::lane:
      if (tables.lanes.empty()) break;
      return "the lanes of these rules are " + lanes_of(tables);
    case FieldKind::channel:
    case FieldKind::preferred:
      return "it is one of " + words_of(Channel::phone, Channel::other);
    case FieldKind::outcome:
      return lawful_outcomes(event);
    case FieldKind::at:
      return "it is a time such as 2026-12-24T09:00:00+01:00, at most three years ahead";
    default:
      break;
  }
  return "it is UTF-8 of at most 255 bytes, and said once";
}

/// What a field takes, in words that repair the record.
std::string lawful_values(const LoadedWorkflow& rules, Id event, Id field) {
  if (field == kNone) return "it is UTF-8 of at most 4,096 bytes, and said once";
  if (field < kDeclaredFields) {
    return lawful_built_in(rules.tables, event, static_cast<FieldKind>(field));
  }
  const FieldRow& row = rules.tables.fields[field - kDeclaredFields];
  switch (row.type) {
    case Type::boolean:
      return "it is true or false";
    case Type::number:
      return "it is a whole number of 64 bits, -9223372036854775808 to 9223372036854775807";
    case Type::date:
      return "it is a date such as 2026-12-24";
    case Type::time:
      return "it is a time such as 2026-12-24T09:00:00+01:00";
    case Type::money:
      return "it is an amount such as 900.50 " + rules.tables.currency;
    case Type::place:
      return fmt::format("it is {}", kPlaceForm);
    default:
      break;
  }
  if (row.one_of.count == 0) return "it is UTF-8 of at most 4,096 bytes, and said once";
  std::string words;
  for (std::size_t i = 0; i < row.one_of.count; ++i) {
    const Id word = rules.tables.word_lists[row.one_of.first + i];
    words += fmt::format("{}{}", words.empty() ? "" : ", ", rules.tables.words[word]);
  }
  return "it is one of " + words;
}

std::string message_of(const LoadedWorkflow& rules, const JournalEntry& entry,
                       const Decision& decision, const Event* told) {
  const std::string_view event = entry.event < rules.tables.events
                                     ? std::string_view(rules.tables.event_names[entry.event])
                                     : "this event";
  const std::string_view field =
      entry.detail == kNone ? "an attribute" : rules.field_name(entry.detail);
  switch (entry.refusal) {
    case Refusal::not_here:
      return fmt::format("{} does not take {}; {}", decision.from, event, instead(decision));
    case Refusal::guard_false:
      return fmt::format("{} takes {} only if a condition holds, and none does; {}", decision.from,
                         event, instead(decision));
    case Refusal::guard_failed:
      return fmt::format("a condition of {} in {} could not be computed", event, decision.from);
    case Refusal::from_future:
      return "occurred_at is more than 5 minutes after now, or not between the years 1900 and 2199";
    case Refusal::missing:
      return fmt::format("{} needs '{}'", event, field);
    case Refusal::bad_value:
      return fmt::format("'{}' has a value that it cannot have: {}", field,
                         lawful_values(rules, entry.event, entry.detail));
    case Refusal::unknown_attribute:
      return unknown_attribute(rules, entry, event, told);
    case Refusal::unknown_event:
      return "the rules know no event of this name; the author's own stand under `events:`";
    case Refusal::told_by_engine:
      return fmt::format("{} is derived by the engine and cannot be told: {}", event,
                         advice_for(static_cast<EventKind>(entry.event)));
    case Refusal::unknown_effect:
      return "'effect' is not the id of an effect of this lead";
    case Refusal::beyond_horizon:
      return "now lies outside the years that the calendars know";
    case Refusal::too_deep:
      return fmt::format("the rules raise more than {} events at one instant", kMostRaised);
    case Refusal::limit:
      return fmt::format(
          "the event is larger than {} bytes, or its key or actor is longer than {} "
          "or not UTF-8",
          kEventBytes, kIdBytes);
    default:
      return {};
  }
}

}  // namespace

std::vector<std::string> moves_of(const Tables& tables, Id state) {
  std::vector<std::pair<std::uint16_t, Id>> moves;
  for (Id event = 0; event < tables.events; ++event) {
    const bool fact = event < kBuiltInEvents && is_fact(static_cast<EventKind>(event));
    const std::size_t cell = tables.cell(state, event);
    if (!fact && tables.cells[cell] != tables.cells[cell + 1]) {
      moves.emplace_back(tables.cells[cell], event);
    }
  }
  std::vector<std::string> names;
  for (const auto& [first, event] : moves) names.push_back(tables.event_names[event]);
  return names;
}

Decision decision_of(const LoadedWorkflow& rules, const JournalEntry& entry, const Event* told) {
  const Tables& tables = rules.tables;
  Decision decision;
  decision.verdict = entry.verdict;
  decision.late = entry.has(JournalEntry::late);
  decision.lead_number = entry.lead.number;
  decision.seq = entry.seq;
  decision.refusal = entry.refusal;
  if (entry.from != kNone) decision.from = tables.state_names[entry.from];
  if (entry.to != kNone) decision.to = tables.state_names[entry.to];
  if (entry.rule != kNone) decision.rule = tables.candidate_places[entry.rule].path;
  if (entry.verdict != Verdict::refused) return decision;
  if (entry.from != kNone) decision.would_take = moves_of(tables, entry.from);
  if (entry.refusal == Refusal::guard_false) {  // as the lead is it does not take this one
    std::erase(decision.would_take, tables.event_names[entry.event]);
  }
  decision.message = message_of(rules, entry, decision, told);
  return decision;
}

Decision unrecorded(Verdict verdict, Refusal refusal) {
  Decision decision;
  decision.verdict = verdict;
  decision.refusal = refusal;
  if (verdict == Verdict::waiting) {
    decision.message = "no such lead yet: the event waits until it is received";
    return decision;
  }
  switch (refusal) {
    case Refusal::key_conflict:
      decision.message = "this key was used for another event of the lead: give each event its own";
      break;
    case Refusal::too_many_waiting:
      decision.message = "1,000 events already wait for this lead: tell its `received` first";
      break;
    case Refusal::from_future:
      decision.message = "occurred_at is more than 5 minutes after now";
      break;
    case Refusal::limit:
      decision.message = fmt::format(
          "the event is larger than {} bytes, or a name, key or actor is "
          "no UTF-8 of at most {} bytes",
          kEventBytes, kIdBytes);
      break;
    default:
      decision.message =
          "a lead's id has 1 to 255 bytes of UTF-8 and no blanks at its ends: trim it";
      break;
  }
  return decision;
}

}  // namespace relance
