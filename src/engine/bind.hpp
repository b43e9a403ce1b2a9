// From an event as told to one that can be decided: names become ids, texts become values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/loaded.hpp"
#include "relance/core/bound_event.hpp"
#include "relance/event.hpp"

namespace relance {

/// The limits of one event (docs/rules.md).
inline constexpr std::size_t kEventBytes = 256 << 10;
inline constexpr std::size_t kTextBytes = 4'096;
inline constexpr std::size_t kIdBytes = 255;

/// Binds one event at a time and owns what the bound event points to. What cannot be bound is a
/// refusal in the bound event, with the words for its message here.
class Binder {
 public:
  /// `lead`: the lead it is about (number 0 for one that is being created). `tag`: of its effects.
  const BoundEvent& bind(const LoadedWorkflow& rules, std::uint64_t lead, std::uint64_t tag,
                         const Event& event, Instant now);

  /// Personal values by name: "person.email", "lead.FIELD", "note".
  struct Personal {
    std::string name;
    std::string value;
  };
  const std::vector<Personal>& personal() const { return personal_; }

 private:
  void attribute(const LoadedWorkflow& rules, const Attribute& attribute);
  void built_in(const Tables& tables, const Attribute& attribute, Id field, const Value& value);
  bool typed(const LoadedWorkflow& rules, const Attribute& attribute, Type type, Id field,
             std::size_t limit, Value& value);
  /// An event says each thing once.
  void add(Id field, Value value);
  void cite(Id field, std::string_view text);
  void check_outcome(Id field, std::string_view text);
  bool repeats_personal();
  /// What an event's attributes must be together.
  void check_whole();
  void refuse(Refusal refusal, Id detail = kNone);

  BoundEvent bound_;
  std::vector<BoundValue> values_;
  std::vector<Personal> personal_;
  std::vector<std::string_view> personal_names_;  // those of personal_, while it is checked
  std::uint64_t lead_ = 0, tag_ = 0;
};

/// Whether an event keeps the limits above and is UTF-8 where it must be.
bool keeps_limits(const Event& event);

/// Covers all that an event says, but not when it is told.
std::uint64_t content_hash(const Event& event);

}  // namespace relance
