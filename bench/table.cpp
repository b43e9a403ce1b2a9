// What a table for Arrow costs: a journal of a million entries read to its end through
// relance_journal_table, beside a bare SQLite scan that looks at every column of the same rows.
//
// RELANCE_BENCH_FOLDER: where the file (about 250 MB) is made and removed.
#include <benchmark/benchmark.h>
#include <relance/arrow.h>
#include <relance/relance.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "bare_database.hpp"

namespace relance::bench {
namespace {

constexpr std::size_t kRows = 1'000'000;
constexpr std::size_t kPerLead = 5;     // entries of a lead, about
constexpr std::size_t kAtWork = 2'000;  // leads that are told of by turns: the newest ones
constexpr std::size_t kBatch = 1'000;
constexpr std::int64_t kStart = 1'772'442'000'000'000;  // 2026-03-02T09:00:00Z

constexpr const char* kRules = R"(
relance: 1
name: table
timezone: Europe/Paris
initial: incoming
watch: {every: 90 d, do: [{alert: sales_manager}]}
states:
  incoming:
    stage: new
    enter: [{call: first_call, within: 20 min}]
    events: {reached: talking, lost: gone}
  talking:
    stage: contacted
    events: {lost: gone}
  gone: {stage: lost}
)";

void must(relance_code code, relance_error* error) {
  if (code == RELANCE_OK) return;
  const relance_str message = relance_error_message(error);
  throw std::runtime_error(std::string(message.data, message.size));
}

relance_str text(const std::string& words) { return {words.data(), words.size()}; }

/// A file whose journal has kRows entries: of five events one brings a lead, the others are of
/// leads that came lately.
class File {
 public:
  File() {
    const char* folder = std::getenv("RELANCE_BENCH_FOLDER");
    folder_ = std::filesystem::path(folder ? folder : std::filesystem::temp_directory_path()) /
              ("relance-table-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    path_ = (folder_ / "leads.db").string();
    relance_error* error = nullptr;
    relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
    options.path = text(path_);
    options.durability = RELANCE_DURABILITY_NORMAL;
    must(relance_open(&options, &engine_, &error), error);
    relance_workflow* workflow = nullptr;
    must(relance_compile({kRules, std::char_traits<char>::length(kRules)},
                         RELANCE_STR("table.yaml"), nullptr, &workflow, &error),
         error);
    must(relance_deploy(engine_, RELANCE_STR("main"), workflow, kStart, RELANCE_STR(""), &error),
         error);
    relance_workflow_destroy(workflow);
    while (told_ < kRows) tell();
  }
  ~File() {
    relance_close(engine_);
    std::filesystem::remove_all(folder_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  relance_engine* engine() const { return engine_; }
  const std::string& path() const { return path_; }

 private:
  std::string lead_of(std::size_t number) { return "crm-" + std::to_string(100'000 + number); }

  void tell() {
    std::vector<std::string> leads(kBatch), keys(kBatch);
    std::vector<relance_event> events(kBatch, relance_event RELANCE_EVENT_INIT);
    for (std::size_t i = 0; i < kBatch; ++i, ++told_) {
      const bool comes = told_ % kPerLead == 0;
      const std::size_t back = comes ? 0 : 1 + random_() % std::min(came_, kAtWork);
      if (comes) ++came_;
      leads[i] = lead_of(comes ? came_ : came_ - back + 1);
      keys[i] = "form-" + std::to_string(told_);
      events[i].lead = text(leads[i]);
      events[i].key = text(keys[i]);
      events[i].actor = comes ? relance_str{} : RELANCE_STR("seller-17");
      events[i].name = comes ? RELANCE_STR("received") : RELANCE_STR("noted");
    }
    relance_error* error = nullptr;
    relance_rows* rows = nullptr;
    must(relance_submit(engine_, RELANCE_STR("main"), events.data(), events.size(),
                        sizeof(events[0]), kStart, &rows, &error),
         error);
    relance_rows_destroy(rows);
  }

  std::filesystem::path folder_;
  std::string path_;
  relance_engine* engine_ = nullptr;
  std::size_t told_ = 0, came_ = 0;
  std::mt19937_64 random_{1};
};

const File& file() {
  static const File made;
  return made;
}

void arrow(benchmark::State& state) {
  relance_engine* engine = file().engine();
  for (auto _ : state) {
    relance_error* error = nullptr;
    ArrowArrayStream stream;
    must(relance_journal_table(engine, RELANCE_STR("main"), 0, &stream, &error), error);
    std::int64_t rows = 0;
    for (ArrowArray batch{};; batch.release(&batch)) {
      if (stream.get_next(&stream, &batch) != 0) state.SkipWithError("the stream failed");
      if (batch.release == nullptr) break;
      rows += batch.length;
    }
    stream.release(&stream);
    if (rows != kRows) state.SkipWithError("not all rows came");
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}
BENCHMARK(arrow)->Name("Table/arrow")->Unit(benchmark::kMillisecond);

/// Every column of a row, asked for as what it is declared as: 12 numbers, then texts and the body.
std::int64_t look_at(sqlite3_stmt* row) {
  constexpr int kNumbers = 12, kColumns = 15;
  std::int64_t seen = 0;
  for (int i = 0; i < kNumbers; ++i) seen += sqlite3_column_int64(row, i);
  for (int i = kNumbers; i < kColumns; ++i) {
    benchmark::DoNotOptimize(sqlite3_column_blob(row, i));
    seen += sqlite3_column_bytes(row, i);
  }
  return seen;
}

void bare(benchmark::State& state) {
  file();
  Database database(file().path());
  for (auto _ : state) {
    sqlite3_stmt* row = database.prepare(
        "SELECT row, lead, prev, seq, workflow, event, state_from, state_to, verdict, refusal, "
        "decided_at, occurred_at, event_key, actor, body FROM journal ORDER BY row");
    std::size_t rows = 0;
    for (; sqlite3_step(row) == SQLITE_ROW; ++rows) {
      benchmark::DoNotOptimize(look_at(row));
    }
    sqlite3_finalize(row);
    if (rows != kRows) state.SkipWithError("not all rows came");
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}
BENCHMARK(bare)->Name("Table/bare")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace relance::bench

BENCHMARK_MAIN();
