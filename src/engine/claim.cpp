#include <algorithm>
#include <tuple>

#include "engine/effects.hpp"
#include "engine/outbox.hpp"
#include "engine/work.hpp"

namespace relance {
namespace {

constexpr std::size_t kMostClaimed = 10'000;
constexpr Duration kLongestLease = hours(24 * 30);

struct ReadyLead {
  Instant at;
  WorkingLead* lead;
};

/// Leads with something to hand out, in order, as many as `at_most` effects need. Entries of the
/// scan may be earlier than the truth; a lead's place is certain once no unseen entry can come
/// before it.
std::vector<ReadyLead> ready_leads(EngineParts& parts, Work& work, const TenantRecord& tenant,
                                   Instant now, std::size_t at_most) {
  std::vector<ReadyLead> leads;
  for (std::size_t limit = at_most;; limit *= 2) {
    std::vector<ScanEntry> entries;
    parts.ready(tenant.number, now, limit, entries);
    const bool all = entries.size() < limit;
    std::vector<LeadKey> keys;
    for (const ScanEntry& entry : entries) keys.push_back(entry.lead);
    std::vector<WorkingLead*> read;
    work.read(tenant, keys, read);
    leads.clear();
    for (std::size_t i = 0; i < read.size(); ++i) {
      if (read[i] == nullptr) continue;
      const Instant at = read[i]->lead.next_ready();
      const std::pair place{at, read[i]->lead.key};
      if (at > now) {
        read[i]->ready_popped = true;
      } else if (all || place <= std::pair{entries.back().at, entries.back().lead}) {
        leads.push_back({at, read[i]});
      }
    }
    if (all || leads.size() >= at_most) break;
    for (WorkingLead* lead : read) {
      if (lead != nullptr) lead->ready_popped = false;
    }
  }
  std::sort(leads.begin(), leads.end(), [](const ReadyLead& a, const ReadyLead& b) {
    return std::pair{a.at, a.lead->lead.key} < std::pair{b.at, b.lead->lead.key};
  });
  return leads;
}

class Claim {
 public:
  Claim(EngineParts& parts, Work& work, const TenantRecord& tenant, Instant now, Duration lease)
      : parts_(parts), work_(work), tenant_(tenant), now_(now), lease_(lease) {}

  /// Hands out what is ready of one lead, in the order in which it was emitted.
  void take(WorkingLead& lead, std::size_t at_most) {
    const std::string host_id = parts_.store->host_id(lead.lead.key);
    // A lease is as long as was asked for by the lead's own time, should the clock have gone back.
    const Instant at = std::max(lead.lead.clock, now_);
    std::pair<std::uint32_t, std::uint16_t> last{0, 0};
    bool first = true;
    while (taken_.size() < at_most) {
      OpenEffect* next = find_next(lead.lead, first, last);
      if (next == nullptr) break;
      first = false;
      last = {next->seq, next->index};
      if (next->attempts >= parts_.options.max_attempts) {
        give_up(parts_, work_, tenant_.name, lead, *next, now_);
        continue;
      }
      next->flags |= OpenEffect::delivered;
      ++next->token;
      ++next->attempts;
      next->ready_at = at + lease_;
      taken_.push_back(to_effect(parts_, tenant_.name, lead.lead, host_id, *next));
    }
    lead.lead.clock = at;
    lead.touched = lead.ready_popped = true;
  }

  std::vector<Effect>& taken() { return taken_; }

 private:
  OpenEffect* find_next(LeadRecord& lead, bool first,
                        std::pair<std::uint32_t, std::uint16_t> last) const {
    for (OpenEffect& effect : lead.effects) {
      if (!effect.claimable()) continue;
      const bool failing = effect.attempts > 0 && effect.ready_at > now_;
      if (failing && parts_.options.strict_order) return nullptr;
      const std::pair place{effect.seq, effect.index};
      if ((first || place > last) && effect.ready_at <= now_) return &effect;
    }
    return nullptr;
  }

  EngineParts& parts_;
  Work& work_;
  const TenantRecord& tenant_;
  const Instant now_;
  const Duration lease_;
  std::vector<Effect> taken_;
};

}  // namespace

std::vector<Effect> Engine::claim(std::string_view tenant, Instant now, std::size_t at_most,
                                  Duration lease, const BeforeCommit<Effect>& before) {
  require_lawful(now);
  if (lease.us <= 0 || lease > kLongestLease) {
    throw Fault(ErrorCode::usage, "a lease is longer than nothing and at most 30 days");
  }
  at_most = std::min(at_most, kMostClaimed);
  if (at_most == 0) return {};
  const TenantRecord record = parts_->tenant(tenant);
  fire_tenant(*parts_, record, now);
  return until_committed(*parts_, [&](Work& work) {
    Claim claim(*parts_, work, record, now, lease);
    for (const ReadyLead& ready : ready_leads(*parts_, work, record, now, at_most)) {
      if (claim.taken().size() >= at_most) break;
      claim.take(*ready.lead, at_most);
    }
    if (before) before(claim.taken());
    return std::move(claim.taken());
  });
}

}  // namespace relance
