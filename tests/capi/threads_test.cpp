// Rule 7 of the constitution: what is const may be shared, and several engines may share a
// database.
#include <gtest/gtest.h>
#include <relance/arrow.h>
#include <relance/relance.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::int64_t kStart = 1'772'442'000'000'000;  // 2026-03-02T09:00:00Z
constexpr std::int64_t kMinute = 60'000'000;
constexpr const char* kRules =
    "relance: 1\n"
    "name: threads\n"
    "timezone: Europe/Paris\n"
    "initial: incoming\n"
    "calendars:\n"
    "  shop:\n"
    "    open: {mon-fri: [09:00-19:00]}\n"
    "lead:\n"
    "  size: {type: number}\n"
    "watch: {every: 90 d, do: [{alert: boss}]}\n"
    "states:\n"
    "  incoming:\n"
    "    stage: new\n"
    "    enter: [{call: first_call, within: 30 open min}]\n"
    "    events:\n"
    "      lost: {to: gone, if: 'lead.size > 3'}\n"
    "  gone:\n"
    "    stage: lost\n";

relance_str text(const std::string& words) { return {words.data(), words.size()}; }

relance_workflow* compiled() {
  relance_workflow* workflow = nullptr;
  relance_error* error = nullptr;
  const relance_code code =
      relance_compile(text(kRules), RELANCE_STR("threads.yaml"), nullptr, &workflow, &error);
  const relance_str message = relance_error_message(error);
  EXPECT_EQ(code, RELANCE_OK) << std::string(message.data, message.size);
  relance_error_destroy(error);
  return workflow;
}

// Opens `path` (empty: memory), takes in `leads` leads named after `who`, loses every one whose
// size is above 3, and closes. How many moves were accepted.
int run(const std::string& path, const std::string& who, int leads,
        const relance_workflow* workflow) {
  relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
  options.path = text(path);
  options.durability = RELANCE_DURABILITY_NORMAL;
  options.busy_ms = 60'000;
  relance_engine* engine = nullptr;
  EXPECT_EQ(relance_open(&options, &engine, nullptr), RELANCE_OK);
  EXPECT_EQ(relance_deploy(engine, RELANCE_STR("shop"), workflow, RELANCE_NEVER, RELANCE_STR(""),
                           nullptr),
            RELANCE_OK);
  int lost = 0;
  for (int i = 0; i < leads; ++i) {
    const std::string id = who + std::to_string(i);
    const std::string size = std::to_string(i % 8);
    relance_attribute attribute = RELANCE_ATTRIBUTE_INIT;
    attribute.name = RELANCE_STR("size");
    attribute.text = text(size);
    relance_attribute reason = RELANCE_ATTRIBUTE_INIT;
    reason.name = RELANCE_STR("reason");
    reason.text = RELANCE_STR("not_interested");
    relance_event events[2] = {RELANCE_EVENT_INIT, RELANCE_EVENT_INIT};
    events[0].lead = events[1].lead = text(id);
    events[0].name = RELANCE_STR("received");
    events[0].attributes = &attribute;
    events[1].name = RELANCE_STR("lost");
    events[1].attributes = &reason;
    events[0].attribute_count = events[1].attribute_count = 1;
    events[0].attribute_stride = events[1].attribute_stride = sizeof(attribute);
    relance_rows* decisions = nullptr;
    EXPECT_EQ(relance_submit(engine, RELANCE_STR("shop"), events, 2, sizeof(events[0]), kStart,
                             &decisions, nullptr),
              RELANCE_OK);
    if (relance_rows_number(decisions, 1, RELANCE_FIELD_VERDICT) == RELANCE_ACCEPTED) ++lost;
    relance_rows_destroy(decisions);
  }
  relance_close(engine);
  return lost;
}

TEST(Threads, EnginesShareOneWorkflow) {
  relance_workflow* workflow = compiled();
  std::vector<int> lost(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < lost.size(); ++i) {
    threads.emplace_back([&, i] { lost[i] = run("", "M", 80, workflow); });
  }
  for (std::thread& thread : threads) thread.join();
  // Sizes 4 to 7 of 0 to 7: half of 80.
  EXPECT_EQ(lost, std::vector<int>(4, 40));
  relance_workflow_destroy(workflow);
}

