// The file of the SQLite store: whose it is, what stands in the way, what a reader of a copy sees.
#include "store/sqlite_file.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

namespace relance {
namespace {

namespace fs = std::filesystem;

/// The code of the fault, `ok` when there is none; its message must name the file.
ErrorCode fault_of(const std::string& path, const SqliteOptions& options = {}) {
  try {
    sqlite_store(path, options);
  } catch (const Fault& fault) {
    EXPECT_NE(std::string(fault.what()).find(fs::path(path).filename().string()), std::string::npos)
        << fault.what();
    return fault.code();
  }
  return ErrorCode::ok;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(SqliteFile, WhatWasCommittedIsThereAfterReopening) {
  fill();
  const std::unique_ptr<Store> store = sqlite_store(path);
  EXPECT_EQ(number_of(*store, 1, "L-2"), 2u);
  LeadRecord lead = one(*store, {1, 2});
  store->read_attributes(lead);
  EXPECT_EQ(lead.attributes.campaign, "spring");
  Journal journal;
  store->history(lead, 1, 9, journal);
  ASSERT_EQ(journal.entries.size(), 1u);
  EXPECT_EQ(journal.slice(journal.entries[0].key), "key-2");
  std::vector<ScanEntry> entries;
  store->due(std::nullopt, at(9), 9, entries);
  EXPECT_EQ(entries.size(), 3u);
  EXPECT_TRUE(store->verify().empty());
}

TEST_F(SqliteFile, WhatWasCommittedIsThereAfterAKill) {
  const bool killed = !elsewhere([&] {
    std::unique_ptr<Store> store = sqlite_store(path);
    store->add_tenant("north");
    Writes writes(*store);
    writes.enter(writes.add(1, "L-1"));
    if (writes.commit()) ::kill(::getpid(), SIGKILL);
    return true;
  });
  ASSERT_TRUE(killed);
  const std::unique_ptr<Store> store = sqlite_store(path);
  EXPECT_EQ(one(*store, {1, 1}).seq, 1u);
  EXPECT_TRUE(store->verify().empty());
}

TEST_F(SqliteFile, IsMadeOnlyWhenThatIsWanted) {
  SqliteOptions options;
  options.create = false;
  EXPECT_EQ(fault_of(path, options), ErrorCode::storage);
  EXPECT_FALSE(fs::exists(path));
  EXPECT_EQ(fault_of(path), ErrorCode::ok);
  EXPECT_EQ(fault_of(path, options), ErrorCode::ok);
}

TEST_F(SqliteFile, EmptyFileBecomesADatabase) {
  std::ofstream(path).flush();
  EXPECT_EQ(fault_of(path), ErrorCode::ok);
  EXPECT_GT(fs::file_size(path), 0u);
}

TEST_F(SqliteFile, LogOfAnotherDatabaseIsNotTakenForOurs) {
  std::ofstream(path + "-wal") << "left behind";
  EXPECT_EQ(fault_of(path), ErrorCode::storage);
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(SqliteFile, SqlitesNameOfADatabaseInMemoryIsNoFile) {
  EXPECT_EQ(fault_of(":memory:"), ErrorCode::usage);
  EXPECT_FALSE(fs::exists(":memory:"));
}

TEST_F(SqliteFile, TextFileIsNotOursAndStaysAsItIs) {
  std::ofstream(path) << "name,phone\nAnna,+33 1 99 00 12 34\n";
  const std::string before = bytes_of(path);
  EXPECT_EQ(fault_of(path), ErrorCode::not_ours);
  EXPECT_EQ(bytes_of(path), before);
}

TEST_F(SqliteFile, DatabaseOfAnotherApplicationIsNotOursAndStaysAsItIs) {
  for (const char* mode : {"PRAGMA journal_mode=DELETE", "PRAGMA journal_mode=WAL"}) {
    {
      SQLite::Database other(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      other.exec(mode);
      other.exec("CREATE TABLE IF NOT EXISTS lead(id INTEGER PRIMARY KEY)");
    }
    const std::string before = bytes_of(path);
    EXPECT_EQ(fault_of(path), ErrorCode::not_ours);
    EXPECT_EQ(bytes_of(path), before);
    EXPECT_FALSE(fs::exists(path + "-wal"));
    EXPECT_FALSE(fs::exists(path + ".lock"));
  }
}

TEST_F(SqliteFile, FileOfANewerLibraryIsRefusedAndStaysAsItIs) {
  fill();
  {
    SQLite::Database newer(path, SQLite::OPEN_READWRITE);
    newer.exec("PRAGMA user_version=99");
  }
  const std::string before = bytes_of(path);
  EXPECT_EQ(fault_of(path), ErrorCode::newer);
  EXPECT_EQ(bytes_of(path), before);
}

TEST_F(SqliteFile, FileOfFormatOneGetsWhatItLacksAndKeepsWhatItHas) {
  fill();
  {
    SQLite::Database older(path, SQLite::OPEN_READWRITE);
    older.exec("DROP TABLE deployment; UPDATE tenant SET workflow = 1; PRAGMA user_version=1");
  }
  const auto store = sqlite_store(path);
  EXPECT_EQ(store->deployments(1), (std::vector<DeploymentRecord>{{1, 1, 1, kNever, ""}}));
  EXPECT_TRUE(store->verify().empty());
  SQLite::Database file(path, SQLite::OPEN_READONLY);
  EXPECT_EQ(file.execAndGet("PRAGMA user_version").getInt(), 2);
}

TEST_F(SqliteFile, NewerFormatThatStandsOnlyInTheLogIsRefusedToo) {
  fill();
  SQLite::Database newer(path, SQLite::OPEN_READWRITE);
  newer.exec("PRAGMA user_version=99");  // not copied into the file while this is open
  EXPECT_EQ(fault_of(path), ErrorCode::newer);
}

TEST_F(SqliteFile, OurMarkWithoutOurTablesIsDamage) {
  {
    SQLite::Database empty(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    empty.exec("PRAGMA application_id=1380732483; PRAGMA user_version=1");
    empty.exec("CREATE TABLE something(x)");
  }
  EXPECT_EQ(fault_of(path), ErrorCode::corrupt);
}

TEST_F(SqliteFile, DirectoryIsRefused) { EXPECT_EQ(fault_of(folder_.path()), ErrorCode::storage); }

TEST_F(SqliteFile, MissingFolderIsRefused) {
  EXPECT_EQ(fault_of(folder_ / "no/such/a.db"), ErrorCode::storage);
}

TEST_F(SqliteFile, NamelessFileIsAWrongCall) {
  try {
    sqlite_store("");
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), ErrorCode::usage);
  }
}

TEST_F(SqliteFile, PathIsNeverReadAsSomethingElse) {
  const std::string odd = folder_ / "file:a%3f?mode=memory#x.db";
  EXPECT_EQ(fault_of(odd), ErrorCode::ok);
  EXPECT_TRUE(fs::is_regular_file(odd));
  EXPECT_EQ(fault_of(odd), ErrorCode::ok);
}

// Root may write everywhere, so the process gives its rights up first.
bool without_rights(const std::function<bool()>& inside) {
  return elsewhere([&] {
    constexpr uid_t kNobody = 65'534;
    if (::getuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) return false;
    return inside();
  });
}

TEST_F(SqliteFile, ReadOnlyFolderIsRefused) {
  fs::permissions(folder_.path(), fs::perms(0555));
  EXPECT_TRUE(without_rights([&] { return fault_of(path) == ErrorCode::storage; }));
  fs::permissions(folder_.path(), fs::perms(0755));
}

TEST_F(SqliteFile, ReadOnlyFileIsRefused) {
  fill();
  fs::remove(path + ".lock");
  for (const auto& file : fs::directory_iterator(folder_.path())) {
    fs::permissions(file.path(), fs::perms(0444));
  }
  fs::permissions(folder_.path(), fs::perms(0777));
  EXPECT_TRUE(without_rights([&] { return fault_of(path) == ErrorCode::storage; }));
}

TEST_F(SqliteFile, UnreadableFileIsRefused) {
  fill();
  fs::permissions(folder_.path(), fs::perms(0777));
  fs::permissions(path, fs::perms(0));
  EXPECT_TRUE(without_rights([&] { return fault_of(path) == ErrorCode::storage; }));
}

TEST_F(SqliteFile, TruncatedFileIsDamage) {
  fill(200);
  fs::resize_file(path, fs::file_size(path) / 2);
  const auto use = [&] {
    const std::unique_ptr<Store> store = sqlite_store(path);
    if (!store->verify().empty()) throw Fault(ErrorCode::corrupt, "found");
  };
  try {
    use();
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), ErrorCode::corrupt) << fault.what();
  }
}

TEST_F(SqliteFile, FileThatAnotherProgramHoldsIsBusy) {
  fill();
  SQLite::Database other(path, SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  SqliteOptions options;
  options.busy_ms = 50;
  const std::unique_ptr<Store> store = sqlite_store(path, options);
  Writes writes(*store);
  writes.add(1, "L-9");
  try {
    writes.commit();
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), ErrorCode::busy) << fault.what();
  }
  other.exec("ROLLBACK");
  EXPECT_TRUE(writes.commit());
}

TEST_F(SqliteFile, DamagedLeadIsAnAnswerBesideTheOthers) {
  fill(4);
  {
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    other.exec("UPDATE lead SET body = substr(body, 1, length(body) - 1) WHERE id & 255 = 2");
    other.exec("UPDATE lead SET state = state + 1 WHERE id & 255 = 3");
    other.exec("UPDATE lead SET workflow = 1 << 40 WHERE id & 255 = 4");
  }
  const std::unique_ptr<Store> store = sqlite_store(path);
  std::vector<LeadRecord> leads(5);
  // What stands in the records beforehand must not show through.
  for (LeadRecord& lead : leads) lead.timers = {timer_due(at(1)), timer_due(at(2))};
  store->read(std::vector<LeadKey>{{1, 2}, {1, 1}, {1, 3}, {1, 4}, {1, 9}}, leads);
  EXPECT_EQ(leads[1].timers.size(), 1u);
  EXPECT_FALSE(leads[1].damaged);
  EXPECT_FALSE(leads[4].damaged) << "there is none";
  for (const std::size_t i : {0u, 2u, 3u}) {
    EXPECT_TRUE(leads[i].damaged) << i;
    EXPECT_EQ(leads[i].revision, 0u);
    EXPECT_TRUE(leads[i].timers.empty());
  }
  EXPECT_EQ(leads[3].key, (LeadKey{1, 4}));
  EXPECT_EQ(store->verify().size(), 3u);
}

TEST_F(SqliteFile, DamagedAttributesAreAFaultThatNamesTheLead) {
  fill();
  {
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    other.exec("UPDATE attribute SET body = x'01' WHERE lead & 255 = 2");
  }
  const std::unique_ptr<Store> store = sqlite_store(path);
  LeadRecord lead = one(*store, {1, 2});
  try {
    store->read_attributes(lead);
    FAIL();
  } catch (const CorruptLead& fault) {
    EXPECT_EQ(fault.lead(), (LeadKey{1, 2}));
    EXPECT_NE(std::string(fault.what()).find("lead number 2"), std::string::npos) << fault.what();
  }
  EXPECT_EQ(store->verify().size(), 1u);
}

TEST_F(SqliteFile, DamagedJournalIsFoundAndNeverReadAsAnotherHistory) {
  fill();
  {
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    other.exec("UPDATE journal SET event = event + 1 WHERE row = 1");
    other.exec("DELETE FROM journal WHERE row = 2");
  }
  const std::unique_ptr<Store> store = sqlite_store(path);
  for (const std::uint64_t number : {1u, 2u}) {
    Journal journal;
    EXPECT_THROW(store->history(one(*store, {1, number}), 1, 9, journal), CorruptLead);
  }
  EXPECT_GE(store->verify().size(), 2u);
}

TEST_F(SqliteFile, EntryLaterThanItsLeadIsFoundByVerify) {
  fill();
  {
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    other.exec("DELETE FROM armed WHERE number = 1");
    other.exec("DELETE FROM ready WHERE number = 2");
  }
  EXPECT_EQ(sqlite_store(path)->verify().size(), 2u);
}

TEST_F(SqliteFile, TriggersAndViewsOfAStrangerDoNothing) {
  fill();
  {
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    other.exec("CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM lead; END");
  }
  const std::unique_ptr<Store> store = sqlite_store(path);
  Writes writes(*store);
  writes.enter(writes.change({1, 1}));
  ASSERT_TRUE(writes.commit());
  EXPECT_EQ(one(*store, {1, 2}).revision, 1u);
}

TEST_F(SqliteFile, CopyCanBeReadInWords) {
  {
    const std::unique_ptr<Store> store = sqlite_store(path);
    StoredWorkflow text;
    text.fingerprint = "aa";
    text.name = "dealership";
    text.words = {{"state", 0, "incoming"}, {"event", 8, "noted"}};
    store->add_workflow(text);
  }
  fill();
  const std::string copy = folder_ / "copy.db";
  {
    SQLite::Database live(path, SQLite::OPEN_READONLY);
    SQLite::Database to(copy, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup(to, live).executeStep(-1);
  }
  SQLite::Database reader(copy, SQLite::OPEN_READONLY);
  reader.exec("PRAGMA trusted_schema=OFF");
  SQLite::Statement lead(reader,
                         "SELECT tenant, lead, state, owner, received, workflow "
                         "FROM readable_lead WHERE lead = 'L-2'");
  ASSERT_TRUE(lead.executeStep());
  EXPECT_EQ(lead.getColumn(0).getString(), "north");
  EXPECT_EQ(lead.getColumn(2).getString(), "incoming");
  EXPECT_EQ(lead.getColumn(3).getString(), "anna");
  EXPECT_EQ(lead.getColumn(4).getString(), "2026-11-02T09:00:00Z");
  EXPECT_EQ(lead.getColumn(5).getString(), "dealership");
  SQLite::Statement entry(reader,
                          "SELECT lead, event, state_to, verdict, decided_at, event_key "
                          "FROM readable_journal ORDER BY row");
  ASSERT_TRUE(entry.executeStep());
  EXPECT_EQ(entry.getColumn(0).getString(), "L-1");
  EXPECT_EQ(entry.getColumn(1).getString(), "noted");
  EXPECT_EQ(entry.getColumn(2).getString(), "incoming");
  EXPECT_EQ(entry.getColumn(3).getString(), "accepted");
  EXPECT_EQ(entry.getColumn(4).getString(), "2026-11-02T09:00:01Z");
  EXPECT_EQ(entry.getColumn(5).getString(), "key-1");
}

}  // namespace
}  // namespace relance
