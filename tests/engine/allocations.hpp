// Counts the allocations of the whole test program.
#pragma once

#include <cstddef>

namespace relance::test {

/// Calls of operator new by this thread so far.
std::size_t allocations();

}  // namespace relance::test
