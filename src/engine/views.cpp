#include <map>

#include "engine/work.hpp"

namespace relance {
namespace {

constexpr std::uint64_t kLeadsAtOnce = 512;

/// Calls `read`; damage that it meets is kept in mind, and told by the host's id of the lead.
template <class Read>
void read_or_name(EngineParts& parts, LeadKey lead, Read read) {
  try {
    read();
  } catch (const CorruptLead&) {
    parts.damaged.insert(lead);
    throw parts.fault_of(lead);
  }
}

}  // namespace

std::optional<Engine::LeadView> Engine::lead(std::string_view tenant, std::string_view id) {
  const TenantRecord record = parts_->tenant(tenant);
  std::uint64_t number = 0;
  parts_->store->find(record.number, std::span(&id, 1), std::span(&number, 1));
  if (number == 0) return std::nullopt;
  const LeadKey key{record.number, number};
  LeadView view;
  parts_->store->read(std::span(&key, 1), std::span(&view.lead, 1));
  if (!parts_->readable(view.lead)) throw parts_->fault_of(key);
  read_or_name(*parts_, key, [&] { parts_->store->read_attributes(view.lead); });
  view.workflow = parts_->workflow(view.lead.workflow).workflow;
  view.personal = parts_->store->personal(key);
  return view;
}

void Engine::history(const LeadRecord& lead, Journal& journal) {
  history(lead, 1, lead.seq, journal);
}

void Engine::history(const LeadRecord& lead, std::uint32_t from_seq, std::uint32_t to_seq,
                     Journal& journal) {
  read_or_name(*parts_, lead.key, [&] { parts_->store->history(lead, from_seq, to_seq, journal); });
}

std::vector<WaitingEvent> Engine::waiting(std::string_view tenant, std::string_view lead) {
  return parts_->store->waiting(parts_->tenant(tenant).number, lead);
}

std::vector<std::string> Engine::waiting_leads(std::string_view tenant, std::string_view after,
                                               std::size_t at_most) {
  return parts_->store->waiting_leads(parts_->tenant(tenant).number, after, at_most);
}

std::vector<FunnelRow> Engine::funnel(std::string_view tenant, Instant now) {
  require_lawful(now);
  TenantRecord record = parts_->tenant(tenant);
  fire_tenant(*parts_, record, now);
  std::map<std::string, FunnelRow> rows;
  std::vector<LeadKey> keys;
  std::vector<LeadRecord> leads;
  for (std::uint64_t first = 1; first <= record.last_lead; first += kLeadsAtOnce) {
    keys.clear();
    for (std::uint64_t n = first; n < first + kLeadsAtOnce && n <= record.last_lead; ++n) {
      keys.push_back({record.number, n});
    }
    leads.assign(keys.size(), {});
    parts_->store->read(keys, leads);
    for (const LeadRecord& lead : leads) {
      if (!parts_->readable(lead)) continue;
      FunnelRow& row = rows[lead.source];
      ++row.leads;
      for (int i = 0; i < kMilestones; ++i) {
        if (lead.milestones[static_cast<std::size_t>(i)] != kNever) ++row.by_milestone[i];
      }
    }
  }
  std::vector<FunnelRow> funnel;
  for (auto& [source, row] : rows) {
    row.source = source;
    funnel.push_back(std::move(row));
  }
  return funnel;
}

}  // namespace relance
