// From a checked definition to the compiled workflow.
#pragma once

#include <memory>
#include <string_view>

#include "base/source.hpp"
#include "relance/workflow.hpp"
#include "rules/check.hpp"

namespace relance {

/// Fills a Workflow; its friend.
class WorkflowBuilder {
 public:
  /// `checked` has no problems; its programs and calendars are moved out of it.
  static std::shared_ptr<const Workflow> build(rules::Checked& checked, const Source& source,
                                               const CompileOptions& options);
};

}  // namespace relance
