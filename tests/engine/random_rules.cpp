#include "engine/random_rules.hpp"

#include <fmt/format.h>

#include "relance/stage.hpp"

namespace relance::test {
namespace {

constexpr std::string_view kMoves[] = {"qualified", "booked",    "moved",    "shown",
                                       "missed",    "postponed", "sold",     "lost",
                                       "ripe",      "reopened",  "accepted", "unreachable"};
constexpr std::string_view kFacts[] = {"received", "attempted", "reached",     "clicked",
                                       "changed",  "neglected", "undelivered", "inbound",
                                       "assigned", "breached"};
constexpr std::string_view kGuards[] = {
    "has(lead.project)",
    "lead.project > today + days(30)",
    "lead.attempts >= 2",
    "lead.colour == \"red\"",
    "lead.colour in [\"red\", \"blue\"] || lead.flag",
    "!(lead.flag) && has(lead.colour)",
    "now < lead.received_at + hours(30)",
    "lead.weight > 5",
};
constexpr std::string_view kLaneGuards[] = {"lead.lane == \"l0\"", "has(lead.owner)",
                                            "!(lead.lane == \"l0\") && lead.attempts < 3"};
constexpr std::string_view kZones[] = {"Europe/Paris", "America/New_York", "UTC",
                                       "Australia/Lord_Howe"};
constexpr std::string_view kHours[] = {
    "{mon-fri: [09:00-12:30, 13:30-19:00], sat: [09:00-18:00]}",
    "{mon-sun: [20:00-08:00]}",
    "{mon-sun: [00:00-24:00]}",
    "{tue-thu: [10:00-11:00]}",
};
constexpr std::string_view kPlain[] = {"25 min", "3 h", "20 h", "2 d", "9 d", "6 h"};
constexpr std::string_view kOpen[] = {"30 open min", "5 open hours", "1 open day", "3 open days"};

struct State {
  std::string name;
  Stage stage;
};

class Rules {
 public:
  explicit Rules(Draw& draw)
      : draw_(draw), calendars_(draw.below(3)), lanes_(draw.chance(50) ? 1 + draw.below(3) : 0) {
    states_.push_back({"s0", Stage::fresh});
    const std::uint64_t count = 2 + draw.below(6);
    for (std::uint64_t i = 1; i <= count; ++i) {
      states_.push_back({fmt::format("s{}", i), static_cast<Stage>(1 + draw.below(7))});
    }
  }

  std::string text() {
    std::string out =
        fmt::format("relance: 1\nname: random\ntimezone: {}\ninitial: s0\n", draw_.of(kZones));
    if (calendars_ > 0) {
      out += "calendars:\n";
      for (std::uint64_t i = 0; i < calendars_; ++i) {
        out += fmt::format("  c{}: {{open: {}}}\n", i, draw_.of(kHours));
      }
    }
    out +=
        "lead:\n  project: {type: date}\n  colour: {type: text, one_of: [red, blue, green]}\n"
        "  flag: {type: bool}\n  weight: {type: number}\n"
        "events: {pinged: {weight: number}}\nhost_effects: {desk: {}}\n";
    add_lanes(out);
    if (draw_.chance(60)) {
      const std::string_view every = calendars_ > 0 && draw_.chance(50) ? "1 open day" : "20 h";
      out += fmt::format("watch: {{every: {}, do: [{}]}}\n", every, watch_effect());
    }
    add_deadlines(out);
    out += "states:\n";
    for (const State& state : states_) add(out, state);
    return out;
  }

 private:
  /// Some without hours of their own.
  void add_lanes(std::string& out) {
    if (lanes_ > 0) out += "lanes:\n";
    for (std::uint64_t i = 0; i < lanes_; ++i) {
      const bool own = calendars_ > 0 && draw_.chance(70);
      const std::string hours = own ? fmt::format("calendar: c{}", draw_.below(calendars_)) : "";
      out += fmt::format("  l{}: {{{}}}\n", i, hours);
    }
  }

  std::string lane_effect() {
    const std::string_view verb = draw_.chance(50) ? "assign" : "hand_to";
    return fmt::format("{{{}: l{}}}", verb, draw_.below(lanes_));
  }

  std::string watch_effect() {
    return lanes_ > 0 && draw_.chance(40) ? lane_effect() : "{alert: boss}";
  }

  std::string_view guard() {
    return lanes_ > 0 && draw_.chance(20) ? draw_.of(kLaneGuards) : draw_.of(kGuards);
  }

