#include "workflow/random_text.hpp"

#include <fmt/format.h>

#include <random>
#include <vector>

#include "relance/stage.hpp"

namespace relance {
namespace {

class Writer {
 public:
  Writer(std::uint64_t seed, std::uint64_t style) : meaning_(seed), style_(style) {}

  std::string text() {
    stages_.push_back(Stage::fresh);
    for (int i = pick(5); i >= 0; --i) stages_.push_back(static_cast<Stage>(pick(kStages)));
    std::string out = comment() + "relance: 1\nname: " + word("random") + "\n";
    out += "initial: s0\ntimezone: Europe/Paris\ncurrency: EUR\n" + comment();
    out += "lead:\n  brand: " + either("text", "{type: text}") + "\n";
    out += "  vehicle: {type: text, one_of: [" + word("new") + ", used]}\n";
    out += "  budget: " + either("{type: 'money'}", "money") + "\n  project: date\n";
    out += "events: {own: {project: date, count: number}, bare: " + either("{}", "") + "}\n";
    out += "host_effects: {desk: {}}\n" + calendars();
    const bool watch_first = chance();
    if (watch_first) out += watch();
    const bool deadlines_first = chance();
    if (deadlines_first) out += deadlines();
    out += comment() + "states:\n";
    for (std::size_t i = 0; i < stages_.size(); ++i) out += state(i);
    if (!deadlines_first && chance()) out += deadlines();
    if (!watch_first && chance()) out += watch();
    if (chance()) out += "benchmarks: {mine: {sold: " + either("13%", "13.00%") + " of leads}}\n";
    return out;
  }

 private:
  int pick(int below) { return static_cast<int>(meaning_() % static_cast<unsigned>(below)); }
  bool chance() { return pick(2) == 0; }
  // Two ways to write the same.
  std::string either(std::string_view one, std::string_view other) {
    return std::string(style_() % 2 == 0 ? one : other);
  }
  std::string word(std::string_view text) {
    return style_() % 3 == 0 ? fmt::format("'{}'", text)
                             : either(text, fmt::format("\"{}\"", text));
  }
  std::string comment() { return either("", "# a comment: {[\n\n"); }
  std::string list(const std::vector<std::string>& items) {
    return fmt::format("[{}]", fmt::join(items, either(", ", ",  ")));
  }

  std::string calendars() {
    std::string out = "calendars:\n  first:\n    open: " +
                      either("{mon-fri: [09:00-12:00, 13:00-18:00]}",
                             "{mon-thu: [13:00-18:00, 09:00-12:00], fri: ['09:00 - 12:00', "
                             "13:00-18:00]}") +
                      "\n";
    if (chance()) out += "    closed: [{holidays: FR}, 2026-12-24]\n";
    if (chance())
      out += "  night:\n    open: {sat: " + either("20:00-02:00", "[20:00-02:00]") + "}\n";
    return out;
  }

  std::string delay() {
    switch (pick(5)) {
      case 0:
        return either("90 min", "5400 s");
      case 1:
        return either("2 open h", "120 open min");
      case 2:
        return fmt::format("{} open days", 1 + pick(4));
      case 3:
        return either("2 d", "2 days");
      default:
        return fmt::format("{} h", 1 + pick(40));
    }
  }

  std::string guard() {
    switch (pick(4)) {
      case 0:
        return "'has(lead.project) && lead.project > today + days(30)'";
      case 1:
        return either("'lead.attempts > 3'", "lead.attempts > 3");
      case 2:
        return "'lead.vehicle == \"new\"'";
      default:
        return either("\"lead.brand != \\\"x\\\"\"", "'lead.brand != \"x\"'");
    }
  }

