#include "report/ran_out.hpp"

namespace relance {
namespace {

/// The limit whose firing is what `entry` tells; null when it tells something else.
const Timer* limit_fired(const Journal& journal, const JournalEntry& entry) {
  for (std::uint32_t i = 0; i < entry.timers.count; ++i) {
    const TimerChange& change = journal.timers[entry.timers.first + i];
    if (change.kind != TimerChange::fired) continue;
    return change.timer.kind == TimerKind::step_limit ? &change.timer : nullptr;
  }
  return nullptr;
}

}  // namespace

RanOut ran_out(const Journal& journal, std::uint32_t seq, std::uint16_t index) {
  RanOut out;
  for (;;) {
    if (seq < 1 || seq > journal.entries.size()) return out;
    const JournalEntry* entry = &journal.entries[seq - 1];
    out.since = entry->decided_at;
    out.seq = seq;
    const Timer* limit = limit_fired(journal, *entry);
    if (limit == nullptr || limit->seq >= seq || index >= entry->effects.count) return out;
    const EmittedEffect& emitted = journal.effects[entry->effects.first + index];
    if (emitted.rule != limit->index || emitted.withdrawal) return out;
    ++out.times;
    seq = limit->seq;
    index = limit->effect;
  }
}

}  // namespace relance
