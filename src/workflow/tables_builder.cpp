#include "workflow/tables_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "relance/event.hpp"
#include "workflow/attribute_readers.hpp"

namespace relance {
namespace {

using rules::AfterDefinition;
using rules::Assignment;
using rules::CandidateDefinition;
using rules::DeadlineDefinition;
using rules::EffectDefinition;
using rules::StateDefinition;
using rules::TransitionDefinition;
using rules::Word;

using Effects = std::vector<EffectDefinition>;

template <class Vector>
std::uint16_t end_of(const Vector& vector) {
  return static_cast<std::uint16_t>(vector.size());
}

template <class Vector>
Slice slice_from(std::uint16_t first, const Vector& vector) {
  return {first, static_cast<std::uint16_t>(vector.size() - first)};
}

class TablesBuilder {
 public:
  TablesBuilder(rules::Checked& checked, const Source& source)
      : checked_(checked), definition_(checked.definition), source_(source) {}

  Tables build() {
    add_names();
    add_fields();
    add_lanes();
    for (std::size_t i = 0; i < definition_.states.size(); ++i) add_state(definition_.states[i]);
    for (const StateDefinition& state : definition_.states) add_cells(state);
    tables_.cells.push_back(end_of(tables_.candidates));
    for (const DeadlineDefinition& deadline : definition_.deadlines) add_deadline(deadline);
    add_deadline_marks();
    add_watch();
    mark_attribute_readers(tables_);
    rank_places();
    return std::move(tables_);
  }

 private:
  // A timer's place in the text, to be replaced by its rank.
  struct Place {
    std::uint32_t offset = 0;
    enum Of : std::uint8_t { effect, after, warning, breach, watch } of = effect;
    std::size_t row = 0;
  };

  int line(Span at) const { return source_.place(at.offset).line; }

  Id word(std::string_view text) {
    const auto [found, added] = words_.emplace(text, end_of(tables_.words));
    if (added) tables_.words.emplace_back(text);
    return found->second;
  }

  Id add_program(const rules::Node* node) {
    tables_.programs.push_back(std::move(checked_.programs.at(node)));
    return static_cast<Id>(tables_.programs.size() - 1);
  }

  Delay delay(const std::optional<rules::DelayDefinition>& written,
              const std::optional<Word>& calendar) const {
    if (!written) return {};
    Delay delay = written->delay;
    if (delay.unit != Delay::open_time && delay.unit != Delay::open_days) return delay;
    if (calendar || !lanes_differ_) delay.calendar = calendar_id(calendar);
    return delay;
  }

  /// Of the calendar that is named, else of the first one written.
  Id calendar_id(const std::optional<Word>& calendar) const {
    const Id index = calendar ? *checked_.index.calendar(calendar->text) : Id{0};
    return checked_.calendar_ids[index];
  }

  /// Before all that counts open time.
  void add_lanes() {
    if (definition_.lanes.empty()) return;
    for (const rules::LaneDefinition& lane : definition_.lanes) {
      const Id calendar = lane.calendar ? calendar_id(lane.calendar) : Id{0};
      tables_.lanes.push_back({word(lane.name.text), calendar});
      lanes_differ_ |= calendar != 0;
    }
  }

  void add_names() {
    tables_.initial = *checked_.index.state(definition_.initial.text);
    for (const std::string_view name : checked_.index.state_names()) {
      tables_.state_names.emplace_back(name);
    }
    for (const std::string_view name : checked_.index.event_names()) {
      tables_.event_names.emplace_back(name);
    }
    tables_.events = end_of(tables_.event_names);
    tables_.zone = checked_.zone;
    tables_.calendars = std::move(checked_.calendars);
    tables_.currency = checked_.money.currency;
    tables_.currency_scale = checked_.money.scale;
  }

  void add_fields() {
    for (const rules::DeclaredField& field : checked_.index.fields()) {
      FieldRow row{word(field.name), field.type, field.personal, field.on_lead, {}};
      const std::uint16_t first = end_of(tables_.word_lists);
      for (const std::string& choice : field.one_of) tables_.word_lists.push_back(word(choice));
      row.one_of = slice_from(first, tables_.word_lists);
      tables_.fields.push_back(row);
    }
    tables_.lead_fields = static_cast<std::uint16_t>(checked_.index.lead_fields());
    tables_.carried = checked_.index.carried();
  }

