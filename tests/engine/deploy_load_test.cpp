// Deployments under load, scaled down: every tenth moves leads while somebody else decides on the
// same file. Nothing that was answered may be lost. bench/deploy.cpp does it at full size.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "engine/support.hpp"
#include "store/conflict_store.hpp"
#include "store/leads.hpp"

namespace relance::test {
namespace {

constexpr int kLeads = 400, kDeployments = 60, kMovedAtOnce = 40;
constexpr std::string_view kNow = "2026-01-05T10:00:00Z";

const MovePlan kAll{MovePlan::Who::all, "", {}, "ada"};

std::string text(int version) {
  return fmt::format(
      "relance: 1\nname: load\ntimezone: UTC\ninitial: open\nwatch: {{every: {} d, do: [{{alert: "
      "boss}}]}}\nstates:\n  open: {{stage: new, enter: [{{call: first_call, within: {} h}}], "
      "events: {{lost: gone}}}}\n  gone: {{stage: lost}}\n",
      1 + version % 7, 5 + version % 11);
}

std::unique_ptr<Engine> open(const std::string& path) {
  SqliteOptions options;
  options.durability = Durability::normal;
  options.busy_ms = 60'000;
  return std::make_unique<Engine>(sqlite_store(path, options));
}

void fill(Engine& engine) {
  for (int i = 0; i < kLeads; ++i) {
    const Event received = event("received", {}, {}, fmt::format("L{}", i));
    engine.submit("t", {&received, 1}, at("2026-01-05T09:00:00Z"));
  }
}

/// Tells attempts until it is stopped; how many were accepted, by lead.
std::vector<std::uint32_t> decide(const std::string& path, const std::atomic<bool>& stop) {
  const auto engine = open(path);
  std::vector<std::uint32_t> told(kLeads, 0);
  for (std::uint64_t i = 0; !stop; i += 7) {
    const std::size_t lead = i % kLeads;
    const Event attempt = event("attempted", {{"channel", "phone"}, {"outcome", "busy"}},
                                std::to_string(i), fmt::format("L{}", lead));
    const auto decisions = engine->submit("t", {&attempt, 1}, at(kNow));
    if (decisions.at(0).verdict == Verdict::accepted) ++told[lead];
  }
  return told;
}

TEST(DeployUnderLoad, LosesNothing) {
  const Folder folder;
  const std::string path = folder / "leads.db";
  const auto engine = open(path);
  engine->deploy("t", rules(text(0)));
  fill(*engine);
  std::atomic<bool> stop = false;
  std::vector<std::uint32_t> told;
  std::thread host([&] { told = decide(path, stop); });
  std::size_t moved = 0;
  for (int i = 1; i <= kDeployments; ++i) {
    engine->deploy("t", rules(text(i)), at(kNow));
    if (i % 10 != 0) continue;
    moved += engine->move("t", kAll, at(kNow), (i * 37) % (kLeads - kMovedAtOnce), kMovedAtOnce)
                 .leads.size();
  }
  stop = true;
  host.join();
  EXPECT_EQ(moved, static_cast<std::size_t>(kDeployments / 10 * kMovedAtOnce));
  EXPECT_EQ(engine->deployments("t").size(), 1u + kDeployments);
  EXPECT_EQ(engine->audit(), std::vector<std::string>{});
  std::uint32_t all = 0;
  for (int i = 0; i < kLeads; ++i) {
    const auto lead = engine->lead("t", fmt::format("L{}", i));
    ASSERT_TRUE(lead.has_value()) << i;
    EXPECT_EQ(lead->lead.attempts, told[static_cast<std::size_t>(i)]) << i;
    all += lead->lead.attempts;
  }
  EXPECT_GE(all, 50u);  // they ran at the same time
}

TEST(DeployUnderLoad, AMoveGivesWayAfterEachCommitAndADryRunNever) {
  auto watched =
      std::make_unique<ConflictStore>(memory_store(), [](std::uint64_t) { return false; });
  const ConflictStore& store = *watched;
  Engine engine(std::move(watched));
  engine.deploy("t", rules(text(0)));
  fill(engine);
  engine.deploy("t", rules(text(1)), at(kNow));
  const std::uint64_t before = store.attempts();
  engine.dry_run("t", rules(text(1)), kAll, at(kNow));
  EXPECT_EQ(store.ways_given(), 0u);
  ASSERT_EQ(engine.move("t", kAll, at(kNow)).leads.size(), kLeads);
  EXPECT_GE(store.attempts(), before + 10);
  EXPECT_EQ(store.ways_given(), store.attempts() - before);
}

}  // namespace
}  // namespace relance::test
