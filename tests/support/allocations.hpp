// Counts what a thread allocates, in programs that link support/allocations.cpp.
#pragma once

#include <cstddef>

namespace relance::testing {

/// Calls of operator new by this thread so far.
std::size_t allocations();

}  // namespace relance::testing
