#include "store/body.hpp"
#include "store/codec.hpp"

namespace relance {
namespace {

// The second byte of a lead's body; kMoved since format 2 of the file.
constexpr std::uint8_t kKeysAside = 1, kMoved = 2;

void write_timer(const Timer& timer, Instant clock, Writer& out) {
  out.byte(static_cast<std::uint8_t>(timer.kind));
  out.instant(timer.due, clock);
  out.instant(timer.since, timer.due);
  out.number(timer.effect);
  out.id(timer.place);
  out.id(timer.index);
  out.number(timer.seq);
}

void read_timer(Reader& in, Instant clock, Timer& timer) {
  timer.kind =
      static_cast<TimerKind>(in.number<std::uint8_t>(static_cast<std::uint8_t>(kLastTimerKind)));
  timer.due = in.instant(clock);
  timer.since = in.instant(timer.due);
  timer.effect = in.number<std::uint16_t>();
  timer.place = in.id();
  timer.index = in.id();
  timer.seq = in.number<std::uint32_t>();
}

void write_effect(const OpenEffect& effect, std::string_view error, Instant clock, Writer& out) {
  out.number(effect.seq);
  out.number(effect.index);
  out.byte(effect.flags);
  out.number(effect.workflow);
  out.id(effect.rule);
  out.id(effect.state);
  out.instant(effect.emitted_at, clock);
  out.instant(effect.not_before, effect.emitted_at);
  out.maybe(effect.not_after, effect.not_before);
  out.instant(effect.ready_at, effect.not_before);
  out.number(effect.of_seq);
  out.number(effect.of_index);
  out.number(effect.token);
  out.number(effect.attempts);
  out.text(error);
}

void read_effect(Reader& in, LeadRecord& lead, OpenEffect& effect) {
  effect.seq = in.number<std::uint32_t>();
  effect.index = in.number<std::uint16_t>();
  effect.flags = in.byte();
  effect.workflow = in.number<std::uint32_t>();
  effect.rule = in.id();
  effect.state = in.id();
  effect.emitted_at = in.instant(lead.clock);
  effect.not_before = in.instant(effect.emitted_at);
  effect.not_after = in.maybe(effect.not_before);
  effect.ready_at = in.instant(effect.not_before);
  effect.of_seq = in.number<std::uint32_t>();
  effect.of_index = in.number<std::uint16_t>();
  effect.token = in.number<std::uint32_t>();
  effect.attempts = in.number<std::uint16_t>();
  const std::string_view error = in.text();
  if (!error.empty()) lead.errors.push_back({effect.seq, effect.index, std::string(error)});
}

void write_deadline(const OpenDeadline& open, Instant clock, Writer& out) {
  out.id(open.deadline);
  out.byte(open.phase);
  out.number(open.held);
  out.id(open.calendar);
  out.maybe(open.promised, clock);
  out.whole(open.left.us);
  out.whole(open.warning_left.us);
}

void read_deadline(Reader& in, Instant clock, OpenDeadline& open) {
  open.deadline = in.id();
  open.phase = in.number<std::uint8_t>(OpenDeadline::breached);
  open.held = in.number<std::uint16_t>();
  open.calendar = in.id();
  open.promised = in.maybe(clock);
  open.left = {in.whole()};
  open.warning_left = {in.whole()};
}

/// Counters that are not 0, each with its place.
void write_counters(const LeadRecord& lead, Writer& out) {
  out.number(lead.attempts);
  std::uint64_t used = 0;
  for (const auto& channel : lead.attempts_by) {
    for (const std::uint16_t count : channel) used += count != 0;
  }
  out.number(used);
  std::uint64_t place = 0;
  for (const auto& channel : lead.attempts_by) {
    for (const std::uint16_t count : channel) {
      if (count != 0) {
        out.number(place);
        out.number(count);
      }
      ++place;
    }
  }
}

void read_counters(Reader& in, LeadRecord& lead) {
  lead.attempts_by = {};
  lead.attempts = in.number<std::uint32_t>();
  const std::size_t used = in.count();
  const std::size_t outcomes = lead.attempts_by.front().size();
  for (std::size_t i = 0; i < used; ++i) {
    const auto place = in.number<std::size_t>(lead.attempts_by.size() * outcomes - 1);
    lead.attempts_by[place / outcomes][place % outcomes] = in.number<std::uint16_t>();
  }
}

void write_keys(const std::vector<KeyEntry>& keys, Writer& out) {
  out.number(keys.size());
  for (const KeyEntry& key : keys) {
    out.fixed(key.key_hash);
    out.fixed(key.content_hash);
    out.number(key.seq);
  }
}

void read_keys(Reader& in, std::vector<KeyEntry>& keys) {
  keys.resize(in.count());
  for (KeyEntry& key : keys) {
    key.key_hash = in.fixed();
    key.content_hash = in.fixed();
    key.seq = in.number<std::uint32_t>();
  }
}

}  // namespace

void encode_lead(const LeadRecord& lead, std::uint64_t columns, std::string& body) {
  const bool deadlines = !lead.deadlines.empty();
  Writer out = begin_body(body, deadlines ? kDeadlinesVersion : kBodyVersion);
  out.byte(static_cast<std::uint8_t>(lead.preferred));
  out.byte(static_cast<std::uint8_t>((lead.keys_aside ? kKeysAside : 0) |
                                     (lead.moved_from != 0 ? kMoved : 0)));
  if (lead.moved_from != 0) out.number(lead.moved_from);
  out.instant(lead.clock, Instant{});
  out.instant(lead.received_at, lead.clock);
  out.maybe(lead.appointment, lead.clock);
  write_counters(lead, out);
  out.number(lead.timers.size());
  for (const Timer& timer : lead.timers) write_timer(timer, lead.clock, out);
  out.number(lead.effects.size());
  for (const OpenEffect& effect : lead.effects) {
    write_effect(effect, lead.error_of(effect), lead.clock, out);
  }
  write_keys(lead.keys, out);
  if (deadlines) {
    out.number(lead.deadlines.size());
    for (const OpenDeadline& open : lead.deadlines) write_deadline(open, lead.clock, out);
  }
  end_body(columns, body);
}

bool decode_lead(std::string_view body, std::uint64_t columns, LeadRecord& lead) {
  std::optional<Reader> opened = open_body(body, columns, kDeadlinesVersion);
  if (!opened) return false;
  Reader& in = *opened;
  lead.preferred = static_cast<Channel>(in.number<std::uint8_t>(kChannels - 1));
  const std::uint8_t flags = in.byte();
  lead.keys_aside = (flags & kKeysAside) != 0;
  lead.moved_from = (flags & kMoved) != 0 ? in.number<std::uint32_t>() : 0;
  lead.clock = in.instant(Instant{});
  lead.received_at = in.instant(lead.clock);
  lead.appointment = in.maybe(lead.clock);
  read_counters(in, lead);
  lead.timers.resize(in.count());
  for (Timer& timer : lead.timers) read_timer(in, lead.clock, timer);
  lead.effects.resize(in.count());
  lead.errors.clear();
  for (OpenEffect& effect : lead.effects) read_effect(in, lead, effect);
  read_keys(in, lead.keys);
  lead.deadlines.resize(version_of(body) < kDeadlinesVersion ? 0 : in.count());
  for (OpenDeadline& open : lead.deadlines) read_deadline(in, lead.clock, open);
  return in.done();
}

void encode_attributes(const LeadAttributes& attributes, std::uint64_t columns, std::string& body) {
  Writer out = begin_body(body);
  out.text(attributes.campaign);
  out.number(attributes.fields.size());
  for (const Value& value : attributes.fields) write_value(value, out);
  end_body(columns, body);
}

bool decode_attributes(std::string_view body, std::uint64_t columns, LeadAttributes& attributes) {
  std::optional<Reader> in = open_body(body, columns);
  if (!in) return false;
  attributes.campaign = in->text();
  attributes.fields.resize(in->count());
  for (Value& value : attributes.fields) read_value(*in, value);
  return in->done();
}

}  // namespace relance
