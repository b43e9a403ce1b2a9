#include <algorithm>
#include <span>
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

/// Whose steps are wanted.
struct Wanted {
  std::optional<std::string_view> owner, lane, lead;

  bool is_of(const LeadRecord& record) const {
    return (!owner || record.owner == *owner) && (!lane || record.lane == *lane);
  }
};

/// Keeps the most urgent `at_most` open steps.
class Lines {
 public:
  explicit Lines(std::size_t at_most) : at_most_(at_most) {}

  void add(const LeadRecord& lead) {
    const OpenDeadline* promise = next_promise(lead);
    const Instant promised = promise == nullptr ? kNever : promise->promised;
    for (const OpenEffect& step : lead.effects) {
      if (!step.has(OpenEffect::open_step)) continue;
      heap_.push_back({std::min(step.not_after, promised), step.not_after, step.not_before,
                       lead.key.number, step.seq, step.index});
      std::push_heap(heap_.begin(), heap_.end());
      if (heap_.size() <= at_most_) continue;
      std::pop_heap(heap_.begin(), heap_.end());
      heap_.pop_back();
    }
  }

  std::vector<Line> take() {
    std::sort_heap(heap_.begin(), heap_.end());
    return std::move(heap_);
  }

 private:
  std::size_t at_most_;
  std::vector<Line> heap_;  // the least urgent in front
};

void read_leads(EngineParts& parts, const TenantRecord& tenant,
                const std::vector<std::uint64_t>& numbers, std::vector<LeadRecord>& leads) {
  std::vector<LeadKey> keys;
  for (const std::uint64_t number : numbers) keys.push_back({tenant.number, number});
  leads.assign(keys.size(), {});
  parts.store->read(keys, leads);
}

void add_leads(EngineParts& parts, const TenantRecord& tenant, const Wanted& wanted,
               const std::vector<std::uint64_t>& numbers, Lines& lines) {
  std::vector<LeadRecord> leads;
  read_leads(parts, tenant, numbers, leads);
  for (const LeadRecord& lead : leads) {
    if (parts.readable(lead) && wanted.is_of(lead)) lines.add(lead);
  }
}

/// The most urgent `at_most` open steps of a tenant.
std::vector<Line> most_urgent(EngineParts& parts, const TenantRecord& tenant, const Wanted& wanted,
                              std::size_t at_most) {
  Lines lines(at_most);
  std::vector<std::uint64_t> numbers;
  if (wanted.lead) {
    numbers.resize(1);
    parts.store->find(tenant.number, std::span(&*wanted.lead, 1), numbers);
    if (numbers[0] != 0) add_leads(parts, tenant, wanted, numbers, lines);
    return lines.take();
  }
  for (std::uint64_t after = 0;; after = numbers.back()) {
    parts.store->with_open_steps(tenant.number, wanted.owner, after, kLeadsAtOnce, numbers);
    if (numbers.empty()) return lines.take();
    add_leads(parts, tenant, wanted, numbers, lines);
  }
}

WorkItem to_item(EngineParts& parts, const TenantRecord& tenant, const LeadRecord& lead,
                 const OpenEffect& step) {
  const Effect effect = to_effect(parts, tenant.name, lead, parts.store->host_id(lead.key), step);
  const Tables& tables = parts.workflow(lead.workflow).tables;
  WorkItem item;
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
  Journal journal;
  parts.store->history(lead, step.seq, step.seq, journal);
  if (!journal.entries.empty()) {
    const JournalEntry& cause = journal.entries.front();
    item.because = parts.workflow(cause.workflow).tables.event_name(cause.event);
  }
  return item;
}

/// Appends those steps of a lead for which `holds(step)`; of a damaged lead none.
template <class Holds>
void add_items(EngineParts& parts, const TenantRecord& tenant, const LeadRecord& lead, Holds holds,
               std::vector<WorkItem>& items) {
  const std::size_t before = items.size();
  try {
    for (const OpenEffect& step : lead.effects) {
      if (holds(step)) items.push_back(to_item(parts, tenant, lead, step));
    }
  } catch (const CorruptLead& fault) {
    parts.damaged.insert(fault.lead());
    items.resize(before);
  }
}

}  // namespace

std::vector<WorkItem> Engine::worklist(std::string_view tenant, Instant now,
                                       std::optional<std::string_view> owner, std::size_t at_most,
                                       std::optional<std::string_view> lane,
                                       std::optional<std::string_view> lead) {
  require_lawful(now);
  const TenantRecord record = parts_->tenant(tenant);
  fire_tenant(*parts_, record, now);
  std::vector<WorkItem> items;
  if (at_most == 0) return items;
  for (const Line& line : most_urgent(*parts_, record, {owner, lane, lead}, at_most)) {
    const LeadKey key{record.number, line.lead};
    LeadRecord of;
    parts_->store->read(std::span(&key, 1), std::span(&of, 1));
    const auto is_it = [&](const OpenEffect& step) { return step.is(line.seq, line.index); };
    add_items(*parts_, record, of, is_it, items);
  }
  return items;
}

Page<WorkItem> Engine::open_steps(std::string_view tenant, Instant now, std::uint64_t after,
                                  std::size_t at_most) {
  require_lawful(now);
  const TenantRecord record = parts_->tenant(tenant);
  fire_tenant(*parts_, record, now);
  Page<WorkItem> page;
  page.last = after;
  page.more = true;  // until nothing is behind the last lead
  const auto is_open = [](const OpenEffect& step) { return step.has(OpenEffect::open_step); };
  std::vector<std::uint64_t> numbers;
  std::vector<LeadRecord> leads;
  do {
    parts_->store->with_open_steps(record.number, std::nullopt, page.last, kLeadsAtOnce, numbers);
    read_leads(*parts_, record, numbers, leads);
    for (const LeadRecord& lead : leads) {
      if (page.items.size() >= at_most) return page;
      if (parts_->readable(lead)) add_items(*parts_, record, lead, is_open, page.items);
      page.last = lead.key.number;
    }
    page.more = !numbers.empty();
  } while (page.more);
  return page;
}

}  // namespace relance
