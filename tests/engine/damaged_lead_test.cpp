// One lead whose bytes are spoiled in the file stands still; every other lead goes on.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/support.hpp"
#include "store/leads.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kRules = R"(
relance: 1
name: shop
initial: incoming
lead: {brand: {type: text}}
states:
  incoming:
    stage: new
    enter: [{call: first_call, within: 20 min}]
    events: {qualified: {to: known, if: 'lead.brand == "old"'}}
    after: [{delay: 2 h, raise: qualified}]
  known: {stage: qualified}
)";
constexpr std::string_view kNine = "2026-11-23T09:00:00Z";
constexpr std::string_view kTen = "2026-11-23T10:00:00Z";
constexpr std::string_view kNoon = "2026-11-23T12:00:00Z";
constexpr std::string_view kSpoilBody =
    "UPDATE lead SET body = substr(body, 1, length(body) - 1) WHERE id & 255 = ?";
constexpr std::string_view kSpoilAttributes =
    "UPDATE attribute SET body = x'0102' WHERE lead & 255 = ?";
constexpr std::string_view kSpoilJournal = "UPDATE journal SET body = x'0102' WHERE lead & 255 = ?";
constexpr std::string_view kSpoilWidth = "UPDATE lead SET workflow = 1 << 40 WHERE id & 255 = ?";
constexpr std::string_view kRemove = "DELETE FROM lead WHERE id & 255 = ?";

std::vector<std::string> leads_of(const auto& rows) {
  std::vector<std::string> leads;
  for (const auto& row : rows) leads.push_back(row.lead);
  std::sort(leads.begin(), leads.end());
  return leads;
}
using Leads = std::vector<std::string>;

class DamagedLeadTest : public testing::Test {
 protected:
  /// Leads L1 to `count`, received at nine, each with a call to make and a timer at eleven.
  void receive(int count) {
    Scene scene(sqlite_store(path_), kRules);
    for (int i = 1; i <= count; ++i) {
      const std::string lead = fmt::format("L{}", i);
      scene.submit(event("received", {{"brand", "old"}}, "k1", lead), kNine);
    }
  }

  void spoil(std::string_view sql, int number) const {
    SQLite::Database other(path_, SQLite::OPEN_READWRITE);
    SQLite::Statement statement(other, std::string(sql));
    statement.bind(1, number);
    ASSERT_GE(statement.exec(), 1);
  }

  Scene open() const { return Scene(sqlite_store(path_), kRules); }

  static std::vector<std::uint64_t> damaged(Scene& scene) {
    std::vector<std::uint64_t> numbers;
    for (const DamagedLead& lead : scene.engine.damaged()) numbers.push_back(lead.number);
    return numbers;
  }

  std::int64_t count(const char* sql) const {
    SQLite::Database reader(path_, SQLite::OPEN_READONLY);
    return reader.execAndGet(sql).getInt64();
  }

  const Folder folder_;
  const std::string path_ = folder_ / "leads.db";
};
using Numbers = std::vector<std::uint64_t>;

class AnyDamage : public DamagedLeadTest, public testing::WithParamInterface<std::string_view> {};
INSTANTIATE_TEST_SUITE_P(Of, AnyDamage,
                         testing::Values(kSpoilBody, kSpoilWidth, kSpoilAttributes, kRemove));

TEST_P(AnyDamage, TickFiresAllOthersAndLeavesItsEntryWhereItIs) {
  receive(3);
  spoil(GetParam(), 2);
  const std::int64_t before = count("SELECT at FROM armed WHERE number = 2");
  Scene scene = open();
  const TickResult result = scene.engine.tick(std::nullopt, at(kNoon));
  EXPECT_FALSE(result.more);
  EXPECT_EQ(scene.state("L1"), "known");
  EXPECT_EQ(scene.state("L3"), "known");
  EXPECT_EQ(damaged(scene), Numbers{2});
  EXPECT_EQ(count("SELECT at FROM armed WHERE number = 2"), before);
  EXPECT_EQ(count("SELECT count(*) FROM journal WHERE lead & 255 = 2"), 1);
  EXPECT_EQ(scene.engine.tick(std::nullopt, at(kNoon)).fired, 0u);
}

