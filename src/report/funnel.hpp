// The funnel by source against the rates that the rules state.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "relance/engine.hpp"
#include "relance/lead.hpp"
#include "relance/workflow.hpp"

namespace relance {

/// "sold: 13% of leads". Without `of` the denominator is all leads.
/// What was counted against one Benchmark::Rate.
struct ComparedRate {
  std::uint64_t count = 0;  // leads that reached the milestone ...
  std::uint64_t of = 0;     // ... of so many; 0: there is no rate
  /// Basis points, rounded half up; nothing when `of` is 0. May exceed 10,000: a lead can reach a
  /// later milestone without an earlier one.
  std::optional<std::int64_t> basis_points() const;
};

struct FunnelLine {
  std::string source;
  std::uint64_t leads = 0;
  std::array<std::uint64_t, kMilestones> by_milestone{};
  std::vector<std::vector<ComparedRate>> compared;  // by benchmark set and rate
};

/// Figures as values; printing comes after.
struct Funnel {
  std::vector<Benchmark> benchmarks;
  std::vector<FunnelLine> lines;  // by source, as the engine gives them
  FunnelLine all;                 // the sum
  std::vector<DeadlineRow> deadlines;
};

Funnel make_funnel(std::span<const FunnelRow> rows, std::vector<Benchmark> benchmarks,
                   std::vector<DeadlineRow> deadlines = {});

/// A table of counts by source, then one table per benchmark set with the rate and the gap in
/// points, then what became of the promises, where any deadline is known.
std::string to_text(const Funnel& funnel);
/// One JSON object.
std::string to_json(const Funnel& funnel);

/// "reached of leads".
std::string name(const Benchmark::Rate& rate);

}  // namespace relance
