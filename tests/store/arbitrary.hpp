// Any value that an engine could store, for the properties of the codec and of stores.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "relance/store.hpp"

namespace relance::arbitrary {

inline Instant instant() {
  return Instant{*rc::gen::inRange<std::int64_t>(kEarliest.us, kLatest.us + 1)};
}
inline Instant maybe() { return *rc::gen::arbitrary<bool>() ? instant() : kNever; }
inline Id id() { return *rc::gen::element<Id>(0, 1, 127, 128, 500, kNone - 1, kNone); }
template <class Number>
Number number() {
  return *rc::gen::arbitrary<Number>();
}
inline std::string text() { return *rc::gen::arbitrary<std::string>(); }

template <class Make>
auto some(Make make) {
  std::vector<decltype(make())> made(*rc::gen::inRange<std::size_t>(0, 4));
  for (auto& each : made) each = make();
  return made;
}

inline Value value() {
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
      return {};
    case 1:
      return Value::of(number<bool>());
    case 2:
      return Value::of(std::string_view(text()));
    case 3:
      return Value::of(instant());
    case 4:
      return Value::of(Place{*rc::gen::inRange(-90'000'000, 90'000'001),
                             *rc::gen::inRange(-180'000'000, 180'000'001)});
    default:
      return Value::money(number<std::int64_t>());
  }
}

inline Timer timer() {
  Timer timer;
  timer.due = instant();
  timer.since = instant();
  timer.kind = static_cast<TimerKind>(*rc::gen::inRange(0, 5));
  timer.effect = number<std::uint16_t>();
  timer.place = id();
  timer.index = id();
  timer.seq = number<std::uint32_t>();
  return timer;
}

inline OpenDeadline deadline() {
  OpenDeadline open;
  open.deadline = id();
  open.phase = *rc::gen::inRange<std::uint8_t>(0, 4);
  open.held = number<std::uint16_t>();
  open.calendar = id();
  open.promised = maybe();
  open.left = {number<std::int64_t>()};
  open.warning_left = {number<std::int64_t>()};
  return open;
}

inline OpenEffect open_effect() {
  OpenEffect effect;
  effect.seq = number<std::uint32_t>();
  effect.index = number<std::uint16_t>();
  effect.flags = *rc::gen::inRange<std::uint8_t>(0, 32);
  effect.workflow = number<std::uint32_t>();
  effect.rule = id();
  effect.state = id();
  effect.emitted_at = instant();
  effect.not_before = instant();
  effect.not_after = maybe();
  effect.ready_at = instant();
  effect.of_seq = number<std::uint32_t>();
  effect.of_index = number<std::uint16_t>();
  effect.token = number<std::uint32_t>();
  effect.attempts = number<std::uint16_t>();
  return effect;
}

inline KeyEntry key() {
  return {number<std::uint64_t>(), number<std::uint64_t>(), number<std::uint32_t>()};
}

/// Everything but key, revision and what the store keeps of its own.
inline LeadRecord lead() {
  LeadRecord lead;
  lead.workflow = number<std::uint32_t>();
  lead.state = id();
  lead.preferred = static_cast<Channel>(*rc::gen::inRange(0, kChannels));
  lead.keys_aside = number<bool>();
  lead.moved_from = number<std::uint32_t>();
  lead.clock = instant();
  lead.received_at = instant();
  lead.appointment = maybe();
  lead.owner = *rc::gen::element<std::string>("", "anna", "paul");
  lead.lane = text();
  lead.source = text();
  for (Instant& milestone : lead.milestones) milestone = maybe();
  lead.attempts = number<std::uint32_t>();
  lead.attempts_by[*rc::gen::inRange<std::size_t>(0, 9)][*rc::gen::inRange<std::size_t>(0, 6)] =
      number<std::uint16_t>();
  for (const Timer& one : some(timer)) lead.timers.push_back(one);
  lead.deadlines = some(deadline);
  for (const OpenEffect& one : some(open_effect)) lead.effects.push_back(one);
  for (std::size_t i = 0; i < lead.effects.size(); ++i) {
    OpenEffect& effect = lead.effects[i];
    effect.index = static_cast<std::uint16_t>(i);  // no two are the same
    if (number<bool>()) lead.errors.push_back({effect.seq, effect.index, text()});
  }
  std::erase_if(lead.errors, [](const EffectError& error) { return error.code.empty(); });
  lead.keys = some(key);
  lead.attributes.campaign = text();
  lead.attributes.fields = some(value);
  return lead;
}

inline EmittedEffect emitted() {
  EmittedEffect effect;
  effect.rule = id();
  effect.index = number<std::uint16_t>();
  effect.withdrawal = number<bool>();
  effect.of_seq = effect.withdrawal ? number<std::uint32_t>() : 0;
  effect.of_index = effect.withdrawal ? number<std::uint16_t>() : std::uint16_t{0};
  effect.not_before = instant();
  effect.not_after = maybe();
  return effect;
}

template <class Pool, class Make>
Range slice(Pool& pool, Make make) {
  const auto made = some(make);
  const Range range{static_cast<std::uint32_t>(pool.size()),
                    static_cast<std::uint32_t>(made.size())};
  for (const auto& one : made) pool.push_back(one);
  return range;
}

/// Appends an entry; lead and seq are the caller's.
inline JournalEntry& entry(Journal& journal) {
  JournalEntry entry;
  entry.workflow = number<std::uint32_t>();
  entry.event = id();
  entry.from = id();
  entry.to = id();
  entry.rule = id();
  entry.verdict = static_cast<Verdict>(*rc::gen::inRange(0, 3));
  entry.refusal = static_cast<Refusal>(*rc::gen::inRange(0, 17));
  entry.detail = id();
  entry.flags = number<std::uint8_t>();
  entry.occurred_at = instant();
  entry.decided_at = instant();
  entry.key = journal.add_text(text());
  entry.actor = journal.add_text(text());
  entry.values = slice(journal.values, [] { return BoundValue{id(), value()}; });
  entry.effects = slice(journal.effects, emitted);
  entry.timers = slice(journal.timers, [] {
    return TimerChange{*rc::gen::inRange<std::uint8_t>(0, 3), timer()};
  });
  entry.trace = slice(journal.trace, [] {
    return TraceStep{id(), id(), *rc::gen::inRange<std::uint8_t>(0, 17)};
  });
  journal.entries.push_back(entry);
  return journal.entries.back();
}

inline WaitingEvent waiting() {
  WaitingEvent waiting;
  waiting.content_hash = number<std::uint64_t>();
  waiting.told_at = instant();
  waiting.refusal = static_cast<Refusal>(*rc::gen::inRange(0, 17));
  waiting.event.name = text();
  waiting.event.key = text();
  waiting.event.actor = text();
  if (number<bool>()) waiting.event.occurred_at = instant();
  waiting.event.attributes = some([] { return Attribute{text(), value()}; });
  return waiting;
}

}  // namespace relance::arbitrary