TEST_P(AnyDamage, SubmitOfOthersGoesOnAndItsOwnEventsAreAFaultThatNamesIt) {
  receive(3);
  spoil(GetParam(), 2);
  Scene scene = open();
  // `qualified` reads the brand, which is an attribute.
  const std::vector<Event> batch = {event("qualified", {}, "k2", "L1"),
                                    event("qualified", {}, "k2", "L2")};
  try {
    scene.engine.submit("t", batch, at(kTen));
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), ErrorCode::corrupt);
    const std::string_view text = fault.what();
    for (const char* part : {"'L2'", "number 2", "tenant 't'", "restore a copy", "nothing of"}) {
      EXPECT_NE(text.find(part), text.npos) << part << " in " << text;
    }
  }
  EXPECT_EQ(scene.state("L1"), "incoming") << "nothing of the batch is kept";
  EXPECT_EQ(scene.submit(event("qualified", {}, "k2", "L1"), kTen).to, "known");
  EXPECT_EQ(scene.submit(event("qualified", {}, "k2", "L3"), kTen).to, "known");
  EXPECT_EQ(count("SELECT count(*) FROM journal WHERE lead & 255 = 2"), 1);
}

class UnreadableLead : public AnyDamage {};
INSTANTIATE_TEST_SUITE_P(Of, UnreadableLead, testing::Values(kSpoilBody, kSpoilWidth, kRemove));

TEST_P(UnreadableLead, ClaimHandsOutWhatOthersHaveAndLeavesItsEntryWhereItIs) {
  receive(3);
  spoil(GetParam(), 1);  // the first of the queue
  const std::int64_t before = count("SELECT at FROM ready WHERE number = 1");
  Scene scene = open();
  EXPECT_EQ(leads_of(scene.claim(kNine, 1)), Leads{"L2"});
  EXPECT_EQ(leads_of(scene.claim(kNine)), Leads{"L3"});
  EXPECT_EQ(damaged(scene), Numbers{1});
  EXPECT_EQ(count("SELECT at FROM ready WHERE number = 1"), before);
}

TEST_P(UnreadableLead, WorklistFunnelAndExportGoOnWithoutItAndNameIt) {
  receive(3);
  spoil(GetParam(), 2);
  {
    Scene scene = open();
    EXPECT_EQ(scene.engine.funnel("t", at(kTen)).at(0).leads, 2u);
    EXPECT_EQ(damaged(scene), Numbers{2});
  }
  {
    Scene scene = open();
    const std::string text = scene.exported(kTen);
    EXPECT_NE(text.find("lead \"L1\" number 1"), text.npos);
    EXPECT_NE(text.find("lead \"L3\" number 3"), text.npos);
    EXPECT_NE(text.find("\ndamaged lead \"L2\" number 2\n"), text.npos) << text;
    EXPECT_EQ(damaged(scene), Numbers{2});
  }
  Scene scene = open();
  const auto items = scene.engine.worklist("t", at(kNine), std::nullopt, 10);
  EXPECT_EQ(leads_of(items), (Leads{"L1", "L3"}));
  EXPECT_THROW(scene.engine.lead("t", "L2"), Fault);
  const std::vector<DamagedLead> met = scene.engine.damaged();
  ASSERT_EQ(met.size(), 1u);
  EXPECT_EQ(met[0].tenant, "t");
  EXPECT_EQ(met[0].lead, "L2");
  EXPECT_NE(to_text(met[0]).find("restore a copy"), std::string::npos);
}

