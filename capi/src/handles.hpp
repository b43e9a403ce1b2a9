// What the handles of the C interface point to.
#pragma once

#include <memory>
#include <utility>

#include "relance/engine.hpp"
#include "relance/relance.h"
#include "relance/workflow.hpp"
#include "rows.hpp"

struct relance_workflow {
  std::shared_ptr<const relance::Workflow> workflow;
  std::unique_ptr<relance_rows> warnings;
};

struct relance_engine {
  relance_engine(std::unique_ptr<relance::Store> store, const relance::EngineOptions& options)
      : engine(std::move(store), options) {}
  relance::Engine engine;
};
