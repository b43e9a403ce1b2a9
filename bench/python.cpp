// What bindings/python/bench/overhead.py stands beside: the same events, told in C++. Prints
// "memory_batch 1.23" and the like: microseconds of the processor an event, the median of the
// batches.
//
//   bench_python RULES DATABASE      (the database is made anew)
#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "relance/relance.hpp"

namespace relance::bench {
namespace {

constexpr std::size_t kBatch = 1'000;
constexpr std::size_t kBatches = 30;
constexpr std::size_t kWarm = 3;  // batches before the first that counts
constexpr Instant kNow{1'772'442'000'000'000};

/// As overhead.py tells them.
Event event_of(std::size_t number) {
  Event event;
  event.lead = "crm-" + std::to_string(number * 7'919 % 100'000'007);
  event.name = "received";
  event.key = "k-" + std::to_string(number);
  event.actor = "seller-17";
  event.occurred_at = kNow - seconds(20);
  event.attributes = {{"source", Value::of("portal")},
                      {"campaign", Value::of("spring")},
                      {"person.email", Value::of("ada@example.com")}};
  return event;
}

/// Submits all events, `size` at a time, and tells the microseconds of the processor an event.
double submit(Engine& engine, const std::vector<Event>& events, std::size_t size) {
  std::vector<Submission> submissions(size);
  const std::clock_t began = std::clock();
  for (std::size_t first = 0; first < events.size(); first += size) {
    for (std::size_t i = 0; i < size; ++i) submissions[i] = {&events[first + i], kNow};
    if (engine.submit("main", submissions).size() != size) throw std::runtime_error("no answer");
  }
  const auto ticks = static_cast<double>(std::clock() - began);
  return ticks / CLOCKS_PER_SEC * 1e6 / static_cast<double>(events.size());
}

double median(std::unique_ptr<Store> store, const std::string& rules, std::size_t size) {
  Engine engine(std::move(store));
  const Compiled compiled = compile(rules, "rules.yaml");
  if (!compiled.workflow) throw std::runtime_error(to_text(compiled.diagnostics));
  engine.deploy("main", compiled.workflow);
  std::vector<double> figures;
  for (std::size_t batch = 0; batch < kWarm + kBatches; ++batch) {
    std::vector<Event> events;
    for (std::size_t i = 0; i < kBatch; ++i) events.push_back(event_of(batch * kBatch + i + 1));
    const double figure = submit(engine, events, size);
    if (batch >= kWarm) figures.push_back(figure);
  }
  std::nth_element(figures.begin(), figures.begin() + kBatches / 2, figures.end());
  return figures[kBatches / 2];
}

void run(const char* rules_path, const char* database) {
  std::ifstream file(rules_path);
  const std::string rules{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove(database);
  SqliteOptions options;
  options.durability = Durability::normal;
  std::cout << "sqlite_batch " << median(sqlite_store(database, options), rules, kBatch) << "\n"
            << "memory_batch " << median(memory_store(), rules, kBatch) << "\n"
            << "memory_single " << median(memory_store(), rules, 1) << "\n";
}

}  // namespace
}  // namespace relance::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: bench_python RULES DATABASE\n";
    return 2;
  }
  try {
    relance::bench::run(argv[1], argv[2]);
  } catch (const std::exception& wrong) {
    std::cerr << wrong.what() << "\n";
    return 1;
  }
}
