// Law 7: what makes an open lead due for certain, and how it can come to be due never.
#pragma once

#include <optional>
#include <vector>

#include "proof/reach.hpp"

namespace relance::proof {

/// How a lead in an open state is forgotten: it comes by one of `entries`, and then, one after the
/// other, what makes it due ends and leaves nothing that lasts.
struct Forgotten {
  Id state = kNone;
  std::vector<const Way*> entries;
  struct End {
    Source source;
    const Way* way = nullptr;  // the stimulus that ends it
  };
  std::vector<End> ends;
};

/// The lines of `after` that are armed for certain when the state is entered. One that counts from
/// a field which may be absent, or that is due `at` an instant which may be past, is none.
Sources certain_lines(const Tables& tables, Id state, bool appointed);

/// How what makes a lead due in `state` can end for good.
std::vector<Forgotten::End> ends_of(const Tables& tables, const Reach& reach, Id state);

/// One for each open state in which a lead can come to rest with nothing due but the watch.
std::vector<Forgotten> find_forgotten(const Tables& tables, const Reach& reach);

/// Whether each lead that comes to `state` has a step that is asked for again and again, until the
/// state is left.
bool keeps_asking(const Tables& tables, const Reach& reach, Id state);

}  // namespace relance::proof
