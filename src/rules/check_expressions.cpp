#include <fmt/format.h>

#include <algorithm>

#include "expr/compile.hpp"
#include "rules/builtin_fields.hpp"
#include "rules/check.hpp"
#include "rules/field_names.hpp"
#include "rules/walk.hpp"

namespace relance::rules {
namespace {

/// How a built-in field of the lead comes to another value.
std::string_view way_to_change(FieldKind field) {
  switch (field) {
    case FieldKind::lane:
    case FieldKind::owner:
      return "write {hand_to: LANE} to give it to a lane, {assign: LANE} to have a person chosen";
    case FieldKind::state:
    case FieldKind::stage:
      return "the event of a state leads to another one: `events: {reached: talking}`";
    case FieldKind::appointment:
      return "the host's events `booked` and `moved` carry it as `at`";
    default:
      return "it follows from what the host tells; declare a field of your own under `lead:`";
  }
}

// Compiles every expression of a definition, each with the names that it may use there.
class Expressions {
 public:
  Expressions(Checked& checked, Problems& problems)
      : checked_(checked), problems_(problems), names_(checked, problems) {}

  void compile_all() {
    for (const StateDefinition& state : checked_.definition.states) {
      for (const TransitionDefinition& transition : state.events) {
        names_.set_event(event_of(&transition.event));
        for (const CandidateDefinition& candidate : transition.candidates) {
          if (candidate.guard == nullptr) continue;
          compile(*candidate.guard, 0, expr::Wanted::a_guard(), true);
        }
      }
      for (const AfterDefinition& rule : state.after) {
        if (rule.moment != nullptr) compile(*rule.moment, 0, expr::Wanted::a_moment(), false);
      }
    }
    for_each_effect(checked_.definition, [&](const EffectDefinition& effect, const Word* event) {
      names_.set_event(event_of(event));
      for (const Assignment& assignment : effect.set) set(assignment);
    });
  }

 private:
  Id event_of(const Word* event) const {
    return event == nullptr ? kNone : checked_.index.event(event->text).value_or(kNone);
  }

  bool names_broken_field(std::string_view text) const {
    const std::set<std::string, std::less<>>& broken = checked_.index.broken();
    return std::any_of(broken.begin(), broken.end(), [&](const std::string& name) {
      return text.find("." + name) != std::string_view::npos;
    });
  }

  // `skipped`: bytes of the scalar before the expression.
  void compile(const Node& node, std::size_t skipped, expr::Wanted wanted, bool event_moment) {
    const std::string_view text = std::string_view(node.text).substr(skipped);
    if (node.told || names_broken_field(text)) return;
    expr::Compiled compiled = expr::compile(text, names_, wanted, event_moment);
    for (const expr::Problem& problem : compiled.problems) {
      problems_.add(problem.code, place_of(problem, node, skipped), problem.message, problem.hint);
    }
    if (const auto& failing = compiled.failing) {
      checked_.doubts.push_back(
          {failing->code, place_of(*failing, node, skipped), failing->message, failing->hint});
    }
    if (compiled.program) checked_.programs.emplace(&node, std::move(*compiled.program));
  }

  Span place_of(const expr::Problem& problem, const Node& node, std::size_t skipped) const {
    const std::size_t first = offset_in_scalar(problems_.source(), node, skipped + problem.offset);
    const std::size_t last =
        offset_in_scalar(problems_.source(), node, skipped + problem.offset + problem.width);
    return {static_cast<std::uint32_t>(first),
            static_cast<std::uint32_t>(std::max(last, first + 1) - first)};
  }

  void set(const Assignment& assignment) {
    if (checked_.index.broken(assignment.field.text)) return;
    const DeclaredField* field = checked_.index.field(assignment.field.text);
    if (field == nullptr || !field->on_lead || field->personal) {
      tell_not_settable(assignment.field, field);
      return;
    }
    const Node& node = *assignment.value;
    if (node.text.starts_with('=')) {
      const expr::Wanted wanted{expr::Wanted::value, field->type, &field->one_of};
      compile(node, 1, wanted, true);
      return;
    }
    std::string problem;
    const auto value = parse_value(node.text, field->type, checked_.money, problem);
    const std::vector<std::string>& choices = field->one_of;
    if (!value) {
      problems_.add(Code::bad_value, node.at,
                    fmt::format("{} is no {}", quoted(node.text), name(field->type)),
                    problem + "; a computed value begins with `=`");
    } else if (!choices.empty() &&
               std::find(choices.begin(), choices.end(), value->text) == choices.end()) {
      problems_.add(Code::bad_value, node.at,
                    fmt::format("{} is none of the texts that {} may hold", quoted(node.text),
                                quoted(field->name)),
                    problems_.suggestion(node.text, {choices.begin(), choices.end()}));
    } else {
      checked_.programs.emplace(&node, constant_program(*value));
    }
  }

  void tell_not_settable(const Word& word, const DeclaredField* field) {
    if (field != nullptr && field->personal) {
      problems_.add(Code::not_settable, word.at,
                    fmt::format("{} is personal, and rules cannot set it", quoted(word.text)),
                    "only an event of the host changes it; set a field that is not personal");
      return;
    }
    if (const BuiltInField* built_in = builtin_field(word.text)) {
      problems_.add(Code::unknown_field, word.at,
                    fmt::format("{} is built in, and `set` does not change it", quoted(word.text)),
                    std::string(way_to_change(built_in->kind)));
      return;
    }
    std::vector<std::string_view> names;
    for (const DeclaredField& known : checked_.index.fields()) {
      if (known.on_lead && !known.personal) names.push_back(known.name);
    }
    problems_.add(Code::unknown_field, word.at,
                  fmt::format("{} is no field of the lead that rules can set", quoted(word.text)),
                  names.empty() ? "declare it under `lead:`, such as `lead: {brand: text}`"
                                : problems_.suggestion(word.text, names));
  }

  Checked& checked_;
  Problems& problems_;
  FieldNames names_;
};

}  // namespace

void check_expressions(Checked& checked, Problems& problems) {
  Expressions(checked, problems).compile_all();
}

}  // namespace relance::rules
