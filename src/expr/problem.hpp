// What is wrong in an expression: a value with a place, never an exception.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace relance::expr {

/// What is wrong, and where. The caller knows the file and turns it into a Diagnostic.
struct Problem {
  std::size_t offset = 0;  // bytes from the beginning of the source, at most its size
  std::size_t width = 1;   // bytes, at least 1 (at the end of the source it reaches beyond it)
  int code = 0;            // a Code, printed as RL0310
  std::string message;
  std::string hint;  // the way out; may be empty
};

/// Durable, listed in docs/expressions.md; a number is never used again for another meaning.
enum Code : int {
  kSourceTooLong = 300,
  kTooDeep = 301,
  kTooCostly = 302,
  kNotUtf8 = 303,
  kBadCharacter = 304,
  kOpenText = 305,
  kBadEscape = 306,
  kBadNumber = 307,
  kUnexpected = 308,
  kReservedWord = 309,
  kEmpty = 310,
  kUnknownName = 320,
  kUnknownField = 321,
  kUnknownFunction = 322,
  kBadArguments = 323,
  kComesLater = 324,
  kNotForTypes = 325,
  kWrongResult = 326,
  kPersonal = 327,
  kNotOneOf = 328,
  kOutsideEvent = 329,
  kBadHas = 330,
  kBadMoney = 331,
  kOutOfRange = 332,
  kNotInGuards = 333,
  kFails = 334,
  kBadPlace = 335,
};

inline constexpr std::size_t kMostProblems = 20;

/// A piece of the author's text for a message: without control characters, and cut when long.
std::string shown(std::string_view text);

}  // namespace relance::expr
