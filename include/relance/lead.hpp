// A lead as the engine keeps it. Plain data: the state of one prospect between two events.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "relance/event.hpp"
#include "relance/instant.hpp"
#include "relance/pool.hpp"
#include "relance/value.hpp"

namespace relance {

/// Dense ids inside one workflow; kNone where there is none.
using Id = std::uint16_t;
inline constexpr Id kNone = 0xFFFF;

/// Where a lead lives: `tenant` is the store's number of the tenant (1 and up), `number` counts the
/// leads of that tenant in the order of their creation (1 to 2^40 - 1).
struct LeadKey {
  std::uint32_t tenant = 0;
  std::uint64_t number = 0;
  auto operator<=>(const LeadKey&) const = default;
};

/// What built-in and declared fields are called by number, on a lead and in an event. The author's
/// lead fields follow from kDeclaredFields on in written order, then what the author's own events
/// carry beyond them. Durable numbers below kDeclaredFields.
enum class FieldKind : Id {
  // read as lead.*
  source = 0,
  campaign,
  state,
  stage,
  owner,
  lane,
  preferred,
  received_at,
  appointment,
  attempts,
  // read as event.*
  channel,
  outcome,
  by,
  script,
  effect,
  link,
  reason,
  at,
  to,
  text,
  deadline,
};
inline constexpr Id kDeclaredFields = 32;
constexpr Id id(FieldKind field) { return static_cast<Id>(field); }

/// The firsts that reports are made of, by `occurred_at`.
enum class Milestone : std::uint8_t {
  received = 0,
  attempted,
  reached,
  qualified,
  booked,
  shown,
  sold,
  lost,
};
inline constexpr int kMilestones = 8;
std::string_view name(Milestone milestone);

/// What a timer is for. Durable numbers.
enum class TimerKind : std::uint8_t {
  after = 0,
  step_limit = 1,
  watch = 2,
  warning = 3,  // of a deadline
  breach = 4,   // of a deadline: one microsecond after the promised instant
};
inline constexpr TimerKind kLastTimerKind = TimerKind::breach;
inline constexpr Duration kBreachAfter = microseconds(1);

/// A wish for a decision later. At equal due instants `place`, then `seq`, then `effect` decide.
struct Timer {
  Instant due;    // never kNever
  Instant since;  // what it was counted from
  TimerKind kind = TimerKind::after;
  std::uint16_t effect = 0;  // step_limit: the index of the step's effect in its event
  Id place = 0;              // its place in the written order of the rules
  Id index = 0;  // which AfterRule; step_limit: which EffectRule; warning and breach: which
                 // DeadlineRule
  std::uint32_t seq = 0;  // the event that armed it; step_limit: the step's event
  bool operator==(const Timer&) const = default;
};

/// A deadline on a lead: what its timers do not say.
struct OpenDeadline {
  enum Phase : std::uint8_t {
    waiting = 0,   // not begun, but a reason to pause holds already
    running = 1,   // its timers are armed
    paused = 2,    // a reason holds, so its clock stands; no timers
    breached = 3,  // its time has run out, and what it waits for has not been told yet
  };
  Id deadline = kNone;  // which DeadlineRule
  std::uint8_t phase = waiting;
  std::uint16_t held = 0;     // the reasons to pause that hold, by bit
  Id calendar = kNone;        // whose open time is counted; kNone: plain time
  Instant promised{kNever};   // running, breached: by when it is to be met
  Duration left;              // paused: until then
  Duration warning_left{-1};  // paused: until the warning; negative: none is to come
  bool operator==(const OpenDeadline&) const = default;
};

/// An effect that is not over: in the outbox (not acknowledged), or a step that nobody has
/// completed, or a dead letter.
struct OpenEffect {
  enum Flag : std::uint8_t {
    in_outbox = 1,    // not acknowledged yet
    open_step = 2,    // a call, send or remind without an outcome
    delivered = 4,    // handed to the host at least once
    dead = 8,         // gave up handing it out; stands until re-queued or dropped
    withdrawal = 16,  // tells the host that effect (of_seq, of_index) is no longer wanted
  };
  std::uint32_t seq = 0;       // the journal entry that emitted it
  std::uint32_t workflow = 0;  // the store's number of the text that asked for it
  std::uint32_t of_seq = 0;    // what a withdrawal withdraws
  std::uint32_t token = 0;     // fencing token of the last hand-out; 0 = never handed out
  std::uint16_t index = 0;     // its place among the effects of that entry
  Id rule = kNone;             // which EffectRule of that workflow
  Id state = kNone;            // the state it was begun in
  std::uint16_t of_index = 0;
  std::uint16_t attempts = 0;  // hand-outs so far
  std::uint8_t flags = 0;
  Instant emitted_at;
  Instant not_before;          // never handed out before
  Instant not_after = kNever;  // nor from then on
  Instant ready_at;            // the next instant at which claim may hand it out (lease, back-off)

