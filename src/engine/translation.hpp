// Between two versions of rules: what of the one is what in the other.
#pragma once

#include <functional>
#include <map>
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

  Translation(const Tables& from, const Tables& to, const std::vector<MovePlan::Mapping>& map);

  Id state(Id old_state) const { return states_[old_state]; }
  /// Of a step: the EffectRule of the same verb and name, if need be in another place.
  Id step(Id old_effect) const { return steps_[old_effect]; }
  /// Of a line of a state's `after`: the one that does the same in the state it becomes.
  Id line(Id old_line) const { return lines_[old_line]; }
  /// The old line that became `new_line`; kNone when it is new.
  Id line_before(Id new_line, Id old_state) const;
  /// Index of a lead field (field id - kDeclaredFields).
  Id field(Id old_field) const { return fields_[old_field]; }
  /// Of a deadline: one with the same reasons to pause.
  Id deadline(Id old_deadline) const { return deadlines_[old_deadline]; }
  std::string lane(const std::string& old_lane) const;
  /// Every lead field is where it was.
  bool same_fields() const { return same_fields_; }

  const Tables& from() const { return from_; }
  const Tables& to() const { return to_; }

 private:
  std::string mapped(std::string_view name, std::string_view unmapped) const;
  Places new_places() const;
  std::string new_name(Id old_effect) const;
  void add_states();
  void add_steps();
  void add_lines(Id old_state);
  void add_fields();
  void add_deadlines();

  const Tables& from_;
  const Tables& to_;
  const std::vector<MovePlan::Mapping>& map_;
  std::vector<Id> states_, steps_, lines_, fields_, deadlines_;
  bool same_fields_ = false;
};

// How a plan writes names: "lane bdc", "deadlines.treated".
inline constexpr std::string_view kLane = "lane ";
inline constexpr std::string_view kDeadline = "deadlines.";

/// "lead.budget"
std::string field_path(const Tables& tables, Id field_index);
std::vector<std::string> deadline_names(const Tables& tables);

}  // namespace relance
