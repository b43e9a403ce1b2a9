// Several users of one file, and the log between them.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>

#include <atomic>
#include <climits>
#include <filesystem>
#include <thread>

#include "store/leads.hpp"
#include "store/sqlite/lock.hpp"

namespace relance {
namespace {

/// Adds `count` entries to lead 1, or as many as it can until `stop`, deciding again on each
/// conflict.
void write_entries(const std::string& path, int count, const std::atomic<bool>* stop = nullptr) {
  SqliteOptions options;
  options.busy_ms = 60'000;
  const std::unique_ptr<Store> store = sqlite_store(path, options);
  for (int i = 0; i < count && (stop == nullptr || !*stop);) {
    Writes writes(*store);
    LeadRecord& lead = writes.change({1, 1});
    lead.timers = {timer_due(at(1'000 - static_cast<int>(lead.seq)))};
    writes.enter(lead);
    if (writes.commit()) ++i;
  }
}

class SqliteShared : public testing::Test {
 protected:
  SqliteShared() {
    const std::unique_ptr<Store> store = sqlite_store(path);
    store->add_tenant("north");
    Writes writes(*store);
    writes.enter(writes.add(1, "L-1"));
    EXPECT_TRUE(writes.commit());
  }

  /// Two decide on the same lead; `reading`: the slower one has read within a reading.
  void expect_slower_conflicts(bool reading) {
    const std::unique_ptr<Store> a = sqlite_store(path);
    const std::unique_ptr<Store> b = sqlite_store(path);
    if (reading) b->begin_reading();
    Writes slower(*b);
    slower.enter(slower.change({1, 1}));
    Writes faster(*a);
    faster.enter(faster.change({1, 1}));
    ASSERT_TRUE(faster.commit());
    EXPECT_FALSE(slower.commit());
    EXPECT_EQ(one(*b, {1, 1}).seq, 2u);
  }

  Folder folder_;
  const std::string path = folder_ / "a.db";
};

TEST_F(SqliteShared, ReadSeesTheLastCommitOfTheOther) {
  const std::unique_ptr<Store> a = sqlite_store(path);
  const std::unique_ptr<Store> b = sqlite_store(path);
  EXPECT_EQ(one(*b, {1, 1}).seq, 1u);
  Writes writes(*a);
  writes.enter(writes.change({1, 1}));
  ASSERT_TRUE(writes.commit());
  EXPECT_EQ(one(*b, {1, 1}).seq, 2u);
}

TEST_F(SqliteShared, GivesWayOnceForWhatAnotherHasCommitted) {
  const std::unique_ptr<Store> longwinded = sqlite_store(path);
  const std::unique_ptr<Store> other = sqlite_store(path);
  EXPECT_FALSE(longwinded->give_way());
  const auto enter = [](Store& store) {
    Writes writes(store);
    writes.enter(writes.change({1, 1}));
    ASSERT_TRUE(writes.commit());
  };
  enter(*longwinded);
  EXPECT_FALSE(longwinded->give_way()) << "for a commit of its own";
  enter(*other);
  enter(*other);
  EXPECT_TRUE(longwinded->give_way());
  EXPECT_FALSE(longwinded->give_way()) << "twice for the same commits";
}

TEST_F(SqliteShared, SlowerOfTwoConflicts) { expect_slower_conflicts(false); }

TEST_F(SqliteShared, AReadingSeesOneCommitUntilItEnds) {
  const std::unique_ptr<Store> a = sqlite_store(path);
  const std::unique_ptr<Store> b = sqlite_store(path);
  b->begin_reading();
  EXPECT_EQ(one(*b, {1, 1}).seq, 1u);
  Writes writes(*a);
  writes.enter(writes.change({1, 1}));
  ASSERT_TRUE(writes.commit());
  EXPECT_EQ(one(*b, {1, 1}).seq, 1u);
  b->end_reading();
  EXPECT_EQ(one(*b, {1, 1}).seq, 2u);
}

TEST_F(SqliteShared, ACommitEndsTheReadingItCameFrom) {
  const std::unique_ptr<Store> a = sqlite_store(path);
  const std::unique_ptr<Store> b = sqlite_store(path);
  b->begin_reading();
  Writes first(*b);
  first.enter(first.change({1, 1}));
  ASSERT_TRUE(first.commit());
  Writes second(*a);
  second.enter(second.change({1, 1}));
  ASSERT_TRUE(second.commit());
  EXPECT_EQ(one(*b, {1, 1}).seq, 3u);
  b->end_reading();  // nothing is left to end
}

TEST_F(SqliteShared, SlowerOfTwoReadingsConflicts) { expect_slower_conflicts(true); }

TEST_F(SqliteShared, AnotherLeadsCommitIsNoConflictForAReading) {
  const std::unique_ptr<Store> a = sqlite_store(path);
  Writes more(*a);
  more.enter(more.add(1, "L-2"));
  ASSERT_TRUE(more.commit());
  const std::unique_ptr<Store> b = sqlite_store(path);
  b->begin_reading();
  Writes slower(*b);
  slower.enter(slower.change({1, 1}));
  Writes faster(*a);
  faster.enter(faster.change({1, 2}));
  ASSERT_TRUE(faster.commit());
  EXPECT_TRUE(slower.commit());
  EXPECT_EQ(one(*a, {1, 1}).seq, 2u);
  EXPECT_EQ(one(*a, {1, 2}).seq, 2u);
}

TEST_F(SqliteShared, ProcessesLoseNothingOfEachOther) {
  constexpr int kEach = 150;
  std::vector<pid_t> children;
  for (int i = 0; i < 3; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        write_entries(path, kEach);
      } catch (const std::exception&) {
        ::_exit(1);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int result = 1;
    ::waitpid(child, &result, 0);
    EXPECT_EQ(result, 0);
  }
  const std::unique_ptr<Store> store = sqlite_store(path);
  const LeadRecord lead = one(*store, {1, 1});
  EXPECT_EQ(lead.seq, 1u + 3 * kEach);
  EXPECT_EQ(lead.revision, 1u + 3 * kEach);
  Journal journal;
  store->history(lead, 1, UINT32_MAX, journal);
  EXPECT_EQ(journal.entries.size(), 1u + 3 * kEach);
  EXPECT_TRUE(store->verify().empty());
}

TEST_F(SqliteShared, ThreadsWithAStoreEachLoseNothingOfEachOther) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.emplace_back([&] { write_entries(path, 100); });
  for (std::thread& thread : threads) thread.join();
  const std::unique_ptr<Store> store = sqlite_store(path);
  EXPECT_EQ(one(*store, {1, 1}).seq, 301u);
  EXPECT_TRUE(store->verify().empty());
}

TEST_F(SqliteShared, ThreadsOfAHostThatLetsConnectionsSharePagesHaveAStoreEachAllTheSame) {
  sqlite3_enable_shared_cache(1);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.emplace_back([&] { write_entries(path, 100); });
  for (std::thread& thread : threads) thread.join();
  sqlite3_enable_shared_cache(0);
  EXPECT_EQ(one(*sqlite_store(path), {1, 1}).seq, 301u);
}

TEST_F(SqliteShared, CommitWaitsForTheCommitLockAndNoLongerThanAllowed) {
  SqliteOptions options;
  options.busy_ms = 50;
  const std::unique_ptr<Store> store = sqlite_store(path, options);
  Writes writes(*store);
  writes.enter(writes.change({1, 1}));
  LockFile elsewhere(path);
  {
    const CommitLock held(elsewhere, 0);
    try {
      writes.commit();
      FAIL();
    } catch (const Fault& fault) {
      EXPECT_EQ(fault.code(), ErrorCode::busy);
    }
    store->idle();  // not a good moment, but no fault
  }
  EXPECT_TRUE(writes.commit());
}

TEST_F(SqliteShared, CommitDoesNotPassBySomebodyWhoWaitsForTheLock) {
  SqliteOptions options;
  options.busy_ms = 50;
  const std::unique_ptr<Store> store = sqlite_store(path, options);
  const int waiting = ::open((path + ".lock").c_str(), O_RDWR | O_CLOEXEC);
  struct flock turn {};
  turn.l_type = F_WRLCK;
  turn.l_start = 2;  // docs/storage.md, "Several processes"
  turn.l_len = 1;
  ASSERT_EQ(::fcntl(waiting, F_OFD_SETLK, &turn), 0);
  Writes writes(*store);
  writes.enter(writes.change({1, 1}));
  EXPECT_THROW(writes.commit(), Fault);
  ::close(waiting);
  EXPECT_TRUE(writes.commit());
}

TEST_F(SqliteShared, WaitingCommitGetsItsTurnAmongThoseWhoCommitWithoutPause) {
  std::atomic<bool> done{false};
  std::vector<std::thread> others;
  for (int i = 0; i < 2; ++i) {
    others.emplace_back([&] { write_entries(path, INT_MAX, &done); });
  }
  SqliteOptions
      patient;  // this is about whose turn it is, not about a machine with much else to do
  patient.busy_ms = 5'000;
  const std::unique_ptr<Store> store = sqlite_store(path, patient);
  int commits = 0;
  try {
    while (commits < 30) {
      Writes writes(*store);
      writes.enter(writes.change({1, 1}));
      if (writes.commit()) ++commits;
    }
  } catch (const Fault& fault) {
    ADD_FAILURE() << fault.what();
  }
  done = true;
  for (std::thread& other : others) other.join();
  EXPECT_EQ(commits, 30);
}

TEST_F(SqliteShared, LogIsBounded) {
  SqliteOptions options;
  options.wal_bytes = 256 << 10;
  options.durability = Durability::normal;
  const std::unique_ptr<Store> store = sqlite_store(path, options);
  std::uintmax_t largest = 0;
  for (int i = 0; i < 2'000; ++i) {
    Writes writes(*store);
    writes.enter(writes.add(1, "new-" + std::to_string(i)));
    ASSERT_TRUE(writes.commit());
    largest = std::max(largest, std::filesystem::file_size(path + "-wal"));
  }
  EXPECT_GT(largest, 200u << 10);  // it was used
  EXPECT_LT(largest, 320u << 10);  // the limit, and one commit
}

TEST_F(SqliteShared, LogIsBoundedBesideAnotherWhoCommitsWithoutPause) {
  {
    const std::unique_ptr<Store> store = sqlite_store(path);
    Writes more(*store);
    more.enter(more.add(1, "L-2"));
    ASSERT_TRUE(more.commit());
  }
  std::atomic<std::uintmax_t> largest{0};
  const auto write = [&](std::uint64_t lead) {
    SqliteOptions options;
    options.wal_bytes = 256 << 10;
    options.durability = Durability::normal;
    options.busy_ms = 60'000;
    const std::unique_ptr<Store> store = sqlite_store(path, options);
    for (int i = 0; i < 1'500; ++i) {
      store->begin_reading();
      Writes writes(*store);
      LeadRecord& changed = writes.change({1, lead});
      changed.timers = {timer_due(at(2'000 - i))};
      writes.enter(changed);
      EXPECT_TRUE(writes.commit());
      largest = std::max<std::uintmax_t>(largest, std::filesystem::file_size(path + "-wal"));
    }
  };
  std::thread other([&] { write(1); });
  write(2);
  other.join();
  // Beside one who reads at a bad moment it grows by a quarter, and seldom by several.
  EXPECT_LT(largest, 1'024u << 10);
}

TEST_F(SqliteShared, WhatIsThereAlreadyIsNotWaitedFor) {
  SqliteOptions options;
  options.busy_ms = 0;
  const std::unique_ptr<Store> store = sqlite_store(path, options);
  StoredWorkflow workflow;
  workflow.fingerprint = "1f";
  const std::uint32_t number = store->add_workflow(workflow);
  LockFile elsewhere(path);
  const CommitLock held(elsewhere, 0);
  EXPECT_EQ(store->add_tenant("north"), 1u);
  EXPECT_EQ(store->add_workflow(workflow), number);
  EXPECT_THROW(store->add_tenant("south"), Fault);
}

TEST_F(SqliteShared, IdleEmptiesTheLogIntoTheFile) {
  const std::unique_ptr<Store> store = sqlite_store(path);
  Writes writes(*store);
  for (int i = 0; i < 500; ++i) writes.enter(writes.add(1, "new-" + std::to_string(i)));
  ASSERT_TRUE(writes.commit());
  const std::uintmax_t before = std::filesystem::file_size(path);
  store->idle();
  EXPECT_GT(std::filesystem::file_size(path), before);
}

TEST_F(SqliteShared, ClosingLeavesAnEmptyLog) {
  { write_entries(path, 3); }
  std::error_code error;
  const std::uintmax_t log = std::filesystem::file_size(path + "-wal", error);
  EXPECT_TRUE(error || log == 0);
}

}  // namespace
}  // namespace relance