TEST(Threads, EnginesShareOneFile) {
  const auto path = std::filesystem::path(RELANCE_BINARY_DIR) / "capi_threads.db";
  for (const char* end : {"", "-wal", "-shm", ".lock", "-lock"}) {
    std::filesystem::remove(path.string() + end);
  }
  relance_workflow* workflow = compiled();
  std::vector<int> lost(2);
  std::thread one([&] { lost[0] = run(path.string(), "A", 40, workflow); });
  std::thread other([&] { lost[1] = run(path.string(), "B", 40, workflow); });
  one.join();
  other.join();
  EXPECT_EQ(lost, std::vector<int>(2, 20));

  relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
  const std::string name = path.string();
  options.path = text(name);
  options.must_exist = 1;
  relance_engine* engine = nullptr;
  ASSERT_EQ(relance_open(&options, &engine, nullptr), RELANCE_OK);
  relance_rows* work = nullptr;
  ASSERT_EQ(
      relance_worklist(engine, RELANCE_STR("shop"), kStart + kMinute, {}, 1'000, &work, nullptr),
      RELANCE_OK);
  EXPECT_EQ(relance_rows_count(work), 40U) << "one open call for each lead that is not lost";
  relance_rows_destroy(work);
  relance_close(engine);
  relance_workflow_destroy(workflow);
}

TEST(Threads, RowsAreReadByMany) {
  relance_workflow* workflow = nullptr;
  relance_error* error = nullptr;
  ASSERT_EQ(relance_compile(RELANCE_STR("relance: 1\nname: [\n"), RELANCE_STR("bad.yaml"), nullptr,
                            &workflow, &error),
            RELANCE_RULES);
  const relance_rows* rows = relance_error_diagnostics(error);
  std::vector<std::string> read(4);
  std::vector<std::thread> threads;
  for (std::string& each : read) {
    threads.emplace_back([&each, rows] {
      const relance_str got = relance_rows_text(rows, 0, RELANCE_FIELD_TEXT);
      each.assign(got.data, got.size);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(read[0].empty());
  for (const std::string& each : read) EXPECT_EQ(each, read[0]);
  relance_error_destroy(error);
}

// What a table is read by and what uses the engine take turns.
TEST(Threads, TablesAreReadWhileTheirEngineIsUsed) {
  relance_workflow* workflow = compiled();
  relance_engine* engine = nullptr;
  ASSERT_EQ(relance_open(nullptr, &engine, nullptr), RELANCE_OK);
  ASSERT_EQ(relance_deploy(engine, RELANCE_STR("shop"), workflow, kStart, RELANCE_STR(""), nullptr),
            RELANCE_OK);
  const auto receive = [&](int lead) {
    const std::string id = "L-" + std::to_string(lead);
    relance_event event = RELANCE_EVENT_INIT;
    event.lead = text(id);
    event.name = RELANCE_STR("received");
    relance_rows* decisions = nullptr;
    EXPECT_EQ(relance_submit(engine, RELANCE_STR("shop"), &event, 1, sizeof(event), kStart,
                             &decisions, nullptr),
              RELANCE_OK);
    relance_rows_destroy(decisions);
  };
  constexpr int kLeads = 4'500;  // more than a batch
  for (int lead = 0; lead < kLeads; ++lead) receive(lead);
  ArrowArrayStream stream;
  ASSERT_EQ(relance_journal_table(engine, RELANCE_STR("shop"), 0, &stream, nullptr), RELANCE_OK);
  std::int64_t rows = 0;
  std::thread reader([&] {
    for (ArrowArray batch{};; batch.release(&batch)) {
      if (stream.get_next(&stream, &batch) != 0 || batch.release == nullptr) break;
      rows += batch.length;
    }
    stream.release(&stream);
  });
  for (int lead = 0; lead < 20; ++lead) receive(kLeads + lead);
  relance_close(engine);
  reader.join();
  EXPECT_GE(rows, 4'096);  // the batch that the call has read; the others if they came in time
  EXPECT_LE(rows, kLeads + 20);
  relance_workflow_destroy(workflow);
}

}  // namespace
