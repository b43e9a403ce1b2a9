// What waiting costs: a tick that finds nothing due on a small and on a large file, and a due timer
// beside an event of the host with the same effects.
//
// RELANCE_BENCH_LEADS: leads on the large file, 10,000,000 by default (about 8 GB and a quarter of
// an hour to fill it). RELANCE_BENCH_FOLDER: where the files are made and removed.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "relance/relance.hpp"

namespace relance::bench {
namespace {

constexpr Instant kStart{1'774'000'000'000'000};
constexpr std::size_t kBatch = 1'000;

/// `ripens` spreads the timers: lead n is due at random, not in the order of the leads.
constexpr std::string_view kRules = R"(
relance: 1
name: tick
initial: open
host_effects: {desk: {}}
lead: {ripens: {type: time}}
watch: {every: 90 d, do: [{tell: desk}]}
states:
  open:
    stage: new
    events: {clicked: {do: [{tell: desk}]}, lost: gone}
    after: [{delay: 1 h, since: ripens, do: [{tell: desk}]}]
  gone: {stage: lost}
)";

std::uint64_t setting(const char* name, std::uint64_t usual) {
  const char* text = std::getenv(name);
  return text == nullptr ? usual : std::strtoull(text, nullptr, 10);
}

/// A file with leads that have one pending timer each, at `kStart` + 1 day and later.
class File {
 public:
  explicit File(std::uint64_t leads) {
    const char* folder = std::getenv("RELANCE_BENCH_FOLDER");
    folder_ = std::filesystem::path(folder ? folder : std::filesystem::temp_directory_path()) /
              fmt::format("relance-tick-{}-{}", ::getpid(), leads);
    std::filesystem::create_directories(folder_);
    SqliteOptions options;
    options.durability = Durability::normal;
    engine_ = std::make_unique<Engine>(sqlite_store((folder_ / "leads.db").string(), options));
    const Compiled compiled = compile(kRules, "tick.yaml");
    if (!compiled.workflow) throw std::runtime_error(to_text(compiled.diagnostics));
    engine_->deploy("t", compiled.workflow);
    constexpr std::uint64_t kAtOnce = 10'000;
    for (std::uint64_t first = 0; first < leads; first += kAtOnce) {
      fill(first, std::min(kAtOnce, leads - first));
    }
    engine_->store().idle();
  }
  ~File() {
    engine_.reset();
    std::filesystem::remove_all(folder_);
  }
  Engine& engine() { return *engine_; }

  static std::string id(std::uint64_t lead) { return fmt::format("lead-{:08}", lead); }

 private:
  void fill(std::uint64_t first, std::uint64_t count) {
    std::vector<Event> events(count);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint64_t lead = first + i;
      const std::uint64_t spread = lead * 0x9E3779B97F4A7C15 >> 24;  // Fibonacci hashing, 40 bits
      const Instant ripens = kStart + hours(24) + microseconds(static_cast<std::int64_t>(spread));
      events[i].lead = id(lead);
      events[i].name = "received";
      events[i].attributes.push_back({"ripens", Value::of(ripens)});
    }
    engine_->submit("t", events, kStart);
  }

  std::filesystem::path folder_;
  std::unique_ptr<Engine> engine_;
};

/// `file` is made by the first repetition and serves them all.
void idle(benchmark::State& state, std::uint64_t leads, std::unique_ptr<File>& file) {
  if (!file) file = std::make_unique<File>(leads);
  for (auto _ : state) {
    benchmark::DoNotOptimize(file->engine().tick(std::nullopt, kStart + hours(1)));
  }
}

constexpr std::uint64_t kLeads = 300'000;

void due(benchmark::State& state) {
  File file(kLeads);
  std::size_t fired = 0;
  for (auto _ : state) {
    fired += file.engine().tick(std::nullopt, kStart + hours(24 * 365 * 3), kBatch).fired;
  }
  if (fired != kBatch * state.iterations()) state.SkipWithError("not every timer was due");
  state.SetItemsProcessed(static_cast<std::int64_t>(fired));
}

void told(benchmark::State& state) {
  File file(kLeads);
  std::uint64_t next = 0;
  std::vector<Event> events(kBatch);
  for (auto _ : state) {
    state.PauseTiming();
    for (Event& event : events) {
      event = {};
      event.lead = File::id(next++ * 0x9E3779B97F4A7C15 % kLeads);
      event.name = "clicked";
      event.key = fmt::format("k{}", next);
    }
    state.ResumeTiming();
    benchmark::DoNotOptimize(file.engine().submit("t", events, kStart + hours(2)));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(kBatch * state.iterations()));
}

}  // namespace
}  // namespace relance::bench

int main(int argc, char** argv) {
  using namespace relance::bench;
  const std::uint64_t leads = setting("RELANCE_BENCH_LEADS", 10'000'000);
  std::map<std::uint64_t, std::unique_ptr<File>> files;
  for (const std::uint64_t count : {std::uint64_t{1'000}, leads}) {
    std::unique_ptr<File>& file = files[count];
    benchmark::RegisterBenchmark(fmt::format("Tick/idle/leads:{}", count).c_str(),
                                 [&, count](benchmark::State& state) { idle(state, count, file); })
        ->Iterations(20'000);
  }
  benchmark::RegisterBenchmark("Due/submit", told)
      ->Iterations(100)
      ->Repetitions(3)
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime();
  benchmark::RegisterBenchmark("Due/timer", due)
      ->Iterations(100)
      ->Repetitions(3)
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
