// Random workflows and random calls for the laws: everything follows from one seed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace relance::test {

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
  }
  /// 0 to n - 1.
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }
  template <class List>
  const auto& of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

/// A rules file that compiles.
std::string random_rules(Draw& draw);

}  // namespace relance::test
