// Law 7, looked at from the other side: open leads that nothing will bring back.
#include <iterator>

#include "engine/pages.hpp"

namespace relance {
namespace {

constexpr std::size_t kLeadsAtOnce = 512;

void add_forgotten(EngineParts& parts, const TenantRecord& tenant, const LeadRecord& lead,
                   std::vector<ForgottenLead>& found) {
  if (lead.next_due() != kNever) return;
  const Tables& tables = parts.workflow(lead.workflow).tables;
  if (lead.state >= tables.states.size() || is_closed(tables.states[lead.state].stage)) return;
  Journal journal;
  parts.store->history(lead, lead.seq, lead.seq, journal);
  const Instant since = journal.entries.empty() ? lead.clock : journal.entries.front().decided_at;
  found.push_back({tenant.name, parts.store->host_id(lead.key), tables.state_names[lead.state],
                   since, lead.key.number});
}

}  // namespace

Page<ForgottenLead> Engine::forgotten(std::string_view tenant, std::uint64_t after,
                                      std::size_t at_most) {
  const TenantRecord record = parts_->tenant(tenant);
  Page<ForgottenLead> page;
  each_lead(*parts_, record, after, at_most, page,
            [&](const LeadRecord& lead) { add_forgotten(*parts_, record, lead, page.items); });
  return page;
}

std::vector<ForgottenLead> Engine::forgotten() {
  std::vector<ForgottenLead> found;
  for (const TenantRecord& tenant : parts_->store->tenants()) {
    if (tenant.workflow == 0) continue;
    Page<ForgottenLead> page;
    do {
      page = forgotten(tenant.name, page.last, kLeadsAtOnce);
      std::move(page.items.begin(), page.items.end(), std::back_inserter(found));
    } while (page.more);
  }
  return found;
}

}  // namespace relance
