#include <fmt/format.h>

#include <algorithm>

#include "engine/work.hpp"

namespace relance {
namespace {

constexpr std::size_t kLeadsAtOnce = 1'000;

/// The records of the tenants that a scan named, read once each.
class TenantNames {
 public:
  explicit TenantNames(Store& store) : tenants_(store.tenants()) {}
  const TenantRecord& operator[](std::uint32_t number) const {
    for (const TenantRecord& tenant : tenants_) {
      if (tenant.number == number) return tenant;
    }
    throw Fault(ErrorCode::corrupt, fmt::format("tenant number {} is not in the store", number));
  }

 private:
  std::vector<TenantRecord> tenants_;
};

struct Fired {
  std::size_t timers = 0;
  std::size_t entries = 0;  // scan entries seen
};

/// One commit's worth: fires at most `most` timers of the leads that have one due.
Fired fire_some(EngineParts& parts, std::optional<std::uint32_t> tenant, Instant now,
                std::size_t most) {
  return until_committed(parts, [&](Work& work) {
    std::vector<ScanEntry> entries;
    parts.due(tenant, now, std::min(most, kLeadsAtOnce), entries);
    Fired fired{0, entries.size()};
    if (entries.empty()) return fired;
    const TenantNames names(*parts.store);
    // Leads are independent of each other, so they are read tenant by tenant and fired one by one.
    std::stable_sort(entries.begin(), entries.end(), [](const ScanEntry& a, const ScanEntry& b) {
      return a.lead.tenant < b.lead.tenant;
    });
    for (std::size_t first = 0; first < entries.size();) {
      const std::uint32_t number = entries[first].lead.tenant;
      std::vector<LeadKey> keys;
      for (; first < entries.size() && entries[first].lead.tenant == number; ++first) {
        keys.push_back(entries[first].lead);
      }
      std::vector<WorkingLead*> leads;
      work.read(names[number], keys, leads);
      for (WorkingLead* lead : leads) {
        if (lead == nullptr) continue;
        fired.timers += work.fire_due(*lead, now, most - fired.timers);
        lead->due_popped = true;
      }
    }
    return fired;
  });
}

}  // namespace

TickResult Engine::tick(std::optional<std::string_view> tenant, Instant now, std::size_t at_most) {
  require_lawful(now);
  std::optional<std::uint32_t> number;
  if (tenant) number = parts_->tenant(*tenant).number;
  TickResult result;
  while (result.fired < at_most) {
    const Fired fired = fire_some(*parts_, number, now, at_most - result.fired);
    result.fired += fired.timers;
    if (fired.entries == 0) break;
  }
  std::vector<ScanEntry> next;
  parts_->due(number, kLatest, 1, next);
  if (!next.empty()) result.next = next.front().at;
  result.more = result.next <= now;
  return result;
}

void fire_tenant(EngineParts& parts, const TenantRecord& tenant, Instant now) {
  const std::size_t most = parts.options.behind_after;
  std::size_t fired = 0;
  while (fired < most) {
    const Fired some = fire_some(parts, tenant.number, now, most - fired);
    fired += some.timers;
    if (some.entries == 0) return;
  }
  std::vector<ScanEntry> left;
  parts.due(tenant.number, now, 1, left);
  if (left.empty()) return;
  throw Fault(ErrorCode::behind, fmt::format("{} timers were fired and more are due up to this "
                                             "instant: tick first, until nothing more is due",
                                             fired));
}

}  // namespace relance
