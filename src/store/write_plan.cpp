#include "store/write_plan.hpp"

#include <algorithm>
#include <numeric>

namespace relance {
namespace {

std::uint32_t index_of(const WritePlan& plan, LeadKey key) {
  const auto found = std::lower_bound(plan.keys.begin(), plan.keys.end(), key);
  if (found == plan.keys.end() || *found != key) {
    throw Fault(ErrorCode::internal, "a journal entry is of a lead that is not written");
  }
  return plan.by_key[static_cast<std::size_t>(found - plan.keys.begin())];
}

}  // namespace

bool has_dead_letter(const LeadRecord& lead) {
  return std::any_of(lead.effects.begin(), lead.effects.end(),
                     [](const OpenEffect& effect) { return effect.has(OpenEffect::dead); });
}

void plan(const WriteSet& writes, WritePlan& plan) {
  plan.leads.clear();
  plan.lead_of.clear();
  plan.by_key.resize(writes.leads.size());
  std::iota(plan.by_key.begin(), plan.by_key.end(), 0u);
  const auto key = [&](std::uint32_t index) { return writes.leads[index].lead->key; };
  const auto before = [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); };
  if (!std::is_sorted(plan.by_key.begin(), plan.by_key.end(), before)) {
    std::sort(plan.by_key.begin(), plan.by_key.end(), before);
  }
  plan.keys.clear();
  for (const std::uint32_t index : plan.by_key) plan.keys.push_back(key(index));
  if (std::adjacent_find(plan.keys.begin(), plan.keys.end()) != plan.keys.end()) {
    throw Fault(ErrorCode::internal, "a lead is written twice by one write set");
  }
  for (const LeadWrite& write : writes.leads) {
    const LeadRecord& lead = *write.lead;
    plan.leads.push_back({lead.last_row,
                          entry_after(lead.due_entry, lead.next_due(), write.due_popped),
                          entry_after(lead.ready_entry, lead.next_ready(), write.ready_popped),
                          lead.has_open_step(), has_dead_letter(lead)});
  }
  for (const JournalEntry& entry : writes.journal.entries) {
    // Entries of one lead mostly stand together.
    const bool same = !plan.lead_of.empty() && key(plan.lead_of.back()) == entry.lead;
    plan.lead_of.push_back(same ? plan.lead_of.back() : index_of(plan, entry.lead));
  }
}

void apply(const LeadPlan& plan, std::uint64_t expected, LeadRecord& lead) {
  lead.revision = expected + 1;
  lead.last_row = plan.last_row;
  lead.due_entry = plan.due;
  lead.ready_entry = plan.ready;
  lead.open_entry = plan.open_step;
  lead.dead_entry = plan.dead_letter;
}

void finish(const WriteSet& writes, const WritePlan& plan) {
  for (std::size_t i = 0; i < writes.leads.size(); ++i) {
    apply(plan.leads[i], writes.leads[i].expected, *writes.leads[i].lead);
  }
}

}  // namespace relance
