#include "engine/stored_rules.hpp"

#include <string_view>

namespace relance {
namespace {

void add_words(StoredWorkflow& stored, std::string_view kind, const auto& count, auto&& word) {
  for (std::size_t i = 0; i < count; ++i) {
    stored.words.push_back({std::string(kind), static_cast<Id>(i), std::string(word(i))});
  }
}

}  // namespace

StoredWorkflow to_store(const Workflow& workflow) {
  StoredWorkflow stored;
  stored.fingerprint = workflow.fingerprint();
  stored.name = workflow.name();
  stored.text = workflow.text();
  stored.normalised = workflow.normalised();
  stored.zone_data = workflow.zone_data();
  const Tables& tables = workflow.tables();
  add_words(stored, "state", tables.states.size(), [&](auto i) { return tables.state_names[i]; });
  add_words(stored, "event", tables.events, [&](auto i) { return tables.event_names[i]; });
  add_words(stored, "candidate", tables.candidates.size(),
            [&](auto i) { return tables.candidate_places[i].path; });
  add_words(stored, "effect", tables.effects.size(),
            [&](auto i) { return tables.effect_places[i].path; });
  add_words(stored, "after", tables.after.size(),
            [&](auto i) { return tables.after_places[i].path; });
  stored.words.push_back({"event", kDeployedEvent, std::string(tables.event_name(kDeployedEvent))});
  for (std::size_t i = 0; i < tables.fields.size(); ++i) {
    stored.words.push_back(
        {"field", static_cast<Id>(kDeclaredFields + i), tables.words[tables.fields[i].name]});
  }
  return stored;
}

}  // namespace relance
