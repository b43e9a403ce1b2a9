#include "workflow/builder.hpp"

#include "base/hash.hpp"
#include "time/zone.hpp"
#include "workflow/normalise.hpp"
#include "workflow/tables_builder.hpp"

namespace relance {
namespace {

// Changes when the same rules would mean something else to a newer engine.
constexpr std::int64_t kEngineFormat = 1;
constexpr std::size_t kFingerprintBytes = 16;

void add_zone(Sha256& hash, const ZoneTable& zone) {
  hash.add(static_cast<std::int64_t>(zone.since.size()));
  for (const std::int64_t since : zone.since) hash.add(since);
  for (const std::int32_t offset : zone.offset) hash.add(std::int64_t{offset});
}

std::optional<Milestone> milestone_named(std::string_view word) {
  for (int i = 0; i < kMilestones; ++i) {
    if (name(static_cast<Milestone>(i)) == word) return static_cast<Milestone>(i);
  }
  return std::nullopt;
}

std::vector<Benchmark> benchmarks_of(const rules::Definition& definition) {
  std::vector<Benchmark> benchmarks;
  for (const rules::BenchmarkDefinition& written : definition.benchmarks) {
    Benchmark& benchmark = benchmarks.emplace_back(Benchmark{written.name.text, {}});
    for (const rules::RateDefinition& rate : written.rates) {
      benchmark.rates.push_back({*milestone_named(rate.milestone.text),
                                 milestone_named(rate.of.text), rate.basis_points});
    }
  }
  return benchmarks;
}

}  // namespace

std::shared_ptr<const Workflow> WorkflowBuilder::build(rules::Checked& checked,
                                                       const Source& source,
                                                       const CompileOptions& options) {
  auto workflow = std::make_shared<Workflow>();
  workflow->name_ = checked.definition.name.text;
  workflow->text_ = source.text();
  workflow->normalised_ = normalise(checked);
  workflow->zone_data_ = zone_data_version();
  workflow->benchmarks_ = benchmarks_of(checked.definition);

  Sha256 hash;
  hash.add(kEngineFormat);
  hash.add(std::int64_t{options.horizon_first_year});
  hash.add(std::int64_t{options.horizon_last_year});
  hash.add(workflow->normalised_);
  add_zone(hash, checked.zone);
  for (const CalendarSpec& spec : checked.specs) add_zone(hash, spec.zone);
  const auto digest = hash.finish();
  workflow->fingerprint_ = hexadecimal(digest.data(), kFingerprintBytes);

  workflow->tables_ = build_tables(checked, source);
  std::uint64_t tag = 0;
  for (std::size_t i = 0; i < sizeof tag; ++i) tag = (tag << 8) | digest[i];
  workflow->tables_.tag = tag;
  return workflow;
}

}  // namespace relance
