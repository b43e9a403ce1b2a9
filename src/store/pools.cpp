#include "store/pools.hpp"

#include <algorithm>
#include <cstdint>

#include "relance/error.hpp"

namespace relance {
namespace {

template <class Pool>
Range copy(const Pool& from, Range range, Pool& to) {
  if (to.size() + range.count > UINT32_MAX) {
    throw Fault(ErrorCode::full, "more journal than one pool can hold; read it in parts");
  }
  const Range copied{static_cast<std::uint32_t>(to.size()), range.count};
  to.resize(to.size() + range.count);
  std::copy_n(from.begin() + range.first, range.count, to.begin() + copied.first);
  return copied;
}

}  // namespace

void append(const Journal& from, const JournalEntry& entry, Journal& to) {
  JournalEntry copied = entry;
  copied.key = copy(from.text, entry.key, to.text);
  copied.actor = copy(from.text, entry.actor, to.text);
  copied.values = copy(from.values, entry.values, to.values);
  copied.effects = copy(from.effects, entry.effects, to.effects);
  copied.timers = copy(from.timers, entry.timers, to.timers);
  copied.trace = copy(from.trace, entry.trace, to.trace);
  to.entries.push_back(copied);
}

}  // namespace relance
