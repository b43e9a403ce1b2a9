// Open hours beside the bare limits: one binary search over the same array, and writing as many
// pairs of instants. The goals: add at most 20 searches whatever the distance, building a calendar
// of 40 years at most 10 times the writing.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "relance/core/open_hours.hpp"
#include "time/calendar.hpp"
#include "time/explain.hpp"
#include "time/holidays.hpp"
#include "time/zone.hpp"

namespace relance {
namespace {

/// Two windows on weekdays, one on Saturdays, French holidays: 40 years.
CalendarSpec showroom() {
  Complaint problem;
  CalendarSpec spec;
  spec.zone = load_zone("Europe/Paris", problem).value();
  for (std::size_t day = 0; day < 5; ++day) spec.week[day] = {{540, 750}, {810, 1140}};
  spec.week[5] = {{540, 1080}};
  spec.closed = holidays("FR", 2011, 2050, problem).value();
  return spec;
}

OpenHours forty_years() { return build_calendar(showroom(), 2011, 2050); }

/// Starting points that no branch predictor learns: one of 4,096, spread over the first 20 years.
std::array<std::int64_t, 4096> starts(const OpenHours& hours) {
  std::array<std::int64_t, 4096> found{};
  std::uint64_t state = 42;
  const auto span = static_cast<std::uint64_t>((hours.last.us - hours.first.us) / 2);
  for (std::int64_t& start : found) {
    state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;  // Knuth's MMIX
    start = hours.first.us + static_cast<std::int64_t>((state >> 11) % span);
  }
  return found;
}

void one_binary_search(benchmark::State& state) {
  const OpenHours hours = forty_years();
  const auto from = starts(hours);
  std::size_t i = 0;
  for (auto _ : state) {
    const std::int64_t start = from[++i % from.size()];
    benchmark::DoNotOptimize(std::lower_bound(hours.opens.begin(), hours.opens.end(), start));
  }
}
BENCHMARK(one_binary_search)->Name("OpenHours/one_binary_search");

void add(benchmark::State& state) {
  const OpenHours hours = forty_years();
  const auto from = starts(hours);
  const Duration distance = minutes(state.range(0));
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(hours.add({from[++i % from.size()]}, distance));
  }
}
// From 20 minutes to 18 years of open time, and back.
BENCHMARK(add)
    ->Name("OpenHours/add")
    ->ArgName("open_minutes")
    ->Arg(20)
    ->Arg(240)
    ->Arg(10'000)
    ->Arg(1'000'000)
    ->Arg(2'500'000)
    ->Arg(-240);

void next_open(benchmark::State& state) {
  const OpenHours hours = forty_years();
  const auto from = starts(hours);
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(hours.next_open({from[++i % from.size()]}));
}
BENCHMARK(next_open)->Name("OpenHours/next_open");

void add_open_days(benchmark::State& state) {
  const OpenHours hours = forty_years();
  const auto from = starts(hours);
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(hours.add_open_days({from[++i % from.size()]}, state.range(0)));
  }
}
BENCHMARK(add_open_days)->Name("OpenHours/add_open_days")->ArgName("days")->Arg(2)->Arg(2'000);

void explain_four_hours(benchmark::State& state) {
  const OpenHours hours = forty_years();
  const auto from = starts(hours);
  std::size_t i = 0;
  for (auto _ : state) {
    const Instant start{from[++i % from.size()]};
    benchmark::DoNotOptimize(explain(hours, start, hours.add(start, relance::hours(4))));
  }
}
BENCHMARK(explain_four_hours)->Name("OpenHours/add_and_explain");

void write_pairs(benchmark::State& state) {
  const std::size_t pairs = forty_years().opens.size();
  struct Pair {
    std::int64_t opens, closes;
  };
  for (auto _ : state) {
    std::vector<Pair> written;
    written.reserve(pairs);
    std::int64_t instant = 1'293'836'400'000'000;
    for (std::size_t i = 0; i < pairs; ++i, instant += 50'000'000'000) {
      written.push_back({instant, instant + 12'600'000'000});
    }
    benchmark::DoNotOptimize(written.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(pairs));
}
BENCHMARK(write_pairs)->Name("Calendar/write_as_many_pairs");

void build(benchmark::State& state) {
  const CalendarSpec spec = showroom();
  std::size_t windows = 0;
  for (auto _ : state) {
    const OpenHours hours = build_calendar(spec, 2011, 2050);
    windows = hours.opens.size();
    benchmark::DoNotOptimize(hours.opens.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(windows));
}
BENCHMARK(build)->Name("Calendar/build_40_years");

void read_zone(benchmark::State& state) {
  Complaint problem;
  for (auto _ : state) benchmark::DoNotOptimize(load_zone("Europe/Paris", problem));
}
BENCHMARK(read_zone)->Name("Zone/load");

}  // namespace
}  // namespace relance

BENCHMARK_MAIN();