  Slice add_values(const std::vector<Assignment>& values, Id event) {
    const std::uint16_t first = end_of(tables_.constants);
    for (const Assignment& value : values) {
      tables_.constants.push_back({*rules::carried_by(event, value.field.text, checked_.index),
                                   checked_.constants.at(value.value)});
    }
    return slice_from(first, tables_.constants);
  }

  void add_effect_row(EffectRule row, Span at, std::string path) {
    tables_.effects.push_back(row);
    tables_.effect_places.push_back({std::move(path), line(at)});
  }

  // One effect is one row; `set` is one row per field.
  void add_effect(const EffectDefinition& effect, const std::string& path) {
    EffectRule row;
    row.verb = effect.verb;
    if (effect.verb == Verb::set) {
      for (const Assignment& assignment : effect.set) {
        row.field = checked_.index.field(assignment.field.text)->id;
        row.program = add_program(assignment.value);
        add_effect_row(row, assignment.field.at, path + "." + assignment.field.text);
      }
      return;
    }
    if (effect.verb == Verb::raise) {
      row.event = *checked_.index.event(effect.name.text);
      row.with = add_values(effect.with, row.event);
    } else {
      row.name = word(effect.name.text);
    }
    if (effect.by) {
      row.by_preferred = effect.by->text == "preferred";
      row.channel = channel_named(effect.by->text).value_or(Channel::none);
    }
    row.within = delay(effect.within, effect.calendar);
    row.after = delay(effect.after, effect.calendar);
    row.before = delay(effect.before, effect.calendar);
    if (effect.within) {
      places_.push_back({effect.at.offset, Place::effect, tables_.effects.size()});
    }
    add_effect_row(row, effect.at, path);
  }

  Slice add_effects(const Effects& effects, const std::string& path) {
    const std::uint16_t first = end_of(tables_.effects);
    for (std::size_t i = 0; i < effects.size(); ++i) {
      add_effect(effects[i], fmt::format("{}[{}]", path, i));
    }
    return slice_from(first, tables_.effects);
  }

  AfterRule after_rule(const AfterDefinition& rule, const std::string& path) {
    AfterRule row;
    row.start = rule.moment != nullptr ? AfterRule::at
                : rule.since           ? AfterRule::since
                                       : AfterRule::entry;
    row.delay = delay(rule.delay, rule.calendar);
    if (rule.since) row.field = start_field(rule.since->text);
    if (rule.moment != nullptr) row.program = add_program(rule.moment);
    if (rule.raise) {
      row.raise = *checked_.index.event(rule.raise->text);
      row.with = add_values(rule.with, row.raise);
    }
    row.effects = add_effects(rule.effects, path + ".do");
    return row;
  }

  Id start_field(std::string_view name) const {
    if (name == "received_at") return id(FieldKind::received_at);
    if (name == "appointment") return id(FieldKind::appointment);
    return checked_.index.field(name)->id;
  }

  void add_state(const StateDefinition& state) {
    const std::string path = "states." + state.name.text;
    StateRow row;
    row.stage = *stage_named(state.stage.text);
    row.enter = add_effects(state.enter, path + ".enter");
    row.exit = add_effects(state.exit, path + ".exit");
    const std::uint16_t first = end_of(tables_.after);
    for (std::size_t i = 0; i < state.after.size(); ++i) {
      std::string rule_path = fmt::format("{}.after[{}]", path, i);
      places_.push_back({state.after[i].at.offset, Place::after, tables_.after.size()});
      tables_.after.push_back(after_rule(state.after[i], rule_path));
      tables_.after_places.push_back({std::move(rule_path), line(state.after[i].at)});
    }
    row.after = slice_from(first, tables_.after);
    tables_.states.push_back(row);
  }

  void add_candidates(const TransitionDefinition& transition, const std::string& path) {
    for (std::size_t i = 0; i < transition.candidates.size(); ++i) {
      const CandidateDefinition& candidate = transition.candidates[i];
      std::string rule_path = fmt::format("{}[{}]", path, i);
      Candidate row;
      if (candidate.guard != nullptr) row.guard = add_program(candidate.guard);
      if (candidate.to) row.target = *checked_.index.state(candidate.to->text);
      row.effects = add_effects(candidate.effects, rule_path + ".do");
      tables_.candidates.push_back(row);
      tables_.candidate_places.push_back({std::move(rule_path), line(candidate.at)});
    }
  }

