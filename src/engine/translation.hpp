// Between two versions of rules: what of the one is what in the other.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "relance/core/tables.hpp"
#include "relance/deploy.hpp"

namespace relance {

/// Where something of the old rules went on purpose: to nothing.
inline constexpr Id kGone = kNone - 1;

/// By name, or as a plan maps it. kNone: it has no counterpart. Immutable; the tables must live as
/// long.
class Translation {
 public:
  using Places = std::map<std::string, std::string, std::less<>>;

  /// `renamed`: what states without a counterpart seem to be called now; their lines and steps are
  /// sought there.
  Translation(const Tables& from, const Tables& to, const std::vector<MovePlan::Mapping>& map,
              const std::vector<MovePlan::Mapping>& renamed = {});

  Id state(Id old_state) const { return states_[old_state]; }
  /// Of a step: the EffectRule of the same verb and name, if need be in another place.
  Id step(Id old_effect) const { return steps_[old_effect]; }
  /// Of a line of a state's `after`: the one that does the same in the state it becomes; in any
  /// state where nobody knows which.
  Id line(Id old_line) const { return lines_[old_line]; }
  /// The old line that became `new_line`; kNone when it is new.
  Id line_before(Id new_line, Id old_state) const;
  /// Whether `new_line` is what a line of the state was that the plan lets go.
  bool lets_go(Id new_line, Id old_state) const;
  /// Index of a lead field (field id - kDeclaredFields).
  Id field(Id old_field) const { return fields_[old_field]; }
  Id deadline(Id old_deadline) const { return deadlines_[old_deadline]; }
  /// Of a reason to pause a deadline: its place among those of what the deadline becomes.
  Id reason(Id old_deadline, Id old_reason) const { return reasons_[old_deadline][old_reason]; }
  std::string lane(const std::string& old_lane) const;
  /// What has no counterpart, by its name, and with the reason where the new rules have the name.
  std::string field_without(Id old_field) const;
  std::string deadline_without(Id old_deadline) const;
  /// Every lead field is where it was.
  bool same_fields() const { return same_fields_; }

  const Tables& from() const { return from_; }
  const Tables& to() const { return to_; }

 private:
  std::string mapped(std::string_view name, std::string_view unmapped) const;
  Places new_places() const;
  std::string new_name(Id old_effect) const;
  void add_states(const std::vector<MovePlan::Mapping>& renamed);
  void add_steps();
  std::string old_deed(Id old_line) const;
  void add_lines(Id old_state);
  void pair_lines(Id old_state, std::set<Id>& taken);
  /// Why a field of the new rules cannot hold what one of the old holds; empty when it can.
  std::string_view why_not(Id old_field, Id field) const;
  Id named_field(std::string_view path) const;
  void add_fields();
  void add_deadlines();
  void add_reasons();

  const Tables& from_;
  const Tables& to_;
  const std::vector<MovePlan::Mapping>& map_;
  std::vector<Id> states_, steps_, lines_, fields_, deadlines_;
  std::vector<Id> seeming_states_;        // as states_, or what they seem to be
  std::vector<Id> alike_;                 // by old line: what it is, let go or not
  std::vector<std::vector<Id>> reasons_;  // by old deadline
  bool same_fields_ = false;
};

// How a plan writes names: "lane bdc", "deadlines.treated".
inline constexpr std::string_view kToNothing = "-";
inline constexpr std::string_view kLane = "lane ";
inline constexpr std::string_view kDeadline = "deadlines.";
inline constexpr std::string_view kReason = ".pauses.";

/// kNone: it is not among them.
Id index_of(const std::vector<std::string>& names, std::string_view name);
/// "lead.budget"
std::string field_path(const Tables& tables, Id field_index);
std::vector<std::string> deadline_names(const Tables& tables);
/// "deadlines.treated.pauses.papers" of each reason to pause a deadline.
std::vector<std::string> reason_names(const Tables& tables, Id deadline);

}  // namespace relance
