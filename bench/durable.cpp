// Durable events: our engine beside bare prepared statements that write the same rows, and beside
// the plain shape. Read the ratios, not the figures: events/s of neighbours in the same run.
//
// RELANCE_BENCH_LEADS: leads present, 1,000,000 by default. RELANCE_BENCH_FOLDER: where the files
// are made and removed (about 3 GB), the folder for temporary files by default.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>

#include "durable_engine.hpp"
#include "durable_peers.hpp"

namespace relance::bench {
namespace {

using Open = std::function<std::unique_ptr<Contender>(const Settings&)>;

using Seconds = std::chrono::duration<double>;

Seconds time(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - begin;
}

/// One run: `commits` of `batch` events, and the checkpoint that they will need.
void run(benchmark::State& state, const Open& open, const Settings& settings, std::size_t batch,
         std::size_t commits) {
  static std::uint64_t seed = 100;
  const std::unique_ptr<Contender> contender = open(settings);
  Steps steps(settings.leads, ++seed);
  std::vector<Step> next(batch);
  ::sync();  // what others still have to write is not ours to wait for
  Seconds worst{0};
  for (auto _ : state) {
    Seconds all{0};
    for (std::size_t i = 0; i < commits; ++i) {
      for (Step& step : next) step = steps.next();
      contender->tell(next);
      const Seconds commit = time([&] { contender->take(); });
      worst = std::max(worst, commit);
      all += commit;
    }
    all += time([&] { contender->close(); });
    state.SetIterationTime(all.count());
  }
  state.counters["worst_commit_ms"] = worst.count() * 1'000;
  state.SetItemsProcessed(static_cast<std::int64_t>(batch * commits));
}

void add(const std::string& name, const Open& open, Settings settings, std::size_t batch) {
  for (const bool full : {false, true}) {
    settings.full = full;
    // As many as fill the log and the page cache a few times, so that neither an empty cache nor
    // one checkpoint is what is measured; fewer where each event waits for the disk.
    const std::size_t events = full && batch == 1 ? 6'000 : 60'000;
    const std::size_t commits = events / batch;
    const std::string whole = "Durable/" + std::string(full ? "full" : "normal") +
                              "/batch:" + std::to_string(batch) + "/" + name;
    benchmark::RegisterBenchmark(
        whole.c_str(), [=](benchmark::State& state) { run(state, open, settings, batch, commits); })
        ->Iterations(1)
        ->Repetitions(3)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace
}  // namespace relance::bench

int main(int argc, char** argv) {
  using namespace relance::bench;
  benchmark::Initialize(&argc, argv);
  Settings settings;
  if (const char* leads = std::getenv("RELANCE_BENCH_LEADS")) {
    settings.leads = std::strtoull(leads, nullptr, 10);
  }
  const char* place = std::getenv("RELANCE_BENCH_FOLDER");
  std::string folder =
      (place != nullptr ? std::filesystem::path(place) : std::filesystem::temp_directory_path()) /
      ("relance-bench-" + std::string(6, 'X'));  // mkdtemp puts letters of its own for the X
  if (::mkdtemp(folder.data()) == nullptr) return 3;
  settings.folder = folder;

  const std::string ours = make_engine_file(settings);
  const std::string bare = folder + "/bare.db";
  const std::string reading = folder + "/reading.db";
  std::filesystem::copy_file(ours, bare);
  std::filesystem::copy_file(ours, reading);
  const std::string plain = make_plain_file(settings);
  for (const std::size_t batch : {1u, 100u, 10'000u}) {
    add(
        "ours", [=](const Settings& how) { return open_engine(ours, how); }, settings, batch);
    add(
        "bare", [=](const Settings& how) { return open_bare(bare, how, false); }, settings, batch);
    add(
        "bare_reading", [=](const Settings& how) { return open_bare(reading, how, true); },
        settings, batch);
    add(
        "plain", [=](const Settings& how) { return open_plain(plain, how); }, settings, batch);
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  std::filesystem::remove_all(folder);
  return 0;
}
