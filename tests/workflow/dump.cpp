#include "workflow/dump.hpp"

#include <fmt/format.h>

namespace relance {
namespace {

std::string text(const Slice& slice) { return fmt::format("[{}+{}]", slice.first, slice.count); }

std::string text(const Delay& delay) {
  return fmt::format("<{} {} {}>", delay.unit, delay.calendar, delay.amount);
}

std::string text(const Program& program) {
  std::string out =
      fmt::format("{} {} {} ", program.result, program.reads_attributes, program.text);
  for (const Instruction& step : program.code) {
    out += fmt::format("({} {} {} {})", static_cast<int>(step.op), step.a, step.b, step.c);
  }
  for (const Scalar& constant : program.constants) {
    out += fmt::format("{{{} {} {}}}", constant.kind, constant.size, constant.number);
  }
  return out;
}

std::string text(const EffectRule& rule) {
  return fmt::format("{} {} {} {} {} {} {} {} {}{}{} {}", name(rule.verb), rule.by_preferred,
                     name(rule.channel), rule.name, rule.event, rule.field, rule.program,
                     text(rule.with), text(rule.within), text(rule.after), text(rule.before),
                     rule.place);
}

std::string text(const AfterRule& rule) {
  return fmt::format("{} {} {} {} {} {} {} {}", rule.start, text(rule.delay), rule.field,
                     rule.program, rule.raise, text(rule.with), text(rule.effects), rule.place);
}

std::string numbers(const auto& list) { return fmt::format("{}", fmt::join(list, " ")); }

}  // namespace

std::string dump(const Tables& tables) {
  std::string out = fmt::format("initial {} events {}\n", tables.initial, tables.events);
  for (const StateRow& row : tables.states) {
    out += fmt::format("state {} {} {} {}\n", name(row.stage), text(row.enter), text(row.exit),
                       text(row.after));
  }
  out += "cells " + numbers(tables.cells) + "\nreads " + numbers(tables.reads_attributes) + "\n";
  for (const Candidate& row : tables.candidates) {
    out += fmt::format("candidate {} {} {}\n", row.guard, row.target, text(row.effects));
  }
  for (const EffectRule& row : tables.effects) out += "effect " + text(row) + "\n";
  for (const AfterRule& row : tables.after) out += "after " + text(row) + "\n";
  for (const Program& program : tables.programs) out += "program " + text(program) + "\n";
  for (const BoundValue& value : tables.constants) {
    out += fmt::format("constant {} {} {} {}\n", value.field, name(value.value.type),
                       value.value.number, value.value.text);
  }
  for (const FieldRow& row : tables.fields) {
    out += fmt::format("field {} {} {} {} {}\n", row.name, name(row.type), row.personal,
                       row.on_lead, text(row.one_of));
  }
  for (const auto& carried : tables.carried) out += "carried " + numbers(carried) + "\n";
  for (const DeadlineRule& row : tables.deadlines) {
    out += fmt::format("deadline {} {} {} {} {} {} {} {}\n", row.name, text(row.within),
                       text(row.warn_after), text(row.warn), text(row.breach), text(row.told),
                       text(row.reasons), row.place);
  }
  for (const Slice& marks : tables.marks_of) out += "marks " + text(marks) + "\n";
  for (const DeadlineMark& mark : tables.deadline_marks) {
    out += fmt::format("mark {} {} {} {} {}\n", mark.deadline, mark.meets, mark.starts, mark.holds,
                       mark.releases);
  }
  out += fmt::format("watch {} {} {}\n", text(tables.watch.every), text(tables.watch.effects),
                     tables.watch.place);
  for (const LaneRow& row : tables.lanes) {
    out += fmt::format("lane {} {}\n", row.name, row.calendar);
  }
  out += "zone " + tables.zone.name + "\n";
  for (const OpenHours& hours : tables.calendars) {
    out += fmt::format("calendar {} {} {}\n", hours.zone.name, numbers(hours.opens),
                       numbers(hours.closes));
  }
  out += fmt::format("currency {} {}\n", tables.currency, tables.currency_scale);
  out += "words " + numbers(tables.words) + "\nlists " + numbers(tables.word_lists) + "\n";
  out += "names " + numbers(tables.state_names) + " " + numbers(tables.event_names) + "\n";
  for (const auto* places :
       {&tables.candidate_places, &tables.effect_places, &tables.after_places}) {
    for (const RulePlace& place : *places) out += place.path + "\n";
  }
  return out;
}

}  // namespace relance
