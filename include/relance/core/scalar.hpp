// A value while an expression is evaluated.
#pragma once

#include <cstdint>
#include <string_view>

namespace relance {

/// 16 bytes. Text and containers are views: into the lead, the event, the program or the arena of
/// the evaluation.
struct Scalar {
  enum Kind : std::uint8_t {
    absent,   // an optional field without a value; `size` is its field id
    failed,   // could not be computed; `size` is a Failure
    boolean,  // number: 0 or 1
    integer,
    real,
    text,
    instant,   // number: Instant::us; size: nanoseconds beyond it, 0 to 999, 0 in rules
    date,      // number: Date::days
    days,      // number: civil days, days(n)
    duration,  // number: microseconds; size: nanoseconds beyond them, 0 to 999, 0 in rules
    money,     // number: minor units
    place,     // number: a packed() Place
    // containers, and what only CEL itself has
    null,
    unsigned_integer,  // number: its bits
    bytes,
    list,      // size elements
    map,       // size entries: key, value, key, value, ...
    type,      // text: its name
    optional,  // size: 0 or 1 elements
  };
  /// Why a value could not be computed.
  enum Failure : std::uint32_t {
    overflow = 0,
    too_costly = 1,  // too many steps of loops
    wrong_type = 2,
    no_overload = 3,  // a function does not take values of these types
    divided_by_zero = 4,
    no_such_key = 5,
    out_of_bounds = 6,
    bad_argument = 7,  // the right type, but a value that the function does not take
    repeated_key = 8,
    no_value = 9,  // of an optional
    unknown_name = 10,
    too_large = 11,  // more memory than the evaluation may take
  };
  Kind kind = absent;
  std::uint32_t size = 0;
  union {
    std::int64_t number = 0;
    double real_value;
    const char* data;
    const Scalar* items;
  };

  static Scalar of(Kind kind, std::int64_t value) {
    Scalar s;
    s.kind = kind;
    s.number = value;
    return s;
  }
  static Scalar of(std::string_view value, Kind kind = text) {
    Scalar s;
    s.kind = kind;
    s.size = static_cast<std::uint32_t>(value.size());
    s.data = value.data();
    return s;
  }
  static Scalar of_real(double value) {
    Scalar s;
    s.kind = real;
    s.real_value = value;
    return s;
  }
  static Scalar of_items(Kind kind, const Scalar* items, std::uint32_t size) {
    Scalar s;
    s.kind = kind;
    s.size = size;
    s.items = items;
    return s;
  }
  static Scalar missing(std::uint16_t field) {
    Scalar s;
    s.size = field;
    return s;
  }
  static Scalar failure(Failure why) {
    Scalar s;
    s.kind = failed;
    s.size = why;
    return s;
  }
  std::string_view view() const { return {data, size}; }
  bool has_value() const { return kind > failed; }
  bool is(bool wanted) const { return kind == boolean && number == (wanted ? 1 : 0); }
  /// Of a list; of a map, with 2 * n the key and with 2 * n + 1 the value of entry n.
  const Scalar& operator[](std::size_t n) const { return items[n]; }
};

}  // namespace relance
