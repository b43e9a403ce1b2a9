#include "report/lead_clock.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "time/instant_text.hpp"

namespace relance {
namespace {

/// Rounds down, also before 1970.
std::int64_t second_of(Instant t) {
  const std::int64_t second = t.us / kMicrosecondsPerSecond;
  return t.us % kMicrosecondsPerSecond < 0 ? second - 1 : second;
}

class Crowd {
 public:
  void add(Instant t) {
    if (t == kNever) return;
    const auto [first, is_new] = first_.emplace(second_of(t), t);
    if (!is_new && first->second != t) crowded_.insert(first->first);
  }

  /// A timer is told by when it was due: a deadline is broken a microsecond after that. What came
  /// late was decided at the instant of the decision before it, as was what follows from one.
  void add(const DecisionInWords& decision) {
    const bool told = !decision.by_timer && !decision.derived;
    if (told) add(decision.occurred_at);
    if (told && !decision.late) add(decision.decided_at);
    for (const TimerInWords& timer : decision.timers) add(timer.due);
    for (const ToldValue& value : decision.values) add(value.time);
    for (const EffectInWords& effect : decision.effects) {
      if (effect.not_before != decision.decided_at) add(effect.not_before);
      add(effect.not_after);
    }
  }

  std::set<std::int64_t> take() { return std::move(crowded_); }

 private:
  std::map<std::int64_t, Instant> first_;
  std::set<std::int64_t> crowded_;
};

}  // namespace

std::string short_time(Instant t, const ZoneTable& zone) {
  if (t == kNever) return "-";
  std::string text = to_rfc3339(t + seconds(zone.offset_at(t)));
  text[10] = ' ';
  return text.substr(0, text.substr(16, 3) == ":00" ? 16 : 19);
}

Clock::Clock(const ShownLead& lead) : zone_(lead.rules().zone) {
  Crowd crowd;
  for (const DecisionInWords& decision : lead.history.decisions) crowd.add(decision);
  for (const Promise& promise : lead.history.promises) crowd.add(promise.due);
  crowd.add(lead.view.lead.appointment);
  crowded_ = crowd.take();
}

std::string Clock::operator()(Instant t) const {
  const std::string text = short_time(t, zone_);
  if (t == kNever) return text;
  const bool whole_minute = text.size() == std::string_view("2026-12-24 09:00").size();
  const std::string clock = whole_minute ? text + ":00" : text;
  const std::int64_t second = second_of(t);
  if (crowded_.count(second) == 0) return clock;
  return fmt::format("{}.{:06}", clock, t.us - second * kMicrosecondsPerSecond);
}

std::string Clock::with_offset(Instant t) const {
  const std::int64_t minutes = zone_.offset_at(t) / 60;
  return fmt::format("{} {}{:02}:{:02}", (*this)(t), minutes < 0 ? '-' : '+',
                     std::abs(minutes) / 60, std::abs(minutes) % 60);
}

}  // namespace relance
