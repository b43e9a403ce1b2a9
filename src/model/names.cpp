// The words for the public enumerations, the same in YAML, C++, C, Python and SQL.
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "relance/core/verb.hpp"
#include "relance/event.hpp"
#include "relance/journal.hpp"
#include "relance/lead.hpp"
#include "relance/value.hpp"

namespace relance {
namespace {

using namespace std::string_view_literals;

constexpr std::array kTypes = {"absent"sv, "bool"sv, "number"sv, "text"sv,
                               "date"sv,   "time"sv, "money"sv,  "place"sv};
constexpr std::array kEvents = {
    "received"sv,  "attempted"sv, "sent"sv,        "inbound"sv,     "clicked"sv,   "opened"sv,
    "consented"sv, "objected"sv,  "noted"sv,       "assigned"sv,    "changed"sv,   "reached"sv,
    "breached"sv,  "neglected"sv, "undelivered"sv, "elapsed"sv,     "watched"sv,   "qualified"sv,
    "booked"sv,    "moved"sv,     "shown"sv,       "missed"sv,      "postponed"sv, "sold"sv,
    "lost"sv,      "reopened"sv,  "ripe"sv,        "unreachable"sv, "accepted"sv};
constexpr std::array kChannelNames = {""sv,     "phone"sv,  "email"sv, "sms"sv,  "whatsapp"sv,
                                      "chat"sv, "letter"sv, "visit"sv, "other"sv};
constexpr std::array kOutcomeNames = {""sv,
                                      "conversation"sv,
                                      "no_answer"sv,
                                      "voicemail"sv,
                                      "busy"sv,
                                      "wrong_number"sv,
                                      "refused"sv,
                                      "delivered"sv,
                                      "bounced"sv,
                                      "failed"sv,
                                      "done"sv,
                                      "denied"sv,
                                      "nobody_available"sv};
constexpr std::array kMilestoneNames = {"received"sv, "attempted"sv, "reached"sv, "qualified"sv,
                                        "booked"sv,   "shown"sv,     "sold"sv,    "lost"sv};
constexpr std::array kVerdicts = {"accepted"sv, "refused"sv, "waiting"sv};
constexpr std::array kRefusals = {
    "none"sv,          "not_here"sv,       "guard_false"sv,      "guard_failed"sv,
    "from_future"sv,   "missing"sv,        "bad_value"sv,        "unknown_attribute"sv,
    "unknown_event"sv, "told_by_engine"sv, "unknown_effect"sv,   "beyond_horizon"sv,
    "too_deep"sv,      "key_conflict"sv,   "too_many_waiting"sv, "bad_lead_id"sv,
    "limit"sv};
constexpr std::array kVerbNames = {"assign"sv, "hand_to"sv, "start"sv, "stop"sv,  "send"sv,
                                   "call"sv,   "remind"sv,  "alert"sv, "raise"sv, "set"sv,
                                   "charge"sv, "refund"sv,  "tell"sv};
static_assert(kEvents.size() == kBuiltInEvents);
static_assert(kChannelNames.size() == kChannels);
static_assert(kOutcomeNames.size() == kOutcomes);
static_assert(kMilestoneNames.size() == kMilestones);
static_assert(kVerbNames.size() == kVerbs);

template <class Table, class Enum>
std::string_view at(const Table& table, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < table.size() ? table[index] : "unknown"sv;
}

/// The place of a word after the first, which stands for "none".
template <class Enum, class Table>
std::optional<Enum> find(const Table& table, std::string_view word) {
  for (std::size_t i = 1; i < table.size(); ++i) {
    if (table[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(Type type) { return at(kTypes, type); }
std::string_view name(EventKind kind) { return at(kEvents, kind); }
std::string_view name(Channel channel) { return at(kChannelNames, channel); }
std::string_view name(Outcome outcome) { return at(kOutcomeNames, outcome); }
std::string_view name(Milestone milestone) { return at(kMilestoneNames, milestone); }
std::string_view name(Verdict verdict) { return at(kVerdicts, verdict); }
std::string_view name(Refusal refusal) { return at(kRefusals, refusal); }
std::string_view name(Verb verb) { return at(kVerbNames, verb); }

std::optional<Channel> channel_named(std::string_view word) {
  return find<Channel>(kChannelNames, word);
}
std::optional<Outcome> outcome_named(std::string_view word) {
  return find<Outcome>(kOutcomeNames, word);
}

}  // namespace relance
