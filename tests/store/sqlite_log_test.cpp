// The log of a commit, gathered into few writes: whole in the file when the commit is answered, and
// told of when it cannot be written.
#include <SQLiteCpp/Database.h>
#include <fcntl.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "store/failing_disk.hpp"
#include "store/sqlite/gathered_log.hpp"
#include "store/sqlite_file.hpp"

namespace relance {
namespace {

namespace fs = std::filesystem;

class SqliteLog : public SqliteFile {
 protected:
  /// No call syncs, which would write out what waits. When it `spills`, few pages fit into memory,
  /// so that SQLite writes some before the commit, and goes back to them in it.
  static SqliteOptions options(bool spills) {
    SqliteOptions options;
    options.durability = Durability::normal;
    options.cache_bytes = spills ? 1 : 64 << 20;
    return options;
  }

  /// New leads, in one commit.
  static bool add(Store& store, int first, int count) {
    Writes writes(store);
    for (int i = first; i < first + count; ++i) {
      writes.enter(writes.add(1, "new-" + std::to_string(i * 7'919 % 100'003)));
    }
    return writes.commit();
  }

  static std::uint64_t leads(Store& store) { return store.tenants()[0].last_lead; }

  std::uintmax_t log_bytes() const { return fs::file_size(path + "-wal"); }

