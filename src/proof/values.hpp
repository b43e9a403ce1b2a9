// Values of what a guard reads that bring out every answer it can give.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "proof/reads.hpp"
#include "relance/core/evaluate.hpp"
#include "relance/core/fields.hpp"
#include "relance/core/tables.hpp"

namespace relance::proof {

/// Values of fields; what is not in it, or has no type, is absent.
using Assignment = std::map<FieldRef, Value>;

/// Where a guard stands.
struct Cell {
  Id state = kNone;
  Id event = kNone;
};

/// Values for a field that lie on each side of every constant of `guards`, and absence if the field
/// can be absent there.
std::vector<Value> values_of(const Tables& tables, Cell cell, FieldRef field,
                             const std::vector<const Program*>& guards);

/// Whether counts of attempts fit together: none of a part is above that of the whole.
bool can_be(const Assignment& assumed);

/// The `Fields` of evaluate(), from an assignment.
class AssumedFields {
 public:
  AssumedFields(const Tables& tables, const Assignment& assumed)
      : tables_(tables), assumed_(assumed) {}

  Scalar lead(Id field) const { return value({FieldRef::lead, field}); }
  Scalar event(Id field) const { return value({FieldRef::event, field}); }
  Instant now() const;
  const ZoneTable& zone() const { return tables_.zone; }
  std::int64_t attempts(std::uint8_t channel, std::uint16_t outcome) const {
    const Scalar count = value(FieldRef::counted(channel, outcome));
    return count.has_value() ? count.number : 0;
  }
  bool is_open(Id calendar, Instant at) const {
    const Scalar open = value({FieldRef::calendar, calendar});
    return open.has_value() ? open.is(true) : tables_.calendars[calendar].open_at(at);
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
    if (can_be(assumed) && visit(assumed)) return true;
  }
  return false;
}

}  // namespace relance::proof
