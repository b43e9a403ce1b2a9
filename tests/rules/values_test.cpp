#include "rules/values.hpp"

#include <gtest/gtest.h>

#include "rules/currency.hpp"

namespace relance::rules {
namespace {

std::optional<Value> read(std::string_view text, Type type, std::int64_t scale = 100) {
  std::string problem;
  return parse_value(text, type, {"EUR", scale}, problem);
}

TEST(Values, MoneyIsReadInMinorUnits) {
  EXPECT_EQ(read("20000 EUR", Type::money), Value::money(2'000'000));
  EXPECT_EQ(read("199.9 EUR", Type::money), Value::money(19'990));
  EXPECT_EQ(read("-0.05 EUR", Type::money), Value::money(-5));
  EXPECT_EQ(read("1000 EUR", Type::money, 1), Value::money(1'000));
}

TEST(Values, MoneyThatIsNotExactIsRefused) {
  EXPECT_FALSE(read("1.005 EUR", Type::money));
  EXPECT_FALSE(read("1.5 EUR", Type::money, 1));
  EXPECT_FALSE(read("5 USD", Type::money));
  EXPECT_FALSE(read("5", Type::money));
  EXPECT_FALSE(read(".5 EUR", Type::money));
  EXPECT_FALSE(read("5. EUR", Type::money));
  EXPECT_FALSE(read("92233720368547758.08 EUR", Type::money));  // one above the largest
  EXPECT_TRUE(read("92233720368547758.07 EUR", Type::money));
}

TEST(Values, NumbersAreWhole) {
  EXPECT_EQ(read("-12", Type::number), Value::of(std::int64_t{-12}));
  EXPECT_FALSE(read("1.0", Type::number));
  EXPECT_FALSE(read("9223372036854775808", Type::number));
  EXPECT_FALSE(read("", Type::number));
  EXPECT_FALSE(read("+1", Type::number));
}

TEST(Values, FlagsAreTrueOrFalse) {
  EXPECT_EQ(read("true", Type::boolean), Value::of(true));
  EXPECT_FALSE(read("yes", Type::boolean));
}

// ISO 4217 gives the yen no minor unit and the Kuwaiti dinar three digits.
TEST(Currency, ScalesFollowTheStandard) {
  EXPECT_EQ(currency_scale("EUR"), 100);
  EXPECT_EQ(currency_scale("JPY"), 1);
  EXPECT_EQ(currency_scale("KWD"), 1'000);
  EXPECT_FALSE(currency_scale("EU"));
  EXPECT_FALSE(currency_scale("UR "));
  EXPECT_FALSE(currency_scale("eur"));
}

}  // namespace
}  // namespace relance::rules
