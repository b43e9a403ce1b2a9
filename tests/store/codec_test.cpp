// Stored bodies come back as they were written, and damaged ones are never taken for sound.
#include "store/codec.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/hash.hpp"
#include "store/arbitrary.hpp"
#include "store/bytes.hpp"
#include "store/pools.hpp"

namespace relance {
namespace {

/// Every shortened body and every body with one bit changed is refused.
template <class Decode>
void expect_damage_is_found(const std::string& body, Decode decode) {
  for (std::size_t size = 0; size < body.size(); ++size) RC_ASSERT(!decode(body.substr(0, size)));
  std::string damaged = body;
  for (std::size_t bit = 0; bit < body.size() * 8; ++bit) {
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    RC_ASSERT(!decode(damaged));
    damaged[bit / 8] = body[bit / 8];
  }
}

RC_GTEST_PROP(Codec, LeadComesBack, (std::uint64_t columns)) {
  const LeadRecord lead = arbitrary::lead();
  std::string body = "what stood there before";
  encode_lead(lead, columns, body);
  LeadRecord kept = arbitrary::lead();
  RC_ASSERT(decode_lead(body, columns, kept));
  RC_ASSERT(kept.preferred == lead.preferred);
  RC_ASSERT(kept.keys_aside == lead.keys_aside);
  RC_ASSERT(kept.moved_from == lead.moved_from);
  RC_ASSERT(kept.clock == lead.clock);
  RC_ASSERT(kept.received_at == lead.received_at);
  RC_ASSERT(kept.appointment == lead.appointment);
  RC_ASSERT(kept.attempts == lead.attempts);
  RC_ASSERT(kept.attempts_by == lead.attempts_by);
  RC_ASSERT(kept.timers == lead.timers);
  RC_ASSERT(kept.deadlines == lead.deadlines);
  RC_ASSERT(kept.effects == lead.effects);
  RC_ASSERT(kept.errors == lead.errors);
  RC_ASSERT(kept.keys == lead.keys);
}

RC_GTEST_PROP(Codec, AttributesComeBack, (std::uint64_t columns)) {
  const LeadAttributes attributes = arbitrary::lead().attributes;
  std::string body;
  encode_attributes(attributes, columns, body);
  LeadAttributes kept;
  RC_ASSERT(decode_attributes(body, columns, kept));
  RC_ASSERT(kept == attributes);
}

RC_GTEST_PROP(Codec, EntryComesBackIntoPoolsThatHoldOthers, (std::uint64_t columns)) {
  Journal journal;
  arbitrary::entry(journal);
  const JournalEntry entry = arbitrary::entry(journal);
  std::string body;
  encode_entry(journal, entry, columns, body);
  Journal kept = journal;
  JournalEntry read;
  read.decided_at = entry.decided_at;
  RC_ASSERT(decode_entry(body, columns, read, kept));
  RC_ASSERT(read.rule == entry.rule);
  RC_ASSERT(read.detail == entry.detail);
  RC_ASSERT(read.flags == entry.flags);
  const auto same = [](const auto& before, Range a, const auto& after, Range b) {
    const auto first = elements(before, a);
    const auto second = elements(after, b);
    return std::equal(first.begin(), first.end(), second.begin(), second.end());
  };
  RC_ASSERT(same(journal.values, entry.values, kept.values, read.values));
  RC_ASSERT(same(journal.effects, entry.effects, kept.effects, read.effects));
  RC_ASSERT(same(journal.trace, entry.trace, kept.trace, read.trace));
  RC_ASSERT(same(journal.timers, entry.timers, kept.timers, read.timers));
}

RC_GTEST_PROP(Codec, WaitingEventComesBack, (std::uint64_t columns)) {
  const WaitingEvent waiting = arbitrary::waiting();
  std::string body;
  encode_waiting(waiting, columns, body);
  WaitingEvent kept;
  RC_ASSERT(decode_waiting(body, columns, kept));
  RC_ASSERT(kept.content_hash == waiting.content_hash);
  RC_ASSERT(kept.told_at == waiting.told_at);
  RC_ASSERT(kept.refusal == waiting.refusal);
  RC_ASSERT(kept.event.name == waiting.event.name);
  RC_ASSERT(kept.event.key == waiting.event.key);
  RC_ASSERT(kept.event.actor == waiting.event.actor);
  RC_ASSERT(kept.event.occurred_at == waiting.event.occurred_at);
  RC_ASSERT(kept.event.attributes.size() == waiting.event.attributes.size());
  for (std::size_t i = 0; i < kept.event.attributes.size(); ++i) {
    RC_ASSERT(kept.event.attributes[i].name == waiting.event.attributes[i].name);
    RC_ASSERT(kept.event.attributes[i].value == waiting.event.attributes[i].value);
  }
}

RC_GTEST_PROP(Codec, DamagedBodiesAreRefused, (std::uint64_t columns)) {
  std::string body;
  encode_lead(arbitrary::lead(), columns, body);
  expect_damage_is_found(body, [&](std::string_view bytes) {
    LeadRecord lead;
    return decode_lead(bytes, columns, lead);
  });
  Journal journal;
  encode_entry(journal, arbitrary::entry(journal), columns, body);
  expect_damage_is_found(body, [&](std::string_view bytes) {
    JournalEntry entry;
    return decode_entry(bytes, columns, entry, journal);
  });
  encode_waiting(arbitrary::waiting(), columns, body);
  expect_damage_is_found(body, [&](std::string_view bytes) {
    WaitingEvent waiting;
    return decode_waiting(bytes, columns, waiting);
  });
}

RC_GTEST_PROP(Codec, BodyUnderOtherColumnsIsRefused, (std::uint64_t columns, int bit)) {
  std::string body;
  encode_attributes(arbitrary::lead().attributes, columns, body);
  LeadAttributes kept;
  RC_ASSERT(!decode_attributes(body, columns ^ (std::uint64_t{1} << (bit & 63)), kept));
}

/// With a right checksum: the worst that a forger, or an encoder gone wrong, can hand us.
std::string sealed(const std::string& fields) {
  std::string body(1, static_cast<char>(kBodyVersion));
  body += fields;
  Checksum sum;
  sum.add(std::uint64_t{7});
  sum.add(std::string_view(body));
  for (int i = 0; i < 4; ++i) body += static_cast<char>((sum.sum() >> (8 * i)) & 0xFF);
  return body;
}

RC_GTEST_PROP(Codec, AnyBytesUnderARightChecksumAreReadOrRefusedInBounds, ()) {
  const std::string body = sealed(arbitrary::text());
  LeadRecord lead;
  decode_lead(body, 7, lead);
  LeadAttributes attributes;
  decode_attributes(body, 7, attributes);
  JournalEntry entry;
  Journal journal;
  decode_entry(body, 7, entry, journal);
  WaitingEvent waiting;
  decode_waiting(body, 7, waiting);
  RC_ASSERT(lead.keys.size() + lead.timers.size() + journal.trace.size() <= 3 * body.size());
}

TEST(Codec, AnnouncedCountsBeyondTheBytesAreRefused) {
  LeadAttributes attributes;
  EXPECT_FALSE(decode_attributes(sealed(std::string("\0\xFF\xFF\xFF\xFF\x0F", 6)), 7, attributes));
  EXPECT_FALSE(decode_attributes(sealed("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"), 7, attributes));
  EXPECT_TRUE(decode_attributes(sealed(std::string("\0\0", 2)), 7, attributes));
}

// A lead without deadlines is written as files of format 1 have it: those stay readable, and a lead
// that was written over one with deadlines has none.
RC_GTEST_PROP(Codec, LeadWithoutDeadlinesIsOfTheFirstVersion, (std::uint64_t columns)) {
  LeadRecord lead = arbitrary::lead();
  lead.deadlines.clear();
  std::string body;
  encode_lead(lead, columns, body);
  RC_ASSERT(body[0] == 1);
  LeadRecord kept = arbitrary::lead();
  RC_ASSERT(decode_lead(body, columns, kept));
  RC_ASSERT(kept.deadlines.empty());
}

TEST(Codec, UnknownVersionIsRefused) {
  std::string body = sealed(std::string("\0\0", 2));
  body[0] = 2;
  LeadAttributes attributes;
  EXPECT_FALSE(decode_attributes(body, 7, attributes));
}

// Written down by hand from docs/storage.md: what is on disk today must be read for ever.
TEST(Codec, BytesOfAttributesAreThoseOfTheDocument) {
  LeadAttributes attributes;
  attributes.campaign = "spring";
  attributes.fields = {{}, Value::of(true), Value::of("ab"), Value::money(-3)};
  std::string body;
  encode_attributes(attributes, 7, body);
  const std::string fields(
      "\x06spring\x04\x00\x01\x02\x03\x02"
      "ab\x06\x05",
      17);
  EXPECT_EQ(hexadecimal(reinterpret_cast<const std::uint8_t*>(body.data()), body.size()),
            hexadecimal(reinterpret_cast<const std::uint8_t*>(sealed(fields).data()),
                        sealed(fields).size()));
}

// 1 millionth of a degree north, 2 east: 2^32 + 2, as a signed number twice that.
TEST(Codec, BytesOfAPlaceAreThoseOfTheDocument) {
  LeadAttributes attributes;
  attributes.fields = {Value::of(Place{1, 2})};
  std::string body;
  encode_attributes(attributes, 7, body);
  const std::string expected = sealed(std::string("\x00\x01\x07\x84\x80\x80\x80\x20", 8));
  EXPECT_EQ(hexadecimal(reinterpret_cast<const std::uint8_t*>(body.data()), body.size()),
            hexadecimal(reinterpret_cast<const std::uint8_t*>(expected.data()), expected.size()));
}

TEST(Codec, ANumberThatIsNoPlaceIsNotReadAsOne) {
  for (const Place place : {Place{90'000'001, 0}, Place{0, 180'000'001}, Place{0, -180'000'000}}) {
    LeadAttributes attributes, read;
    attributes.fields = {Value{Type::place, packed(place), {}}};
    std::string body;
    encode_attributes(attributes, 7, body);
    EXPECT_FALSE(decode_attributes(body, 7, read));
  }
}

TEST(Codec, NumbersAreSevenBitsToAByteAndSmallMagnitudesShort) {
  std::string bytes;
  Writer out(bytes);
  out.number(300);
  out.whole(-1);
  out.whole(64);
  out.id(kNone);
  out.maybe(kNever, Instant{5});
  out.maybe(Instant{6}, Instant{5});
  EXPECT_EQ(bytes, std::string("\xAC\x02\x01\x80\x01\x00\x00\x01\x02", 9));
}

}  // namespace
}  // namespace relance
