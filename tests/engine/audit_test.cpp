// What audit finds in a file that somebody spoiled.
#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include "engine/support.hpp"
#include "store/leads.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kRules =
    "relance: 1\nname: one\ninitial: a\nstates: {a: {stage: new}}\n";
constexpr std::string_view kNine = "2026-11-23T09:00:00Z";

TEST(Audit, FindsEntriesThatAreNobodysHistory) {
  const Folder folder;
  const std::string path = folder / "leads.db";
  const std::string copy = folder / "copy.db";
  {
    Scene scene(sqlite_store(path), kRules);
    scene.submit(event("received"), kNine);
    {
      SQLite::Database live(path, SQLite::OPEN_READONLY);
      SQLite::Database to(copy, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      SQLite::Backup(to, live).executeStep(-1);
    }
    scene.submit(event("noted", {{"text", "hello"}}), kNine);
    EXPECT_EQ(scene.engine.audit(), std::vector<std::string>{});
  }
  {
    // As if the journal had been written and the lead not: the lead is what it was before.
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    other.exec("ATTACH '" + copy + "' AS before");
    other.exec("DELETE FROM main.lead");
    other.exec("INSERT INTO main.lead SELECT * FROM before.lead");
  }
  const std::vector<std::string> found = Scene(sqlite_store(path), kRules).engine.audit();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].find("journal rows that are part of no lead's history: 1"), std::string::npos)
      << found[0];
}

TEST(Audit, FindsRulesWhoseTextsGiveOtherRules) {
  const Folder folder;
  const std::string path = folder / "leads.db";
  Scene scene(sqlite_store(path), kRules);  // compiled before the texts were changed
  EXPECT_EQ(scene.engine.audit(), std::vector<std::string>{});
  {
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    // One of the two texts is enough to give the rules (law 6).
    other.exec("UPDATE workflow SET text = replace(text, 'stage: new', 'stage: nurture')");
  }
  EXPECT_EQ(scene.engine.audit(), std::vector<std::string>{});
  {
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    other.exec("UPDATE workflow SET normalised = text");
  }
  const std::vector<std::string> found = scene.engine.audit();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].find("rules number 1"), std::string::npos) << found[0];
  EXPECT_NE(found[0].find("no longer compile to what they were"), std::string::npos) << found[0];
}

// Rules that were taken before law 7 was proven, or by a hand that went round the compiler.
TEST(Forgotten, ListsOpenLeadsWithoutADueInstantAndNoOthers) {
  const std::string_view rules =
      "relance: 1\nname: one\ninitial: a\nstates:\n"
      "  a: {stage: new, events: {qualified: b, lost: z}}\n"
      "  b: {stage: qualified, events: {lost: z}, after: [{delay: 9 d, raise: lost, with: {reason: "
      "cold}}]}\n"
      "  z: {stage: lost}\n";
  Scene scene(memory_store(), rules);
  for (const char* lead : {"rests", "is_due", "is_closed"}) {
    scene.submit(event("received", {}, "", lead), kNine);
  }
  scene.submit(event("qualified", {}, "", "is_due"), kNine);
  scene.submit(event("lost", {{"reason", "price"}}, "", "is_closed"), kNine);
  scene.submit(event("noted", {}, "", "rests"), "2026-11-24T10:00:00Z");
  const std::vector<ForgottenLead> found = scene.engine.forgotten();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].tenant, "t");
  EXPECT_EQ(found[0].lead, "rests");
  EXPECT_EQ(found[0].state, "a");
  EXPECT_EQ(found[0].since, at("2026-11-24T10:00:00Z"));
}

}  // namespace
}  // namespace relance::test
