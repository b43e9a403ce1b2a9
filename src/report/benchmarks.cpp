#include "report/benchmarks.hpp"

#include <optional>
#include <string_view>

#include "rules/document.hpp"
#include "rules/read.hpp"

namespace relance {
namespace {

std::optional<Milestone> milestone_named(std::string_view word) {
  for (int i = 0; i < kMilestones; ++i) {
    if (word == name(static_cast<Milestone>(i))) return static_cast<Milestone>(i);
  }
  return std::nullopt;
}

}  // namespace

std::vector<BenchmarkSet> benchmarks_of(const Workflow& workflow) {
  // The decisions never read benchmarks, so they are not among the compiled tables.
  const Source source(workflow.text(), workflow.name());
  rules::Problems problems(source);
  const std::optional<rules::Node> root = rules::parse_document(problems);
  if (!root) return {};
  const std::optional<rules::Definition> definition = rules::read_definition(*root, problems);
  if (!definition) return {};
  std::vector<BenchmarkSet> sets;
  for (const rules::BenchmarkDefinition& benchmark : definition->benchmarks) {
    BenchmarkSet& set = sets.emplace_back();
    set.name = benchmark.name.text;
    for (const rules::RateDefinition& rate : benchmark.rates) {
      const std::optional<Milestone> milestone = milestone_named(rate.milestone.text);
      if (!milestone) continue;  // the rules would not have compiled
      set.rates.push_back({*milestone, milestone_named(rate.of.text), rate.basis_points});
    }
  }
  return sets;
}

}  // namespace relance
