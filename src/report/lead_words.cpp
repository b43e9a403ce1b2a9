#include "report/lead_words.hpp"

#include <utility>

#include "engine/words.hpp"

namespace relance {

std::optional<ShownLead> read_lead(Engine& engine, std::string_view tenant, std::string_view id) {
  std::optional<Engine::LeadView> view = engine.lead(tenant, id);
  if (!view) return std::nullopt;
  ShownLead lead{std::string(id), std::move(*view), {}, {}, false, false};
  engine.history(lead.view.lead, lead.journal);
  lead.history = in_words(engine, tenant, lead.view.lead, lead.journal);
  return lead;
}

std::string ShownLead::state() const {
  const Id place = view.lead.state;
  return place < rules().state_names.size() ? rules().state_names[place] : std::string();
}

std::string ShownLead::stage() const {
  const Id place = view.lead.state;
  const std::vector<StateRow>& states = rules().states;
  return place < states.size() ? std::string(name(states[place].stage)) : std::string();
}

std::vector<OpenInWords> open_steps(Engine& engine, const ShownLead& lead) {
  std::vector<OpenInWords> steps;
  for (const OpenEffect& effect : lead.view.lead.effects) {
    if (!effect.has(OpenEffect::open_step)) continue;
    const std::shared_ptr<const Workflow> rules = engine.workflow(effect.workflow);
    steps.push_back({effect_name(rules->tables(), effect.rule), &effect,
                     ran_out(lead.journal, effect.seq, effect.index)});
  }
  return steps;
}

std::vector<ToldValue> facts_of(const ShownLead& shown) {
  std::vector<ToldValue> facts;
  const LeadRecord& lead = shown.view.lead;
  const Tables& rules = shown.rules();
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) facts.push_back({std::string(name), std::string(value), kNever});
  };
  add("source", lead.source);
  add("campaign", lead.attributes.campaign);
  add("owner", lead.owner);
  add("lane", lead.lane);
  add("preferred", name(lead.preferred));
  for (std::size_t i = 0; i < lead.attributes.fields.size() && i < rules.lead_fields; ++i) {
    const Value& value = lead.attributes.fields[i];
    if (value.type == Type::absent || rules.fields[i].personal) continue;
    ToldValue fact = named(rules, rules.words[rules.fields[i].name], value);
    if (value.type == Type::text) fact.text = value.text;
    if (!fact.text.empty()) facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace relance
