// Errors as the C interface hands them out.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "relance/diagnostic.hpp"
#include "relance/relance.h"
#include "rows.hpp"

struct relance_error {
  relance_code code = RELANCE_OK;
  std::string message;
  std::unique_ptr<relance_rows> diagnostics;
};

namespace relance::capi {

/// A rules text that does not compile.
class RulesRejected : public std::runtime_error {
 public:
  explicit RulesRejected(std::vector<Diagnostic> diagnostics);
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

std::unique_ptr<relance_rows> diagnostic_rows(std::vector<Diagnostic> diagnostics);

}  // namespace relance::capi
