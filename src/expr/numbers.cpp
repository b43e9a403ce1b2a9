#include "expr/numbers.hpp"

#include <algorithm>
#include <array>

#include "relance/core/program.hpp"

namespace relance::expr {
namespace {

/// What lies between two stretches; 0: they touch.
std::uint64_t gap(std::int64_t most, std::int64_t next) {
  return next <= most ? 0 : static_cast<std::uint64_t>(next) - static_cast<std::uint64_t>(most) - 1;
}

}  // namespace

bool Numbers::holds(std::int64_t number) const {
  return std::any_of(stretches_.begin(), stretches_.end(), [number](Stretch each) {
    return each.least <= number && number <= each.most;
  });
}

bool Numbers::inside(std::int64_t least, std::int64_t most) const {
  return none() || (this->least() >= least && this->most() <= most);
}

void Numbers::join(const Numbers& other) {
  stretches_.insert(stretches_.end(), other.stretches_.begin(), other.stretches_.end());
  settle();
}

void Numbers::meet(const Numbers& other) {
  std::vector<Stretch> common;
  for (const Stretch a : stretches_) {
    for (const Stretch b : other.stretches_) {
      const Stretch both{std::max(a.least, b.least), std::min(a.most, b.most)};
      if (both.least <= both.most) common.push_back(both);
    }
  }
  stretches_ = std::move(common);
  settle();
}

/// Puts them in order; closes the smallest gaps when there are too many.
void Numbers::settle() {
  std::sort(stretches_.begin(), stretches_.end(),
            [](Stretch a, Stretch b) { return a.least < b.least; });
  std::uint64_t closed = 0;
  for (;;) {
    std::vector<Stretch> settled;
    std::uint64_t smallest = std::numeric_limits<std::uint64_t>::max();
    for (const Stretch each : stretches_) {
      const bool first = settled.empty();
      const std::uint64_t between = first ? 0 : gap(settled.back().most, each.least);
      if (!first && between <= closed) {
        settled.back().most = std::max(settled.back().most, each.most);
      } else {
        if (!first) smallest = std::min(smallest, between);
        settled.push_back(each);
      }
    }
    stretches_ = std::move(settled);
    if (stretches_.size() <= kStretches) return;
    closed = smallest;
  }
}

Numbers Numbers::in_relation(std::uint8_t relation, const Numbers& others) const {
  Numbers found;
  if (none() || others.none()) return found;
  const auto add = [&](const Numbers& wanted) {
    Numbers some = *this;
    some.meet(wanted);
    found.join(some);
  };
  if ((relation & Relation::less) != 0 && others.most() != kLeast) {
    add({kLeast, others.most() - 1});
  }
  if ((relation & Relation::equal) != 0) add(others);
  if ((relation & Relation::greater) != 0 && others.least() != kMost) {
    add({others.least() + 1, kMost});
  }
  return found;
}

std::optional<Numbers> Numbers::combine(const Numbers& a, const Numbers& b, Combine combined) {
  Numbers all;
  for (const Stretch left : a.stretches_) {
    for (const Stretch right : b.stretches_) {
      const std::optional<Stretch> each = combined(left, right);
      if (!each) return {};
      all.stretches_.push_back(*each);
    }
  }
  all.settle();
  return all;
}

std::optional<Numbers::Stretch> Numbers::sum_of(Stretch a, Stretch b) {
  Stretch sum{};
  const bool overflows = __builtin_add_overflow(a.least, b.least, &sum.least) ||
                         __builtin_add_overflow(a.most, b.most, &sum.most);
  return overflows ? std::nullopt : std::optional(sum);
}

std::optional<Numbers::Stretch> Numbers::difference_of(Stretch a, Stretch b) {
  Stretch rest{};
  const bool overflows = __builtin_sub_overflow(a.least, b.most, &rest.least) ||
                         __builtin_sub_overflow(a.most, b.least, &rest.most);
  return overflows ? std::nullopt : std::optional(rest);
}

std::optional<Numbers::Stretch> Numbers::product_of(Stretch a, Stretch b) {
  std::array<std::int64_t, 4> corners{};
  const bool overflows = __builtin_mul_overflow(a.least, b.least, corners.data()) ||
                         __builtin_mul_overflow(a.least, b.most, &corners[1]) ||
                         __builtin_mul_overflow(a.most, b.least, &corners[2]) ||
                         __builtin_mul_overflow(a.most, b.most, &corners[3]);
  if (overflows) return {};
  const auto [least, most] = std::minmax_element(corners.begin(), corners.end());
  return Stretch{*least, *most};
}

std::optional<Numbers> Numbers::sum(const Numbers& a, const Numbers& b) {
  return combine(a, b, sum_of);
}

std::optional<Numbers> Numbers::difference(const Numbers& a, const Numbers& b) {
  return combine(a, b, difference_of);
}

std::optional<Numbers> Numbers::product(const Numbers& a, const Numbers& b) {
  return combine(a, b, product_of);
}

bool Numbers::divides(const Numbers& a, const Numbers& b) {
  return a.none() || (!b.holds(0) && !(a.holds(kLeast) && b.holds(-1)));
}

/// No quotient is farther from 0 than what is divided, nor on the other side of it unless the
/// divisor is.
std::optional<Numbers> Numbers::quotient(const Numbers& a, const Numbers& b) {
  if (!divides(a, b)) return {};
  if (a.none() || b.none()) return Numbers();
  if (a.least() == kLeast) return any();
  if (b.least() > 0)
    return Numbers(std::min<std::int64_t>(a.least(), 0), std::max<std::int64_t>(a.most(), 0));
  return within(std::max(-a.least(), std::abs(a.most())));
}

/// A rest is nearer to 0 than the divisor, and on the side of what is divided.
std::optional<Numbers> Numbers::remainder(const Numbers& a, const Numbers& b) {
  if (!divides(a, b)) return {};
  if (a.none() || b.none()) return Numbers();
  const std::int64_t most =
      b.least() == kLeast ? kMost : std::max(std::abs(b.least()), std::abs(b.most())) - 1;
  return Numbers(a.least() < 0 ? -most : 0, a.most() > 0 ? most : 0);
}

}  // namespace relance::expr
