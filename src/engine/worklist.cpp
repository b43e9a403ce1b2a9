#include <algorithm>
#include <tuple>

#include "engine/effects.hpp"
#include "engine/work.hpp"

namespace relance {
namespace {

constexpr std::size_t kLeadsAtOnce = 256;

/// An open step and where it stands in the list. Small, since many are looked at for a few lines.
struct Line {
  Instant urgent;  // the earlier of its limit and what its lead was promised next
  Instant by, not_before;
  std::uint64_t lead;
  std::uint32_t seq;
  std::uint16_t index;
  auto operator<=>(const Line&) const = default;
};

/// The running deadline of a lead that is due next; null when none runs.
const OpenDeadline* next_promise(const LeadRecord& lead) {
  const OpenDeadline* next = nullptr;
  for (const OpenDeadline& open : lead.deadlines) {
    if (open.phase != OpenDeadline::running) continue;
    if (next == nullptr || open.promised < next->promised) next = &open;
  }
  return next;
}

/// The most urgent `at_most` open steps of a tenant.
std::vector<Line> most_urgent(EngineParts& parts, const TenantRecord& tenant,
                              std::optional<std::string_view> owner,
                              std::optional<std::string_view> lane, std::size_t at_most) {
  std::vector<Line> lines;  // a heap with the least urgent in front
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t after = 0;; after = numbers.back()) {
    parts.store->with_open_steps(tenant.number, owner, after, kLeadsAtOnce, numbers);
    if (numbers.empty()) break;
    std::vector<LeadKey> keys;
    for (const std::uint64_t number : numbers) keys.push_back({tenant.number, number});
    std::vector<LeadRecord> leads(keys.size());
    parts.store->read(keys, leads);
    for (const LeadRecord& lead : leads) {
      if (!parts.readable(lead) || (lane && lead.lane != *lane)) continue;
      const OpenDeadline* promise = next_promise(lead);
      const Instant promised = promise == nullptr ? kNever : promise->promised;
      for (const OpenEffect& step : lead.effects) {
        if (!step.has(OpenEffect::open_step)) continue;
        lines.push_back({std::min(step.not_after, promised), step.not_after, step.not_before,
                         lead.key.number, step.seq, step.index});
        std::push_heap(lines.begin(), lines.end());
        if (lines.size() <= at_most) continue;
        std::pop_heap(lines.begin(), lines.end());
        lines.pop_back();
      }
    }
  }
  std::sort_heap(lines.begin(), lines.end());
  return lines;
}

WorkItem to_item(EngineParts& parts, const TenantRecord& tenant, const Line& line) {
  const LeadKey key{tenant.number, line.lead};
  LeadRecord lead;
  parts.store->read(std::span(&key, 1), std::span(&lead, 1));
  WorkItem item;
  for (const OpenEffect& step : lead.effects) {
    if (!step.is(line.seq, line.index)) continue;
    const Effect effect = to_effect(parts, tenant.name, lead, parts.store->host_id(key), step);
    const Tables& tables = parts.workflow(lead.workflow).tables;
    item.lead = effect.lead;
    item.state = tables.state_names[lead.state];
    item.stage = name(tables.states[lead.state].stage);
    item.owner = lead.owner;
    item.lane = lead.lane;
    item.verb = effect.verb;
    item.name = effect.name;
    item.channel = effect.channel;
    item.rule = effect.rule;
    item.since = step.emitted_at;
    item.not_before = step.not_before;
    item.by = step.not_after;
    if (const OpenDeadline* promise = next_promise(lead)) {
      item.deadline = tables.words[tables.deadlines[promise->deadline].name];
      item.promised = promise->promised;
    }
    item.delivered = step.has(OpenEffect::delivered);
    item.id = effect.id;
  }
  Journal journal;
  parts.store->history(lead, line.seq, line.seq, journal);
  if (!journal.entries.empty()) {
    const JournalEntry& cause = journal.entries.front();
    item.because = parts.workflow(cause.workflow).tables.event_name(cause.event);
  }
  return item;
}

}  // namespace

std::vector<WorkItem> Engine::worklist(std::string_view tenant, Instant now,
                                       std::optional<std::string_view> owner, std::size_t at_most,
                                       std::optional<std::string_view> lane) {
  require_lawful(now);
  const TenantRecord record = parts_->tenant(tenant);
  fire_tenant(*parts_, record, now);
  std::vector<WorkItem> items;
  if (at_most == 0) return items;
  for (const Line& line : most_urgent(*parts_, record, owner, lane, at_most)) {
    try {
      items.push_back(to_item(*parts_, record, line));
    } catch (const CorruptLead& fault) {
      parts_->damaged.insert(fault.lead());
    }
  }
  return items;
}

}  // namespace relance
