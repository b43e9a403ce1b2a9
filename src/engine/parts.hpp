// What an engine is made of, shared by its sources.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "engine/loaded.hpp"
#include "relance/engine.hpp"

namespace relance {

struct EngineParts {
  EngineParts(std::unique_ptr<Store> kept, const EngineOptions& chosen)
      : store(std::move(kept)), options(chosen) {}

  std::unique_ptr<Store> store;
  EngineOptions options;

  /// The workflow that the store keeps under a number, compiled once. Fault corrupt when its text
  /// no longer gives the fingerprint it was stored with.
  const LoadedWorkflow& workflow(std::uint32_t number);
  /// Keeps what was just stored under a number, so that it is not compiled again.
  void keep(std::uint32_t number, std::shared_ptr<const Workflow> workflow);
  /// The tenant, which must have rules. Fault unknown else.
  TenantRecord tenant(std::string_view name);

 private:
  std::map<std::uint32_t, std::unique_ptr<LoadedWorkflow>> workflows_;
};

/// Fault usage for an instant that is not lawful.
void require_lawful(Instant now);

}  // namespace relance
