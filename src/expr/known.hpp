// What is known of a value inside a guard, whatever its fields hold.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "expr/fields_read.hpp"
#include "expr/numbers.hpp"
#include "expr/situation.hpp"
#include "relance/core/program.hpp"

namespace relance::expr {

inline constexpr std::size_t kNoField = static_cast<std::size_t>(-1);

/// A value with the situations in which it is this or that: perhaps more than there are, never
/// fewer. A value that is no boolean may be yes and no in each of them.
struct Known {
  std::optional<Scalar::Kind> kind = Scalar::absent;  // absent: it has none; nothing: any
  Numbers numbers;                                    // of a text: how many characters
  std::size_t field = kNoField;                       // whose numbers they are
  Situation yes, no, absent, failed;

  /// A value of that kind which is always there.
  static Known of(std::optional<Scalar::Kind> kind, Numbers numbers, const Situation& here) {
    return {kind, std::move(numbers), kNoField, here, here, {}, {}};
  }
  bool is(Scalar::Kind wanted) const { return kind == wanted || kind == Scalar::absent; }

  /// What comes where one of two goes on.
  void join(const Known& other);
};

/// What an operand of && (decisive: false) or || and those before it give together.
Known joined(const Known& left, const Known& right, bool decisive);

/// A value that is made of others when all of them are there: absent or failed where one is.
Known made_of(std::optional<Scalar::Kind> kind, Numbers numbers, const std::vector<Known>& parts,
              const Situation& here);
/// ... and that fails everywhere when there are no such numbers.
Known made_of(std::optional<Scalar::Kind> kind, const std::optional<Numbers>& numbers,
              const std::vector<Known>& parts, const Situation& here);

/// What the instructions of a program give in a situation that a place of it is reached in.
class KnownValues {
 public:
  KnownValues(const Program& program, const FieldsRead& fields)
      : program_(program), fields_(fields) {}

  /// A test of a field or its value.
  Known read(const Instruction& i, const Situation& here) const;
  Known constant(const Scalar& constant, const Situation& here) const;
  /// Whether a value is one of the constants of `i`.
  Known among(const Instruction& i, const Known& value, const Situation& here) const;

 private:
  Known load(const Instruction& i, const Situation& here) const;
  Situation where_characters(const Instruction& i, const Situation& here) const;

  const Program& program_;
  const FieldsRead& fields_;
};

Known negated(Known value);
/// As another kind it is a failure.
Known expected(Scalar::Kind kind, Known value, const Situation& here);
Known compared(std::uint8_t relation, const Known& left, const Known& right, const Situation& here);

/// Sums of numbers, and of dates and times.
Known added(const Instruction& i, const Known& left, const Known& right, const Situation& here);
Known moved(const Instruction& i, const Known& left, const Known& right, const Situation& here);
Known first_instant(const Known& date, const Situation& here);

/// A call of the library; nothing when it may fail.
std::optional<Known> good_call(std::string_view function, const std::vector<Known>& arguments,
                               const Situation& here);

}  // namespace relance::expr