  // The cells of a state, one per event in the order of the event ids.
  void add_cells(const StateDefinition& state) {
    std::map<Id, const TransitionDefinition*> taken;
    for (const TransitionDefinition& transition : state.events) {
      taken.emplace(*checked_.index.event(transition.event.text), &transition);
    }
    for (Id event = 0; event < tables_.events; ++event) {
      tables_.cells.push_back(end_of(tables_.candidates));
      const auto found = taken.find(event);
      if (found == taken.end()) continue;
      add_candidates(*found->second, fmt::format("states.{}.events.{}", state.name.text,
                                                 found->second->event.text));
    }
  }

  void add_deadline(const DeadlineDefinition& deadline) {
    std::string path = "deadlines." + deadline.name.text;
    DeadlineRule row;
    row.name = word(deadline.name.text);
    row.within = delay(deadline.within, deadline.calendar);
    row.warn_after = delay(deadline.warn_after, deadline.calendar);
    row.warn = add_effects(deadline.warn, path + ".warn");
    row.breach = add_effects(deadline.breach, path + ".breach");
    row.told = {end_of(tables_.constants), 1};
    tables_.constants.push_back({id(FieldKind::deadline), Value::of(deadline.name.text)});
    const std::uint16_t first = end_of(tables_.word_lists);
    for (const rules::PauseDefinition& pause : deadline.pauses) {
      tables_.word_lists.push_back(word(pause.reason.text));
    }
    row.reasons = slice_from(first, tables_.word_lists);
    places_.push_back({deadline.name.at.offset, Place::warning, tables_.deadlines.size()});
    places_.push_back({deadline.name.at.offset, Place::breach, tables_.deadlines.size()});
    tables_.deadlines.push_back(row);
    tables_.deadline_places.push_back({std::move(path), line(deadline.name.at)});
  }

  // By event, the deadlines in written order.
  void add_deadline_marks() {
    if (definition_.deadlines.empty()) return;
    std::map<std::pair<Id, Id>, DeadlineMark> marks;  // by event and deadline
    for (Id deadline = 0; deadline < definition_.deadlines.size(); ++deadline) {
      const DeadlineDefinition& written = definition_.deadlines[deadline];
      const auto mark = [&](const Word& event) -> DeadlineMark& {
        return marks[{*checked_.index.event(event.text), deadline}];
      };
      mark(written.from).starts = true;
      mark(written.until).meets = true;
      for (std::size_t i = 0; i < written.pauses.size(); ++i) {
        const auto reason = static_cast<std::uint16_t>(1u << i);
        mark(written.pauses[i].from).holds |= reason;
        mark(written.pauses[i].until).releases |= reason;
      }
    }
    tables_.marks_of.resize(tables_.events);
    for (auto& [key, mark] : marks) {
      Slice& slice = tables_.marks_of[key.first];
      if (slice.count++ == 0) slice.first = end_of(tables_.deadline_marks);
      mark.deadline = key.second;
      tables_.deadline_marks.push_back(mark);
    }
  }

  void add_watch() {
    if (!definition_.watch) return;
    const rules::WatchDefinition& watch = *definition_.watch;
    tables_.watch.every = delay(watch.every, watch.calendar);
    tables_.watch.effects = add_effects(watch.effects, "watch.do");
    places_.push_back({watch.at.offset, Place::watch, 0});
  }

  void rank_places() {
    std::stable_sort(places_.begin(), places_.end(),
                     [](const Place& a, const Place& b) { return a.offset < b.offset; });
    for (std::size_t rank = 0; rank < places_.size(); ++rank) {
      const auto place = static_cast<Id>(rank);
      switch (places_[rank].of) {
        case Place::effect:
          tables_.effects[places_[rank].row].place = place;
          break;
        case Place::after:
          tables_.after[places_[rank].row].place = place;
          break;
        case Place::warning:  // one less than that of the breach, which follows it
          break;
        case Place::breach:
          tables_.deadlines[places_[rank].row].place = place;
          break;
        case Place::watch:
          tables_.watch.place = place;
          break;
      }
    }
  }

  rules::Checked& checked_;
  const rules::Definition& definition_;
  const Source& source_;
  Tables tables_;
  std::map<std::string, Id, std::less<>> words_;
  std::vector<Place> places_;
  bool lanes_differ_ = false;  // which calendar counts may depend on the lane
};

}  // namespace

Tables build_tables(rules::Checked& checked, const Source& source) {
  return TablesBuilder(checked, source).build();
}

}  // namespace relance
