// Reads the inputs of a run before anything of it is told.
#pragma once

#include <vector>

#include "intake/pending.hpp"
#include "relance/core/tables.hpp"
#include "relance/intake.hpp"

namespace relance {

/// The events of all inputs, by time.
struct Gathered {
  RowKeep keep;
  std::vector<PendingEvent> pending;
  ImportCounts counts;                  // of what is no event for the engine
  std::vector<Diagnostic> diagnostics;  // not empty: no input may be told
};

/// `on_line` gets what is unreadable, of the future or without an event. Fault input.
Gathered gather(const Tables& rules, const std::vector<ImportInput>& inputs,
                const ImportOptions& options, const OnImportLine& on_line);

}  // namespace relance