  /// Deadlines over events that these rules know, with pauses that overlap.
  void add_deadlines(std::string& out) {
    static constexpr std::string_view kEvents[] = {"received", "attempted", "reached", "qualified",
                                                   "booked",   "clicked",   "changed", "sold",
                                                   "inbound",  "postponed"};
    const std::uint64_t count = draw_.below(4);
    if (count > 0) out += "deadlines:\n";
    for (std::uint64_t i = 0; i < count; ++i) {
      const bool open = calendars_ > 0 && draw_.chance(50);
      const std::string_view within = open ? draw_.of(kOpen) : draw_.of(kPlain);
      out += fmt::format("  d{}: {{from: {}, until: {}, within: {}, breach: {}", i,
                         draw_.of(kEvents), draw_.of(kEvents), within, effects(60, true));
      if (draw_.chance(50)) {
        out += fmt::format(", warn_after: {}, warn: [{}]", open ? "7 open min" : "20 min",
                           effect(true));
      }
      if (draw_.chance(60)) {
        out +=
            ", pauses: {away: {from: clicked, until: changed}, visit: {from: booked, until: "
            "missed}}";
      }
      out += "}\n";
    }
  }

  std::string_view delay() {
    return calendars_ > 0 && draw_.chance(40) ? draw_.of(kOpen) : draw_.of(kPlain);
  }

  /// A state that the lifecycle lets a lead of `from` move to, or the state itself.
  const State& target(const State& from) {
    std::vector<const State*> lawful;
    for (const State& state : states_) {
      if (state.stage == from.stage || lawful_move(from.stage, state.stage)) {
        lawful.push_back(&state);
      }
    }
    return *lawful[draw_.below(lawful.size())];
  }

  /// `raises`: not where a raised event could raise the next.
  std::string effect(bool raises) {
    if (lanes_ > 0 && draw_.chance(25)) return lane_effect();
    switch (draw_.below(raises ? 9 : 8)) {
      case 0:
      case 1:
        return fmt::format("{{call: first, within: {}}}", delay());
      case 2:
        return "{send: hello, by: preferred, after: 2 h}";
      case 3:
        return "{remind: visit, before: 24 h, within: 30 min}";
      case 4:
        return "{alert: boss}";
      case 5:
        return "{tell: desk}";
      case 6:
        return "{set: {weight: '7'}}";
      case 7:
        return fmt::format("{{send: news, by: email, within: {}}}", delay());
      default:
        return "{raise: pinged}";
    }
  }

  std::string effects(int chance, bool raises = false) {
    std::string list;
    for (int i = 0; i < 3 && draw_.chance(chance); ++i) {
      if (!list.empty()) list += ", ";
      list += effect(raises);
    }
    return "[" + list + "]";
  }

  std::string candidate(const State& state, bool guarded, bool raises) {
    std::string inner;
    if (draw_.chance(70)) inner += fmt::format("to: {}", target(state).name);
    if (guarded) inner += fmt::format("{}if: '{}'", inner.empty() ? "" : ", ", guard());
    if (inner.empty() || draw_.chance(40)) {
      inner += fmt::format("{}do: {}", inner.empty() ? "" : ", ", effects(60, raises));
    }
    return "{" + inner + "}";
  }

  void add_event(std::string& out, const State& state, std::string_view event) {
    out += fmt::format("      {}: [", event);
    const bool first_guarded = draw_.chance(50);
    const bool raises = event != "pinged";
    out += candidate(state, first_guarded, raises);
    if (first_guarded && draw_.chance(60)) out += ", " + candidate(state, draw_.chance(40), raises);
    out += "]\n";
  }

  void add(std::string& out, const State& state) {
    out += fmt::format("  {}:\n    stage: {}\n", state.name, relance::name(state.stage));
    if (draw_.chance(60)) out += fmt::format("    enter: {}\n", effects(60));
    if (draw_.chance(20)) out += fmt::format("    exit: {}\n", effects(50));
    std::string events;
    for (const std::string_view move : kMoves) {
      if (draw_.chance(45)) add_event(events, state, move);
    }
    for (const std::string_view fact : kFacts) {
      if (draw_.chance(20)) add_event(events, state, fact);
    }
    if (draw_.chance(40)) add_event(events, state, "pinged");
    if (!events.empty()) out += "    events:\n" + events;
    std::string after;
    for (int i = 0; i < 3 && draw_.chance(55); ++i) after += after_line();
    if (!after.empty()) out += "    after:\n" + after;
  }

  std::string after_line() {
    static constexpr std::string_view kDo[] = {"do: [{alert: boss}]",
                                               "do: [{call: again}]",
                                               "raise: ripe",
                                               "raise: unreachable",
                                               "raise: lost, with: {reason: cold}",
                                               "raise: pinged"};
    const std::string_view what = draw_.of(kDo);
    switch (draw_.below(5)) {
      case 0:
        return fmt::format("      - {{delay: {}, since: appointment, {}}}\n", delay(), what);
      case 1:
        return fmt::format("      - {{at: lead.project - days({}), {}}}\n", draw_.below(40), what);
      case 2:
        return fmt::format("      - {{delay: {}, since: project, {}}}\n", delay(), what);
      default:
        return fmt::format("      - {{delay: {}, {}}}\n", delay(), what);
    }
  }

  Draw& draw_;
  std::uint64_t calendars_, lanes_;
  std::vector<State> states_;
};

}  // namespace

std::string random_rules(Draw& draw) { return Rules(draw).text(); }

}  // namespace relance::test
