// Deployments under load: what a decision waits for while rules are put in force and leads move, in
// the same run as without. It is the stress test too: what was answered is counted, and the run
// fails when any of it is not there.
//
// RELANCE_BENCH_LEADS: 100,000 by default, a tenth of which each tenth deployment moves.
// RELANCE_BENCH_DEPLOYMENTS: 1,000 by default. RELANCE_BENCH_FOLDER: where the file is made.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "relance/relance.hpp"

namespace relance::bench {
namespace {

constexpr Instant kNow{1'774'000'000'000'000};
constexpr std::size_t kVersions = 77;  // different texts, used in turn

std::uint64_t setting(const char* name, std::uint64_t usual) {
  const char* text = std::getenv(name);
  return text == nullptr ? usual : std::strtoull(text, nullptr, 10);
}

std::shared_ptr<const Workflow> version(std::size_t number) {
  const Compiled compiled = compile(
      fmt::format(
          "relance: 1\nname: deploy\ntimezone: UTC\ninitial: open\nwatch: {{every: {} d, "
          "do: [{{alert: boss}}]}}\nstates:\n  open: {{stage: new, enter: [{{call: "
          "first_call, within: {} h}}], events: {{lost: gone}}}}\n  gone: {{stage: lost}}\n",
          1 + number % 7, 5 + number % 11),
      "deploy.yaml");
  if (!compiled.workflow) throw std::runtime_error(to_text(compiled.diagnostics));
  return compiled.workflow;
}

std::unique_ptr<Engine> open(const std::filesystem::path& file) {
  SqliteOptions options;
  options.durability = Durability::normal;
  options.busy_ms = 60'000;
  return std::make_unique<Engine>(sqlite_store(file.string(), options));
}

/// Decides one event after the other until it is stopped; how long each took, in nanoseconds.
struct Load {
  explicit Load(const std::filesystem::path& file, std::uint64_t count)
      : engine(open(file)), leads(count), told(count, 0) {}

  void run(const std::atomic<bool>& stop, std::size_t at_least) {
    took.clear();
    Event event;
    event.name = "attempted";
    event.attributes = {{"channel", Value::of("phone")}, {"outcome", Value::of("busy")}};
    while (!stop || took.size() < at_least) {
      lead = (lead + 7'919) % leads;  // a prime: not in the order of the file
      event.lead = fmt::format("L{}", lead);
      const auto begin = std::chrono::steady_clock::now();
      const auto decisions = engine->submit("t", {&event, 1}, kNow);
      const auto end = std::chrono::steady_clock::now();
      took.push_back(std::chrono::duration_cast<std::chrono::nanoseconds>(end - begin).count());
      if (decisions.front().verdict == Verdict::accepted) ++told[lead];
    }
  }
  double p99() {
    const auto place = static_cast<std::ptrdiff_t>(took.size() * 99 / 100);
    std::nth_element(took.begin(), took.begin() + place, took.end());
    return static_cast<double>(took[static_cast<std::size_t>(place)]) / 1e3;
  }

  std::unique_ptr<Engine> engine;
  std::uint64_t leads, lead = 0;
  std::vector<std::uint32_t> told;  // accepted, by lead
  std::vector<std::int64_t> took;
};

class File {
 public:
  File() : leads(setting("RELANCE_BENCH_LEADS", 100'000)) {
    const char* folder = std::getenv("RELANCE_BENCH_FOLDER");
    folder_ = std::filesystem::path(folder ? folder : std::filesystem::temp_directory_path()) /
              fmt::format("relance-deploy-{}", ::getpid());
    std::filesystem::create_directories(folder_);
    engine = open(path());
    for (std::size_t i = 0; i < kVersions; ++i) versions.push_back(version(i));
    engine->deploy("t", versions[0]);
    constexpr std::uint64_t kAtOnce = 10'000;
    for (std::uint64_t first = 0; first < leads; first += kAtOnce) {
      std::vector<Event> events(std::min(kAtOnce, leads - first));
      for (std::uint64_t i = 0; i < events.size(); ++i) {
        events[i].lead = fmt::format("L{}", first + i);
        events[i].name = "received";
      }
      engine->submit("t", events, kNow);
    }
  }
  ~File() {
    engine.reset();
    std::filesystem::remove_all(folder_);
  }
  std::filesystem::path path() const { return folder_ / "leads.db"; }

  const std::uint64_t leads;
  std::unique_ptr<Engine> engine;
  std::vector<std::shared_ptr<const Workflow>> versions;

 private:
  std::filesystem::path folder_;
};

/// All deployments; each tenth moves a tenth of the leads.
std::size_t deploy_all(File& file, std::uint64_t deployments) {
  const MovePlan plan{MovePlan::Who::all, "", {}, "bench"};
  std::size_t moved = 0;
  for (std::uint64_t i = 1; i <= deployments; ++i) {
    file.engine->deploy("t", file.versions[i % kVersions], kNow);
    if (i % 10 != 0) continue;
    const std::uint64_t tenth = file.leads / 10, first = i / 10 % 10 * tenth;
    for (std::uint64_t after = first; after < first + tenth;) {
      const MoveResult result = file.engine->move(
          "t", plan, kNow, after, std::min<std::uint64_t>(1'000, first + tenth - after));
      moved += result.leads.size();
      after = result.last;
    }
  }
  return moved;
}

void require_all(File& file, const Load& load, std::uint64_t deployments) {
  if (file.engine->deployments("t").size() != deployments + 1) {
    throw std::runtime_error("a deployment is missing");
  }
  for (std::uint64_t i = 0; i < file.leads; ++i) {
    const auto lead = file.engine->lead("t", fmt::format("L{}", i));
    if (!lead || lead->lead.attempts != load.told[i]) {
      throw std::runtime_error(fmt::format("lead L{} lost a decision", i));
    }
  }
  if (const auto problems = file.engine->audit(); !problems.empty()) {
    throw std::runtime_error(problems.front());
  }
}

/// Both figures of one file, one after the other: first without deployments, then with them.
struct Figures {
  double calm_us = 0, busy_us = 0;
  std::size_t moved = 0, decided = 0;
};

const Figures& figures() {
  static const Figures measured = [] {
    constexpr std::size_t kDecisions = 20'000;
    const std::uint64_t deployments = setting("RELANCE_BENCH_DEPLOYMENTS", 1'000);
    File file;
    Load load(file.path(), file.leads);
    Figures figures;
    const std::atomic<bool> at_once = true;
    load.run(at_once, kDecisions);
    figures.calm_us = load.p99();
    std::atomic<bool> stop = false;
    std::thread host([&] { load.run(stop, 1); });
    figures.moved = deploy_all(file, deployments);
    stop = true;
    host.join();
    figures.decided = load.took.size();
    figures.busy_us = load.p99();
    require_all(file, load, deployments);
    return figures;
  }();
  return measured;
}

void report(benchmark::State& state, double p99) {
  for (auto _ : state) benchmark::DoNotOptimize(p99);
  state.counters["p99_us"] = p99;
  state.counters["moved"] = static_cast<double>(figures().moved);
  state.counters["decided"] = static_cast<double>(figures().decided);
}
void calm(benchmark::State& state) { report(state, figures().calm_us); }
void busy(benchmark::State& state) { report(state, figures().busy_us); }

BENCHMARK(calm)->Name("Deploy/decisions/without")->Iterations(1);
BENCHMARK(busy)->Name("Deploy/decisions/while_deploying")->Iterations(1);

}  // namespace
}  // namespace relance::bench

BENCHMARK_MAIN();
