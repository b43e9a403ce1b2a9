#include "workflow/normalise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "time/delay_text.hpp"
#include "time/instant_text.hpp"
#include "workflow/block_writer.hpp"

namespace relance {
namespace {

using rules::Assignment;
using rules::EffectDefinition;
using rules::Word;

class Normaliser {
 public:
  explicit Normaliser(const rules::Checked& checked)
      : checked_(checked), definition_(checked.definition) {}

  std::string text() {
    write_head();
    write_calendars();
    write_fields("lead", definition_.lead);
    write_carriers("events", definition_.events);
    write_carriers("host_effects", definition_.host_effects);
    write_lanes();
    write_timed();
    write_benchmarks();
    return out_.take();
  }

 private:
  // The written order of timers decides between equal instants, so it is kept.
  void write_timed() {
    std::vector<std::pair<std::uint32_t, void (Normaliser::*)()>> sections;
    sections.emplace_back(definition_.states.front().name.at.offset, &Normaliser::write_states);
    if (definition_.watch) {
      sections.emplace_back(definition_.watch->at.offset, &Normaliser::write_watch);
    }
    if (!definition_.deadlines.empty()) {
      sections.emplace_back(definition_.deadlines.front().name.at.offset,
                            &Normaliser::write_deadlines);
    }
    std::sort(sections.begin(), sections.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [offset, write] : sections) (this->*write)();
  }

  void optional(std::string_view key, const std::optional<Word>& word) {
    if (word) out_.member(key, word->text);
  }

  void write_head() {
    out_.member("name", definition_.name.text);
    out_.member("timezone", checked_.zone.name);
    if (!definition_.currency.text.empty()) out_.member("currency", definition_.currency.text);
    out_.member("initial", definition_.initial.text);
  }

  void write_windows(std::string_view key, const std::vector<ClockRange>& windows) {
    out_.key(key);
    out_.open_flat_list();
    for (const ClockRange& window : windows) out_.text(to_text(window));
    out_.close();
  }

  void write_calendar(const CalendarSpec& spec) {
    constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu",
                                                       "fri", "sat", "sun"};
    out_.open_map();
    out_.member("timezone", spec.zone.name);
    out_.key("open");
    out_.open_map();
    for (std::size_t day = 0; day < kDays.size(); ++day) {
      if (!spec.week[day].empty()) write_windows(kDays[day], spec.week[day]);
    }
    out_.close();
    out_.key("closed");
    out_.open_list();
    for (const Date date : spec.closed) out_.text(to_text(date));
    out_.close();
    out_.key("special");
    out_.open_map();
    for (const SpecialDay& day : spec.special) write_windows(to_text(day.date), day.windows);
    out_.close();
    out_.close();
  }

  void write_calendars() {
    if (definition_.calendars.empty()) return;
    out_.key("calendars");
    out_.open_map();
    for (std::size_t i = 0; i < definition_.calendars.size(); ++i) {
      out_.key(definition_.calendars[i].name.text);
      write_calendar(checked_.specs[i]);
    }
    out_.close();
  }

  void write_lanes() {
    if (definition_.lanes.empty()) return;
    out_.key("lanes");
    out_.open_map();
    for (const rules::LaneDefinition& lane : definition_.lanes) {
      out_.key(lane.name.text);
      out_.open_flat_map();
      const auto& calendars = definition_.calendars;
      if (!calendars.empty()) {
        out_.member("calendar", lane.calendar ? lane.calendar->text : calendars.front().name.text);
      }
      out_.close();
    }
    out_.close();
  }

  void write_fields(std::string_view key, const std::vector<rules::FieldDefinition>& fields) {
    if (key == "lead" && fields.empty()) return;
    out_.key(key);
    out_.open_map();
    for (const rules::FieldDefinition& field : fields) {
      out_.key(field.name.text);
      out_.open_map();
      out_.member("type", field.type.text);
      if (field.personal) {
        out_.key("personal");
        out_.bare("true");
      }
      if (!field.one_of.empty()) {
        out_.key("one_of");
        out_.open_list();
        for (const Word& choice : field.one_of) out_.text(choice.text);
        out_.close();
      }
      out_.close();
    }
    out_.close();
  }

  void write_carriers(std::string_view key, const std::vector<rules::CarrierDefinition>& carriers) {
    if (carriers.empty()) return;
    out_.key(key);
    out_.open_map();
    for (const rules::CarrierDefinition& carrier : carriers) {
      write_fields(carrier.name.text, carrier.fields);
    }
    out_.close();
  }

  void write_delay(std::string_view key, const std::optional<rules::DelayDefinition>& delay) {
    if (delay) out_.member(key, to_text(delay->delay));
  }

  void write_values(std::string_view key, const std::vector<Assignment>& values) {
    if (values.empty()) return;
    out_.key(key);
    out_.open_map();
    for (const Assignment& value : values) out_.member(value.field.text, value.value->text);
    out_.close();
  }

