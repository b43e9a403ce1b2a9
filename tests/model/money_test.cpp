#include "model/money.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace relance {
namespace {

TEST(Money, ReadsAmountsWithAndWithoutTheirCurrency) {
  EXPECT_EQ(parse_money("20000 EUR", "EUR", 100), 2'000'000);
  EXPECT_EQ(parse_money("19.9", "EUR", 100), 1'990);
  EXPECT_EQ(parse_money("-0.05 EUR", "EUR", 100), -5);
  EXPECT_EQ(parse_money("1500 JPY", "JPY", 1), 1'500);
  EXPECT_EQ(parse_money("1.234 KWD", "KWD", 1'000), 1'234);
}

TEST(Money, RefusesWhatIsNoAmountOfThatCurrency) {
  for (const char* text : {"", "-", "EUR", "1 USD", "1.001 EUR", "1. EUR", ".5 EUR", "1,5 EUR",
                           "1 EUR ", " 1 EUR", "1e3 EUR", "--1", "92233720368547758.08"}) {
    EXPECT_FALSE(parse_money(text, "EUR", 100).has_value()) << text;
  }
  EXPECT_FALSE(parse_money("1.5 JPY", "JPY", 1).has_value());
}

RC_GTEST_PROP(Money, WhatIsWrittenIsReadBack, (std::int64_t minor)) {
  const std::int64_t scale = *rc::gen::element<std::int64_t>(1, 100, 1'000);
  RC_ASSERT(parse_money(money_text(minor, "EUR", scale), "EUR", scale) == minor);
}

}  // namespace
}  // namespace relance
