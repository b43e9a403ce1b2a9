// How the promises of a tenant ended, or stand.
#include <map>
#include <string>

#include "engine/deadline_log.hpp"
#include "engine/work.hpp"

namespace relance {
namespace {

constexpr std::uint64_t kLeadsAtOnce = 512;

/// Counts lead by lead; of each it holds the history for as long as that is read.
class Counter {
 public:
  explicit Counter(EngineParts& parts) : parts_(parts) {}

  void add(const LeadRecord& lead) {
    if (!parts_.readable(lead)) return;
    journal_.clear();
    try {
      parts_.store->history(lead, 1, lead.seq, journal_);
    } catch (const CorruptLead&) {
      parts_.damaged.insert(lead.key);
      return;
    }
    DeadlineLog log;
    const Tables* before = nullptr;
    for (const JournalEntry& entry : journal_.entries) {
      const Tables& rules = parts_.workflow(entry.workflow).tables;
      log.follow(journal_, entry, rules, before == nullptr ? rules : *before);
      before = &rules;
    }
    log.settle(lead, parts_.workflow(lead.workflow).tables);
    for (const Promise& promise : log.promises()) ++counter(promise);
  }

  /// Those of `rules`, then the others.
  std::vector<DeadlineRow> rows(const Tables& rules) {
    std::vector<DeadlineRow> rows;
    for (const DeadlineRule& rule : rules.deadlines) take(rules.words[rule.name], rows);
    while (!rows_.empty()) take(std::string(rows_.begin()->first), rows);
    return rows;
  }

 private:
  std::uint64_t& counter(const Promise& promise) {
    DeadlineRow& row = rows_[promise.name];
    switch (promise.outcome) {
      case Promise::running:
        return row.running;
      case Promise::paused:
        return row.paused;
      case Promise::breached:
        return row.breached;
      case Promise::met:
        return row.met;
      case Promise::met_late:
        return row.met_late;
      case Promise::told_late:
        return row.told_late;
      case Promise::ended:
        break;
    }
    return row.ended;
  }

  void take(const std::string& name, std::vector<DeadlineRow>& rows) {
    rows.push_back(std::move(rows_[name]));
    rows.back().name = name;
    rows_.erase(name);
  }

  EngineParts& parts_;
  std::map<std::string, DeadlineRow> rows_;
  Journal journal_;
};

/// Whether any rules that leads of the tenant can have promise something.
bool promises_anything(EngineParts& parts, const TenantRecord& tenant) {
  for (const DeploymentRecord& deployed : parts.store->deployments(tenant.number)) {
    if (!parts.workflow(deployed.workflow).tables.deadlines.empty()) return true;
  }
  return false;
}

}  // namespace

std::vector<DeadlineRow> Engine::deadlines(std::string_view tenant, Instant now) {
  require_lawful(now);
  TenantRecord record = parts_->tenant(tenant);
  fire_tenant(*parts_, record, now);
  Counter counter(*parts_);
  const bool any = promises_anything(*parts_, record);
  std::vector<LeadKey> keys;
  std::vector<LeadRecord> leads;
  for (std::uint64_t first = 1; any && first <= record.last_lead; first += kLeadsAtOnce) {
    keys.clear();
    for (std::uint64_t n = first; n < first + kLeadsAtOnce && n <= record.last_lead; ++n) {
      keys.push_back({record.number, n});
    }
    leads.assign(keys.size(), {});
    parts_->store->read(keys, leads);
    for (const LeadRecord& lead : leads) counter.add(lead);
  }
  return counter.rows(parts_->workflow(record.workflow).tables);
}

}  // namespace relance
