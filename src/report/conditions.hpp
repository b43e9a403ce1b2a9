// The conditions of rules, as their author wrote them.
#pragma once

#include <map>
#include <string>

#include "relance/workflow.hpp"

namespace relance {

/// Read once from the text of a workflow, which the compiled rules do not keep.
class Conditions {
 public:
  explicit Conditions(const Workflow& workflow);
  /// Of a way such as "states.talking.events.lost[0]"; empty when it has none.
  const std::string& of(const std::string& rule) const;

 private:
  std::map<std::string, std::string> texts_;
};

}  // namespace relance
