// What happened to a lead: facts and moves, as told by the host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relance/instant.hpp"
#include "relance/value.hpp"

namespace relance {

/// The built-in events. The numbers are durable; the author's own events follow from kBuiltIn on,
/// in written order.
enum class EventKind : std::uint16_t {
  // facts told by the host
  received = 0,
  attempted,
  sent,
  inbound,
  clicked,
  opened,
  consented,
  objected,
  noted,
  assigned,
  changed,
  // facts told by the engine alone
  reached,
  breached,
  neglected,
  undelivered,
  elapsed,  // the `do` of an `after` timer ran
  watched,  // the watch ran
  // moves
  qualified,
  booked,
  moved,
  shown,
  missed,
  postponed,
  sold,
  lost,
  reopened,
  ripe,
  unreachable,
  accepted,
};
inline constexpr std::uint16_t kBuiltInEvents = 29;
/// The event of a journal entry that moved its lead to other rules, "deployed". The rules before
/// are those of the entry before it: what it ended is named by them, what it armed by its own.
inline constexpr std::uint16_t kDeployedEvent = 0xFFFE;
constexpr bool is_fact(EventKind kind) { return kind <= EventKind::watched; }
constexpr bool told_by_engine(EventKind kind) {
  return kind >= EventKind::reached && kind <= EventKind::watched;
}
/// "received", ...; for the author's events ask the Workflow.
std::string_view name(EventKind kind);

/// Means of contact. Durable numbers.
enum class Channel : std::uint8_t {
  none = 0,
  phone,
  email,
  sms,
  whatsapp,
  chat,
  letter,
  visit,
  other,
};
inline constexpr int kChannels = 9;
std::string_view name(Channel channel);
std::optional<Channel> channel_named(std::string_view word);

/// How an attempt or an effect ended. Durable numbers.
enum class Outcome : std::uint8_t {
  none = 0,
  // of an attempt
  conversation,
  no_answer,
  voicemail,
  busy,
  wrong_number,
  refused,
  // of a message
  delivered,
  bounced,
  // of any effect
  failed,
  done,
  denied,
  nobody_available,
};
inline constexpr int kOutcomes = 13;
std::string_view name(Outcome outcome);
std::optional<Outcome> outcome_named(std::string_view word);

/// One thing that an event carries. `value` may be text for every type: it is read as the declared
/// type (dates as 2026-12-24, times as RFC 3339, money as "20000 EUR"). A name beginning with
/// `person.` (person.name, person.email, person.phone, ...) is personal and is kept apart.
struct Attribute {
  std::string name;
  Value value;
};

/// How much later than `now` an event may have occurred: clocks differ. More is from the future.
inline constexpr Duration kClockTolerance = minutes(5);
/// An appointment further ahead is taken for a slip, and a watch does not rest for what is due
/// later: three years and a leap day, for data of a customer who is silent is kept no longer
/// (docs/rules.md).
inline constexpr Duration kLongestWait = hours(24 * (3 * 365 + 1));

/// An event as the host tells it.
struct Event {
  std::string lead;                    // the host's own id, 1 to 255 bytes, no blanks around
  std::string name;                    // "received", "attempted", ... or one of the author's
  std::string key;                     // idempotency key, unique per tenant and lead; at most 255
                                       // bytes; empty: the event is never recognised again
  std::optional<Instant> occurred_at;  // when it happened; absent: at `now`
  std::string actor;                   // who did it (an id of the host's staff); may be empty
  std::vector<Attribute> attributes;
};

}  // namespace relance
