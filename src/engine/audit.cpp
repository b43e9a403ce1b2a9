// What must hold of every kept lead, checked against its journal.
#include <fmt/format.h>

#include "engine/work.hpp"
#include "lifecycle/lifecycle.hpp"
#include "relance/core/lanes.hpp"

namespace relance {
namespace {

class Audit {
 public:
  Audit(EngineParts& parts, std::size_t at_most)
      : parts_(parts), at_most_(at_most), problems_(parts.store->verify()) {}

  void tenant(const TenantRecord& tenant) {
    for (std::uint64_t number = 1; number <= tenant.last_lead && !is_full(); ++number) {
      const LeadKey key{tenant.number, number};
      where_ = fmt::format("tenant {} lead {}", tenant.name, number);
      LeadRecord lead;
      try {
        const std::string id = parts_.store->host_id(key);
        if (!id.empty()) where_ += fmt::format(" ('{}')", id);
        parts_.store->read(std::span(&key, 1), std::span(&lead, 1));
        if (lead.revision == 0) {
          problem(lead.damaged ? "is damaged" : "is missing");
        } else {
          check(lead);
        }
      } catch (const Fault& fault) {
        tell(fault);
      }
    }
  }

  /// Texts that no lead uses yet are looked at as well.
  void workflows() {
    for (const std::uint32_t number : parts_.store->workflows()) {
      where_ = fmt::format("rules number {}", number);
      try {
        parts_.compile_stored(number);
      } catch (const Fault& fault) {
        tell(fault);
      }
    }
  }

  std::vector<std::string> take() {
    if (is_full()) problems_.resize(at_most_);
    return std::move(problems_);
  }

 private:
  bool is_full() const { return problems_.size() >= at_most_; }
  void problem(std::string_view what) { problems_.push_back(fmt::format("{}: {}", where_, what)); }

  /// Called where it was caught. A shortage of memory or a file that is held is nothing that is
  /// wrong with what is stored.
  void tell(const Fault& fault) {
    if (fault.code() == ErrorCode::memory || fault.code() == ErrorCode::busy) throw;
    problem(fault.what());
  }

  void check(const LeadRecord& lead) {
    const Tables& tables = parts_.workflow(lead.workflow).tables;
    if (lead.state >= tables.states.size()) return problem("is in a state its rules do not have");
    if (lead.due_entry > lead.next_due()) problem("its due entry is later than its next timer");
    if (lead.ready_entry > lead.next_ready()) problem("its ready entry is later than its effects");
    if (!is_held(tables, lead)) problem("is open, and nobody holds it: no owner, and no lane");
    for (const Timer& timer : lead.timers) {
      const bool known = timer.kind == TimerKind::watch ||
                         (timer.kind == TimerKind::after && timer.index < tables.after.size()) ||
                         (timer.kind == TimerKind::step_limit && has_step(lead, timer)) ||
                         (timer.kind >= TimerKind::warning && runs(lead, timer.index));
      if (!known || timer.due == kNever) problem("has a timer for nothing");
    }
    for (const OpenDeadline& open : lead.deadlines) {
      if (open.deadline >= tables.deadlines.size()) problem("has a deadline that nobody promised");
    }
    Journal journal;
    parts_.store->history(lead, 1, lead.seq, journal);
    check_journal(lead, journal);
    check_effects(lead, journal);
  }

  static bool has_step(const LeadRecord& lead, const Timer& timer) {
    for (const OpenEffect& effect : lead.effects) {
      if (is_limit_of(timer, effect.seq, effect.index)) return true;
    }
    return false;
  }

  static bool runs(const LeadRecord& lead, Id deadline) {
    for (const OpenDeadline& open : lead.deadlines) {
      if (open.deadline == deadline) return open.phase == OpenDeadline::running;
    }
    return false;
  }

  /// The journal must be whole, and a walk through the lifecycle's chart.
  void check_journal(const LeadRecord& lead, const Journal& journal) {
    if (journal.entries.size() != lead.seq) {
      return problem(fmt::format("has {} journal entries of {}", journal.entries.size(), lead.seq));
    }
    LifecycleRun chart;
    Id state = kNone;
    Instant before = kEarliest;
    for (std::size_t i = 0; i < journal.entries.size(); ++i) {
      const JournalEntry& entry = journal.entries[i];
      const Tables& tables = parts_.workflow(entry.workflow).tables;
      if (entry.seq != i + 1) problem(fmt::format("journal entry {} is out of order", i + 1));
      const bool moved = entry.moved_rules() && i > 0;
      const bool same_rules = i == 0 || entry.workflow == journal.entries[i - 1].workflow;
      if (same_rules == moved) {
        problem(fmt::format("entry {} is of other rules than the one before", entry.seq));
      }
      if (!moved && entry.from != state)
        problem(fmt::format("entry {} does not go on from the one before", entry.seq));
      if (entry.decided_at < before) problem(fmt::format("entry {} goes back in time", entry.seq));
      if (entry.to >= tables.states.size() || !chart.move(tables.states[entry.to].stage)) {
        problem(fmt::format("entry {} is no lawful move of the lifecycle", entry.seq));
      }
      state = entry.to;
      before = entry.decided_at;
    }
    if (state != lead.state) problem("is not in the state that its journal ends in");
  }

  void check_effects(const LeadRecord& lead, const Journal& journal) {
    for (const OpenEffect& effect : lead.effects) {
      const bool known = effect.seq >= 1 && effect.seq <= journal.entries.size() &&
                         effect.index < journal.entries[effect.seq - 1].effects.count;
      if (!known)
        problem(fmt::format("has an effect {}.{} that its journal does not know", effect.seq,
                            effect.index));
    }
  }

  EngineParts& parts_;
  const std::size_t at_most_;
  std::vector<std::string> problems_;
  std::string where_;
};

}  // namespace

std::vector<std::string> Engine::audit(std::size_t at_most) {
  Audit audit(*parts_, at_most);
  audit.workflows();
  for (const TenantRecord& tenant : parts_->store->tenants()) audit.tenant(tenant);
  return audit.take();
}

}  // namespace relance
