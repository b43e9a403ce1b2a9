#include "engine/random_versions.hpp"

#include <fmt/format.h>

#include <regex>

namespace relance::test {
namespace {

/// Other lengths for some delays. A deadline keeps its kind of time, open or plain: with the other
/// kind it would be none of the old one.
std::string with_other_delays(const std::string& text, Draw& draw) {
  constexpr std::string_view kLengths[] = {"35 min", "4 h", "26 h", "3 d", "11 d"};
  constexpr std::string_view kOpen[] = {"35 open min", "4 open hours", "2 open days"};
  // 1: before the length of a deadline
  const std::regex delay("(until: [a-z]+, )?((?:delay|within|every): )([^,}]+)");
  std::string changed;
  auto rest = text.cbegin();
  for (std::smatch match; std::regex_search(rest, text.cend(), match, delay);) {
    const bool open = match[1].matched && match[3].str().find("open") != std::string::npos;
    changed += match.prefix().str() + match[1].str() + match[2].str();
    changed +=
        draw.chance(40) ? match[3].str() : std::string(open ? draw.of(kOpen) : draw.of(kLengths));
    rest = match.suffix().first;
  }
  return changed + std::string(rest, text.cend());
}

class Editor {
 public:
  Editor(const std::string& text, Draw& draw) : draw_(draw) {
    version_.text = with_other_delays(text, draw);
  }

  OtherVersion edit() {
    for (int i = 0; i < 8; ++i) {
      rename_one('s', 't', i, "", version_.states);
      rename_one('l', 'm', i, "lane ", version_.lanes);
      rename_one('d', 'e', i, "deadlines.", version_.deadlines);
    }
    rename_step("call", "first", "opening");
    rename_step("call", "again", "once_more");
    rename_step("send", "news", "letter");
    rename_field("project", "plan");
    rename_field("colour", "paint");
    if (draw_.chance(30)) add_deadline();
    if (draw_.chance(30)) remove_deadline();
    if (draw_.chance(40)) remove_state();
    forget_lost_steps();
    return std::move(version_);
  }

 private:
  bool has(const std::string& words) const {
    return version_.text.find(words) != std::string::npos;
  }
  void replace_word(const std::string& before, const std::string& after) {
    version_.text = std::regex_replace(version_.text, std::regex("\\b" + before + "\\b"), after);
  }

  void rename_one(char before, char after, int number, const std::string& kind,
                  std::map<std::string, std::string>& names) {
    const std::string old_name = fmt::format("{}{}", before, number);
    const std::string name = fmt::format("{}{}", after, number);
    if (!has("\n  " + old_name + ":") || !draw_.chance(30)) return;
    replace_word(old_name, name);
    version_.map.push_back({kind + old_name, kind + name});
    names[old_name] = name;
  }

  void rename_step(const std::string& verb, const std::string& before, const std::string& after) {
    const std::string words = verb + ": " + before;
    if (!has("{" + words) || !draw_.chance(40)) return;
    version_.text = std::regex_replace(version_.text, std::regex(words), verb + ": " + after);
    version_.map.push_back({verb + " " + before, verb + " " + after});
    version_.steps[verb + " " + before] = verb + " " + after;
  }

  /// What was renamed may have gone with its state or deadline: then nothing is it.
  void forget_lost_steps() {
    std::erase_if(version_.steps, [&](const auto& names) {
      const std::size_t space = names.second.find(' ');
      const std::string verb = names.second.substr(0, space);
      if (has("{" + verb + ": " + names.second.substr(space + 1))) return false;
      std::erase_if(version_.map, [&](const auto& each) { return each.before == names.first; });
      return true;
    });
  }

  void rename_field(const std::string& before, const std::string& after) {
    if (!draw_.chance(30)) return;
    replace_word(before, after);
    version_.map.push_back({"lead." + before, "lead." + after});
  }

  void add_deadline() {
    const std::string line = "  fresh: {from: received, until: inbound, within: 3 h, breach: []}\n";
    const std::size_t at = version_.text.find("\ndeadlines:\n");
    if (at == std::string::npos) {
      version_.text.insert(version_.text.find("states:\n"), "deadlines:\n" + line);
    } else {
      version_.text.insert(at + std::string_view("\ndeadlines:\n").size(), line);
    }
    version_.same_places = false;
  }

  void remove_deadline() {
    const std::regex line("\n  ([de])([0-9]): \\{from:[^\n]*");
    std::smatch match;
    if (!std::regex_search(version_.text, match, line)) return;
    const std::string old_name = "d" + match[2].str(), name = match[1].str() + match[2].str();
    version_.text.erase(static_cast<std::size_t>(match.position()),
                        static_cast<std::size_t>(match.length()));
    if (has("\ndeadlines:\nstates:")) {
      version_.text.erase(version_.text.find("\ndeadlines:\nstates:"), 11);
    }
    map_anew("deadlines." + old_name, "-");
    version_.deadlines[old_name] = "-";
    version_.same_places = false;
  }

  /// The last state, whose leads go to another.
  void remove_state() {
    const std::size_t at = version_.text.rfind("\n  ", version_.text.rfind("    stage:") - 2);
    const std::string name = version_.text.substr(at + 3, 2), target = states_before(at);
    version_.text.erase(at + 1);
    if (name[1] == '0' || target.empty()) return;
    replace_word(name, target);
    version_.gone = "s" + name.substr(1);
    map_anew(version_.gone, target);
    version_.states[version_.gone] = target;
    version_.same_places = false;
  }

  std::string states_before(std::size_t end) {
    const std::regex header("\n  ([st][0-9]):\n");
    std::vector<std::string> names;
    const std::string head = version_.text.substr(0, end + 1);
    for (std::sregex_iterator it(head.begin(), head.end(), header), last; it != last; ++it) {
      names.push_back((*it)[1].str());
    }
    return names.empty() ? std::string() : draw_.of(names);
  }

  void map_anew(const std::string& before, const std::string& after) {
    std::erase_if(version_.map, [&](const auto& each) { return each.before == before; });
    version_.map.push_back({before, after});
  }

  Draw& draw_;
  OtherVersion version_;
};

}  // namespace

OtherVersion other_version(const std::string& text, Draw& draw) {
  return Editor(text, draw).edit();
}

}  // namespace relance::test
