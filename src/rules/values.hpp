// Constants that an author writes, read as the type of their field.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "relance/core/program.hpp"
#include "relance/value.hpp"

namespace relance::rules {

struct Money {
  std::string currency;  // empty: none was declared
  std::int64_t scale = 100;
};

/// Nothing when `text` is no such value; `problem` then says in one sentence what to write.
std::optional<Value> parse_value(std::string_view text, Type type, const Money& money,
                                 std::string& problem);

/// A program that always gives this value.
Program constant_program(const Value& value);

}  // namespace relance::rules
