// What a guard reads, and values of its fields that bring out every answer it can give.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "relance/core/evaluate.hpp"
#include "relance/core/fields.hpp"
#include "relance/core/tables.hpp"

namespace relance::proof {

struct FieldRef {
  bool of_event = false;
  Id field = kNone;
  auto operator<=>(const FieldRef&) const = default;
};

/// Values of fields; what is not in it, or has no type, is absent.
using Assignment = std::map<FieldRef, Value>;

struct Reads {
  std::set<FieldRef> fields;
  /// It only compares single fields with constants, so values_of() brings out all its answers.
  bool simple = true;
};
Reads reads_of(const Program& guard);

/// Where a guard stands.
struct Cell {
  Id state = kNone;
  Id event = kNone;
};

/// Values for a field that lie on each side of every constant of `guards`, and absence if the field
/// can be absent there.
std::vector<Value> values_of(const Tables& tables, Cell cell, FieldRef field,
                             const std::vector<const Program*>& guards);

/// The `Fields` of evaluate(), from an assignment.
class AssumedFields {
 public:
  AssumedFields(const Tables& tables, const Assignment& assumed)
      : tables_(tables), assumed_(assumed) {}

  Scalar lead(Id field) const { return value({false, field}); }
  Scalar event(Id field) const { return value({true, field}); }
  Instant now() const;
  const ZoneTable& zone() const { return tables_.zone; }
  std::int64_t attempts(std::uint8_t, std::uint16_t) const {
    asked_ = true;
    return 0;
  }
  bool is_open(Id calendar, Instant at) const {
    asked_ = true;
    return tables_.calendars[calendar].open_at(at);
  }
  /// Whether anything was asked for.
  bool asked() const { return asked_; }

 private:
  Scalar value(FieldRef field) const {
    asked_ = true;
    const auto found = assumed_.find(field);
    return found == assumed_.end() ? Scalar::missing(field.field)
                                   : to_scalar(found->second, field.field);
  }

  const Tables& tables_;
  const Assignment& assumed_;
  mutable bool asked_ = false;
};

/// Calls `visit(assignment)` with one value of each field after the other until it answers true;
/// whether it did. Nothing is visited when there are more than `most` combinations.
template <class Visit>
bool any_assignment(const std::map<FieldRef, std::vector<Value>>& domains, std::size_t most,
                    Visit visit) {
  std::size_t combinations = 1;
  for (const auto& [field, values] : domains) {
    combinations *= values.size();
    if (combinations > most) return false;
  }
  for (std::size_t number = 0; number < combinations; ++number) {
    Assignment assumed;
    std::size_t rest = number;
    for (const auto& [field, values] : domains) {
      assumed[field] = values[rest % values.size()];
      rest /= values.size();
    }
    if (visit(assumed)) return true;
  }
  return false;
}

}  // namespace relance::proof
