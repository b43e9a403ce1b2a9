// A database file in a folder of its own, and work on it in another process.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>

#include "store/leads.hpp"

namespace relance {

/// Runs in a process of its own; true when `inside` answers true.
inline bool elsewhere(const std::function<bool()>& inside) {
  const pid_t child = ::fork();
  if (child == 0) {
    bool good = false;
    try {
      good = inside();
    } catch (const std::exception&) {
      good = false;
    }
    ::_exit(good ? 0 : 1);
  }
  int result = 0;
  ::waitpid(child, &result, 0);
  return WIFEXITED(result) && WEXITSTATUS(result) == 0;
}

class SqliteFile : public testing::Test {
 protected:
  /// A database with `leads` leads of the tenant "north".
  void fill(int leads = 3) {
    const std::unique_ptr<Store> store = sqlite_store(path);
    store->add_tenant("north");
    Writes writes(*store);
    for (int i = 1; i <= leads; ++i) {
      LeadRecord& lead = writes.add(1, "L-" + std::to_string(i));
      lead.owner = "anna";
      lead.timers = {timer_due(at(i))};
      lead.effects = {effect_ready(at(i), OpenEffect::in_outbox | OpenEffect::open_step)};
      lead.attributes.campaign = "spring";
      lead.milestones[0] = at(0);
      writes.enter(lead, "key-" + std::to_string(i));
    }
    ASSERT_TRUE(writes.commit());
  }

  Folder folder_;
  const std::string path = folder_ / "a.db";
};

}  // namespace relance
