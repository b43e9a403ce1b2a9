// What the handles of the C interface point to.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "relance/engine.hpp"
#include "relance/error.hpp"
#include "relance/relance.h"
#include "relance/workflow.hpp"
#include "rows.hpp"

struct relance_workflow {
  std::shared_ptr<const relance::Workflow> workflow;
  std::unique_ptr<relance_rows> warnings;
};

namespace relance::capi {

/// An engine and whose turn it is: the tables that are read from it, maybe by other threads, take
/// turns with the calls of its owner, and may be left when it is closed.
struct SharedEngine {
  const pid_t process = getpid();  // a child that came by fork has its memory, not its locks
  std::mutex turn;
  std::optional<Engine> engine;  // none: it was closed

  bool is_foreign() const { return process != getpid(); }
};

}  // namespace relance::capi

struct relance_engine {
  std::shared_ptr<relance::capi::SharedEngine> shared;
};

namespace relance::capi {

/// The engine of a call, for as long as the call lasts.
class Turn {
 public:
  explicit Turn(const relance_engine& engine) : Turn(*engine.shared) {}
  /// Fault usage when it was closed, which cannot be by its handle, and after a fork.
  explicit Turn(SharedEngine& shared) : shared_(shared), lock_(turn_of(shared)) {
    if (!shared.engine) throw Fault(ErrorCode::usage, "the engine of this table was closed");
  }
  Engine& engine() const { return *shared_.engine; }
  Engine* operator->() const { return &*shared_.engine; }

 private:
  /// Asked before it is locked: a thread that is not in the child may have held it.
  static std::mutex& turn_of(SharedEngine& shared) {
    if (!shared.is_foreign()) return shared.turn;
    throw Fault(ErrorCode::usage,
                "the engine was opened in another process, before a fork: open the file again");
  }

  SharedEngine& shared_;
  std::lock_guard<std::mutex> lock_;
};

}  // namespace relance::capi
