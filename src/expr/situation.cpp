#include "expr/situation.hpp"

namespace relance::expr {

Situation Situation::where(std::size_t field, const Numbers& numbers) const {
  if (!possible_) return {};
  Situation some = *this;
  some.fields_[field].absent = false;
  some.fields_[field].numbers.meet(numbers);
  return is_empty(some.fields_[field]) ? Situation() : some;
}

Situation Situation::where_absent(std::size_t field) const {
  if (!possible_ || !fields_[field].absent) return {};
  Situation some = *this;
  some.fields_[field].numbers = Numbers();
  return some;
}

void Situation::join(const Situation& other) {
  if (!other.possible_) return;
  if (!possible_) {
    *this = other;
    return;
  }
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    fields_[i].numbers.join(other.fields_[i].numbers);
    fields_[i].absent |= other.fields_[i].absent;
  }
}

void Situation::meet(const Situation& other) {
  possible_ &= other.possible_;
  for (std::size_t i = 0; possible_ && i < fields_.size(); ++i) {
    fields_[i].numbers.meet(other.fields_[i].numbers);
    fields_[i].absent &= other.fields_[i].absent;
    possible_ = !is_empty(fields_[i]);
  }
}

}  // namespace relance::expr
