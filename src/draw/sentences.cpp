#include "draw/sentences.hpp"

#include <fmt/format.h>

#include "relance/core/verb.hpp"
#include "time/delay_text.hpp"

namespace relance::draw {
namespace {

std::string in_hours_of(const std::optional<rules::Word>& calendar) {
  return calendar ? fmt::format(" ({})", calendar->text) : std::string();
}

std::string values(const std::vector<rules::Assignment>& assignments) {
  std::string text;
  for (const rules::Assignment& assignment : assignments) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", assignment.field.text,
                        assignment.value->text);
  }
  return text;
}

}  // namespace

std::string sentence(const rules::EffectDefinition& effect) {
  std::string text(name(effect.verb));
  if (effect.verb == Verb::set) return text + " " + values(effect.set);
  text += " " + effect.name.text;
  if (effect.by)
    text += effect.by->text == "preferred" ? " as preferred" : " by " + effect.by->text;
  if (effect.after) text += fmt::format(" after {}", to_text(effect.after->delay));
  if (effect.before)
    text += fmt::format(" {} before the appointment", to_text(effect.before->delay));
  if (effect.within) text += fmt::format(" within {}", to_text(effect.within->delay));
  text += in_hours_of(effect.calendar);
  if (!effect.with.empty()) text += fmt::format(" ({})", values(effect.with));
  return text;
}

std::string sentence(const std::vector<rules::EffectDefinition>& effects) {
  std::string text;
  for (const rules::EffectDefinition& effect : effects) {
    if (!text.empty()) text += ", ";
    text += sentence(effect);
  }
  return text;
}

std::string moment(const rules::AfterDefinition& rule) {
  if (rule.moment != nullptr) return fmt::format("at {}", rule.moment->text);
  const std::string delay = to_text(rule.delay->delay) + in_hours_of(rule.calendar);
  return rule.since ? fmt::format("{} after {}", delay, rule.since->text)
                    : fmt::format("after {}", delay);
}

std::string promise(const rules::DeadlineDefinition& deadline) {
  std::string text =
      fmt::format("{} within {}{} of {}", deadline.until.text, to_text(deadline.within->delay),
                  in_hours_of(deadline.calendar), deadline.from.text);
  if (deadline.warn_after) {
    text +=
        fmt::format("; after {}: {}", to_text(deadline.warn_after->delay), sentence(deadline.warn));
  }
  text += fmt::format("; else: {}", sentence(deadline.breach));
  for (const rules::PauseDefinition& pause : deadline.pauses) {
    text += fmt::format("; its clock stands from {} until {} ({})", pause.from.text,
                        pause.until.text, pause.reason.text);
  }
  return text;
}

std::string sentence(const std::vector<rules::LaneDefinition>& lanes) {
  std::string text;
  for (const rules::LaneDefinition& lane : lanes) {
    text +=
        fmt::format("{}{}{}", text.empty() ? "" : ", ", lane.name.text, in_hours_of(lane.calendar));
  }
  return text + (lanes.size() > 1 ? "; a new lead begins in the first" : "");
}

std::string interval(const rules::WatchDefinition& watch) {
  return fmt::format("every {}{}", to_text(watch.every->delay), in_hours_of(watch.calendar));
}

}  // namespace relance::draw
