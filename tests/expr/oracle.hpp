// Guards as trees of their own, and what they mean, written without the evaluator: for comparing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "expr/bindings.hpp"

namespace relance::expr {

/// Wide enough that no sum or product of two 64-bit numbers overflows.
__extension__ using Wide = __int128;

enum class Kind { boolean, number, money, text, date, time, days, duration };

struct Tree {
  std::string op;  // "field", "literal", "has", an operator, or the name of a function
  Kind kind = Kind::boolean;
  std::string text;  // field: its name; literal: as it is written
  Wide number = 0;   // literal: its value; of a text its rank among kTexts
  std::vector<Tree> operands;
};

/// In the order of their code points, so that a text is compared by its rank.
inline const std::vector<std::string> kTexts{"", "Z", "a", "ab", "\u00e9", "\uFFFD", "\U00010000"};

struct Outcome {
  enum State { value, absent, failed } state = absent;
  Wide number = 0;  // of a text its rank
  bool operator==(const Outcome&) const = default;
};

struct OracleField {
  std::string name;
  Kind kind;
  Outcome outcome;
};

/// The tree as the author would write it.
std::string written(const Tree& tree);

/// What it means in Europe/Paris (2026 and 2027 have their summer times).
Outcome meaning(const Tree& tree, const std::vector<OracleField>& fields, Instant now);

}  // namespace relance::expr
