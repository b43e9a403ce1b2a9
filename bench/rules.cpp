// A rules file of 500 lines from its text to a workflow, beside yaml-cpp loading the same text; and
// a decision under rules of which more and more do not apply to the lead.
#include <benchmark/benchmark.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include "relance/core/decide.hpp"
#include "relance/workflow.hpp"
#include "rules_text.hpp"

namespace {

using namespace relance;

constexpr Instant kStart{1'800'000'000'000'000};  // 2027-01-15T08:00:00Z
constexpr int kDecisions = 1'000;

const std::string& text() {
  static const std::string kText = bench::long_rules(bench::kTalksOf500Lines);
  return kText;
}

void count_lines(benchmark::State& state) {
  state.counters["lines"] = static_cast<double>(std::count(text().begin(), text().end(), '\n'));
}

void load_yaml(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(YAML::Load(text()));
  count_lines(state);
}
BENCHMARK(load_yaml)->Name("Rules/yaml_cpp")->Unit(benchmark::kMicrosecond);

/// Read, checked, proven, compiled. They have no calendars, whose own goal stands beside `time`.
void compile_rules(benchmark::State& state) {
  const Compiled once = compile(text(), "long.yaml");
  if (!once.workflow) return state.SkipWithError(to_text(once.diagnostics).c_str());
  for (auto _ : state) benchmark::DoNotOptimize(compile(text(), "long.yaml"));
  count_lines(state);
}
BENCHMARK(compile_rules)->Name("Rules/compile")->Unit(benchmark::kMicrosecond);

/// A lead that goes to and fro between two talks; the argument is how many others the rules have.
void decide_beside(benchmark::State& state) {
  const Compiled compiled = compile(bench::long_rules(static_cast<int>(state.range(0))), "r.yaml");
  if (!compiled.workflow) return state.SkipWithError(to_text(compiled.diagnostics).c_str());
  const Tables& tables = compiled.workflow->tables();
  const auto named = [](const auto& names, std::string_view name) {
    return static_cast<Id>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  LeadRecord lead;
  lead.attributes_loaded = true;
  lead.attributes.fields.resize(tables.lead_fields);
  Journal journal;
  const AttributeLoader loader;
  BoundEvent event;
  event.now = event.occurred_at = kStart;
  Decider(tables, lead, journal, loader).decide(event);
  lead.state = named(tables.state_names, "talk_1");
  const Id moves[] = {static_cast<Id>(EventKind::qualified), static_cast<Id>(EventKind::postponed)};
  for (auto _ : state) {
    for (int i = 0; i < kDecisions; ++i) {
      journal.clear();
      event.event = moves[i % 2];
      Decider(tables, lead, journal, loader).decide(event);
    }
  }
  if (lead.state != named(tables.state_names, "talk_1")) state.SkipWithError("the lead went away");
  state.counters["per_event"] = benchmark::Counter(
      kDecisions, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(decide_beside)
    ->Name("Rules/decision")
    ->ArgName("others")
    ->Arg(bench::kTalksOf500Lines)
    ->Arg(2 * bench::kTalksOf500Lines)
    ->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
