// Rule 7 of the constitution under load: hosts in threads of their own, each with an engine over
// the same file, all with the same two workflows, do everything that a host does at the same time.
#include <gtest/gtest.h>
#include <relance/relance.h>

#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr std::int64_t kStart = 1'772'442'000'000'000;  // 2026-03-02T09:00:00Z
constexpr std::int64_t kMinute = 60'000'000;
constexpr int kHosts = 4, kRounds = 12;

std::string rules(const std::string& limit) {
  return "relance: 1\nname: shared\ntimezone: Europe/Paris\ninitial: incoming\n"
         "watch: {every: 90 d, do: [{alert: boss}]}\n"
         "deadlines:\n  attempt: {from: received, until: attempted, within: 1 h, breach: "
         "[{alert: boss}]}\n"
         "states:\n  incoming:\n    stage: new\n    enter: [{call: first_call, within: " +
         limit +
         "}]\n    events: {lost: gone}\n    after: [{delay: 30 min, do: [{alert: boss}]}]\n"
         "  gone: {stage: lost}\n";
}

relance_str str(const std::string& words) { return {words.data(), words.size()}; }
std::string text(const relance_rows* rows, std::size_t row, relance_field field) {
  const relance_str got = relance_rows_text(rows, row, field);
  return {got.data, got.size};
}

relance_workflow* compiled(const std::string& limit) {
  relance_workflow* workflow = nullptr;
  EXPECT_EQ(
      relance_compile(str(rules(limit)), RELANCE_STR("shared.yaml"), nullptr, &workflow, nullptr),
      RELANCE_OK);
  return workflow;
}

using HandOut = std::pair<std::string, std::int64_t>;  // the effect's id and its token

class Host {
 public:
  Host(const std::string& path, std::string name, const relance_workflow* before,
       const relance_workflow* after)
      : name_(std::move(name)), before_(before), after_(after) {
    relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
    options.path = str(path);
    options.durability = RELANCE_DURABILITY_NORMAL;
    options.busy_ms = 60'000;
    EXPECT_EQ(relance_open(&options, &engine_, nullptr), RELANCE_OK);
    deploy(before_);
  }
  ~Host() { relance_close(engine_); }
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  void run() {
    for (int round = 0; round < kRounds; ++round) {
      now_ = kStart + round * 10 * kMinute;
      if (round == kRounds / 2) deploy(after_);
      tell(round);
      take();
      EXPECT_EQ(relance_tick(engine_, kShop, now_, 0, nullptr, nullptr, nullptr), RELANCE_OK);
      look(round);
    }
    move();
  }

  const std::vector<HandOut>& taken() const { return taken_; }
  relance_engine* engine() { return engine_; }

 private:
  static constexpr relance_str kShop{"shop", 4};

  void deploy(const relance_workflow* workflow) {
    EXPECT_EQ(relance_deploy(engine_, kShop, workflow, kStart, str(name_), nullptr), RELANCE_OK);
  }

