// The table of the functions' types.
#pragma once

#include <span>
#include <string_view>

namespace relance::expr {

struct OverloadRow {
  std::string_view function;
  std::string_view signature;
};

/// Rows of one function stand together.
std::span<const OverloadRow> overload_rows();

}  // namespace relance::expr
