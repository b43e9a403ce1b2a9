#include "relance/engine.hpp"

#include <fmt/format.h>

#include <limits>

#include "base/printable.hpp"
#include "engine/work.hpp"
#include "workflow/unproven.hpp"

namespace relance {
namespace {

/// Of a scan that asked for as many entries more as there are damaged leads.
void pass_by(const std::set<LeadKey>& damaged, std::size_t limit, std::vector<ScanEntry>& entries) {
  if (damaged.empty()) return;
  std::erase_if(entries, [&](const ScanEntry& entry) { return damaged.contains(entry.lead); });
  if (entries.size() > limit) entries.resize(limit);
}

}  // namespace

void require_lawful(Instant now) {
  if (lawful(now)) return;
  throw Fault(ErrorCode::usage, fmt::format("now is {} microseconds since 1970, outside the years "
                                            "1900 to 2199: give UTC microseconds",
                                            now.us));
}

EngineParts::EngineParts(std::unique_ptr<Store> kept, const EngineOptions& chosen)
    : store(std::move(kept)), options(chosen), work_(std::make_unique<Work>(*this)) {}
EngineParts::~EngineParts() = default;

const LoadedWorkflow& EngineParts::workflow(std::uint32_t number) {
  std::unique_ptr<LoadedWorkflow>& loaded = workflows_[number];
  if (!loaded) loaded = std::make_unique<LoadedWorkflow>(number, compile_stored(number));
  return *loaded;
}

std::shared_ptr<const Workflow> EngineParts::compile_stored(std::uint32_t number) {
  const auto stored = store->workflow(number);
  if (!stored) {
    throw Fault(ErrorCode::corrupt, fmt::format("rules number {} are not in the store", number));
  }
  // The text gives the same rules unless holiday or zone data changed since; then the normalised
  // form, which has them expanded, still does (law 6).
  for (const std::string* text : {&stored->text, &stored->normalised}) {
    Compiled compiled = compile_unproven(*text, stored->name);
    if (compiled.workflow && compiled.workflow->fingerprint() == stored->fingerprint) {
      return compiled.workflow;
    }
  }
  throw Fault(ErrorCode::corrupt,
              fmt::format("the stored rules {} ({}) no longer compile to what they were; open the "
                          "file with the library and zone data ({}) that wrote it",
                          stored->name, stored->fingerprint, stored->zone_data));
}

void EngineParts::keep(std::uint32_t number, std::shared_ptr<const Workflow> workflow) {
  std::unique_ptr<LoadedWorkflow>& loaded = workflows_[number];
  if (!loaded) loaded = std::make_unique<LoadedWorkflow>(number, std::move(workflow));
}

std::uint32_t EngineParts::number_of(const Workflow& workflow) {
  for (const std::uint32_t number : store->workflows()) {
    if (store->workflow(number)->fingerprint == workflow.fingerprint()) return number;
  }
  return std::numeric_limits<std::uint32_t>::max();
}

TenantRecord EngineParts::tenant(std::string_view name) {
  auto found = store->find_tenant(name);
  if (!found) {
    throw Fault(ErrorCode::unknown,
                fmt::format("no tenant '{}' here: deploy rules for it first", printable(name)));
  }
  if (found->workflow == 0) {
    throw Fault(ErrorCode::unknown,
                fmt::format("tenant '{}' has no rules: deploy some first", printable(name)));
  }
  return *found;
}

bool EngineParts::readable(const LeadRecord& lead) {
  if (lead.revision == 0) damaged.insert(lead.key);
  if (reached < lead.clock) reached = lead.clock;
  return lead.revision != 0;
}

void EngineParts::due(std::optional<std::uint32_t> tenant, Instant until, std::size_t limit,
                      std::vector<ScanEntry>& entries) {
  store->due(tenant, until, limit + damaged.size(), entries);
  pass_by(damaged, limit, entries);
}

void EngineParts::ready(std::uint32_t tenant, Instant until, std::size_t limit,
                        std::vector<ScanEntry>& entries) {
  store->ready(tenant, until, limit + damaged.size(), entries);
  pass_by(damaged, limit, entries);
}

DamagedLead EngineParts::describe(LeadKey lead) {
  DamagedLead described{{}, lead.number, store->host_id(lead)};
  for (TenantRecord& tenant : store->tenants()) {
    if (tenant.number == lead.tenant) described.tenant = std::move(tenant.name);
  }
  return described;
}

CorruptLead EngineParts::fault_of(LeadKey lead) {
  return {lead, to_text(describe(lead)) + "; nothing of this call was kept"};
}

std::string to_text(const DamagedLead& lead) {
  return fmt::format(
      "lead {} (number {} of tenant '{}') is damaged in the database and stands "
      "still; all other leads go on: restore a copy of the file",
      lead.lead.empty() ? "without an id" : fmt::format("'{}'", lead.lead), lead.number,
      lead.tenant);
}

Engine::Engine(std::unique_ptr<Store> store, const EngineOptions& options)
    : parts_(std::make_unique<EngineParts>(std::move(store), options)) {
  if (!parts_->store) throw Fault(ErrorCode::usage, "an engine needs a store");
}
Engine::~Engine() = default;

std::shared_ptr<const Workflow> Engine::current(std::string_view tenant) {
  const auto found = parts_->store->find_tenant(tenant);
  if (!found || found->workflow == 0) return nullptr;
  return parts_->workflow(found->workflow).workflow;
}

std::shared_ptr<const Workflow> Engine::workflow(std::uint32_t number) {
  return parts_->workflow(number).workflow;
}

std::vector<std::string> Engine::tenants() {
  std::vector<std::string> names;
  for (TenantRecord& tenant : parts_->store->tenants()) names.push_back(std::move(tenant.name));
  return names;
}

std::vector<DamagedLead> Engine::damaged() {
  std::vector<DamagedLead> leads;
  for (const LeadKey key : parts_->damaged) leads.push_back(parts_->describe(key));
  return leads;
}

Instant Engine::reached(std::optional<std::string_view> tenant) {
  for (const TenantRecord& each : parts_->store->tenants()) {
    if (each.last_lead == 0 || (tenant && each.name != *tenant)) continue;
    const LeadKey newest{each.number, each.last_lead};
    LeadRecord lead;
    parts_->store->read(std::span(&newest, 1), std::span(&lead, 1));
    parts_->readable(lead);
  }
  return parts_->reached;
}

Store& Engine::store() { return *parts_->store; }

}  // namespace relance
