// A workflow as the engine uses it: with its names made quick to find.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "relance/workflow.hpp"

namespace relance {

/// Immutable after construction. The maps are only looked up, never walked, so their order cannot
/// reach a decision.
class LoadedWorkflow {
 public:
  LoadedWorkflow(std::uint32_t stored_number, std::shared_ptr<const Workflow> workflow);

  const std::uint32_t number;  // the store's
  const std::shared_ptr<const Workflow> workflow;
  const Tables& tables;

  /// kNone when there is no such event.
  Id event(std::string_view name) const { return find(events_, name); }
  /// Of a declared lead field, or of what the author's events carry beyond; kNone else.
  Id field(std::string_view name) const { return find(fields_, name); }
  /// What a field is called, built-in ones included.
  std::string_view field_name(Id field) const;

 private:
  using Names = std::unordered_map<std::string_view, Id>;
  static Id find(const Names& names, std::string_view name) {
    const auto found = names.find(name);
    return found == names.end() ? kNone : found->second;
  }
  Names events_, fields_;
};

/// The 40 bits of an effect's id that stand for its tenant and rules.
std::uint64_t effect_tag(std::string_view tenant, const Tables& tables);

}  // namespace relance