TEST_P(UnreadableLead, AnswersAboutItsEffectsAreAFaultThatNamesIt) {
  receive(2);
  std::vector<Effect> handed;
  {
    Scene scene = open();
    handed = scene.claim(kNine);
    ASSERT_EQ(leads_of(handed), (Leads{"L1", "L2"}));
  }
  spoil(GetParam(), 1);
  Scene scene = open();
  for (const Effect& effect : handed) {
    if (effect.lead == "L1") {
      EXPECT_THROW(scene.engine.ack("t", effect.id, effect.token, at(kNine)), CorruptLead);
    } else {
      EXPECT_EQ(scene.engine.ack("t", effect.id, effect.token, at(kNine)), ErrorCode::ok);
    }
  }
}

TEST_F(DamagedLeadTest, JournalThatIsSpoiledTakesItsLeadOutOfWorklistAndExport) {
  receive(3);
  spoil(kSpoilJournal, 2);
  {
    Scene scene = open();
    EXPECT_EQ(leads_of(scene.engine.worklist("t", at(kNine), std::nullopt, 10)),
              (Leads{"L1", "L3"}));
    EXPECT_EQ(damaged(scene), Numbers{2});
  }
  Scene scene = open();
  const std::string text = scene.exported(kNine);
  EXPECT_NE(text.find("\ndamaged lead \"L2\" number 2\n"), text.npos);
  EXPECT_EQ(text.find("lead \"L2\" number 2 rules"), text.npos) << "half a lead is no export";
  EXPECT_NE(text.find("lead \"L3\" number 3 rules"), text.npos);
  // Its first event under the same key: what was decided then cannot be read.
  EXPECT_THROW(scene.submit(event("received", {{"brand", "old"}}, "k1", "L2"), kNine), Fault);
}

TEST_F(DamagedLeadTest, ManyOfThemAtTheHeadOfTheQueueHoldNothingUp) {
  constexpr int kCount = 2'500;  // more than one scan reads
  {
    Scene scene = open();
    std::vector<Event> events;
    for (int i = 1; i <= kCount; ++i) {
      events.push_back(event("received", {{"brand", "old"}}, "k1", fmt::format("L{}", i)));
    }
    scene.engine.submit("t", events, at(kNine));
  }
  spoil("UPDATE lead SET body = x'00' WHERE (id & 65535) < ?", kCount);
  Scene scene = open();
  const std::string last = fmt::format("L{}", kCount);
  EXPECT_EQ(leads_of(scene.claim(kNine, 1)), Leads{last});
  const TickResult result = scene.engine.tick(std::nullopt, at(kNoon), 1);
  EXPECT_EQ(result.fired, 1u);
  scene.engine.tick(std::nullopt, at(kNoon));
  EXPECT_EQ(scene.state(last), "known");
  EXPECT_EQ(scene.engine.damaged().size(), kCount - 1u);
  EXPECT_EQ(count("SELECT count(*) FROM armed"), kCount - 1);
}

TEST_F(DamagedLeadTest, RestoredFileGoesOnWhereTheLeadStood) {
  receive(2);
  {
    SQLite::Database other(path_, SQLite::OPEN_READWRITE);
    other.exec("CREATE TABLE kept AS SELECT id, body FROM lead");
  }
  spoil(kSpoilBody, 2);
  { EXPECT_EQ(open().engine.tick(std::nullopt, at(kNoon)).more, false); }
  {
    SQLite::Database other(path_, SQLite::OPEN_READWRITE);
    other.exec(
        "UPDATE lead SET body = (SELECT body FROM kept WHERE kept.id = lead.id) "
        "WHERE id & 255 = 2");
  }
  Scene scene = open();
  scene.engine.tick(std::nullopt, at(kNoon));
  EXPECT_EQ(scene.state("L2"), "known");
  EXPECT_EQ(scene.history("L2").back(), "qualified accepted incoming known 2026-11-23T11:00:00Z");
  EXPECT_EQ(damaged(scene), Numbers{});
}

}  // namespace
}  // namespace relance::test
