// What the memory store keeps.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "relance/store.hpp"

namespace relance {

struct MemorySlot {
  LeadRecord record;  // without attributes
  LeadAttributes attributes;
  std::string host_id;
  std::vector<KeyEntry> aside;
  std::map<std::string, std::string> personal;
};

struct MemoryTenant {
  using Entries = std::set<std::pair<Instant, std::uint64_t>>;
  using Numbers = std::set<std::uint64_t>;
  using Owned = std::set<std::pair<std::string, std::uint64_t>>;
  using Waiting = std::map<std::string, std::list<WaitingEvent>>;

  TenantRecord record;
  std::vector<MemorySlot> leads;  // by number - 1
  std::unordered_map<std::string, std::uint64_t> numbers;
  Waiting waiting;  // no list is empty
  std::vector<DeploymentRecord> deployments;
  Entries due, ready;
  Numbers open_steps, dead_letters;
  Owned open_by_owner;

  MemorySlot* find(std::uint64_t number) {
    if (number == 0 || number > leads.size()) return nullptr;
    MemorySlot& slot = leads[number - 1];
    return slot.record.revision == 0 ? nullptr : &slot;
  }
};

struct MemoryData {
  std::vector<MemoryTenant> tenants;  // by number - 1
  Journal log;
  std::vector<std::int64_t> previous;  // beside log.entries: row (index + 1) of the same lead

  /// Fault unknown when there is none.
  MemoryTenant& tenant(std::uint32_t number) {
    if (number == 0 || number > tenants.size()) {
      throw Fault(ErrorCode::unknown, "no such tenant: deploy rules for it first");
    }
    return tenants[number - 1];
  }
  MemorySlot* slot(LeadKey key) {
    const bool known = key.tenant != 0 && key.tenant <= tenants.size();
    return known ? tenants[key.tenant - 1].find(key.number) : nullptr;
  }
};

}  // namespace relance
