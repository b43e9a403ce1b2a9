// What SQLite and the system answer, as faults that say what to do.
#pragma once

#include <string>

#include "relance/error.hpp"

namespace relance {

/// `code` is SQLite's, extended or not; `error` the errno behind it, 0 when there is none; `words`
/// are for codes that should never come.
Fault sqlite_fault(const std::string& path, int code, int error, const char* words);

/// Fault busy: somebody else has held the database for as long as was allowed.
Fault held_fault(const std::string& path);

/// Fault storage: the database or a file beside it cannot be opened or made; `reason` may be empty.
Fault closed_fault(const std::string& path, const std::string& reason);

/// Fault corrupt, naming what cannot be read.
Fault damage_fault(const std::string& path, const std::string& what);

}  // namespace relance
