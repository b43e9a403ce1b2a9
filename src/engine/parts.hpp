// What an engine is made of, shared by its sources.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/loaded.hpp"
#include "relance/engine.hpp"
#include "relance/store.hpp"

namespace relance {

class Work;

struct EngineParts {
  EngineParts(std::unique_ptr<Store> kept, const EngineOptions& chosen);
  ~EngineParts();

  std::unique_ptr<Store> store;
  EngineOptions options;

  /// What the calls work with, one after the other.
  Work& work() { return *work_; }
  /// The workflow that the store keeps under a number, compiled once.
  const LoadedWorkflow& workflow(std::uint32_t number);
  /// What its stored text says. Fault corrupt when that no longer gives the fingerprint it was
  /// stored with.
  std::shared_ptr<const Workflow> compile_stored(std::uint32_t number);
  /// Keeps what was just stored under a number, so that it is not compiled again.
  void keep(std::uint32_t number, std::shared_ptr<const Workflow> workflow);
  /// Under which number the store keeps the rules; one that no store gives when it does not.
  std::uint32_t number_of(const Workflow& workflow);
  /// The tenant, which must have rules. Fault unknown else.
  TenantRecord tenant(std::string_view name);

  /// Whether a lead that must be there was read. If not it is noted as damaged, else how far it is.
  bool readable(const LeadRecord& lead);
  /// Scans as Store::due and ready do, past the leads that are known to be damaged: these stay
  /// where they are, and what comes after them is not held up.
  void due(std::optional<std::uint32_t> tenant, Instant until, std::size_t limit,
           std::vector<ScanEntry>& entries);
  void ready(std::uint32_t tenant, Instant until, std::size_t limit,
             std::vector<ScanEntry>& entries);
  DamagedLead describe(LeadKey lead);
  /// The fault for a call that cannot do without a damaged lead.
  CorruptLead fault_of(LeadKey lead);

  std::set<LeadKey> damaged;   // known so far
  Instant reached{kEarliest};  // the latest clock of the leads that were read

 private:
  std::map<std::uint32_t, std::unique_ptr<LoadedWorkflow>> workflows_;
  std::unique_ptr<Work> work_;
};

/// Fault usage for an instant that is not lawful.
void require_lawful(Instant now);

}  // namespace relance