  FailingDisk disk_;
};

TEST_F(SqliteLog, ACommitIsWholeInTheFilesOnceItIsAnswered) {
  for (const bool spills : {false, true}) {
    fs::remove(path);
    fill();
    FailingDisk::log_rewrites = 0;
    const std::unique_ptr<Store> store = sqlite_store(path, options(spills));
    std::uint64_t there = leads(*store);
    for (const int count : {1, 2, 30, 8'000, 1, 4'000}) {
      ASSERT_TRUE(add(*store, static_cast<int>(there), count));
      there += static_cast<std::uint64_t>(count);
      // What somebody would find whose machine stopped now: the log is taken up by its checksums.
      const std::string copy = folder_ / "copy.db";
      for (const char* end : {"", "-wal"}) {
        fs::copy_file(path + end, copy + end, fs::copy_options::overwrite_existing);
      }
      const std::unique_ptr<Store> found = sqlite_store(copy);
      EXPECT_EQ(leads(*found), there) << "spills " << spills << ", commit of " << count;
      EXPECT_EQ(found->verify(), std::vector<std::string>{});
    }
    EXPECT_EQ(leads(*sqlite_store(path)), there);  // beside the one that wrote
    EXPECT_TRUE(!spills || FailingDisk::log_rewrites > 0);
  }
}

TEST_F(SqliteLog, PagesAreWrittenTogether) {
  fill();
  const std::unique_ptr<Store> store = sqlite_store(path, options(false));
  ASSERT_TRUE(add(*store, 0, 1));
  const std::uintmax_t before = log_bytes();
  FailingDisk::log_writes = 0;
  ASSERT_TRUE(add(*store, 1, 3'000));
  const std::uintmax_t pages = (log_bytes() - before) / (4'096 + 24);
  ASSERT_GT(pages, 100u);
  // 15 pages with their headers fit into 64 KiB. The last page goes by itself.
  EXPECT_LE(static_cast<std::uintmax_t>(FailingDisk::log_writes), pages / 15 + 3);
}

TEST_F(SqliteLog, WhicheverWriteFailsNothingIsKeptAndTheCallCanBeRepeated) {
  for (const bool spills : {false, true}) {
    fs::remove(path);
    fill();
    const std::unique_ptr<Store> store = sqlite_store(path, options(spills));
    const std::unique_ptr<Store> beside = sqlite_store(path, options(false));
    ASSERT_TRUE(add(*store, 0, spills ? 8'000 : 1));
    const std::uint64_t before = leads(*store);
    const std::uint64_t count = spills ? 4'000 : 700;
    const int step = spills ? 31 : 1;  // each write that spills takes a call of its own
    int failed = 0;
    for (bool done = false; !done; failed += step) {
      FailingDisk::log_writes = FailingDisk::log_rewrites = 0;
      FailingDisk::full_at = failed;
      try {
        done = add(*store, static_cast<int>(before), static_cast<int>(count));
        EXPECT_TRUE(done);
      } catch (const Fault& fault) {
        EXPECT_EQ(fault.code(), ErrorCode::storage) << fault.what();
      }
      FailingDisk::full_at = -1;
      const std::uint64_t expected = done ? before + count : before;
      ASSERT_EQ(leads(*store), expected) << "write " << failed << ", spills " << spills;
      ASSERT_EQ(leads(*beside), expected) << "write " << failed << ", spills " << spills;
    }
    EXPECT_GT(failed, 3 * step);  // there was something to fail
    EXPECT_TRUE(!spills || FailingDisk::log_rewrites > 0);
    EXPECT_TRUE(add(*beside, 50'000, 1));
    EXPECT_TRUE(add(*store, 50'001, 1));
    EXPECT_EQ(store->verify(), std::vector<std::string>{});
  }
}

/// A log of its own below the methods, so that each write can be given by hand.
TEST_F(SqliteLog, FromTheFrameThatEndsTheCommitOnNothingWaits) {
  fill();
  SQLite::Database database(path, SQLite::OPEN_READWRITE);
  database.exec("BEGIN IMMEDIATE");
  sqlite3_file* log = nullptr;
  sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  ASSERT_NE(log, nullptr);
  std::unique_ptr<GatheredLog::Buffer> buffer;
  const sqlite3_io_methods* own = log->pMethods;
  {
    const GatheredLog gathered(database.getHandle(), buffer);
    ASSERT_NE(log->pMethods, own);
    sqlite3_int64 end = 1 << 20;  // far behind what is there
    const auto write = [&](const std::string& bytes) {
      FailingDisk::log_writes = 0;
      const int size = static_cast<int>(bytes.size());
      EXPECT_EQ(log->pMethods->xWrite(log, bytes.data(), size, end), SQLITE_OK);
      end += size;
      return FailingDisk::log_writes;
    };
    const std::string frame(24, '\0'), page(4'096, 'p');
    EXPECT_EQ(write(frame), 0);
    EXPECT_EQ(write(page), 0);
    EXPECT_EQ(write(std::string(24, '\1')), 1);
    // SQLite cuts a page in two where it syncs; the rest may look like the header of a frame.
    EXPECT_EQ(write(page.substr(24)), 1);
    EXPECT_EQ(write(frame), 1);
    EXPECT_EQ(write(page), 1);
  }
  EXPECT_EQ(log->pMethods, own);
  {
    const GatheredLog gathered(database.getHandle(), buffer);
    const std::string huge(GatheredLog::kBytes + 1, 'h');
    const int size = static_cast<int>(huge.size());
    FailingDisk::log_writes = 0;
    EXPECT_EQ(log->pMethods->xWrite(log, huge.data(), size, 2 << 20), SQLITE_OK);
    EXPECT_EQ(FailingDisk::log_writes, 1);
  }
  database.exec("ROLLBACK");
}

TEST_F(SqliteLog, ACopyWithoutALogGetsOne) {
  fill();
  const std::string copy = folder_ / "copy.db";
  SQLite::Database(path, SQLite::OPEN_READWRITE).exec("VACUUM INTO '" + copy + "'");
  const std::unique_ptr<Store> store = sqlite_store(copy);
  EXPECT_TRUE(add(*store, 0, 1));
  EXPECT_TRUE(fs::exists(copy + "-wal"));
  const std::unique_ptr<Store> beside = sqlite_store(copy);
  EXPECT_TRUE(add(*beside, 1, 1));
  EXPECT_TRUE(add(*store, 2, 1));
  EXPECT_EQ(leads(*beside), 6u);
  EXPECT_NE(::fcntl(0, F_GETFD), -1);  // nothing was taken for an open file that is none
}

TEST_F(SqliteLog, NothingIsGatheredOnADiskLayerThatIsNotSqlitesOwn) {
  fill();
  sqlite3_vfs layer = *sqlite3_vfs_find("unix");
  layer.zName = "secret";
  sqlite3_vfs_register(&layer, 0);
  for (const char* name : {"unix", "secret"}) {
    SQLite::Database database(path, SQLite::OPEN_READWRITE, 0, name);
    database.exec("BEGIN IMMEDIATE");
    sqlite3_file* log = nullptr;
    sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    const sqlite3_io_methods* own = log->pMethods;
    std::unique_ptr<GatheredLog::Buffer> buffer;
    {
      const GatheredLog gathered(database.getHandle(), buffer);
      EXPECT_EQ(log->pMethods != own, std::string_view(name) == "unix");
    }
    database.exec("ROLLBACK");
  }
  sqlite3_vfs_unregister(&layer);
}

TEST_F(SqliteLog, AJournalThatTheCommitClosesStaysClosed) {
  const std::string other = folder_ / "other.db";
  SQLite::Database database(other, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  std::unique_ptr<GatheredLog::Buffer> buffer;
  const auto commit = [&](const char* sql) {
    database.exec("BEGIN IMMEDIATE");
    database.exec(sql);
    GatheredLog log(database.getHandle(), buffer);
    database.exec("COMMIT");  // closes the journal, and takes it away
    EXPECT_EQ(log.end(), SQLITE_OK);
  };
  commit("CREATE TABLE t(a)");
  commit("INSERT INTO t VALUES(1)");
  commit("INSERT INTO t VALUES(2)");
  EXPECT_EQ(database.execAndGet("SELECT sum(a) FROM t").getInt(), 3);
  EXPECT_NE(::fcntl(0, F_GETFD), -1);
}

}  // namespace
}  // namespace relance
