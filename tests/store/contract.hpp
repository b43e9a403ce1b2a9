// What every store promises is tested with this, once for each kind of store.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "store/conflict_store.hpp"
#include "store/leads.hpp"

namespace relance {

using Numbers = std::vector<std::uint64_t>;

enum class Kind { memory, sqlite, conflict };

/// A store of each kind with the tenant "north".
class StoreContract : public testing::TestWithParam<Kind> {
 protected:
  std::unique_ptr<Store> open() {
    if (GetParam() == Kind::sqlite) return sqlite_store(folder_ / "a.db");
    if (GetParam() == Kind::memory) return memory_store();
    return std::make_unique<ConflictStore>(memory_store(), [](std::uint64_t) { return false; });
  }

  LeadKey add(std::string_view id, std::uint32_t tenant = 1) {
    Writes writes(*store);
    LeadRecord& lead = writes.add(tenant, id);
    writes.enter(lead);
    EXPECT_TRUE(writes.commit());
    return lead.key;
  }

  std::vector<ScanEntry> due(std::optional<std::uint32_t> tenant, Instant until,
                             std::size_t limit = 100) {
    std::vector<ScanEntry> entries;
    store->due(tenant, until, limit, entries);
    return entries;
  }
  std::vector<ScanEntry> ready(Instant until, std::size_t limit = 100) {
    std::vector<ScanEntry> entries;
    store->ready(1, until, limit, entries);
    return entries;
  }
  std::vector<std::uint64_t> open_steps(std::optional<std::string_view> owner,
                                        std::uint64_t after = 0, std::size_t limit = 100) {
    std::vector<std::uint64_t> numbers;
    store->with_open_steps(1, owner, after, limit, numbers);
    return numbers;
  }
  std::vector<std::uint64_t> dead_letters() {
    std::vector<std::uint64_t> numbers;
    store->with_dead_letters(1, 0, 100, numbers);
    return numbers;
  }

  Folder folder_;
  std::unique_ptr<Store> store = open();
  const std::uint32_t tenant_ = store->add_tenant("north");
};

}  // namespace relance
