#include "workflow/attribute_readers.hpp"

#include <algorithm>
#include <span>

namespace relance {
namespace {

template <class Row>
std::span<const Row> rows(const std::vector<Row>& all, Slice slice) {
  return std::span(all).subspan(slice.first, slice.count);
}

bool sets_fields(const Tables& tables, Slice effects) {
  const auto list = rows(tables.effects, effects);
  return std::any_of(list.begin(), list.end(),
                     [](const EffectRule& rule) { return rule.verb == Verb::set; });
}

bool starts_from_attribute(const Tables& tables, const AfterRule& rule) {
  const bool moment = rule.program != kNone && tables.programs[rule.program].reads_attributes;
  return moment || (rule.field != kNone && rule.field >= kDeclaredFields);
}

bool entering_reads(const Tables& tables, const StateRow& state) {
  const auto after = rows(tables.after, state.after);
  return sets_fields(tables, state.enter) ||
         std::any_of(after.begin(), after.end(),
                     [&](const AfterRule& rule) { return starts_from_attribute(tables, rule); });
}

bool reads(const Tables& tables, const Candidate& candidate, const StateRow& from) {
  if (candidate.guard != kNone && tables.programs[candidate.guard].reads_attributes) return true;
  if (sets_fields(tables, candidate.effects)) return true;
  if (candidate.target == kNone) return false;
  return sets_fields(tables, from.exit) || entering_reads(tables, tables.states[candidate.target]);
}

}  // namespace

void mark_attribute_readers(Tables& tables) {
  tables.reads_attributes.assign(tables.cells.size() - 1, 0);
  for (std::size_t cell = 0; cell + 1 < tables.cells.size(); ++cell) {
    const StateRow& from = tables.states[cell / tables.events];
    for (std::size_t i = tables.cells[cell]; i < tables.cells[cell + 1]; ++i) {
      if (reads(tables, tables.candidates[i], from)) tables.reads_attributes[cell] = 1;
    }
  }
}

}  // namespace relance
