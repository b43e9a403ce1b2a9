#include "intake/earlier.hpp"

#include <optional>
#include <vector>

namespace relance {
namespace {

constexpr std::size_t kLeadsAtOnce = 100;

}  // namespace

void EarlierEvents::note(Engine& engine, std::string_view tenant) {
  std::string after;
  for (;;) {
    const std::vector<std::string> leads = engine.waiting_leads(tenant, after, kLeadsAtOnce);
    if (leads.empty()) return;
    for (const std::string& lead : leads) {
      for (const WaitingEvent& waiting : engine.waiting(tenant, lead)) {
        if (waiting.refusal == Refusal::none) keys_[lead].insert(waiting.event.key);
      }
    }
    after = leads.back();
  }
}

void EarlierEvents::tell_decided(Engine& engine, std::string_view tenant,
                                 const OnDecided& on_decided) const {
  Journal journal;
  for (const auto& [lead, keys] : keys_) {
    const std::optional<Engine::LeadView> view = engine.lead(tenant, lead);
    if (!view) continue;
    journal.clear();
    engine.history(view->lead, journal);
    for (const JournalEntry& entry : journal.entries) {
      if (!entry.has(JournalEntry::waited) || entry.has(JournalEntry::derived)) continue;
      if (!keys.contains(std::string(journal.slice(entry.key)))) continue;
      Decision decision;
      decision.verdict = entry.verdict;
      decision.refusal = entry.refusal;
      decision.seq = entry.seq;
      const std::vector<std::string>& names = view->workflow->tables().event_names;
      on_decided(lead, entry.event < names.size() ? names[entry.event] : "", decision);
    }
  }
}

}  // namespace relance
