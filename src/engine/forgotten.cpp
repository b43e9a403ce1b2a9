// Law 7, looked at from the other side: open leads that nothing will bring back.
#include "engine/work.hpp"

namespace relance {
namespace {

constexpr std::uint64_t kLeadsAtOnce = 512;

void add_forgotten(EngineParts& parts, const TenantRecord& tenant, const LeadRecord& lead,
                   std::vector<ForgottenLead>& found) {
  if (!parts.readable(lead) || lead.next_due() != kNever) return;
  const Tables& tables = parts.workflow(lead.workflow).tables;
  if (lead.state >= tables.states.size() || is_closed(tables.states[lead.state].stage)) return;
  Journal journal;
  parts.store->history(lead, lead.seq, lead.seq, journal);
  const Instant since = journal.entries.empty() ? lead.clock : journal.entries.front().decided_at;
  found.push_back(
      {tenant.name, parts.store->host_id(lead.key), tables.state_names[lead.state], since});
}

}  // namespace

std::vector<ForgottenLead> Engine::forgotten() {
  std::vector<ForgottenLead> found;
  std::vector<LeadKey> keys;
  std::vector<LeadRecord> leads;
  for (const TenantRecord& tenant : parts_->store->tenants()) {
    for (std::uint64_t first = 1; first <= tenant.last_lead; first += kLeadsAtOnce) {
      keys.clear();
      for (std::uint64_t n = first; n < first + kLeadsAtOnce && n <= tenant.last_lead; ++n) {
        keys.push_back({tenant.number, n});
      }
      leads.assign(keys.size(), {});
      parts_->store->read(keys, leads);
      for (const LeadRecord& lead : leads) add_forgotten(*parts_, tenant, lead, found);
    }
  }
  return found;
}

}  // namespace relance
