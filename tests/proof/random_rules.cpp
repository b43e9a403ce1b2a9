#include "proof/random_rules.hpp"

#include <fmt/format.h>

#include <array>
#include <random>
#include <string_view>
#include <vector>

#include "relance/stage.hpp"

namespace relance::test {
namespace {

enum class Flaw {
  none,
  raises,
  rounds,
  nowhere,
  open_end,
  hidden,
  constant,
  intricate,
  crowd,
  silence,
  late,
};

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}

  RandomRules rules() {
    constexpr int kFlaws = static_cast<int>(Flaw::late);
    const int drawn = pick(40);
    if (drawn < kFlaws) flaw_ = static_cast<Flaw>(1 + drawn);
    lanes_ = chance(40);
    deadlines_ = chance(40);
    careful_ = chance(40);
    choose_stages();
    flawed_ = pick(open());
    const bool watch = chance(40);
    std::string out = head();
    if (watch || flaw_ == Flaw::late) out += fmt::format("watch: {}\n", watch_rule());
    if (deadlines_) out += deadlines();
    out += "states:\n";
    for (int i = 0; i < open(); ++i) out += state(i);
    if (flaw_ == Flaw::nowhere) {
      out += "  nowhere:\n    stage: contacted\n    events:\n      lost: z\n";
    }
    if (flaw_ == Flaw::open_end) {
      out +=
          "  stuck:\n    stage: nurture\n    enter: [{send: s, within: 1 d}]\n    events:\n"
          "      sent:\n        - {do: [{send: s, within: 1 d}]}\n";
    }
    return {out + "  z: {stage: lost}\n", watch || flaw_ == Flaw::late};
  }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  bool chance(int percent) { return pick(100) < percent; }
  int open() const { return static_cast<int>(stages_.size()); }
  bool here(int index, Flaw flaw) const { return flaw_ == flaw && flawed_ == index; }

  bool lawful(int from, int to) const {
    const Stage a = stages_[static_cast<std::size_t>(from)];
    const Stage b = stages_[static_cast<std::size_t>(to)];
    return a == b || lawful_move(a, b);
  }

  /// Each state can go on to the next one.
  void choose_stages() {
    stages_.push_back(Stage::fresh);
    for (int i = pick(4); i > 0; --i) {
      Stage next = Stage::contacted;
      do {
        next = static_cast<Stage>(1 + pick(5));
      } while (next != stages_.back() && !lawful_move(stages_.back(), next));
      stages_.push_back(next);
    }
  }

  std::string head() {
    std::string out =
        "relance: 1\nname: random\ninitial: s0\ntimezone: Europe/Paris\n"
        "calendars: {c: {open: {mon-fri: [09:00-12:00, 14:00-18:00]}}}\n"
        "lead: {n: number, hot: bool, kind: {type: text, one_of: [a, b]}, d: date}\n"
        "host_effects: {desk: {}}\nevents:\n  go: {}\n  back: {}\n  ring: {}\n  r0: {d: date}\n  "
        "r1: {}\n "
        " hold: {}\n  free: {}\n";
    if (flaw_ == Flaw::intricate) {
      for (int i = 0; i < kRaised; ++i) out += fmt::format("  i{}: {{}}\n", i);
    }
    if (lanes_) out += "lanes: {team: {}, desk: {calendar: c}}\n";
    return out;
  }

  /// Some tell nobody.
  std::string watch_rule() {
    constexpr std::array kIdle = {"[]", "[{set: {n: 1}}]", "[{raise: r0}]", "[{call: c0}]",
                                  "[{send: s0, after: 20 min}]"};
    const bool idle = flaw_ == Flaw::none && chance(15);
    return fmt::format(
        "{{every: {}, do: {}}}", flaw_ == Flaw::late ? "4 y" : "2 open days",
        idle ? kIdle[static_cast<std::size_t>(pick(kIdle.size()))] : "[{alert: boss}]");
  }

  /// One or two, some of which are warned of, paused, or begun anew by what their breach raises.
  std::string deadlines() {
    constexpr std::array kFrom = {"received", "ring", "back", "go", "booked", "r0"};
    constexpr std::array kUntil = {"reached", "attempted", "ring", "clicked"};
    std::string out = "deadlines:\n";
    for (int i = pick(2); i >= 0; --i) {
      out += fmt::format("  d{}:\n    from: {}\n    until: {}\n    within: {}\n", i,
                         kFrom[static_cast<std::size_t>(pick(kFrom.size()))],
                         kUntil[static_cast<std::size_t>(pick(kUntil.size()))],
                         chance(50) ? "3 h" : "2 d");
      if (chance(40)) {
        out += fmt::format("    warn_after: 20 min\n    warn: {}\n", effects(2));
      }
      if (chance(40)) out += "    pauses: {asked: {from: hold, until: free}}\n";
      out += fmt::format("    breach: {}\n", effects(2));
    }
    return out;
  }

