// Several engines on the same leads at the same time, and commits that lose the race.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <thread>

#include "engine/elsewhere.hpp"
#include "engine/host_calls.hpp"
#include "engine/random_calls.hpp"
#include "engine/shared_tape.hpp"
#include "engine/support.hpp"
#include "engine/witness.hpp"
#include "store/conflict_store.hpp"
#include "store/leads.hpp"

namespace relance::test {
namespace {

std::unique_ptr<Engine> roomy_engine(std::unique_ptr<Store> store,
                                     const std::shared_ptr<const Workflow>& workflow) {
  EngineOptions options;
  options.effects_per_lead = 1'000'000;  // the hosts here leave much untouched
  auto engine = std::make_unique<Engine>(std::move(store), options);
  engine->deploy("t", workflow);
  return engine;
}

/// Plays random calls, then the same with every second commit losing the race, on `store`.
void check_conflicts(std::uint64_t seed, std::unique_ptr<Store> store, std::uint64_t& conflicts) {
  Draw draw(seed);
  const std::string text = random_rules(draw);
  const auto workflow = rules(text);
  const auto calm = roomy_engine(memory_store(), workflow);
  Counts counts;
  const std::vector<Call> calls = play(*calm, draw, 24, counts);

  auto racing = std::make_unique<ConflictStore>(std::move(store),
                                                [&](std::uint64_t) { return draw.chance(50); });
  const ConflictStore& race = *racing;
  const auto engine = roomy_engine(std::move(racing), workflow);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    ASSERT_EQ(answer(*engine, calls[i]), calls[i].answer) << "seed " << seed << " call " << i;
  }
  const Instant end = calls.back().now + hours(24);
  ASSERT_EQ(settled_export(*engine, end), settled_export(*calm, end)) << "seed " << seed;
  ASSERT_EQ(engine->audit(), std::vector<std::string>{}) << "seed " << seed;
  conflicts += race.conflicts();
}

TEST(Conflicts, ChangeNeitherAnswersNorTheExport) {
  std::uint64_t conflicts = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    check_conflicts(seed, memory_store(), conflicts);
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GE(conflicts, 1'000u);
}

TEST(Conflicts, NorDoTheyInAFile) {
  std::uint64_t conflicts = 0;
  SqliteOptions options;
  options.durability = Durability::normal;
  for (std::uint64_t seed = 1'001; seed <= 1'030; ++seed) {
    const Folder folder;
    check_conflicts(seed, sqlite_store(folder / "leads.db", options), conflicts);
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GE(conflicts, 100u);
}

TEST(Conflicts, WithoutEndAreAFault) {
  Scene scene(std::make_unique<ConflictStore>(memory_store(), [](std::uint64_t) { return true; }),
              "relance: 1\nname: one\ninitial: a\nstates: {a: {stage: new}}\n");
  try {
    scene.submit(event("received"), "2026-11-23T09:00:00Z");
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), ErrorCode::busy);
  }
  EXPECT_FALSE(scene.engine.lead("t", "L1"));
}

/// What one of the engines did, in memory that all have.
struct Deeds {
  static constexpr int kRounds = 150;
  struct HandOut {
    EffectId id;
    std::uint32_t token = 0;
    Instant lease_until;
    std::uint64_t began = 0;  // the order of things, for all engines: before the claim ...
    std::uint64_t acked = 0;  // ... and after an ack that was ok; 0: there was none
  };
  Verdict verdicts[kRounds] = {};
  std::uint32_t seqs[kRounds] = {};
  std::size_t handed = 0;
  HandOut hand_outs[kRounds * 4];
  std::uint64_t conflicts = 0;
  char fault[400] = {};
};

/// What the engines have together.
struct Meeting {
  std::atomic<int> ready{0};  // both begin together
  std::atomic<std::uint64_t> clock{0};
};

constexpr std::string_view kStart = "2026-11-23T09:00:00Z";

Event told_by(int engine, int round) {
  constexpr std::string_view kNames[] = {"attempted", "clicked", "inbound",
                                         "booked",    "missed",  "reopened"};
  const auto draw = static_cast<std::size_t>(round + engine);
  Event told = event(kNames[draw % 6], {}, fmt::format("{}-{}", engine, round),
                     kHostLeads[static_cast<std::size_t>(round) % 3]);
  const auto add = [&](std::string_view name, std::string_view value) {
    told.attributes.push_back({std::string(name), Value::of(value)});
  };
  if (told.name == "attempted") {
    add("channel", "phone");
    add("outcome", round % 4 == 0 ? "conversation" : "no_answer");
  }
  if (told.name == "booked") add("at", "2026-11-24T10:00:00Z");
  return told;
}

void live(const std::string& path, const std::shared_ptr<const Workflow>& workflow, int number,
          Deeds& deeds, Meeting& meeting) {
  SqliteOptions options;
  options.durability = Durability::normal;
  options.busy_ms = 60'000;
  // Now and then it thinks a little between reading and writing, so that they meet.
  auto counting =
      std::make_unique<ConflictStore>(sqlite_store(path, options), [](std::uint64_t attempt) {
        if (attempt % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
        return false;
      });
  const ConflictStore& store = *counting;
  const auto engine = host_engine(std::move(counting), workflow);
  for (++meeting.ready; meeting.ready < 2;) std::this_thread::yield();
  for (int round = 0; round < Deeds::kRounds; ++round) {
    const Instant now = at(kStart) + minutes(round + 1);
    const Event told = told_by(number, round);
    const Decision decision = engine->submit(kHostTenant, std::span(&told, 1), now).front();
    deeds.verdicts[round] = decision.verdict;
    deeds.seqs[round] = decision.repeated ? 0 : decision.seq;
    engine->tick(std::nullopt, now, 3);
    const std::uint64_t began = ++meeting.clock;
    for (const Effect& effect : engine->claim(kHostTenant, now, 4, kHostLease)) {
      Deeds::HandOut& handed = deeds.hand_outs[deeds.handed++];
      handed = {effect.id, effect.token, effect.lease_until, began, 0};
      if (round % 3 == 0) continue;  // the host forgets these; they come again
      const ErrorCode ack = engine->ack(kHostTenant, effect.id, effect.token, now);
      if (ack == ErrorCode::ok) handed.acked = ++meeting.clock;
    }
  }
  deeds.conflicts = store.conflicts();
}

void live_or_say(const std::string& path, const std::shared_ptr<const Workflow>& workflow,
                 int number, Deeds& deeds, Meeting& meeting) {
  try {
    live(path, workflow, number, deeds, meeting);
  } catch (const std::exception& error) {
    meeting.ready = 2;
    std::snprintf(deeds.fault, sizeof deeds.fault, "%s", error.what());
  }
}

class SharedEngines : public testing::Test {
 protected:
  /// Three leads are received before the others start.
  SharedEngines() {
    const auto engine = host_engine(sqlite_store(path_), workflow_);
    for (const std::string_view lead : {"A", "B", "C"}) {
      Exchange& received = exchanges_.emplace_back();
      received.call.now = at(kStart);
      received.call.events = {event("received", {}, "first", lead)};
      received.answer = perform(*engine, received.call);
    }
  }

  void check() {
    for (int number = 0; number < 2; ++number) {
      ASSERT_STREQ(deeds_[number]->fault, "");
      learn(number, *deeds_[number]);
    }
    const auto engine = host_engine(sqlite_store(path_), workflow_);
    EXPECT_EQ(Witness(exchanges_).problems(*engine), std::vector<std::string>{});
    check_hand_outs();
    EXPECT_GE(deeds_[0]->conflicts + deeds_[1]->conflicts, 5u) << "they hardly met";
    fmt::print("{} and {} conflicts\n", deeds_[0]->conflicts, deeds_[1]->conflicts);
  }

  void learn(int number, const Deeds& deeds) {
    for (int round = 0; round < Deeds::kRounds; ++round) {
      Exchange& told = exchanges_.emplace_back();
      told.call.events = {told_by(number, round)};
      Decision& decision = told.answer.decisions.emplace_back();
      decision.verdict = deeds.verdicts[round];
      decision.seq = deeds.seqs[round];
    }
    for (std::size_t i = 0; i < deeds.handed; ++i) {
      const Deeds::HandOut& handed = deeds.hand_outs[i];
      hand_outs_[handed.id].push_back(handed);
      if (handed.acked == 0) continue;
      Exchange& ack = exchanges_.emplace_back();
      ack.call.kind = HostCall::ack;
      ack.call.effect = handed.id;
    }
  }

  /// Each lease of an effect is one engine's; the next begins when it is over, and none follows an
  /// ack. (An ack of an older lease may follow the ack of a newer one, and is repeated then.)
  void check_hand_outs() {
    std::size_t again = 0;
    for (auto& [id, handed] : hand_outs_) {
      std::sort(handed.begin(), handed.end(),
                [](const auto& a, const auto& b) { return a.token < b.token; });
      std::uint64_t acked = UINT64_MAX;
      for (const Deeds::HandOut& each : handed) {
        if (each.acked != 0) acked = std::min(acked, each.acked);
      }
      for (std::size_t i = 0; i < handed.size(); ++i) {
        EXPECT_LT(handed[i].began, acked) << to_text(id) << ": handed out after its ack";
        if (i == 0) continue;
        ++again;
        EXPECT_LT(handed[i - 1].token, handed[i].token) << to_text(id) << ": handed out twice";
        EXPECT_LE(handed[i - 1].lease_until, handed[i].lease_until - kHostLease) << to_text(id);
      }
    }
    EXPECT_GE(again, 5u) << "leases that ended";
    for (const Shared<Deeds>& each : deeds_) EXPECT_GE(each->handed, 5u) << "of either engine";
  }

  const Folder folder_;
  const std::string path_ = folder_ / "leads.db";
  const std::shared_ptr<const Workflow> workflow_ = host_rules();
  Shared<Deeds> deeds_[2];
  Shared<Meeting> meeting_;
  std::vector<Exchange> exchanges_;
  std::map<EffectId, std::vector<Deeds::HandOut>> hand_outs_;
};

TEST_F(SharedEngines, OfOneProgramLoseDoubleAndShareNothing) {
  std::thread other([&] { live_or_say(path_, workflow_, 1, *deeds_[1], *meeting_); });
  live_or_say(path_, workflow_, 0, *deeds_[0], *meeting_);
  other.join();
  check();
}

TEST_F(SharedEngines, OfTwoProgramsLoseDoubleAndShareNothing) {
  pid_t children[2] = {};
  for (int number = 0; number < 2; ++number) {
    children[number] = start_elsewhere([&] {
      live_or_say(path_, workflow_, number, *deeds_[number], *meeting_);
      return std::string();
    });
  }
  for (const pid_t child : children) EXPECT_TRUE(ended_well(child));
  check();
}

}  // namespace
}  // namespace relance::test
