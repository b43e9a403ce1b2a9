// What is known of the fields that a guard reads at one place of it.
#pragma once

#include <cstddef>
#include <vector>

#include "expr/numbers.hpp"

namespace relance::expr {

/// Leads and events, told by what their fields may hold: perhaps more than there are, never fewer.
class Situation {
 public:
  Situation() = default;  // none

  struct Field {
    Numbers numbers;      // when it is there; of a text: how many characters
    bool absent = false;  // it need not be
  };
  explicit Situation(std::vector<Field> fields) : possible_(true), fields_(std::move(fields)) {}

  bool possible() const { return possible_; }
  /// Precondition: possible.
  const Numbers& numbers(std::size_t field) const { return fields_[field].numbers; }

  /// Those of them in which a field is one of `numbers`.
  Situation where(std::size_t field, const Numbers& numbers) const;
  Situation where_present(std::size_t field) const { return where(field, Numbers::any()); }
  Situation where_absent(std::size_t field) const;

  void join(const Situation& other);
  void meet(const Situation& other);

 private:
  static bool is_empty(const Field& field) { return !field.absent && field.numbers.none(); }

  bool possible_ = false;
  std::vector<Field> fields_;
};

inline Situation either(Situation a, const Situation& b) {
  a.join(b);
  return a;
}
inline Situation both(Situation a, const Situation& b) {
  a.meet(b);
  return a;
}

}  // namespace relance::expr
