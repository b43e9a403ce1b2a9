// One lead from its rules to others.
#pragma once

#include <string_view>

#include "engine/outlook.hpp"
#include "engine/translation.hpp"
#include "engine/work.hpp"

namespace relance {

/// Moves leads of one old text to one new one.
class LeadMover {
 public:
  /// All must live as long.
  LeadMover(EngineParts& parts, const Translation& translation, const LoadedWorkflow& to,
            std::string_view actor)
      : parts_(parts), translation_(translation), to_(to), actor_(actor) {}

  /// What becomes of a lead for which nothing is due up to `at`, which is not before its clock. It
  /// is changed and its entry is in the journal of `work`, unless it has something without a
  /// counterpart. Its attributes are loaded when the new rules read them.
  LeadMove move(Work& work, WorkingLead& lead, Instant at) const;

 private:
  void change(Work& work, WorkingLead& working, Outlook& outlook, Instant at, LeadMove& told) const;

  EngineParts& parts_;
  const Translation& translation_;
  const LoadedWorkflow& to_;
  const std::string_view actor_;
};

}  // namespace relance
