// The functions of CEL, found by name once and called by number.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "relance/core/machine.hpp"

namespace relance::expr {

using evaluation::Arguments;
using evaluation::Machine;

/// Is called with values only: no absent and no failed ones. Looks at their kinds itself, since
/// without static types anything may come. Operators are named as "_+_", "_[_]", "-_".
struct Function {
  std::string_view name;
  Scalar (*call)(Machine& machine, const Arguments& arguments);
};

/// One room of the library.
using Functions = std::span<const Function>;

Functions arithmetic_functions();
Functions comparing_functions();
Functions converting_functions();
Functions mathematical_functions();
Functions optional_functions();
Functions place_functions();
Functions text_functions();
Functions text_search_functions();
Functions time_functions();

inline constexpr std::uint16_t kNoFunction = UINT16_MAX;

/// kNoFunction when there is none.
std::uint16_t function_number(std::string_view name);
const Function& function(std::uint16_t number);

inline Scalar no_overload() { return Scalar::failure(Scalar::no_overload); }
inline Scalar bad_argument() { return Scalar::failure(Scalar::bad_argument); }
inline Scalar yes_or_no(bool value) { return Scalar::of(Scalar::boolean, value ? 1 : 0); }

/// Whether the arguments have just these kinds.
template <class... Kinds>
bool are(const Arguments& arguments, Kinds... kinds) {
  if (arguments.size() != sizeof...(kinds)) return false;
  std::size_t n = 0;
  return ((arguments[n++].kind == kinds) && ...);
}

}  // namespace relance::expr
