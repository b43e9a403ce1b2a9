// The benchmark rates that a rules text states.
#pragma once

#include <vector>

#include "relance/workflow.hpp"
#include "report/funnel.hpp"

namespace relance {

/// The sets under `benchmarks:`, in written order; none when the rules have no such section.
std::vector<BenchmarkSet> benchmarks_of(const Workflow& workflow);

}  // namespace relance
