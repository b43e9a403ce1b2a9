// What many leads have, read a page at a time.
#include "engine/pages.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace relance {
namespace {

/// While it lives all reads see one commit, and the file is locked once for all of them.
class Reading {
 public:
  explicit Reading(Store& store) : store_(store) { store_.begin_reading(); }
  ~Reading() { store_.end_reading(); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  Store& store_;
};

/// The host's ids of the leads of a page, each read once and in the order of the leads.
class LeadIds {
 public:
  LeadIds(Store& store, const Pool<JournalEntry>& entries) {
    leads_.reserve(entries.size());
    for (const JournalEntry& entry : entries) leads_.push_back(entry.lead);
    std::sort(leads_.begin(), leads_.end());
    leads_.erase(std::unique(leads_.begin(), leads_.end()), leads_.end());
    ids_.reserve(leads_.size());
    for (const LeadKey lead : leads_) ids_.push_back(store.host_id(lead));
  }

  const std::string& of(LeadKey lead) const {
    const auto found = std::lower_bound(leads_.begin(), leads_.end(), lead);
    return ids_[static_cast<std::size_t>(found - leads_.begin())];
  }

 private:
  std::vector<LeadKey> leads_;  // ascending
  std::vector<std::string> ids_;
};

}  // namespace

Page<ListedLead> Engine::leads(std::string_view tenant, std::uint64_t after, std::size_t at_most) {
  const TenantRecord record = parts_->tenant(tenant);
  const Reading reading(*parts_->store);
  Page<ListedLead> page;
  each_lead(*parts_, record, after, at_most, page, [&](LeadRecord& lead) {
    std::string id = parts_->store->host_id(lead.key);
    auto workflow = parts_->workflow(lead.workflow).workflow;
    page.items.push_back({std::move(id), std::move(lead), std::move(workflow)});
  });
  return page;
}

JournalPage Engine::journal(std::optional<std::string_view> tenant, std::uint64_t after,
                            std::size_t at_most) {
  std::optional<std::uint32_t> of;
  if (tenant) of = parts_->tenant(*tenant).number;
  const Reading reading(*parts_->store);
  JournalScan scan;
  parts_->store->scan_journal(of, after, at_most, scan);
  std::map<std::uint32_t, std::string> tenants;
  for (TenantRecord& each : parts_->store->tenants()) {
    tenants.emplace(each.number, std::move(each.name));
  }
  for (const LeadKey lead : scan.damaged) {
    if (tenants.contains(lead.tenant)) parts_->damaged.insert(lead);
  }
  const LeadIds ids(*parts_->store, scan.journal.entries);
  JournalPage page;
  page.places.reserve(scan.positions.size());
  for (std::size_t i = 0; i < scan.positions.size(); ++i) {
    const LeadKey lead = scan.journal.entries[i].lead;
    page.places.push_back({scan.positions[i], tenants[lead.tenant], ids.of(lead)});
  }
  page.journal = std::move(scan.journal);
  page.last = scan.last;
  page.more = scan.more;
  return page;
}

std::vector<TenantView> Engine::tenant_views() {
  std::vector<TenantView> views;
  for (TenantRecord& tenant : parts_->store->tenants()) {
    TenantView view{std::move(tenant.name), {}, {}, tenant.last_lead, kEarliest};
    if (tenant.workflow != 0) {
      const auto rules = parts_->store->workflow(tenant.workflow);
      if (rules) {
        view.rules = rules->name;
        view.fingerprint = rules->fingerprint;
      }
    }
    const LeadKey newest{tenant.number, tenant.last_lead};
    LeadRecord lead;
    if (tenant.last_lead != 0) parts_->store->read(std::span(&newest, 1), std::span(&lead, 1));
    if (tenant.last_lead != 0 && parts_->readable(lead)) view.clock = lead.clock;
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace relance
