// A value as it stands in an event, on a lead or in a rule: one small tagged struct.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "relance/instant.hpp"
#include "relance/place.hpp"

namespace relance {

/// The types an author may declare under `lead:` and `events:`. The numbers are durable (they
/// stand in stored records) and are never reused.
enum class Type : std::uint8_t {
  absent = 0,   // no value
  boolean = 1,  // yaml `bool`: number is 0 or 1
  number = 2,   // yaml `number`: a whole number, 64 bits
  text = 3,     // yaml `text`: UTF-8
  date = 4,     // yaml `date`: number is Date::days
  time = 5,     // yaml `time`: number is Instant::us
  money = 6,    // yaml `money`: number is minor units of the rules' currency
  place = 7,    // yaml `place`: number is a packed() Place
};

struct Value {
  Type type = Type::absent;
  std::int64_t number = 0;
  std::string text;

  bool operator==(const Value&) const = default;

  static Value of(bool v) { return {Type::boolean, v ? 1 : 0, {}}; }
  static Value of(std::int64_t v) { return {Type::number, v, {}}; }
  static Value of(std::string_view v) { return {Type::text, 0, std::string(v)}; }
  static Value of(const char* v) { return of(std::string_view(v)); }
  static Value of(Date v) { return {Type::date, v.days, {}}; }
  static Value of(Instant v) { return {Type::time, v.us, {}}; }
  static Value of(Place v) { return {Type::place, packed(normalised(v)), {}}; }
  static Value money(std::int64_t minor_units) { return {Type::money, minor_units, {}}; }
};

/// The author's word for a type ("text", "date", ...).
std::string_view name(Type type);

}  // namespace relance
