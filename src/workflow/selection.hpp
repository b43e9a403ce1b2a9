// An expression over leads that stands outside a rules file: which leads somebody means.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "relance/core/tables.hpp"
#include "relance/diagnostic.hpp"

namespace relance {

struct Selection {
  std::optional<Program> program;       // nothing when a diagnostic says why
  std::vector<Diagnostic> diagnostics;  // places are those in the expression
};

/// Compiles a guard over lead.* as the rules of `tables` know it.
Selection compile_selection(const Tables& tables, std::string_view guard);

}  // namespace relance