  std::string delay() {
    constexpr std::array kDelays = {"20 min", "3 h", "2 open h", "1 open days", "5 d", "90 d"};
    return kDelays[static_cast<std::size_t>(pick(kDelays.size()))];
  }

  std::string effect() {
    const int name = pick(3);
    if (lanes_ && chance(20)) {
      return fmt::format("{{{}: {}}}", chance(50) ? "assign" : "hand_to",
                         chance(50) ? "team" : "desk");
    }
    switch (pick(9)) {
      case 0:
      case 1:
        return fmt::format("{{call: c{}, within: {}}}", name, delay());
      case 2:
        return fmt::format("{{call: c{}}}", name);
      case 3:
        return fmt::format("{{send: s{}, within: {}, after: {}}}", name, delay(), delay());
      case 4:
        return "{remind: r, before: 24 h}";
      case 5:
        return fmt::format("{{set: {{n: {}}}}}", pick(5));
      case 6:
        return "{tell: desk}";
      case 7:
        return fmt::format("{{raise: r{}}}", pick(2));
      default:
        return "{alert: boss}";
    }
  }

  std::string effects(int most) {
    std::vector<std::string> items;
    for (int i = pick(most); i >= 0; --i) items.push_back(effect());
    return fmt::format("[{}]", fmt::join(items, ", "));
  }

  /// Two guards with fields of their own, so that no way is hidden by chance.
  std::string guard(int which) {
    if (which == 0 && chance(15)) return "12 / lead.n > 2";  // fails where it is 0
    if (which == 0) return fmt::format("lead.n > {}", pick(6));
    return chance(50) ? "lead.hot" : "lead.kind == \"b\"";
  }

  /// "to: sN, " where it is lawful, else nothing: the lead stays.
  std::string move(int from) {
    const int to = pick(open());
    return chance(70) && lawful(from, to) ? fmt::format("to: s{}, ", to) : "";
  }

  std::string ways(std::string_view event, int from, bool last_is_open) {
    std::string out = fmt::format("      {}:\n", event);
    if (chance(15)) return out + both(event, from);
    const int guarded = pick(3);
    for (int i = 0; i < guarded; ++i) {
      out += fmt::format("        - {{{}if: '{}', do: {}}}\n", move(from), guard(i), effects(2));
    }
    if (guarded == 0 || last_is_open) {
      out += fmt::format("        - {{{}do: {}}}\n", move(from), effects(2));
    }
    return out;
  }

  /// Two ways of which one is always taken, or all but a conversation has one.
  std::string both(std::string_view event, int from) {
    const bool outcome = event == "attempted" && chance(50);
    const auto way = [&](std::string_view guard) {
      return fmt::format("        - {{{}if: '{}', do: {}}}\n", move(from), guard, effects(2));
    };
    return outcome ? way("event.outcome == \"busy\"") +
                         way("!(event.outcome in [\"busy\", \"conversation\"])")
                   : way("attempts(\"phone\") < 2") + way("attempts(\"phone\") >= 2");
  }

  /// Lines of one state are due at different instants, so that a host can tell something between.
  std::string line(int number) {
    constexpr std::array kFirst = {"20 min", "2 open h", "90 d"}, kSecond = {"3 h", "5 d", "70 d"};
    const auto drawn = static_cast<std::size_t>(pick(3));
    const std::string when = fmt::format("delay: {}", number == 0 ? kFirst[drawn] : kSecond[drawn]);
    switch (careful_ ? pick(3) : pick(9)) {
      case 0:
        return fmt::format("{{{}, raise: lost, with: {{reason: cold}}}}", when);
      case 1:
        return fmt::format("{{{}, since: received_at, raise: lost, with: {{reason: old}}}}", when);
      case 2:
        return fmt::format("{{{}, raise: ring}}", when);
      case 3:
        return fmt::format("{{{}, do: {}}}", when, effects(2));
      case 4:
        return "{at: lead.d - days(3), raise: ripe}";
      case 5:
        return fmt::format("{{{}, since: appointment, raise: lost, with: {{reason: m}}}}", when);
      case 6:
        if (chance(30)) {
          return fmt::format("{{{}, since: d, raise: r0, with: {{d: 2026-0{}-01}}}}", when,
                             1 + pick(2));
        }
        return fmt::format("{{{}, since: d, raise: lost, with: {{reason: d}}}}", when);
      default:
        return fmt::format("{{{}, raise: back}}", when);
    }
  }

