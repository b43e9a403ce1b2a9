#include <gtest/gtest.h>

#include "relance/effect_id.hpp"
#include "relance/event.hpp"

namespace relance {
namespace {

TEST(Names, EveryChannelAndOutcomeIsFoundByItsWord) {
  for (int i = 1; i < kChannels; ++i) {
    EXPECT_EQ(channel_named(name(static_cast<Channel>(i))), static_cast<Channel>(i));
  }
  for (int i = 1; i < kOutcomes; ++i) {
    EXPECT_EQ(outcome_named(name(static_cast<Outcome>(i))), static_cast<Outcome>(i));
  }
  EXPECT_FALSE(channel_named("").has_value());
  EXPECT_FALSE(outcome_named("unknown").has_value());
}

TEST(Names, TheFirstAndTheLastBuiltInEventHaveTheirWords) {
  EXPECT_EQ(name(EventKind::received), "received");
  EXPECT_EQ(name(EventKind::accepted), "accepted");
  EXPECT_EQ(static_cast<int>(EventKind::accepted) + 1, kBuiltInEvents);
}

TEST(EffectIds, GiveBackWhatWasPackedAndTheirText) {
  const EffectId id = make_effect_id((1ull << 40) - 1, 0xFFFF'FFFF, 0xFFFF, 0xAB'CDEF'1234);
  EXPECT_EQ(id.lead(), (1ull << 40) - 1);
  EXPECT_EQ(id.seq(), 0xFFFF'FFFFu);
  EXPECT_EQ(id.index(), 0xFFFF);
  EXPECT_EQ(id.tag(), 0xAB'CDEF'1234u);
  EXPECT_EQ(to_text(make_effect_id(1, 2, 3, 0)), "00000000010000000000000200030000");
  EXPECT_EQ(effect_id(to_text(id)), id);
  for (const char* text :
       {"", "1", "0000000001000000000000020003000", "G0000000010000000000000200030000",
        "ABCDEF00010000000000000200030000"}) {
    EXPECT_FALSE(effect_id(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace relance
