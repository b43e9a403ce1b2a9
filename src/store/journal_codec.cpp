#include "store/body.hpp"
#include "store/codec.hpp"
#include "store/pools.hpp"

namespace relance {
namespace {

void write_effect(const EmittedEffect& effect, Instant decided_at, Writer& out) {
  out.id(effect.rule);
  out.number(effect.index);
  out.byte(effect.withdrawal ? 1 : 0);
  if (effect.withdrawal || effect.of_seq != 0) {
    out.byte(1);
    out.number(effect.of_seq);
    out.number(effect.of_index);
  } else {
    out.byte(0);
  }
  out.instant(effect.not_before, decided_at);
  out.maybe(effect.not_after, effect.not_before);
}

void read_effect(Reader& in, Instant decided_at, EmittedEffect& effect) {
  effect.rule = in.id();
  effect.index = in.number<std::uint16_t>();
  effect.withdrawal = in.byte() != 0;
  if (in.byte() != 0) {
    effect.of_seq = in.number<std::uint32_t>();
    effect.of_index = in.number<std::uint16_t>();
  }
  effect.not_before = in.instant(decided_at);
  effect.not_after = in.maybe(effect.not_before);
}

void write_change(const TimerChange& change, Instant decided_at, Writer& out) {
  out.byte(change.kind);
  out.byte(static_cast<std::uint8_t>(change.timer.kind));
  out.instant(change.timer.due, decided_at);
  out.instant(change.timer.since, change.timer.due);
  out.number(change.timer.effect);
  out.id(change.timer.place);
  out.id(change.timer.index);
  out.number(change.timer.seq);
}

void read_change(Reader& in, Instant decided_at, TimerChange& change) {
  change.kind = in.byte();
  change.timer.kind =
      static_cast<TimerKind>(in.number<std::uint8_t>(static_cast<std::uint8_t>(kLastTimerKind)));
  change.timer.due = in.instant(decided_at);
  change.timer.since = in.instant(change.timer.due);
  change.timer.effect = in.number<std::uint16_t>();
  change.timer.place = in.id();
  change.timer.index = in.id();
  change.timer.seq = in.number<std::uint32_t>();
}

/// Reads as many elements as are announced to the end of a pool.
template <class Pool, class Read>
Range read_slice(Reader& in, Pool& pool, Read read) {
  const std::size_t count = in.count();
  const Range range{static_cast<std::uint32_t>(pool.size()), static_cast<std::uint32_t>(count)};
  pool.resize(pool.size() + count);
  for (std::size_t i = range.first; i < pool.size(); ++i) read(pool[i]);
  return range;
}

}  // namespace

void encode_entry(const Journal& journal, const JournalEntry& entry, std::uint64_t columns,
                  std::string& body) {
  Writer out = begin_body(body);
  out.id(entry.rule);
  out.id(entry.detail);
  out.byte(entry.flags);
  out.number(entry.values.count);
  for (const BoundValue& value : elements(journal.values, entry.values)) {
    out.id(value.field);
    write_value(value.value, out);
  }
  out.number(entry.effects.count);
  for (const EmittedEffect& effect : elements(journal.effects, entry.effects)) {
    write_effect(effect, entry.decided_at, out);
  }
  out.number(entry.timers.count);
  for (const TimerChange& change : elements(journal.timers, entry.timers)) {
    write_change(change, entry.decided_at, out);
  }
  out.number(entry.trace.count);
  for (const TraceStep& step : elements(journal.trace, entry.trace)) {
    out.id(step.candidate);
    out.id(step.detail);
    out.byte(step.kind);
  }
  end_body(columns, body);
}

bool decode_entry(std::string_view body, std::uint64_t columns, JournalEntry& entry,
                  Journal& journal) {
  std::optional<Reader> opened = open_body(body, columns);
  if (!opened) return false;
  Reader& in = *opened;
  entry.rule = in.id();
  entry.detail = in.id();
  entry.flags = in.byte();
  entry.values = read_slice(in, journal.values, [&](BoundValue& value) {
    value.field = in.id();
    read_value(in, value.value);
  });
  entry.effects = read_slice(in, journal.effects, [&](EmittedEffect& effect) {
    read_effect(in, entry.decided_at, effect);
  });
  entry.timers = read_slice(
      in, journal.timers, [&](TimerChange& change) { read_change(in, entry.decided_at, change); });
  entry.trace = read_slice(in, journal.trace, [&](TraceStep& step) {
    step.candidate = in.id();
    step.detail = in.id();
    step.kind = in.byte();
  });
  return in.done();
}

void encode_waiting(const WaitingEvent& waiting, std::uint64_t columns, std::string& body) {
  Writer out = begin_body(body);
  const Event& event = waiting.event;
  out.fixed(waiting.content_hash);
  out.instant(waiting.told_at, Instant{});
  out.byte(static_cast<std::uint8_t>(waiting.refusal));
  out.text(event.name);
  out.text(event.key);
  out.text(event.actor);
  out.maybe(event.occurred_at.value_or(kNever), waiting.told_at);
  out.number(event.attributes.size());
  for (const Attribute& attribute : event.attributes) {
    out.text(attribute.name);
    write_value(attribute.value, out);
  }
  end_body(columns, body);
}

bool decode_waiting(std::string_view body, std::uint64_t columns, WaitingEvent& waiting) {
  std::optional<Reader> opened = open_body(body, columns);
  if (!opened) return false;
  Reader& in = *opened;
  waiting.content_hash = in.fixed();
  waiting.told_at = in.instant(Instant{});
  waiting.refusal = static_cast<Refusal>(in.byte());
  waiting.event.name = in.text();
  waiting.event.key = in.text();
  waiting.event.actor = in.text();
  const Instant occurred_at = in.maybe(waiting.told_at);
  waiting.event.occurred_at.reset();
  if (occurred_at != kNever) waiting.event.occurred_at = occurred_at;
  waiting.event.attributes.resize(in.count());
  for (Attribute& attribute : waiting.event.attributes) {
    attribute.name = in.text();
    read_value(in, attribute.value);
  }
  return in.done();
}

}  // namespace relance
