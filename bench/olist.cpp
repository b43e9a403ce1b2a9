// The Olist files to a report, by mapping and rules into SQLite, beside a bare program that parses
// the same files and inserts the same rows. Needs RELANCE_SHARED; the limit is 3 times.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "olist_bare.hpp"
#include "relance/intake.hpp"
#include "relance/store.hpp"
#include "report/funnel.hpp"
#include "time/instant_text.hpp"

namespace relance::bench {
namespace {

constexpr std::size_t kBatch = 1'000;
constexpr std::size_t kCommits = 9;  // of the 8,842 events, kBatch in each
const std::string kDatabase = "bench_olist.db";
const std::string kBareDatabase = "bench_olist_bare.db";

void remove(const std::string& database) {
  for (const char* end : {"", "-wal", "-shm", ".lock"}) {
    std::filesystem::remove(database + end);
  }
}

std::string text_of(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  if (text.str().empty()) throw std::runtime_error(path.string() + " cannot be read");
  return text.str();
}

std::string data(const char* file) {
  const char* shared = std::getenv("RELANCE_SHARED");
  if (shared == nullptr) throw std::runtime_error("RELANCE_SHARED is not set");
  return (std::filesystem::path(shared) / "data/olist" / file).string();
}

const char* const kLeads = "olist_marketing_qualified_leads_dataset.csv";
const char* const kDeals = "olist_closed_deals_dataset.csv";

ImportInput input(const char* file, const char* mapping) {
  const std::filesystem::path examples = RELANCE_SOURCE_DIR "/examples/olist";
  auto stream = std::make_shared<std::ifstream>(data(file));
  ImportInput made{file, nullptr, read_mapping(text_of(examples / mapping), mapping).mapping};
  made.read = [stream](std::span<char> into) {
    stream->read(into.data(), static_cast<std::streamsize>(into.size()));
    return static_cast<std::size_t>(stream->gcount());
  };
  return made;
}

std::string run_olist() {
  const std::string rules = text_of(RELANCE_SOURCE_DIR "/examples/olist/rules.yaml");
  const Compiled compiled = compile(rules, "rules.yaml");
  Engine engine(sqlite_store(kDatabase));
  engine.deploy("main", compiled.workflow);
  const ImportOptions options{
      .tenant = "main", .now = *parse_instant("2018-12-01T00:00:00Z"), .batch = kBatch};
  run_import(engine, {input(kLeads, "leads.mapping.yaml"), input(kDeals, "deals.mapping.yaml")},
             options, [](const ImportLine&) {});
  return to_text(make_funnel(engine.funnel("main", options.now), compiled.workflow->benchmarks()));
}

void Olist_Relance(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    remove(kDatabase);
    state.ResumeTiming();
    benchmark::DoNotOptimize(run_olist());
  }
  remove(kDatabase);
}
BENCHMARK(Olist_Relance)->Unit(benchmark::kMillisecond)->UseRealTime();

void Olist_Bare(benchmark::State& state) {
  remove(kDatabase);
  run_olist();
  const BareRows rows = read_rows(kDatabase);
  std::size_t count = 0;
  for (const BareTable& table : rows.tables) count += table.rows.size();
  const std::size_t batch = count / kCommits + 1;  // both commit about as often
  for (auto _ : state) {
    state.PauseTiming();
    remove(kBareDatabase);
    state.ResumeTiming();
    benchmark::DoNotOptimize(run_bare(data(kLeads), data(kDeals), rows, kBareDatabase, batch));
  }
  state.counters["rows"] = static_cast<double>(count);
  remove(kDatabase);
  remove(kBareDatabase);
}
BENCHMARK(Olist_Bare)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace relance::bench

BENCHMARK_MAIN();
