// Compiled guards and computed values (CEL), and their evaluator. Allocates nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/zone.hpp"
#include "relance/instant.hpp"

namespace relance {

/// A value during evaluation: 16 bytes, text is a view into the lead, the event or the program.
struct Scalar {
  enum Kind : std::uint8_t {
    absent,    // an optional field without a value; `size` is its field id
    failed,    // could not be computed; `size` is a Failure
    boolean,   // number: 0 or 1
    integer,
    real,
    text,
    instant,   // number: Instant::us
    date,      // number: Date::days
    days,      // number: civil days, days(n)
    duration,  // number: microseconds
    money,     // number: minor units
  };
  enum Failure : std::uint32_t { overflow = 0, too_costly = 1, wrong_type = 2 };
  Kind kind = absent;
  std::uint32_t size = 0;
  union {
    std::int64_t number = 0;
    double real_value;
    const char* data;
  };

  static Scalar of(Kind kind, std::int64_t value) {
    Scalar s;
    s.kind = kind;
    s.number = value;
    return s;
  }
  static Scalar of(std::string_view value) {
    Scalar s;
    s.kind = text;
    s.size = static_cast<std::uint32_t>(value.size());
    s.data = value.data();
    return s;
  }
  static Scalar missing(std::uint16_t field) {
    Scalar s;
    s.size = field;
    return s;
  }
  std::string_view view() const { return {data, size}; }
};

struct Instruction {
  std::uint8_t op = 0;
  std::uint8_t a = 0;
  std::uint16_t b = 0;
  std::int32_t c = 0;
};

/// A flat program. Const after compilation, shared between threads.
struct Program {
  std::vector<Instruction> code;
  std::vector<Scalar> constants;       // text constants point into `text` of this program ...
  std::string text;                    // ... so a Program is moved, never copied (see source)
  Scalar::Kind result = Scalar::boolean;
  bool reads_attributes = false;       // reads campaign or a declared field of the lead
};

/// `Fields` gives what the program reads:
///   Scalar lead(std::uint16_t field) const;   // FieldKind or declared field id
///   Scalar event(std::uint16_t field) const;
///   Instant now() const;                      // the as-of instant of the decision
///   const ZoneTable& zone() const;            // of the rules
/// The result has kind `program.result`, or absent, or failed.
template <class Fields>
Scalar evaluate(const Program& program, const Fields& fields);

}  // namespace relance
