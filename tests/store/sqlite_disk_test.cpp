// A disk that is full: nothing is lost, nothing is half written, and the file opens again.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "store/sqlite_file.hpp"

namespace relance {
namespace {

using SqliteDisk = SqliteFile;

TEST_F(SqliteDisk, FullDiskKeepsNothingOfTheCallAndTheNextOneWorks) {
  fill();
  EXPECT_TRUE(elsewhere([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const std::unique_ptr<Store> store = sqlite_store(path);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit before = limit;
    limit.rlim_cur = 100'000;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    Writes big(*store);
    for (int i = 0; i < 2'000; ++i) big.enter(big.add(1, "new-" + std::to_string(i)));
    ErrorCode code = ErrorCode::ok;
    try {
      big.commit();
    } catch (const Fault& fault) {
      code = fault.code();
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    return code == ErrorCode::storage && number_of(*store, 1, "new-0") == 0 &&
           store->tenants()[0].last_lead == 3 && big.commit() &&
           number_of(*store, 1, "new-1999") == 2'003 && store->verify().empty();
  }));
}

TEST_F(SqliteDisk, CheckpointCutShortByAFullDiskIsMadeGoodByTheNextOpening) {
  fill();
  EXPECT_TRUE(elsewhere([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    std::unique_ptr<Store> store = sqlite_store(path);
    Writes many(*store);
    for (int i = 0; i < 2'000; ++i) many.enter(many.add(1, "new-" + std::to_string(i)));
    if (!many.commit()) return false;
    const std::uintmax_t before_checkpoint = std::filesystem::file_size(path);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit before = limit;
    limit.rlim_cur = before_checkpoint + 40'000;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      store->idle();
    } catch (const Fault&) {
      // The disk is full: that is what this is about.
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    // The first page, which counts the pages, is there before the pages that it counts.
    const bool cut = std::filesystem::file_size(path) <= before_checkpoint + 40'000;
    store = sqlite_store(path);
    return cut && number_of(*store, 1, "new-1999") == 2'003 && store->verify().empty();
  }));
}

}  // namespace
}  // namespace relance
