// An engine on a file: other rules, other clocks, no room, no rights.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "engine/elsewhere.hpp"
#include "engine/host_calls.hpp"
#include "engine/support.hpp"
#include "store/leads.hpp"

namespace relance::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOld = R"(
relance: 1
name: old
initial: incoming
states:
  incoming:
    stage: new
    enter: [{call: old_call, within: 20 min}]
    events: {qualified: known}
    after: [{delay: 2 h, do: [{alert: old_boss}]}]
  known: {stage: qualified}
)";
constexpr std::string_view kNew = R"(
relance: 1
name: new
initial: first
states:
  first:
    stage: new
    enter: [{send: new_mail, by: email}]
    events: {booked: visit}
  visit: {stage: appointment}
)";
constexpr std::string_view kNine = "2026-11-23T09:00:00Z";

class DurableEngine : public testing::Test {
 protected:
  std::unique_ptr<Store> open() const { return sqlite_store(path_); }

  const Folder folder_;
  const std::string path_ = folder_ / "leads.db";
};

TEST_F(DurableEngine, OtherRulesAreForNewLeadsOnlyAndEveryTextIsKept) {
  const auto old_rules = rules(kOld);
  const auto new_rules = rules(kNew);
  { Scene(open(), kOld).submit(event("received", {}, "", "L1"), kNine); }
  {
    Scene scene(open(), kNew);
    scene.submit(event("received", {}, "", "L2"), kNine);
    EXPECT_EQ(scene.state("L1"), "incoming");
    EXPECT_EQ(scene.state("L2"), "first");
  }
  Engine engine(open());  // knows only what the file says
  EXPECT_EQ(engine.current("t")->fingerprint(), new_rules->fingerprint());
  ASSERT_EQ(engine.store().workflows(), (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(engine.store().workflow(1)->text, kOld);
  EXPECT_EQ(engine.workflow(1)->fingerprint(), old_rules->fingerprint());
  EXPECT_EQ(engine.store().workflow(2)->text, kNew);
  EXPECT_EQ(engine.workflow(2)->fingerprint(), new_rules->fingerprint());
}

TEST_F(DurableEngine, OldLeadsGoOnByTheirOwnRulesAfterReopening) {
  { Scene(open(), kOld).submit(event("received", {}, "", "L1"), kNine); }
  { Scene(open(), kNew).submit(event("received", {}, "", "L2"), kNine); }
  Engine engine(open());
  const auto submit = [&](const Event& told) {
    return engine.submit("t", std::span(&told, 1), at("2026-11-23T11:00:00Z")).front();
  };
  // The old rules' call and its limit, and their timer after two hours.
  const auto effects = engine.claim("t", at("2026-11-23T11:00:00Z"), 10);
  std::vector<std::string> names;
  for (const Effect& effect : effects) names.push_back(effect.lead + " " + effect.name);
  EXPECT_EQ(names, (std::vector<std::string>{"L2 new_mail", "L1 old_call", "L1 old_boss"}));
  EXPECT_EQ(submit(event("booked", {{"at", "2026-11-27T10:00:00Z"}}, "", "L1")).refusal,
            Refusal::not_here);
  EXPECT_EQ(submit(event("qualified", {}, "", "L1")).to, "known");
  EXPECT_EQ(submit(event("qualified", {}, "", "L2")).refusal, Refusal::not_here);
  EXPECT_EQ(submit(event("booked", {{"at", "2026-11-27T10:00:00Z"}}, "", "L2")).to, "visit");
  EXPECT_EQ(engine.audit(), std::vector<std::string>{});
}

TEST_F(DurableEngine, RulesThatComeBackAreTheTextThatIsThere) {
  { Scene(open(), kOld).submit(event("received", {}, "", "L1"), kNine); }
  { Scene(open(), kNew).submit(event("received", {}, "", "L2"), kNine); }
  Scene scene(open(), kOld);
  EXPECT_EQ(scene.engine.store().workflows().size(), 2u);
  scene.submit(event("received", {}, "", "L3"), kNine);
  EXPECT_EQ(scene.state("L3"), "incoming");
  EXPECT_EQ(scene.record("L3").workflow, scene.record("L1").workflow);
}

TEST_F(DurableEngine, ReadsTheSameAfterReopening) {
  std::string before;
  {
    Scene scene(open(), kOld);
    scene.submit(event("received", {}, "k1"), kNine);
    scene.submit(event("booked", {}, "k2"), kNine);  // refused: no such move, no instant
    scene.submit(event("noted", {{"text", "waits"}}, "k3", "L9"), kNine);
    scene.claim(kNine);
    before = scene.exported("2026-11-23T12:00:00Z");
  }
  Scene scene(open(), kOld);
  EXPECT_EQ(scene.exported("2026-11-23T12:00:00Z"), before);
  EXPECT_EQ(scene.engine.waiting("t", "L9").size(), 1u);
}

TEST_F(DurableEngine, ClockThatGoesBackIsLateAndChangesNoOrder) {
  {
    Scene scene(open(), kOld);
    scene.submit(event("received", {}, "k1"), "2026-11-23T10:00:00Z");
    ASSERT_EQ(scene.claim("2026-11-23T10:05:00Z").size(), 1u);
  }
  Scene scene(open(), kOld);  // the host's machine came up with another clock
  EXPECT_EQ(scene.engine.tick(std::nullopt, at(kNine)).fired, 0u);
  EXPECT_TRUE(scene.claim(kNine).empty()) << "leased";
  EXPECT_EQ(scene.engine.reached("t"), at("2026-11-23T10:05:00Z")) << "a host can tell";
  const Decision decision = scene.submit(event("noted", {{"text", "hello"}}, "k2"), kNine);
  EXPECT_EQ(decision.verdict, Verdict::accepted);
  EXPECT_TRUE(decision.late);
  EXPECT_EQ(scene.history().back(), "noted accepted incoming incoming 2026-11-23T10:05:00Z");
  EXPECT_FALSE(
      scene.submit(event("noted", {{"text", "hello"}}, "k3"), "2026-11-23T10:05:00Z").late);
  EXPECT_TRUE(scene.submit(event("received", {}, "k1"), kNine).repeated);
  EXPECT_EQ(scene.engine.audit(), std::vector<std::string>{});
}

TEST_F(DurableEngine, LeaseOfAClockThatWentBackIsAsLongAsAskedFor) {
  Scene scene(open(), kOld);
  scene.submit(event("received", {}, "k1"), "2026-11-23T08:50:00Z");
  scene.submit(event("noted", {{"text", "hello"}}, "k2"), "2026-11-23T09:05:00Z");
  const std::vector<Effect> handed = scene.claim(kNine);
  ASSERT_EQ(handed.size(), 1u);
  EXPECT_EQ(handed[0].lease_until, at("2026-11-23T09:10:00Z")) << "of the lead's own time";
  EXPECT_TRUE(scene.claim("2026-11-23T09:06:00Z").empty()) << "a host whose clock is right";
  EXPECT_EQ(scene.engine.ack("t", handed[0].id, handed[0].token, at(kNine)), ErrorCode::ok);
}

TEST_F(DurableEngine, NothingIsReachedWithoutLeads) {
  Scene scene(open(), kOld);
  EXPECT_EQ(scene.engine.reached("t"), kEarliest);
  EXPECT_EQ(scene.engine.reached(std::nullopt), kEarliest);
  scene.submit(event("received", {}, "k1"), kNine);
  EXPECT_EQ(scene.engine.reached(std::nullopt), at(kNine));
}

TEST_F(DurableEngine, EventFromTheFutureIsRefusedAndKeptAsARefusal) {
  Event early = event("noted", {{"text", "hello"}}, "k2");
  early.occurred_at = at("2026-11-23T09:05:01Z");
  Event unplaced = early;
  unplaced.lead = "L9";
  {
    Scene scene(open(), kOld);
    scene.submit(event("received", {}, "k1"), kNine);
    for (const Event& told : {early, unplaced}) {
      const Decision decision = scene.submit(told, kNine);
      EXPECT_EQ(decision.refusal, Refusal::from_future);
      EXPECT_NE(decision.message.find("5 minutes"), std::string::npos) << decision.message;
    }
  }
  Scene scene(open(), kOld);
  const Decision again = scene.submit(early, "2026-11-23T10:00:00Z");
  EXPECT_TRUE(again.repeated) << "the answer of then stands";
  EXPECT_EQ(again.refusal, Refusal::from_future);
  EXPECT_EQ(scene.submit(unplaced, "2026-11-23T10:00:00Z").verdict, Verdict::waiting)
      << "without a lead there is no decision that could stand";
  EXPECT_EQ(scene.engine.waiting("t", "L9").size(), 1u);
}

TEST_F(DurableEngine, RefusedReceivedIsDecidedAnewUnderItsKeyByALaterProcess) {
  const auto told = [](const char* channel) {
    return event("received", {{"preferred", channel}}, "r");
  };
  {
    Scene scene(open(), kOld);
    EXPECT_EQ(scene.submit(told("smoke"), kNine).refusal, Refusal::bad_value);
    EXPECT_EQ(scene.submit(event("noted", {}, "n"), kNine).verdict, Verdict::waiting);
  }
  {
    Scene scene(open(), kOld);
    EXPECT_EQ(scene.submit(told("pigeon"), kNine).refusal, Refusal::bad_value);
    EXPECT_EQ(scene.engine.waiting("t", "L1").size(), 2u);
    EXPECT_TRUE(scene.submit(told("pigeon"), kNine).repeated);
  }
  Scene scene(open(), kOld);
  EXPECT_EQ(scene.submit(told("phone"), kNine).verdict, Verdict::accepted);
  EXPECT_TRUE(scene.engine.waiting_leads("t", "", 10).empty());
  EXPECT_TRUE(scene.submit(told("phone"), kNine).repeated);
}

TEST_F(DurableEngine, NowOutsideTheCenturiesIsAWrongCallThatWritesNothing) {
  Scene scene(open(), kOld);
  scene.submit(event("received", {}, "k1"), kNine);
  const std::string before = scene.exported(kNine);
  const Event told = event("noted", {{"text", "hello"}}, "k2");
  for (const Instant now : {Instant{kLatest.us + 1}, kNever, Instant{kEarliest.us - 1}}) {
    EXPECT_THROW(scene.engine.submit("t", std::span(&told, 1), now), Fault);
    EXPECT_THROW(scene.engine.tick(std::nullopt, now), Fault);
    EXPECT_THROW(scene.engine.claim("t", now, 1), Fault);
    EXPECT_THROW(scene.engine.ack("t", {}, 1, now), Fault);
  }
  EXPECT_EQ(scene.exported(kNine), before);
}

/// While it lives no file grows: every write behind its end fails, as on a full disk.
class NoRoom {
 public:
  NoRoom() {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit none = before_;
    none.rlim_cur = 1;
    ::setrlimit(RLIMIT_FSIZE, &none);
  }
  ~NoRoom() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

/// Makes the call without room: empty when it is a storage fault.
std::string without_room(Engine& engine, const HostCall& call) {
  const NoRoom full;
  try {
    perform(engine, call);
  } catch (const Fault& fault) {
    if (fault.code() != ErrorCode::storage) return fault.what();
    const std::string_view text = fault.what();
    return text.find("what was being written was not kept") != text.npos ? "" : fault.what();
  }
  return "no fault";
}

/// Each kind of call is tried without room, changes nothing, and works once there is room again.
std::string live_on_a_full_disk(const std::string& path) {
  const auto engine = host_engine(sqlite_store(path), host_rules());
  const auto step = [&](HostCall call, HostAnswer& answer) -> std::string {
    const auto exported = [&] {
      std::string text;
      for (const std::string_view id : kHostLeads) {
        if (const auto view = engine->lead("t", id)) {
          text += fmt::format("{} {} {}\n", id, view->lead.revision, view->lead.seq);
        }
      }
      return text;
    };
    const std::string before = exported();
    if (std::string wrong = without_room(*engine, call); !wrong.empty()) return wrong;
    if (exported() != before) return fmt::format("half a {} is there", name(call.kind));
    answer = perform(*engine, call);
    return exported() != before ? "" : fmt::format("no {} is there", name(call.kind));
  };
  HostAnswer answer;
  HostCall call;
  call.now = at(kNine);
  call.events = {event("received", {}, "k1", "A"), event("received", {}, "k1", "B")};
  std::string wrong = step(call, answer);
  call = {HostCall::tick, at("2026-11-23T09:50:00Z"), {}, 100, {}, 0};
  if (wrong.empty()) wrong = step(call, answer);
  call = {HostCall::claim, at("2026-11-23T09:51:00Z"), {}, 100, {}, 0};
  if (wrong.empty()) wrong = step(call, answer);
  if (!wrong.empty()) return wrong;
  const Effect handed = answer.effects.at(0);
  call = {HostCall::ack, at("2026-11-23T09:52:00Z"), {}, 0, handed.id, handed.token};
  wrong = step(call, answer);
  if (!wrong.empty()) return wrong;
  const std::vector<std::string> found = engine->audit();
  return found.empty() ? "" : found.front();
}

TEST_F(DurableEngine, FullDiskKeepsNothingOfACallAndTheSameCallWorksLater) {
  EXPECT_TRUE(ended_well(start_elsewhere([&] { return live_on_a_full_disk(path_); })));
}

TEST_F(DurableEngine, DiskThatIsFullAtTheEndLosesNothingThatWasAnswered) {
  EXPECT_TRUE(ended_well(start_elsewhere([&] {
    auto engine = host_engine(sqlite_store(path_), host_rules());
    HostCall call;
    call.now = at(kNine);
    call.events = {event("received", {}, "k1", "A")};
    perform(*engine, call);
    const NoRoom full;
    engine.reset();  // closing tidies the log up, which has no room
    return std::string();
  })));
  const auto engine = host_engine(open(), host_rules());
  EXPECT_TRUE(engine->lead("t", "A"));
  EXPECT_EQ(engine->audit(), std::vector<std::string>{});
}

TEST_F(DurableEngine, FolderThatMayNotBeWrittenIsOneClearFaultAndLosesNothing) {
  { Scene(open(), kOld).submit(event("received"), kNine); }
  for (const char* beside : {"-wal", "-shm", ".lock"}) fs::remove(path_ + beside);
  fs::permissions(path_, fs::perms(0666));
  fs::permissions(folder_.path(), fs::perms(0555));
  EXPECT_TRUE(ended_well(start_elsewhere([&]() -> std::string {
    constexpr uid_t kNobody = 65'534;  // root may write everywhere
    if (::getuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) return "still root";
    try {
      const Engine engine(open());
    } catch (const Fault& fault) {
      const std::string_view text = fault.what();
      const bool clear = text.find("folder") != text.npos && text.find("writable") != text.npos;
      return fault.code() == ErrorCode::storage && clear ? "" : fault.what();
    }
    return "it was opened";
  })));
  fs::permissions(folder_.path(), fs::perms(0755));
  Scene scene(open(), kOld);
  EXPECT_EQ(scene.state(), "incoming");
  EXPECT_EQ(scene.engine.audit(), std::vector<std::string>{});
}

}  // namespace
}  // namespace relance::test
