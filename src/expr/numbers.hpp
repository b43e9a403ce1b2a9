// Sets of whole numbers that a value of an expression may be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace relance::expr {

/// Perhaps more than the values there are, never fewer: few stretches hold them.
class Numbers {
 public:
  Numbers() = default;  // none
  Numbers(std::int64_t least, std::int64_t most) : stretches_{{least, most}} {}
  explicit Numbers(std::int64_t only) : Numbers(only, only) {}
  static Numbers any() { return {kLeast, kMost}; }
  /// Those whose size is at most `size`.
  static Numbers within(std::int64_t size) { return {-size, size}; }

  bool none() const { return stretches_.empty(); }
  /// Preconditions: there are some.
  std::int64_t least() const { return stretches_.front().least; }
  std::int64_t most() const { return stretches_.back().most; }
  bool holds(std::int64_t number) const;
  /// Whether there are none but numbers from `least` to `most`.
  bool inside(std::int64_t least, std::int64_t most) const;

  void join(const Numbers& other);
  void meet(const Numbers& other);
  /// Those that stand in a Relation to one of `others`.
  Numbers in_relation(std::uint8_t relation, const Numbers& others) const;

  /// What comes of any two; nothing when two of them overflow.
  static std::optional<Numbers> sum(const Numbers& a, const Numbers& b);
  static std::optional<Numbers> difference(const Numbers& a, const Numbers& b);
  static std::optional<Numbers> product(const Numbers& a, const Numbers& b);
  /// ... or when one divides by 0.
  static std::optional<Numbers> quotient(const Numbers& a, const Numbers& b);
  static std::optional<Numbers> remainder(const Numbers& a, const Numbers& b);

 private:
  static constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  static constexpr std::size_t kStretches = 8;

  struct Stretch {
    std::int64_t least, most;
  };
  using Combine = std::optional<Stretch> (*)(Stretch, Stretch);

  static std::optional<Numbers> combine(const Numbers& a, const Numbers& b, Combine combined);
  static std::optional<Stretch> sum_of(Stretch a, Stretch b);
  static std::optional<Stretch> difference_of(Stretch a, Stretch b);
  static std::optional<Stretch> product_of(Stretch a, Stretch b);
  static bool divides(const Numbers& a, const Numbers& b);
  void settle();

  std::vector<Stretch> stretches_;  // ascending, with numbers between them that are none of it
};

}  // namespace relance::expr
