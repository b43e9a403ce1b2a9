#include "draw/picture.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/source.hpp"
#include "draw/sentences.hpp"
#include "relance/error.hpp"
#include "rules/document.hpp"
#include "rules/problems.hpp"
#include "rules/read.hpp"

namespace relance::draw {
namespace {

using rules::AfterDefinition;
using rules::CandidateDefinition;
using rules::Definition;
using rules::StateDefinition;
using rules::TransitionDefinition;

// A way where an earlier one of the same event has a condition is taken only when that fails.
std::string guard_of(const TransitionDefinition& event, std::size_t candidate) {
  const rules::Node* guard = event.candidates[candidate].guard;
  const std::string_view otherwise = candidate > 0 ? "else " : "";
  if (guard != nullptr) return fmt::format("{}if {}", otherwise, guard->text);
  return candidate > 0 ? "else" : "";
}

class Painter {
 public:
  explicit Painter(const Definition& definition) : definition_(definition) {
    picture_.name = definition.name.text;
    for (const StateDefinition& state : definition.states) {
      picture_.states.push_back({state.name.text,
                                 stage_named(state.stage.text).value_or(Stage{}),
                                 state.name.text == definition.initial.text,
                                 {}});
    }
    for (from_ = 0; from_ < definition.states.size(); ++from_) paint(definition.states[from_]);
    if (!definition.lanes.empty()) note("Lanes: " + sentence(definition.lanes));
    for (const rules::DeadlineDefinition& deadline : definition.deadlines) {
      note(fmt::format("Deadline {}: {}", deadline.name.text, promise(deadline)));
    }
    if (definition.watch) {
      note(fmt::format("While nothing else is due, {}: {}", interval(*definition.watch),
                       sentence(definition.watch->effects)));
    }
  }

  Picture picture() && { return std::move(picture_); }

 private:
  void paint(const StateDefinition& state) {
    first_ = picture_.arrows.size();
    for (const rules::EffectDefinition& effect : state.enter) line(sentence(effect));
    for (const TransitionDefinition& event : state.events) {
      for (std::size_t i = 0; i < event.candidates.size(); ++i) take(event, i);
    }
    for (const AfterDefinition& rule : state.after) time_out(state, rule);
    for (const rules::EffectDefinition& effect : state.exit) {
      line(fmt::format("on leaving: {}", sentence(effect)));
    }
  }

  void take(const TransitionDefinition& event, std::size_t candidate) {
    const CandidateDefinition& way = event.candidates[candidate];
    const std::string guard = guard_of(event, candidate);
    const std::string effect = sentence(way.effects);
    if (way.to) return arrow(way.to->text, false, {event.event.text, guard, effect});
    line(fmt::format("on {}{}{}: {}", event.event.text, guard.empty() ? "" : " ", guard,
                     effect.empty() ? "stays" : effect));
  }

  // A timer that raises an event goes where the state sends that event.
  void time_out(const StateDefinition& state, const AfterDefinition& rule) {
    const std::string when = moment(rule);
    const std::string effect = sentence(rule.effects);
    if (!effect.empty()) line(fmt::format("{}: {}", when, effect));
    if (!rule.raise) return;
    const std::string cause = fmt::format("{}: {}", when, rule.raise->text);
    bool leads = false;
    for (const TransitionDefinition& event : state.events) {
      if (event.event.text != rule.raise->text) continue;
      for (std::size_t i = 0; i < event.candidates.size(); ++i) {
        if (!event.candidates[i].to) continue;
        leads = true;
        arrow(event.candidates[i].to->text, true,
              {cause, guard_of(event, i), sentence(event.candidates[i].effects)});
      }
    }
    if (!leads) line(cause);
  }

  void arrow(std::string_view target, bool timed, Way way) {
    if (target == picture_.states[from_].name) {
      return line(fmt::format("{}{}{}{}: comes in again{}{}", timed ? "" : "on ", way.cause,
                              way.guard.empty() ? "" : " ", way.guard,
                              way.effect.empty() ? "" : ", ", way.effect));
    }
    const auto to = std::find_if(picture_.states.begin(), picture_.states.end(),
                                 [&](const StateBox& state) { return state.name == target; });
    const auto id = static_cast<std::size_t>(to - picture_.states.begin());
    for (std::size_t i = first_; i < picture_.arrows.size(); ++i) {
      Arrow& known = picture_.arrows[i];
      if (known.to == id && known.timed == timed) return known.ways.push_back(std::move(way));
    }
    picture_.arrows.push_back({from_, id, timed, {std::move(way)}});
  }

  void line(std::string text) { picture_.states[from_].lines.push_back(std::move(text)); }
  void note(std::string text) { picture_.notes.push_back(std::move(text)); }

  const Definition& definition_;
  Picture picture_;
  std::size_t from_ = 0;   // the state that is painted
  std::size_t first_ = 0;  // its first arrow
};

std::size_t width_of(std::string_view word) {
  return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

Picture picture_of(const Workflow& workflow) {
  const Source source(workflow.text(), workflow.name());
  rules::Problems problems(source);
  const auto root = rules::parse_document(problems);
  const auto definition = root ? rules::read_definition(*root, problems) : std::nullopt;
  if (!definition || problems.any())
    throw Fault(ErrorCode::rules, "the rules cannot be read again");
  return Painter(*definition).picture();
}

std::vector<std::string> wrapped(const std::string& text, std::size_t width, std::size_t lines) {
  std::vector<std::string> result(1);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = std::min(text.find_first_not_of(" \n\t", at), text.size());
    const std::size_t end = std::min(text.find_first_of(" \n\t", begin), text.size());
    if (begin == end) break;
    const std::string word = text.substr(begin, end - begin);
    at = end;
    if (!result.back().empty() && width_of(result.back()) + 1 + width_of(word) > width) {
      if (result.size() == lines) {
        result.back() += " ...";
        break;
      }
      result.emplace_back();
    }
    result.back() += (result.back().empty() ? "" : " ") + word;
  }
  return result;
}

}  // namespace relance::draw
