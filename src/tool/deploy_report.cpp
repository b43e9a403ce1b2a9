#include "tool/deploy_report.hpp"

#include <fmt/format.h>

#include "base/printable.hpp"
#include "relance/difference.hpp"
#include "report/json.hpp"
#include "time/instant_text.hpp"
#include "tool/rules_file.hpp"

namespace relance::tool {
namespace {

constexpr std::size_t kFingerprintShown = 12;  // of 32 digits

std::string short_name(const Workflow& rules) {
  return fmt::format("{} {}", rules.name(), rules.fingerprint().substr(0, kFingerprintShown));
}

std::string to_json(const LeadMove& move) {
  JsonObject object;
  object.text("lead", move.lead).text("from", move.from).text_if("to", move.to);
  object.text("fingerprint_before", move.fingerprint);
  std::vector<std::string> rearmed, without;
  for (const LeadMove::Rearmed& timer : move.rearmed) {
    JsonObject each;
    each.text("what", timer.what);
    if (timer.before != kNever) each.text("before", to_rfc3339(timer.before));
    if (timer.after != kNever) each.text("after", to_rfc3339(timer.after));
    if (timer.at_once) each.flag("at_once", true);
    rearmed.push_back(each.done());
  }
  for (const std::string& what : move.without) without.push_back(json_text(what));
  if (!rearmed.empty()) object.json("rearmed", json_list(rearmed));
  if (!without.empty()) object.json("without_counterpart", json_list(without));
  return object.done();
}

/// ", due at once: states.came.after[0]"
std::string at_once_of(const LeadMove& move) {
  std::vector<std::string_view> names;
  for (const LeadMove::Rearmed& timer : move.rearmed) {
    if (timer.at_once) names.push_back(timer.what);
  }
  return names.empty() ? "" : fmt::format(", due at once: {}", fmt::join(names, ", "));
}

}  // namespace

void DeployReport::add(const LeadMove& move) {
  if (leads_) told_.push_back(move);
  if (!move.without.empty()) {
    ++stuck_;
    for (const std::string& what : move.without) {
      Group& group = without_[what];
      if (group.leads++ == 0) group.first = move.lead;
    }
    return;
  }
  ++moved_;
  Group& group = moves_[{move.from, move.to}];
  if (group.leads++ == 0) group.first = move.lead;
  add_timers(move);
}

void DeployReport::add_timers(const LeadMove& move) {
  std::size_t at_once = 0;
  for (const LeadMove::Rearmed& timer : move.rearmed) {
    Rearmed& rearmed = rearmed_[timer.what];
    ++rearmed.leads;
    rearmed.at_once += timer.at_once;
    at_once += timer.at_once;
    if (timer.before == kNever) {
      ++rearmed.begins;
    } else if (timer.after == kNever) {
      ++rearmed.ends;
    } else {
      rearmed.sooner += timer.after < timer.before;
      rearmed.later += timer.after > timer.before;
    }
  }
  timers_at_once_ += at_once;
  if (at_once > 0 && at_once_.leads++ == 0) at_once_.first = move.lead;
}

void DeployReport::tell(const Tool& tool, bool planned) const {
  if (tool.json) return tell_json(planned);
  if (stuck_ > 0) tell_stuck();
  if (tool.quiet) return;
  const bool same = before_ != nullptr && before_->fingerprint() == after_.fingerprint();
  if (stuck_ > 0 && planned) {
    print_line("nothing was put in force");
  } else if (same) {
    print_line(fmt::format("rules {} are in force already", short_name(after_)));
  } else if (before_ == nullptr) {
    print_line(fmt::format("rules {} {} in force for the new tenant '{}'", short_name(after_),
                           planned ? "would be" : "are", printable(tenant_)));
  } else {
    print_line(fmt::format("rules {} {} {}:", short_name(after_),
                           planned ? "would replace" : "replace", short_name(*before_)));
    for (const Difference& each : differences(*before_, after_)) print_line("  " + to_text(each));
  }
  tell_tables(planned);
}

void DeployReport::tell_tables(bool planned) const {
  for (const LeadMove& move : told_) {
    print_line(move.without.empty()
                   ? fmt::format("{}: {} > {}{}", printable(move.lead), move.from, move.to,
                                 at_once_of(move))
                   : fmt::format("{}: stays in {}, without a counterpart: {}", printable(move.lead),
                                 move.from, fmt::join(move.without, ", ")));
  }
  if (moved_ == 0) {
    return print_line(planned ? "no lead would move"
                              : "no lead moved: all that are there keep the rules they have");
  }
  print_line(fmt::format("{} {}", counted(moved_, "lead"), planned ? "would move" : "moved"));
  TextTable moves({{"from"}, {"to"}, {"leads", Align::right}, {"such as"}});
  for (const auto& [states, group] : moves_) {
    moves.add({states.first, states.second, std::to_string(group.leads), group.first});
  }
  print_table(moves);
  tell_timers(planned);
}

void DeployReport::tell_timers(bool planned) const {
  if (timers_at_once_ > 0) {
    print_line(fmt::format("{} at once: {} of {}, such as '{}'", planned ? "would be due" : "due",
                           counted(timers_at_once_, "timer"), counted(at_once_.leads, "lead"),
                           printable(at_once_.first)));
  }
  if (rearmed_.empty()) return;
  TextTable timers({{"armed anew"},
                    {"leads", Align::right},
                    {"sooner", Align::right},
                    {"later", Align::right},
                    {"begins", Align::right},
                    {"ends", Align::right},
                    {"due at once", Align::right}});
  for (const auto& [what, each] : rearmed_) {
    timers.add({what, std::to_string(each.leads), std::to_string(each.sooner),
                std::to_string(each.later), std::to_string(each.begins), std::to_string(each.ends),
                std::to_string(each.at_once)});
  }
  print_table(timers);
}

/// The way out: the state that seems to be the same by another name, or what anything else may
/// become.
std::string DeployReport::hint(const std::string& told) const {
  const std::string what = told.substr(0, told.find(" ("));  // else the reason follows
  // "call ", "lead.", "deadlines.": what tells its kind; a line's new name is a path like its
  // own.
  const std::string kind = what.substr(0, what.find_first_of(". ") + 1);
  const bool reason = what.find(".pauses.") != what.npos;
  if (!kind.empty()) {
    const std::string_view other = kind == "states." ? "states.STATE.after[0]"
                                   : reason          ? "DEADLINE.pauses.NEW"
                                                     : "NEW";
    return fmt::format("; --map '{0}={1}{2}' where it goes on, or --map '{0}=-' {3}", what,
                       kind == "states." ? "" : kind, other,
                       reason ? "lets the clock go on" : "lets it go");
  }
  if (what != told) return {};  // no other name helps
  if (before_ != nullptr) {
    for (const Difference& each : differences(*before_, after_)) {
      if (each.kind == Difference::renamed && each.before == what) {
        return fmt::format("; --map {}={} as it seems", what, each.after);
      }
    }
  }
  return fmt::format("; --map {}=NEW names the state that it is now", what);
}

void DeployReport::tell_stuck() const {
  for (const auto& [what, group] : without_) {
    complain(fmt::format("{} has no counterpart in the new rules: {} cannot move, such as '{}'{}",
                         what, counted(group.leads, "lead"), group.first, hint(what)));
  }
}

void DeployReport::tell_json(bool planned) const {
  for (const LeadMove& move : told_) print_line(to_json(move));
  JsonObject object;
  object.text("rules", after_.name()).text("fingerprint", after_.fingerprint());
  if (before_ != nullptr) {
    object.text("before", before_->name()).text("fingerprint_before", before_->fingerprint());
  }
  object.flag("planned", planned).count("leads", moved_).count("without_counterpart", stuck_);
  object.count("leads_due_at_once", at_once_.leads).count("timers_due_at_once", timers_at_once_);
  std::vector<std::string> moves, rearmed, without;
  for (const auto& [states, group] : moves_) {
    JsonObject each;
    each.text("from", states.first).text("to", states.second).count("leads", group.leads);
    moves.push_back(each.text("such_as", group.first).done());
  }
  for (const auto& [what, timers] : rearmed_) {
    JsonObject each;
    each.text("what", what).count("leads", timers.leads).count("sooner", timers.sooner);
    each.count("later", timers.later).count("begins", timers.begins).count("ends", timers.ends);
    each.count("at_once", timers.at_once);
    rearmed.push_back(each.done());
  }
  for (const auto& [what, group] : without_) {
    JsonObject each;
    each.text("what", what).count("leads", group.leads).text("such_as", group.first);
    without.push_back(each.done());
  }
  object.json("moves", json_list(moves)).json("rearmed", json_list(rearmed));
  if (!without.empty()) object.json("unmapped", json_list(without));
  print_line(object.done());
}

std::string to_json(const Deployment& deployment) {
  JsonObject object;
  object.count("number", deployment.number).text("rules", deployment.name);
  object.text("fingerprint", deployment.fingerprint);
  if (deployment.at != kNever) object.text("at", to_rfc3339(deployment.at));
  object.text_if("actor", deployment.actor).count("leads", deployment.leads);
  return object.done();
}

}  // namespace relance::tool
