// What a host that speaks C is told of a lead that somebody spoiled in the file.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <relance/relance.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace {

constexpr std::int64_t kStart = 1'772'442'000'000'000;  // 2026-03-02T09:00:00Z
constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::string_view kRules =
    "relance: 1\nname: one\ninitial: incoming\n"
    "watch: {every: 90 d, do: [{alert: boss}]}\nstates:\n  incoming:\n    stage: new\n"
    "    enter: [{call: first_call}]\n    events: {lost: gone}\n"
    "    after: [{delay: 1 h, do: [{alert: boss}]}]\n  gone: {stage: lost}\n";

relance_str str(std::string_view text) { return {text.data(), text.size()}; }
std::string text(const relance_rows* rows, std::size_t row, relance_field field) {
  const relance_str got = relance_rows_text(rows, row, field);
  return {got.data, got.size};
}

class CapiDamaged : public testing::Test {
 protected:
  CapiDamaged() { std::filesystem::create_directory(folder_); }
  ~CapiDamaged() override {
    relance_close(engine_);
    std::filesystem::remove_all(folder_);
  }

  void open() {
    relance_open_options options = RELANCE_OPEN_OPTIONS_INIT;
    options.path = str(path_);
    ASSERT_EQ(relance_open(&options, &engine_, nullptr), RELANCE_OK);
  }
  void close() {
    relance_close(engine_);
    engine_ = nullptr;
  }

  void receive(std::string_view lead) {
    relance_event event = RELANCE_EVENT_INIT;
    event.lead = str(lead);
    event.name = str("received");
    relance_rows* rows = nullptr;
    ASSERT_EQ(
        relance_submit(engine_, str("shop"), &event, 1, sizeof(event), kStart, &rows, nullptr),
        RELANCE_OK);
    relance_rows_destroy(rows);
  }

  void deploy() {
    relance_workflow* workflow = nullptr;
    ASSERT_EQ(relance_compile(str(kRules), str("one.yaml"), nullptr, &workflow, nullptr),
              RELANCE_OK);
    ASSERT_EQ(relance_deploy(engine_, str("shop"), workflow, RELANCE_NEVER, str(""), nullptr),
              RELANCE_OK);
    relance_workflow_destroy(workflow);
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("relance-capi-" + std::to_string(::getpid()));
  const std::string path_ = folder_ / "leads.db";
  relance_engine* engine_ = nullptr;
};

TEST_F(CapiDamaged, IsPassedByAndNamed) {
  open();
  deploy();
  receive("L-1");
  receive("L-2");
  close();
  {
    SQLite::Database other(path_, SQLite::OPEN_READWRITE);
    other.exec("UPDATE lead SET body = x'00' WHERE id & 255 = 1");
  }
  open();
  std::size_t fired = 0;
  EXPECT_EQ(relance_tick(engine_, str("shop"), kStart + kHour, 0, &fired, nullptr, nullptr),
            RELANCE_OK);
  EXPECT_EQ(fired, 1u) << "the alert of L-2";
  relance_rows* rows = nullptr;
  ASSERT_EQ(relance_claim(engine_, str("shop"), kStart + kHour, 10, 0, &rows, nullptr), RELANCE_OK);
  ASSERT_EQ(relance_rows_count(rows), 2u);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(text(rows, i, RELANCE_FIELD_LEAD), "L-2");
  relance_rows_destroy(rows);

  ASSERT_EQ(relance_damaged(engine_, &rows, nullptr), RELANCE_OK);
  ASSERT_EQ(relance_rows_count(rows), 1u);
  EXPECT_EQ(text(rows, 0, RELANCE_FIELD_TENANT), "shop");
  EXPECT_EQ(text(rows, 0, RELANCE_FIELD_LEAD), "L-1");
  EXPECT_EQ(relance_rows_number(rows, 0, RELANCE_FIELD_LEAD_NUMBER), 1);
  EXPECT_NE(text(rows, 0, RELANCE_FIELD_MESSAGE).find("restore a copy"), std::string::npos);
  relance_rows_destroy(rows);

  relance_error* error = nullptr;
  EXPECT_EQ(relance_lead(engine_, str("shop"), str("L-1"), &rows, &error), RELANCE_CORRUPT);
  const relance_str message = relance_error_message(error);
  EXPECT_NE(std::string_view(message.data, message.size).find("'L-1'"), std::string_view::npos);
  relance_error_destroy(error);
}

TEST_F(CapiDamaged, EntriesOfTheJournalArePassedByAndTheirLeadIsNamed) {
  open();
  deploy();
  receive("L-1");
  receive("L-2");
  close();
  {
    SQLite::Database other(path_, SQLite::OPEN_READWRITE);
    other.exec("UPDATE journal SET body = x'00' WHERE lead & 255 = 1");
  }
  open();
  relance_rows* rows = nullptr;
  std::uint64_t after = 0;
  std::int32_t more = 1;
  ASSERT_EQ(relance_journal(engine_, str("shop"), &after, 0, &more, &rows, nullptr), RELANCE_OK);
  EXPECT_EQ(more, 0);
  EXPECT_EQ(after, 2u) << "both were looked at";
  ASSERT_EQ(relance_rows_count(rows), 1u);
  EXPECT_EQ(text(rows, 0, RELANCE_FIELD_LEAD), "L-2");
  relance_rows_destroy(rows);
  ASSERT_EQ(relance_damaged(engine_, &rows, nullptr), RELANCE_OK);
  ASSERT_EQ(relance_rows_count(rows), 1u);
  EXPECT_EQ(text(rows, 0, RELANCE_FIELD_LEAD), "L-1");
  relance_rows_destroy(rows);
}

TEST_F(CapiDamaged, IsEmptyWhenNothingIs) {
  open();
  deploy();
  receive("L-1");
  relance_rows* rows = nullptr;
  ASSERT_EQ(relance_damaged(engine_, &rows, nullptr), RELANCE_OK);
  EXPECT_EQ(relance_rows_count(rows), 0u);
  relance_rows_destroy(rows);
}

}  // namespace
