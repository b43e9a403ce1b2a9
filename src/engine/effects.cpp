#include "engine/effects.hpp"

namespace relance {

EffectId id_of(EngineParts& parts, std::string_view tenant, const LeadRecord& lead,
               std::uint32_t seq, std::uint16_t index) {
  const std::uint64_t tag = effect_tag(tenant, parts.workflow(lead.came_under()).tables);
  return make_effect_id(lead.key.number, seq, index, tag);
}

std::string_view channel_of(const EffectRule& rule, const LeadRecord& lead) {
  return name(rule.by_preferred ? lead.preferred : rule.channel);
}

Effect to_effect(EngineParts& parts, std::string_view tenant, const LeadRecord& lead,
                 const std::string& host_id, const OpenEffect& open) {
  const Tables& tables = parts.workflow(open.workflow).tables;
  const EffectRule& rule = tables.effects[open.rule];
  Effect effect;
  effect.id = id_of(parts, tenant, lead, open.seq, open.index);
  effect.lead = host_id;
  effect.verb = open.has(OpenEffect::withdrawal) ? "withdraw" : name(rule.verb);
  if (rule.name != kNone) effect.name = tables.words[rule.name];
  effect.channel = channel_of(rule, lead);
  effect.rule = tables.effect_places[open.rule].path;
  effect.emitted_at = open.emitted_at;
  effect.not_before = open.not_before;
  effect.not_after = open.not_after;
  effect.lease_until = open.ready_at;
  effect.token = open.token;
  effect.attempt = open.attempts;
  effect.error = lead.error_of(open);
  if (open.has(OpenEffect::withdrawal)) {
    effect.withdraws = id_of(parts, tenant, lead, open.of_seq, open.of_index);
  }
  return effect;
}

}  // namespace relance