  /// Not defaulted: a vector would clear each new effect before setting it.
  OpenEffect() {}
  bool operator==(const OpenEffect&) const = default;

  bool has(Flag flag) const { return (flags & flag) != 0; }
  bool claimable() const { return has(in_outbox) && !has(dead); }
  bool is(std::uint32_t of_entry, std::uint16_t at) const { return seq == of_entry && index == at; }
};

/// The last error code that the host told of an open effect, at most 64 bytes. Apart from it, since
/// few effects have one and every decision copies effects.
struct EffectError {
  std::uint32_t seq = 0;
  std::uint16_t index = 0;
  std::string code;
  bool operator==(const EffectError&) const = default;
};

/// What recognises an event that is told twice. `key_hash` finds the journal entry, whose own text
/// decides; `content_hash` covers all that the event said and is erased with the person.
struct KeyEntry {
  std::uint64_t key_hash = 0;
  std::uint64_t content_hash = 0;
  std::uint32_t seq = 0;
  bool operator==(const KeyEntry&) const = default;
};
/// When a lead holds more keys than this, the store moves the older ones aside.
inline constexpr std::size_t kKeysOnLead = 32;

/// Values that most decisions do not read; loaded on demand.
struct LeadAttributes {
  std::string campaign;
  std::vector<Value> fields;  // by declared field; a personal one holds only `true`
  bool operator==(const LeadAttributes&) const = default;
};

struct LeadRecord {
  LeadKey key;
  std::uint64_t revision = 0;  // commits so far; 0 = not stored yet, or damaged
  bool damaged = false;        // its stored bytes are not what was written; all but `key` is unset
  std::uint32_t workflow = 0;  // the store's number of the workflow text it is pinned to
  std::uint32_t moved_from = 0;  // of the text it came under, once it was moved; 0: `workflow`
  std::uint32_t seq = 0;         // journal entries so far
  Id state = kNone;
  Channel preferred = Channel::none;
  bool keys_aside = false;   // older keys were moved out of `keys`
  Instant clock{kEarliest};  // nothing about it is decided before this
  Instant received_at{kEarliest};
  Instant appointment{kNever};  // kNever: none
  std::string owner;
  std::string lane;
  std::string source;
  std::array<Instant, kMilestones> milestones = {kNever, kNever, kNever, kNever,
                                                 kNever, kNever, kNever, kNever};
  /// Attempts by channel and outcome (conversation to refused).
  std::array<std::array<std::uint16_t, 6>, kChannels> attempts_by{};
  std::uint32_t attempts = 0;
  Pool<Timer> timers;
  std::vector<OpenDeadline> deadlines;  // each at most once
  Pool<OpenEffect> effects;             // in (seq, index) order
  std::vector<EffectError> errors;      // may name effects that are over
  std::vector<KeyEntry> keys;           // in seq order

  bool attributes_loaded = false;
  LeadAttributes attributes;

  /// The store's own: the last journal row, and where the scan entries of this lead stand now.
  std::int64_t last_row = 0;
  Instant due_entry = kNever;
  Instant ready_entry = kNever;
  bool open_entry = false;  // listed among those with an open step
  bool dead_entry = false;  // likewise with a dead letter

  /// The text it came under: the ids of its effects say which, and stay as they are.
  std::uint32_t came_under() const { return moved_from != 0 ? moved_from : workflow; }
  /// The earliest due instant, kNever without timers.
  Instant next_due() const {
    Instant next = kNever;
    for (const Timer& timer : timers) {
      if (timer.due < next) next = timer.due;
    }
    return next;
  }
  /// The earliest instant at which claim has something for the host, kNever without.
  Instant next_ready() const {
    Instant next = kNever;
    for (const OpenEffect& effect : effects) {
      if (effect.claimable() && effect.ready_at < next) next = effect.ready_at;
    }
    return next;
  }
  /// Empty when the host told none.
  std::string_view error_of(const OpenEffect& effect) const {
    for (const EffectError& error : errors) {
      if (effect.is(error.seq, error.index)) return error.code;
    }
    return {};
  }
  bool has_open_step() const {
    for (const OpenEffect& effect : effects) {
      if (effect.has(OpenEffect::open_step)) return true;
    }
    return false;
  }
};

}  // namespace relance
