#include "proof/hostile_host.hpp"

#include <fmt/format.h>

#include <array>
#include <random>
#include <vector>

#include "engine/support.hpp"
#include "relance/core/lanes.hpp"

namespace relance::test {
namespace {

constexpr int kSilentRounds = 25;
constexpr int kMostClaims = 100;  // between two due instants
// A round may be as short as 20 min, and the silence as long as the 90 d after which a line that
// counts from the receipt closes the lead.
constexpr int kMostQuiet = 90 * 24 * 3 + 100;

class Host {
 public:
  Host(const std::shared_ptr<const Workflow>& workflow, std::uint64_t seed)
      : tables_(workflow->tables()), random_(seed), engine_(memory_store(), options()) {
    engine_.deploy("t", workflow);
  }

  Watched play(int calls) {
    tell(event("received"));
    for (int i = 0; i < calls; ++i) call();
    fall_silent();
    return watched_;
  }

 private:
  static EngineOptions options() {
    EngineOptions options;
    options.max_attempts = 2;
    options.effects_per_lead = 1'000'000;
    return options;
  }

  /// Takes what it is told, and says nothing of it.
  void fall_silent() {
    int quiet = 0;
    for (int i = 0; (i < kSilentRounds || quiet > 0) && quiet < kMostQuiet; ++i) {
      const bool heard = hears_until_due();
      if (watched_.forgot || !wait_for_due()) return;
      watched_.rounds += i < kSilentRounds ? 1 : 0;
      quiet = heard ? 0 : quiet + 1;
    }
    watched_.unheard = quiet > 0;
  }

  /// Takes all that may be handed out before anything is due.
  bool hears_until_due() {
    bool heard = false;
    for (int i = 0; i < kMostClaims; ++i) {
      const LeadRecord lead = record();
      if (lead.next_ready() >= lead.next_due()) break;
      now_ = std::max(now_, lead.next_ready());
      for (const Effect& effect : engine_.claim("t", now_, 100, minutes(5))) {
        heard |= effect.verb != "withdraw";
        engine_.ack("t", effect.id, effect.token, now_);
      }
    }
    return heard;
  }

  int pick(std::size_t below) { return static_cast<int>(random_() % below); }

  void call() {
    switch (pick(8)) {
      case 0:
        now_ = now_ + minutes(pick(10'000));
        while (engine_.tick("t", now_).more) continue;
        return look();
      case 1:
        wait_for_due();
        return;
      case 2:
      case 3:
        return answer();
      default:
        now_ = now_ + seconds(pick(4'000));
        return tell(told());
    }
  }

  bool wait_for_due() {
    const LeadRecord lead = record();
    if (lead.next_due() == kNever || !lawful(lead.next_due())) return false;
    now_ = std::max(now_, lead.next_due());
    while (engine_.tick("t", now_).more) continue;
    look();
    return true;
  }

  /// Takes effects and loses them, fails them, or says how they ended, perhaps late.
  void answer() {
    for (const Effect& effect : engine_.claim("t", now_, 3, minutes(5))) {
      switch (pick(5)) {
        case 0:
          engine_.ack("t", effect.id, effect.token, now_);
          break;
        case 1:
          engine_.fail("t", effect.id, effect.token, "down", now_);
          break;
        case 2: {
          constexpr std::array kEnds = {"failed", "denied", "done", "nobody_available"};
          now_ = now_ + minutes(pick(3'000));
          const bool call = (effect.verb == "call") != (pick(8) == 0);  // or of the wrong kind
          tell(event(call ? "attempted" : "sent",
                     {{"outcome", kEnds[static_cast<std::size_t>(pick(kEnds.size()))]},
                      {"effect", to_text(effect.id)}}));
          break;
        }
        default:
          break;
      }
      look();
    }
  }

  Event told() {
    constexpr std::array kNames = {"attempted", "sent", "inbound", "noted",  "changed", "go",
                                   "back",      "ring", "missed",  "booked", "ripe",    "lost",
                                   "postponed", "r0",   "clicked", "hold",   "free",    "assigned"};
    constexpr std::array kOutcomes = {"conversation", "no_answer", "busy", "failed"};
    const std::string name = kNames[static_cast<std::size_t>(pick(kNames.size()))];
    std::vector<std::pair<std::string, std::string>> with;
    if (name == "attempted") {
      with.emplace_back("outcome", kOutcomes[static_cast<std::size_t>(pick(kOutcomes.size()))]);
    }
    if (name == "sent") with.emplace_back("outcome", pick(2) == 0 ? "delivered" : "bounced");
    if (name == "lost") with.emplace_back("reason", "price");
    if (name == "assigned") with.emplace_back(pick(2) == 0 ? "to" : "outcome", "nobody_available");
    if (name == "lost" && pick(3) != 0) return event("noted");
    Event told = event(name, with);
    if (name == "booked") {
      const Instant at = now_ + hours(pick(100) - 50);
      told.attributes.push_back({"at", Value::of(at)});
    }
    if (pick(4) == 0) told.attributes.push_back({"n", Value::of(std::int64_t{pick(8)})});
    if (pick(4) == 0) told.attributes.push_back({"hot", Value::of(pick(2) == 0)});
    if (pick(6) == 0) told.attributes.push_back({"kind", Value::of(pick(2) == 0 ? "a" : "b")});
    if (pick(6) == 0) {
      told.attributes.push_back({"d", Value::of(Date{20'500 + pick(200)})});
    }
    return told;
  }

  void tell(const Event& told) {
    engine_.submit("t", std::span(&told, 1), now_);
    look();
  }

  LeadRecord record() { return engine_.lead("t", "L1").value().lead; }

  void look() {
    const LeadRecord lead = record();
    ++watched_.calls;
    const bool closed = is_closed(tables_.states[lead.state].stage);
    if (!closed && lead.next_due() == kNever) watched_.forgot = true;
    if (!is_held(tables_, lead)) watched_.unheld = true;
    if (closed) watched_.before_close.insert(watched_.visited.begin(), watched_.visited.end());
    watched_.visited.insert(lead.state);
  }

  const Tables& tables_;
  std::mt19937_64 random_;
  Engine engine_;
  Instant now_ = at("2026-03-05T08:00:00Z");
  Watched watched_;
};

}  // namespace

Watched play_hostile(const std::shared_ptr<const Workflow>& workflow, std::uint64_t seed,
                     int calls) {
  return Host(workflow, seed).play(calls);
}

}  // namespace relance::test