  void write_effects(std::string_view key, const std::vector<EffectDefinition>& effects) {
    out_.key(key);
    out_.open_list();
    for (const EffectDefinition& effect : effects) {
      out_.open_flat_map();
      if (effect.verb == Verb::set) {
        out_.key("set");
        out_.open_map();
        for (const Assignment& value : effect.set) out_.member(value.field.text, value.value->text);
        out_.close();
      } else {
        out_.member(name(effect.verb), effect.name.text);
      }
      optional("by", effect.by);
      write_delay("within", effect.within);
      write_delay("after", effect.after);
      write_delay("before", effect.before);
      optional("calendar", effect.calendar);
      write_values("with", effect.with);
      out_.close();
    }
    out_.close();
  }

  void write_pauses(const std::vector<rules::PauseDefinition>& pauses) {
    if (pauses.empty()) return;
    out_.key("pauses");
    out_.open_map();
    for (const rules::PauseDefinition& pause : pauses) {
      out_.key(pause.reason.text);
      out_.open_flat_map();
      out_.member("from", pause.from.text);
      out_.member("until", pause.until.text);
      out_.close();
    }
    out_.close();
  }

  void write_deadlines() {
    out_.key("deadlines");
    out_.open_map();
    for (const rules::DeadlineDefinition& deadline : definition_.deadlines) {
      out_.key(deadline.name.text);
      out_.open_map();
      out_.member("from", deadline.from.text);
      out_.member("until", deadline.until.text);
      write_delay("within", deadline.within);
      optional("calendar", deadline.calendar);
      write_delay("warn_after", deadline.warn_after);
      write_pauses(deadline.pauses);
      const bool warn_first = deadline.warn_at.offset < deadline.breach_at.offset;
      if (warn_first && !deadline.warn.empty()) write_effects("warn", deadline.warn);
      write_effects("breach", deadline.breach);
      if (!warn_first && !deadline.warn.empty()) write_effects("warn", deadline.warn);
      out_.close();
    }
    out_.close();
  }

  void write_watch() {
    out_.key("watch");
    out_.open_map();
    write_delay("every", definition_.watch->every);
    optional("calendar", definition_.watch->calendar);
    write_effects("do", definition_.watch->effects);
    out_.close();
  }

  void write_events(const std::vector<rules::TransitionDefinition>& events) {
    out_.key("events");
    out_.open_map();
    for (const rules::TransitionDefinition& event : events) {
      out_.key(event.event.text);
      out_.open_list();
      for (const rules::CandidateDefinition& candidate : event.candidates) {
        out_.open_flat_map();
        optional("to", candidate.to);
        if (candidate.guard != nullptr) out_.member("if", candidate.guard->text);
        if (!candidate.effects.empty()) write_effects("do", candidate.effects);
        out_.close();
      }
      out_.close();
    }
    out_.close();
  }

  void write_after(const std::vector<rules::AfterDefinition>& rules) {
    out_.key("after");
    out_.open_list();
    for (const rules::AfterDefinition& rule : rules) {
      out_.open_flat_map();
      write_delay("delay", rule.delay);
      optional("since", rule.since);
      if (rule.moment != nullptr) out_.member("at", rule.moment->text);
      optional("calendar", rule.calendar);
      optional("raise", rule.raise);
      write_values("with", rule.with);
      if (!rule.effects.empty() || !rule.raise) write_effects("do", rule.effects);
      out_.close();
    }
    out_.close();
  }

  void write_states() {
    out_.key("states");
    out_.open_map();
    for (const rules::StateDefinition& state : definition_.states) {
      out_.key(state.name.text);
      out_.open_map();
      out_.member("stage", state.stage.text);
      for (const std::string& part : state.order) {
        if (part == "enter" && !state.enter.empty()) write_effects(part, state.enter);
        if (part == "exit" && !state.exit.empty()) write_effects(part, state.exit);
        if (part == "events" && !state.events.empty()) write_events(state.events);
        if (part == "after" && !state.after.empty()) write_after(state.after);
      }
      out_.close();
    }
    out_.close();
  }

  void write_benchmarks() {
    if (definition_.benchmarks.empty()) return;
    out_.key("benchmarks");
    out_.open_map();
    for (const rules::BenchmarkDefinition& benchmark : definition_.benchmarks) {
      out_.key(benchmark.name.text);
      out_.open_flat_map();
      for (const rules::RateDefinition& rate : benchmark.rates) {
        out_.member(rate.milestone.text, fmt::format("{}.{:02}% of {}", rate.basis_points / 100,
                                                     rate.basis_points % 100, rate.of.text));
      }
      out_.close();
    }
    out_.close();
  }

  const rules::Checked& checked_;
  const rules::Definition& definition_;
  BlockWriter out_{rules::kNormalisedStart};
};

}  // namespace

std::string normalise(const rules::Checked& checked) { return Normaliser(checked).text(); }

}  // namespace relance
