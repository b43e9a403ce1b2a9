#include "report/lead_repeats.hpp"

#include <algorithm>

namespace relance {
namespace {

constexpr std::size_t kLongestCycle = 8;
constexpr std::size_t kFewestRounds = 3;  // two are told one by one

template <class Item, class Same>
bool equal(const std::vector<Item>& a, const std::vector<Item>& b, Same same) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

bool same_work(const DecisionInWords& before, const DecisionInWords& after) {
  const auto same_effect = [](const EffectInWords& a, const EffectInWords& b) {
    return a.rule == b.rule && (a.of_seq == 0) == (b.of_seq == 0);
  };
  const auto same_ended = [](const EndedStep& a, const EndedStep& b) {
    return a.completed == b.completed && a.what == b.what;
  };
  return equal(before.effects, after.effects, same_effect) &&
         equal(before.ended, after.ended, same_ended);
}

bool same_times(const DecisionInWords& before, const DecisionInWords& after) {
  const auto same_timer = [](const TimerInWords& a, const TimerInWords& b) {
    return a.change == b.change && a.what == b.what;
  };
  const auto same_deadline = [](const DeadlineInWords& a, const DeadlineInWords& b) {
    return a.name == b.name && a.what == b.what && a.reason == b.reason;
  };
  return equal(before.timers, after.timers, same_timer) &&
         equal(before.deadlines, after.deadlines, same_deadline);
}

/// A timer's decision that only its instants tell from an earlier one.
bool repeats(const DecisionInWords& before, const DecisionInWords& after) {
  const auto same_passed = [](const PassedOver& a, const PassedOver& b) {
    return a.rule == b.rule && a.why == b.why;
  };
  return before.by_timer && after.by_timer && before.event == after.event &&
         before.from == after.from && before.to == after.to && before.rule == after.rule &&
         before.refusal == after.refusal && before.fingerprint == after.fingerprint &&
         before.derived == after.derived && before.values == after.values &&
         before.sets == after.sets && same_work(before, after) && same_times(before, after) &&
         equal(before.passed, after.passed, same_passed);
}

}  // namespace

Cycle cycle_from(const std::vector<DecisionInWords>& decisions, std::size_t first) {
  for (std::size_t length = 1; length <= kLongestCycle; ++length) {
    std::size_t end = first + length;
    while (end < decisions.size() && repeats(decisions[end - length], decisions[end])) ++end;
    const std::size_t rounds = (end - first) / length;
    if (rounds >= kFewestRounds) return {length, rounds - 1};
  }
  return {};
}

}  // namespace relance
