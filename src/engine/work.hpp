// One call's working copies: read, changed, committed together, or thrown away on a conflict. Their
// memory serves the next call too, so that a warm one allocates little.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/bind.hpp"
#include "engine/parts.hpp"
#include "relance/core/decide.hpp"

namespace relance {

/// A lead in work. Its address is stable until the attempt ends.
struct WorkingLead {
  LeadRecord lead;
  std::uint64_t expected = 0;  // revision when read
  std::string_view host_id;    // set when it is created here
  const LoadedWorkflow* rules = nullptr;
  std::uint64_t tag = 0;  // of its effects
  LeadChanges changes;
  bool touched = false;
  bool due_popped = false;
  bool ready_popped = false;
  std::vector<KeyEntry> aside;
};

class Work {
 public:
  explicit Work(EngineParts& parts) : parts_(parts), loader_{&parts, load_attributes} {}

  /// While it lives all that is read is of one commit of the store, and addresses are stable.
  class Attempt {
   public:
    explicit Attempt(Work& work) : work_(work) { work_.parts_.store->begin_reading(); }
    ~Attempt() { work_.end(); }
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

   private:
    Work& work_;
  };

  /// Reads leads that must be there; a damaged one is null.
  void read(const TenantRecord& tenant, std::span<const LeadKey> keys,
            std::vector<WorkingLead*>& leads);
  /// A lead that does not exist yet.
  WorkingLead& create(const TenantRecord& tenant, std::uint64_t number, std::string_view host_id);

  /// Decides with the lead's own rules; personal values go to the write set.
  void decide(WorkingLead& lead, const BoundEvent& event);
  /// Fires what is due up to `until`, at most `most` timers; returns how many fired.
  std::size_t fire_due(WorkingLead& lead, Instant until, std::size_t most);
  /// Fires all that is due; Fault behind when that is more than the options allow.
  void catch_up(WorkingLead& lead, Instant until);

  /// True when it is written; false: read again and decide again.
  bool commit();

  /// Nothing of what was done is committed.
  void forget() noexcept {
    used_ = 0;
    writes.clear();
  }

  WriteSet writes;

 private:
  static void load_attributes(void* parts, LeadRecord& lead);
  WorkingLead& next();
  WorkingLead* read(const TenantRecord& tenant, LeadKey key);
  void keep(WorkingLead& lead, const LeadChanges& changes);
  void end() noexcept;

  EngineParts& parts_;
  AttributeLoader loader_;
  std::deque<WorkingLead> leads_;  // the first used_ of them are in work
  std::size_t used_ = 0;
  std::vector<std::uint32_t> order_;
};

/// Repeats `attempt(Work&)` until its commit holds, without the leads that turn out to be damaged
/// on the way. Fault busy after very many conflicts.
template <class Attempt>
auto until_committed(EngineParts& parts, Attempt attempt);

/// Fires what is due in the whole tenant up to `now`, as law 1 asks of calls that touch it whole.
/// Fault behind when more than the options allow was due; what fired then is kept.
void fire_tenant(EngineParts& parts, const TenantRecord& tenant, Instant now);

inline constexpr int kMostConflicts = 1'000;

template <class Attempt>
auto until_committed(EngineParts& parts, Attempt attempt) {
  for (int conflicts = 0; conflicts < kMostConflicts;) {
    try {
      Work& work = parts.work();
      const Work::Attempt bounds(work);
      auto answer = attempt(work);
      if (work.commit()) return answer;
      ++conflicts;
    } catch (const CorruptLead& fault) {
      if (!parts.damaged.insert(fault.lead()).second) throw;  // the call is about this very lead
    }
  }
  throw Fault(ErrorCode::busy,
              "other engines changed the same leads 1,000 times in a row: try again later");
}

}  // namespace relance
