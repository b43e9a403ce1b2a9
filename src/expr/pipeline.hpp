// From a text to a program, for rules and for standard CEL alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/checker.hpp"
#include "expr/compile.hpp"

namespace relance::expr {

struct Pipeline {
  std::optional<Program> program;  // present exactly when `problems` is empty
  std::string type;                // of the result, as CEL writes it
  std::vector<Problem> problems;
  std::optional<Problem> failing;  // of rules
};

Pipeline run_pipeline(std::string_view source, const Environment& environment, const Wanted& wanted,
                      const Limits& limits);

}  // namespace relance::expr
