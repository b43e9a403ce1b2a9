// Leads of a tenant by number, a page at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/work.hpp"

namespace relance {

/// Calls `take(lead)` for those of the next `at_most` leads behind number `after` that can be read,
/// and says in `page` how far it came.
template <class Item, class Take>
void each_lead(EngineParts& parts, const TenantRecord& tenant, std::uint64_t after,
               std::size_t at_most, Page<Item>& page, Take take) {
  constexpr std::uint64_t kAtOnce = 256;
  page.last = std::min(after, tenant.last_lead);
  const std::uint64_t end =
      page.last + std::min<std::uint64_t>(at_most, tenant.last_lead - page.last);
  std::vector<LeadKey> keys;
  std::vector<LeadRecord> leads;
  while (page.last < end) {
    const std::uint64_t until = std::min(end, page.last + kAtOnce);
    keys.clear();
    for (std::uint64_t number = page.last + 1; number <= until; ++number) {
      keys.push_back({tenant.number, number});
    }
    leads.assign(keys.size(), {});
    parts.store->read(keys, leads);
    for (LeadRecord& lead : leads) {
      if (parts.readable(lead)) take(lead);
    }
    page.last = until;
  }
  page.more = page.last < tenant.last_lead;
}

}  // namespace relance
