#include "engine/random_calls.hpp"

#include <fmt/format.h>

#include "engine/random_events.hpp"
#include "time/instant_text.hpp"

namespace relance::test {
namespace {

std::string describe(const Decision& decision) {
  return fmt::format("{} {} {} {} {} {} {} {} {}\n", name(decision.verdict), decision.repeated,
                     decision.late, decision.lead_number, decision.seq, decision.from, decision.to,
                     decision.message, decision.rule);
}

std::string describe(const Effect& effect) {
  return fmt::format("{} {} {} {} {} {} {} {} {} {}\n", to_text(effect.id), effect.lead,
                     effect.verb, effect.name, effect.channel, to_rfc3339(effect.not_before),
                     to_rfc3339(effect.not_after), to_rfc3339(effect.lease_until), effect.token,
                     effect.attempt);
}

/// `behind: tick first` is no decision: the host ticks and calls again.
template <class Do>
auto caught_up(Engine& engine, Instant now, Do call) {
  for (;;) {
    try {
      return call();
    } catch (const Fault& fault) {
      if (fault.code() != ErrorCode::behind) throw;
      engine.tick(std::nullopt, now);
    }
  }
}

class Player {
 public:
  Player(Engine& engine, Draw& draw, Counts& counts)
      : engine_(engine), draw_(draw), counts_(counts) {
    // Around changes of clocks as well as far from them.
    now_ = Instant{1'774'000'000'000'000} + hours(static_cast<std::int64_t>(draw.below(9'000)));
  }

  Call next() {
    now_ = now_ + step();
    Call call;
    call.now = now_;
    const std::uint64_t kind = draw_.below(100);
    if (kind < 70 || leased_.empty()) {
      if (kind >= 55 && kind < 70) {
        call.kind = Call::claim;
        call.at_most = 1 + draw_.below(6);
      } else {
        const std::uint64_t count = draw_.chance(80) ? 1 : 1 + draw_.below(4);
        for (std::uint64_t i = 0; i < count; ++i) call.events.push_back(event());
      }
    } else {
      call.kind = kind < 88 ? Call::ack : kind < 97 ? Call::fail : Call::requeue;
      const Effect& effect = draw_.of(leased_);
      call.effect = effect.id;
      call.token = effect.token;
    }
    return call;
  }

  void count(const Call& call) {
    if (call.kind == Call::claim) {
      for (const Effect& effect : last_claim_) leased_.push_back(effect);
    }
  }

  std::string perform(const Call& call) {
    if (call.kind == Call::claim) {
      last_claim_ = caught_up(engine_, call.now, [&] {
        return engine_.claim(kRandomTenant, call.now, call.at_most, minutes(7));
      });
      std::string text;
      for (const Effect& effect : last_claim_) text += describe(effect);
      return text;
    }
    if (call.kind != Call::submit) return answer(engine_, call);
    std::string text;
    const auto decisions = caught_up(
        engine_, call.now, [&] { return engine_.submit(kRandomTenant, call.events, call.now); });
    for (std::size_t i = 0; i < decisions.size(); ++i) {
      text += describe(decisions[i]);
      if (is_move(call.events[i]) && decisions[i].verdict != Verdict::waiting &&
          !decisions[i].repeated) {
        ++counts_.moves;
        counts_.moves_accepted += decisions[i].verdict == Verdict::accepted ? 1 : 0;
      }
    }
    return text;
  }

 private:
  static bool is_move(const Event& event) {
    for (const std::string_view move : kRandomMoves) {
      if (event.name == move) return true;
    }
    return false;
  }

  Duration step() {
    switch (draw_.below(6)) {
      case 0:
        return {};
      case 1:
        return seconds(static_cast<std::int64_t>(draw_.below(90)));
      case 2:
      case 3:
        return minutes(static_cast<std::int64_t>(draw_.below(120)));
      case 4:
        return hours(static_cast<std::int64_t>(draw_.below(30)));
      default:
        return hours(static_cast<std::int64_t>(draw_.below(24 * 3)));
    }
  }

  Event event() {
    if (!told_.empty() && draw_.chance(6)) return draw_.of(told_);
    Event event = RandomEvents(engine_, draw_, now_, leased_).make();
    if (draw_.chance(60)) event.key = fmt::format("k{}", told_.size() + (draw_.chance(5) ? 0 : 1));
    if (draw_.chance(20)) {
      event.occurred_at = now_ - minutes(static_cast<std::int64_t>(draw_.below(3'000)));
    }
    if (draw_.chance(30)) event.actor = "karim";
    told_.push_back(event);
    return event;
  }

  Engine& engine_;
  Draw& draw_;
  Counts& counts_;
  Instant now_;
  std::vector<Event> told_;
  std::vector<Effect> leased_, last_claim_;
};

}  // namespace

std::vector<Call> play(Engine& engine, Draw& draw, int count, Counts& counts) {
  Player player(engine, draw, counts);
  std::vector<Call> calls;
  for (int i = 0; i < count; ++i) {
    Call call = player.next();
    call.answer = player.perform(call);
    player.count(call);
    calls.push_back(std::move(call));
  }
  return calls;
}

namespace {

std::string answer_once(Engine& engine, const Call& call) {
  std::string text;
  switch (call.kind) {
    case Call::submit:
      for (const Decision& each : engine.submit(kRandomTenant, call.events, call.now)) {
        text += describe(each);
      }
      return text;
    case Call::claim:
      for (const Effect& each : engine.claim(kRandomTenant, call.now, call.at_most, minutes(7))) {
        text += describe(each);
      }
      return text;
    case Call::ack:
      return std::to_string(
          static_cast<int>(engine.ack(kRandomTenant, call.effect, call.token, call.now)));
    case Call::fail:
      return std::to_string(
          static_cast<int>(engine.fail(kRandomTenant, call.effect, call.token, "e.1", call.now)));
    case Call::requeue:
      return std::to_string(static_cast<int>(engine.requeue(kRandomTenant, call.effect, call.now)));
  }
  return text;
}

}  // namespace

std::string answer(Engine& engine, const Call& call) {
  return caught_up(engine, call.now, [&] { return answer_once(engine, call); });
}

std::string settled_export(Engine& engine, Instant now) {
  while (engine.tick(std::nullopt, now).more) {
  }
  std::string text;
  engine.export_all(now, [&](std::string_view line) { text += line; });
  return text;
}

std::size_t fired_timers(Engine& engine) {
  std::size_t fired = 0;
  for (const std::string_view id : kRandomLeads) {
    const auto view = engine.lead(kRandomTenant, id);
    if (!view) continue;
    Journal journal;
    engine.history(view->lead, journal);
    for (const TimerChange& change : journal.timers) {
      fired += change.kind == TimerChange::fired ? 1 : 0;
    }
  }
  return fired;
}

}  // namespace relance::test