  /// A lead of its own, and one that all hosts tell of with the same key: it comes once.
  void tell(int round) {
    const std::string own = name_ + std::to_string(round), shared = "all" + std::to_string(round);
    relance_event events[2] = {RELANCE_EVENT_INIT, RELANCE_EVENT_INIT};
    events[0].lead = str(own);
    events[1].lead = str(shared);
    events[0].name = events[1].name = RELANCE_STR("received");
    events[1].key = RELANCE_STR("the same");
    relance_rows* rows = nullptr;
    EXPECT_EQ(relance_submit(engine_, kShop, events, 2, sizeof(events[0]), now_, &rows, nullptr),
              RELANCE_OK);
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_EQ(text(rows, i, RELANCE_FIELD_VERDICT), "accepted");
    }
    relance_rows_destroy(rows);
  }

  void take() {
    relance_rows* rows = nullptr;
    EXPECT_EQ(relance_claim(engine_, kShop, now_, 3, kMinute, &rows, nullptr), RELANCE_OK);
    for (std::size_t i = 0; i < relance_rows_count(rows); ++i) {
      const relance_str id = relance_rows_text(rows, i, RELANCE_FIELD_ID);
      const auto token =
          static_cast<std::uint32_t>(relance_rows_number(rows, i, RELANCE_FIELD_TOKEN));
      taken_.emplace_back(std::string(id.data, id.size), token);
      const relance_code code =
          i % 2 == 0 ? relance_ack(engine_, kShop, id, token, now_, nullptr)
                     : relance_fail(engine_, kShop, id, token, RELANCE_STR("busy"), now_, nullptr);
      // Another host whose clock is further on may have got it again meanwhile.
      EXPECT_TRUE(code == RELANCE_OK || code == RELANCE_STALE_TOKEN || code == RELANCE_UNKNOWN ||
                  code == RELANCE_WITHDRAWN)
          << code;
    }
    relance_rows_destroy(rows);
  }

  void look(int round) {
    const std::string own = name_ + std::to_string(round);
    relance_rows* rows = nullptr;
    EXPECT_EQ(relance_lead(engine_, kShop, str(own), &rows, nullptr), RELANCE_OK);
    EXPECT_EQ(text(rows, 0, RELANCE_FIELD_STATE), "incoming");
    relance_rows_destroy(rows);
    EXPECT_EQ(relance_worklist(engine_, kShop, now_, nullptr, 1'000, &rows, nullptr), RELANCE_OK);
    EXPECT_GT(relance_rows_count(rows), 0u);
    relance_rows_destroy(rows);
    EXPECT_EQ(relance_funnel(engine_, kShop, now_, &rows, nullptr), RELANCE_OK);
    relance_rows_destroy(rows);
    EXPECT_EQ(relance_difference(before_, after_, &rows, nullptr), RELANCE_OK);
    EXPECT_EQ(relance_rows_count(rows), 1u);
    relance_rows_destroy(rows);
  }

  void move() {
    relance_move_plan plan = RELANCE_MOVE_PLAN_INIT;
    plan.who = RELANCE_WHO_ALL;
    std::uint64_t after = 0;
    for (std::int32_t more = 1; more != 0;) {
      relance_rows* rows = nullptr;
      ASSERT_EQ(
          relance_move(engine_, kShop, nullptr, &plan, now_, &after, 10, &more, &rows, nullptr),
          RELANCE_OK);
      relance_rows_destroy(rows);
    }
  }

  const std::string name_;
  const relance_workflow* before_;
  const relance_workflow* after_;
  relance_engine* engine_ = nullptr;
  std::int64_t now_ = kStart;
  std::vector<HandOut> taken_;
};

std::size_t count_of(relance_code code, relance_rows* rows) {
  EXPECT_EQ(code, RELANCE_OK);
  const std::size_t count = relance_rows_count(rows);
  relance_rows_destroy(rows);
  return count;
}

TEST(SharedFile, HostsDoEverythingAtTheSameTime) {
  const std::string path = std::string(RELANCE_BINARY_DIR) + "/capi_shared_file.db";
  for (const char* end : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path + end);
  relance_workflow* const before = compiled("2 h");
  relance_workflow* const after = compiled("3 h");
  std::vector<HandOut> taken[kHosts];
  std::vector<std::thread> threads;
  for (int i = 0; i < kHosts; ++i) {
    threads.emplace_back([&, i] {
      Host host(path, std::string(1, static_cast<char>('A' + i)), before, after);
      host.run();
      taken[i] = host.taken();
    });
  }
  for (std::thread& thread : threads) thread.join();

  // No hand-out went to two hosts.
  std::set<HandOut> all;
  std::size_t count = 0;
  for (const std::vector<HandOut>& each : taken) {
    all.insert(each.begin(), each.end());
    count += each.size();
  }
  EXPECT_GT(count, 0u);
  EXPECT_EQ(all.size(), count);

  Host last(path, "Z", after, before);
  relance_rows* rows = nullptr;
  relance_code code =
      relance_funnel(last.engine(), {"shop", 4}, kStart + 120 * kMinute, &rows, nullptr);
  ASSERT_EQ(code, RELANCE_OK);
  EXPECT_EQ(relance_rows_number(rows, 0, RELANCE_FIELD_LEADS), (kHosts + 1) * kRounds);
  relance_rows_destroy(rows);
  rows = nullptr;
  code = relance_audit(last.engine(), 0, nullptr, &rows, nullptr);
  EXPECT_EQ(count_of(code, rows), 0u);
  relance_workflow_destroy(before);
  relance_workflow_destroy(after);
}

}  // namespace
