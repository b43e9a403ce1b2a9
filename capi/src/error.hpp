// Errors as the C interface hands them out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "relance/diagnostic.hpp"
#include "relance/error.hpp"
#include "relance/relance.h"
#include "rows.hpp"

struct relance_error {
  relance_code code = RELANCE_OK;
  std::string message;
  std::unique_ptr<relance_rows> diagnostics;
};

namespace relance::capi {

/// A text of an author's that has errors.
class Rejected : public Fault {
 public:
  /// `what`: which text, "the rules" or "the mapping".
  Rejected(ErrorCode code, const std::string& what, std::vector<Diagnostic> diagnostics);
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

std::unique_ptr<relance_rows> diagnostic_rows(std::vector<Diagnostic> diagnostics);

}  // namespace relance::capi
