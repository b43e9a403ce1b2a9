// How long a written delay is at least and at most, whenever it begins.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <tuple>

#include "relance/core/tables.hpp"

namespace relance::proof {

class Lengths {
 public:
  explicit Lengths(const Tables& tables) : tables_(tables) {}

  /// Whether `a` is over before `b`, when both begin at one instant within the horizon of the
  /// calendars; false when that is not known. Open time that names no calendar is counted in the
  /// same one for both: what changes a lead's lane tells the host.
  bool is_shorter(const Delay& a, const Delay& b) const;

  bool is_more_than_an_hour(const Delay& delay) const;

 private:
  std::int64_t shortest(const Delay& delay) const;
  std::int64_t longest(const Delay& delay) const;
  std::int64_t longest_open(const Delay& delay) const;
  /// Those that `delay` may be counted in: any of them when it names none.
  std::span<const OpenHours> calendars_of(const Delay& delay) const;

  const Tables& tables_;
  /// By unit, calendar and amount: a look over all windows of a calendar is not for each question.
  mutable std::map<std::tuple<int, Id, std::int64_t>, std::int64_t> longest_open_;
};

}  // namespace relance::proof
