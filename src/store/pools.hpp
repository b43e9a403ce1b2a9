// Moving journal entries with their slices from one set of pools to another.
#pragma once

#include <span>

#include "relance/journal.hpp"

namespace relance {

/// Appends a copy of an entry of `from`. Fault full when a pool of `to` would pass 2^32 - 1.
void append(const Journal& from, const JournalEntry& entry, Journal& to);

/// The elements of a slice of a pool.
template <class Pool>
auto elements(const Pool& pool, Range range) {
  return std::span(pool).subspan(range.first, range.count);
}

}  // namespace relance