  std::string effect() {
    switch (pick(7)) {
      case 0:
        return fmt::format("{{call: c{}, within: {}}}", pick(3), delay());
      case 1:
        return either("{send: s, by: preferred}", "{by: preferred, send: s}");
      case 2:
        return "{remind: r, before: 24 h}";
      case 3:
        return "{set: {vehicle: used, project: '= today + days(3)'}}";
      case 4:
        return "{raise: own, with: {count: 3, project: 2026-01-31}}";
      case 5:
        return "{tell: desk}";
      default:
        return fmt::format("{{alert: {}}}", word("boss"));
    }
  }

  std::string effects() {
    std::vector<std::string> items;
    for (int i = pick(3); i >= 0; --i) items.push_back(effect());
    return list(items);
  }

  // A lawful target, or nothing: then the lead stays.
  std::string target(std::size_t from) {
    const auto to = static_cast<std::size_t>(pick(static_cast<int>(stages_.size())));
    const bool lawful = stages_[from] == stages_[to] || lawful_move(stages_[from], stages_[to]);
    return lawful ? fmt::format("s{}", to) : "";
  }

  std::string transition(std::size_t from) {
    const std::string to = target(from);
    if (!to.empty() && chance()) return either(to, fmt::format("{{to: {}}}", to));
    const std::string head = to.empty() ? "" : fmt::format("to: {}, ", to);
    const std::string first = fmt::format("{{{}if: {}, do: {}}}", head, guard(), effects());
    if (chance()) return either(first, list({first}));
    return list({first, "{do: " + effects() + "}"});
  }

  std::string after() {
    switch (pick(4)) {
      case 0:
        return fmt::format("{{delay: {}, do: {}}}", delay(), effects());
      case 1:
        return fmt::format("{{delay: {}, since: project, raise: ripe}}", delay());
      case 2:
        return "{at: lead.project - days(90), raise: ripe, do: " + effects() + "}";
      default:
        return fmt::format("{{raise: lost, with: {{reason: cold}}, delay: {}}}", delay());
    }
  }

  std::string state(std::size_t index) {
    std::string out = fmt::format("  s{}:\n    stage: {}\n", index, name(stages_[index]));
    const bool after_first = chance();
    const std::string rules = "    after: " + list({after(), after()}) + "\n";
    if (after_first) out += rules;
    if (chance()) out += "    enter: " + effects() + "\n" + comment();
    if (chance()) out += "    exit: " + effects() + "\n";
    out += "    events:\n      reached: " + transition(index) + "\n";
    if (chance()) out += "      own: " + transition(index) + "\n";
    if (chance()) out += "      booked: " + transition(index) + "\n";
    if (!after_first && chance()) out += rules;
    return out;
  }

  std::string deadline() {
    std::string out = "from: received, until: own, within: ";
    const bool open = chance();
    switch (pick(3)) {
      case 0:
        out += open ? either("5 h, calendar: first", "300 open min, calendar: first") : "5 h";
        break;
      case 1:
        out += open ? either("3 d, calendar: first", "3 open days, calendar: first") : "3 d";
        break;
      default:
        out += open ? "5 open h" : "1 y";
    }
    const std::string warn = chance() ? ", warn: " + effects() : "";
    const std::string breach = ", breach: [{alert: boss}, " + effect() + "]";
    const std::string warned = open ? ", warn_after: 20 open min" : ", warn_after: 1200 s";
    if (chance()) out += ", pauses: {away: {from: bare, until: reached}}";
    return "{" + out + (chance() ? warned + warn + breach : breach + warned + warn) + "}";
  }

  std::string deadlines() {
    std::string out = "deadlines:\n";
    for (int i = pick(3); i >= 0; --i) out += fmt::format("  d{}: ", i) + deadline() + "\n";
    return out;
  }

  std::string watch() { return "watch: {every: 2 open days, do: " + effects() + "}\n"; }

  std::mt19937_64 meaning_, style_;
  std::vector<Stage> stages_;
};

}  // namespace

std::string random_text(std::uint64_t seed, std::uint64_t style) {
  return Writer(seed, style).text();
}

}  // namespace relance