  std::string flaws(int index) {
    if (here(index, Flaw::raises)) {
      return "      ripe:\n        - {do: [{raise: missed}]}\n      missed:\n        - {do: "
             "[{alert: "
             "boss}, {raise: ripe}]}\n";
    }
    if (here(index, Flaw::rounds) || here(index, Flaw::silence)) {
      return fmt::format("      missed: s{}\n", index);
    }
    if (here(index, Flaw::open_end)) return "      postponed: stuck\n";
    if (here(index, Flaw::hidden) && chance(50)) {
      return "      postponed:\n        - {if: 'attempts(\"phone\") >= 2'}\n"
             "        - {if: 'attempts(\"phone\", \"busy\") >= 3', do: [{alert: boss}]}\n";
    }
    if (here(index, Flaw::hidden)) {
      const int low = pick(4);
      return fmt::format(
          "      postponed:\n        - {{if: 'lead.n > {}'}}\n        - {{if: 'lead.n >= {} && "
          "lead.hot', do: [{{alert: boss}}]}}\n",
          low, low + 1 + pick(2));
    }
    if (here(index, Flaw::crowd)) {
      std::string raises;
      for (int i = 0; i < 33; ++i) raises += i == 0 ? "{raise: r0}" : ", {raise: r0}";
      return "      postponed:\n        - {do: [" + raises + "]}\n";
    }
    if (here(index, Flaw::constant)) {
      return fmt::format("      postponed:\n        - {{if: '{}'}}\n", constant());
    }
    return here(index, Flaw::intricate) ? intricate() : "";
  }

  std::string constant() {
    constexpr std::array kConstants = {
        "lead.n > 5 && lead.n < 3",    "1 + 1 == 3",
        "lead.attempts >= 0",          "lead.kind == \"a\" && lead.kind == \"b\"",
        "has(lead.d) || !has(lead.d)", "attempts(\"phone\") >= 0",
        "attempts(\"phone\") + 1 < 1", "lead.hot ? false : false"};
    return kConstants[static_cast<std::size_t>(pick(kConstants.size()))];
  }

  std::string intricate() {
    std::string raises, takes;
    for (int i = 0; i < kRaised; ++i) {
      raises += fmt::format("{}{{raise: i{}}}", i == 0 ? "" : ", ", i);
      takes += fmt::format(
          "      i{}:\n        - {{if: lead.hot, do: [{{call: x{}, within: 1 h}}]}}\n", i, i);
    }
    return "      postponed:\n        - {do: [" + raises + "]}\n" + takes;
  }

  std::string events(int index) {
    std::string out = "    events:\n";
    if (index + 1 < open()) out += fmt::format("      go: s{}\n", index + 1);
    if (index + 1 == open() || chance(80)) out += "      lost: z\n";
    if (here(index, Flaw::rounds) || here(index, Flaw::silence)) return out + flaws(index);
    if (chance(40)) out += ways("back", index, chance(50));
    if (chance(50)) out += ways("ring", index, chance(50));
    if (chance(40)) out += ways("reached", index, chance(50));
    if (chance(30)) out += ways("attempted", index, chance(70));
    if (chance(20)) out += ways("neglected", index, chance(50));
    if (deadlines_ && chance(30)) out += ways("breached", index, chance(50));
    if (lanes_ && chance(20)) out += ways("assigned", index, chance(50));
    if (chance(20)) out += "      hold:\n        - {}\n      free:\n        - {}\n";
    if (chance(15)) out += ways("undelivered", index, chance(50));
    if (chance(15)) out += ways("noted", index, chance(50));
    if (chance(25)) out += ways("booked", index, chance(50));
    if (chance(30)) out += "      r0:\n        - {do: [{alert: boss}]}\n";
    return out + flaws(index);
  }

  std::string state(int index) {
    const std::string_view stage = name(stages_[static_cast<std::size_t>(index)]);
    std::string out = fmt::format("  s{}:\n    stage: {}\n", index, stage);
    const bool rounds = here(index, Flaw::rounds) || here(index, Flaw::silence);
    // nothing else is to come in between
    if (!rounds && chance(60)) out += "    enter: " + effects(2) + "\n";
    if (chance(15)) out += "    exit: " + effects(1) + "\n";
    out += events(index);
    std::vector<std::string> lines;
    for (int i = careful_ ? 1 + pick(2) : pick(3); i > 0; --i) lines.push_back(line(i % 2));
    if (here(index, Flaw::rounds)) lines = {"{delay: 1 h, since: received_at, raise: missed}"};
    if (here(index, Flaw::silence)) lines = {"{delay: 2 h, raise: missed}"};
    if (!lines.empty()) out += fmt::format("    after: [{}]\n", fmt::join(lines, ", "));
    return out;
  }

  static constexpr int kRaised = 13;
  std::mt19937_64 random_;
  std::vector<Stage> stages_;
  Flaw flaw_ = Flaw::none;
  int flawed_ = 0;
  bool careful_ = false, lanes_ = false, deadlines_ = false;
};

}  // namespace

RandomRules random_rules(std::uint64_t seed) { return Writer(seed).rules(); }

}  // namespace relance::test
