// A disk that fails: SQLite is given one on which writing or syncing fails from some point on.
#include <gtest/gtest.h>

#include "store/failing_disk.hpp"
#include "store/sqlite_file.hpp"

namespace relance {
namespace {

/// The words of the fault, after its code; "" when there is none.
std::string fault_in(ErrorCode code, const std::function<void()>& call) {
  try {
    call();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.code(), code) << fault.what();
    return fault.what();
  }
  return {};
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

class SqliteFault : public SqliteFile {
 protected:
  bool enter(Store& store) {
    Writes writes(store);
    writes.enter(writes.change({1, 1}));
    return writes.commit();
  }

  FailingDisk disk_;
};

TEST_F(SqliteFault, AfterAFailedSyncNothingIsReadOrWrittenUntilTheFileIsOpenedAgain) {
  fill();
  {
    const std::unique_ptr<Store> store = sqlite_store(path);
    ASSERT_TRUE(enter(*store));
    FailingDisk::no_sync = true;
    EXPECT_TRUE(has(fault_in(ErrorCode::storage, [&] { enter(*store); }), "open the file again"));
    FailingDisk::no_sync = false;  // a second fsync would say that all is well: it is not
    EXPECT_TRUE(has(fault_in(ErrorCode::storage, [&] { one(*store, {1, 1}); }), "open the file"));
    EXPECT_TRUE(has(fault_in(ErrorCode::storage, [&] { enter(*store); }), "open the file again"));
    EXPECT_TRUE(has(fault_in(ErrorCode::storage, [&] { store->idle(); }), "open the file again"));
  }
  const std::unique_ptr<Store> store = sqlite_store(path);
  EXPECT_GE(one(*store, {1, 1}).seq, 2u);  // what was answered; the one in doubt may be there too
  EXPECT_EQ(store->verify(), std::vector<std::string>{});
  EXPECT_TRUE(enter(*store));
}

TEST_F(SqliteFault, AFailedSyncOfACheckpointTakesNothingBackAndStopsTheNextCall) {
  fill();
  {
    const std::unique_ptr<Store> store = sqlite_store(path);
    ASSERT_TRUE(enter(*store));
    FailingDisk::no_sync = true;
    EXPECT_TRUE(has(fault_in(ErrorCode::storage, [&] { store->idle(); }), "open the file again"));
    EXPECT_NE(fault_in(ErrorCode::storage, [&] { enter(*store); }), "");
    FailingDisk::no_sync = false;
  }
  EXPECT_EQ(one(*sqlite_store(path), {1, 1}).seq, 2u);
}

TEST_F(SqliteFault, AFullDiskIsToldWithTheWayOutAndTheCallCanBeRepeated) {
  fill();
  const std::unique_ptr<Store> store = sqlite_store(path);
  FailingDisk::no_room = true;
  const std::string words = fault_in(ErrorCode::storage, [&] { enter(*store); });
  EXPECT_TRUE(has(words, path)) << words;
  EXPECT_TRUE(has(words, "no room")) << words;
  EXPECT_TRUE(has(words, "make room and repeat it")) << words;
  EXPECT_EQ(one(*store, {1, 1}).seq, 1u);
  FailingDisk::no_room = false;
  EXPECT_TRUE(enter(*store));
  EXPECT_EQ(one(*store, {1, 1}).seq, 2u);
}

TEST_F(SqliteFault, ADiskThatFillsUpInACheckpointTakesNoCommitBack) {
  fill();
  SqliteOptions options;
  options.wal_bytes = 1;  // every commit is followed by a checkpoint
  const std::unique_ptr<Store> store = sqlite_store(path, options);
  FailingDisk::no_room_file = true;
  EXPECT_TRUE(enter(*store));  // it stands in the log
  EXPECT_EQ(one(*store, {1, 1}).seq, 2u);
  EXPECT_TRUE(has(fault_in(ErrorCode::storage, [&] { store->idle(); }), "make room"));
  FailingDisk::no_room_file = false;
  EXPECT_TRUE(enter(*store));
  EXPECT_EQ(store->verify(), std::vector<std::string>{});
}

TEST_F(SqliteFault, ADatabaseThatHasNoRoomToBeMadeLeavesNothingBehind) {
  FailingDisk::no_room = true;
  const std::string words = fault_in(ErrorCode::storage, [&] { sqlite_store(path); });
  EXPECT_TRUE(has(words, "make room")) << words;
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));
  FailingDisk::no_room = false;
  EXPECT_NE(sqlite_store(path), nullptr);
}

}  // namespace
}  // namespace relance
