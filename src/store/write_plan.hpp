// What every store works out of a write set before it writes anything.
#pragma once

#include <cstdint>
#include <vector>

#include "relance/store.hpp"

namespace relance {

/// Where a scan entry stands after a commit: never later than `next`, moved only to be earlier, or
/// set to exactly `next` when it was popped.
constexpr Instant entry_after(Instant entry, Instant next, bool popped) {
  return popped || next < entry ? next : entry;
}

bool has_dead_letter(const LeadRecord& lead);

/// What becomes of one lead of a write set.
struct LeadPlan {
  std::int64_t last_row = 0;  // set while its journal entries are written
  Instant due, ready;
  bool open_step = false, dead_letter = false;
};

/// Leads and journal of a write set, laid side by side.
struct WritePlan {
  std::vector<LeadPlan> leads;         // beside WriteSet::leads
  std::vector<std::uint32_t> lead_of;  // beside the journal: an index into leads
  std::vector<std::uint32_t> by_key;   // indexes into leads, ascending by key
  std::vector<LeadKey> keys;           // beside by_key
};

/// Fault internal when an entry is of a lead that is not written, or a lead is written twice.
void plan(const WriteSet& writes, WritePlan& plan);

/// Sets what the store keeps of its own on a lead.
void apply(const LeadPlan& plan, std::uint64_t expected, LeadRecord& lead);

/// Tells the records what was committed.
void finish(const WriteSet& writes, const WritePlan& plan);

}  // namespace relance
