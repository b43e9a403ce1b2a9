#include "intake/earlier.hpp"

#include <optional>
#include <vector>

namespace relance {
namespace {

constexpr std::size_t kLeadsAtOnce = 100;

void each_waiting(Engine& engine, std::string_view tenant, const auto& take) {
  std::string after;
  for (;;) {
    const std::vector<std::string> leads = engine.waiting_leads(tenant, after, kLeadsAtOnce);
    if (leads.empty()) return;
    for (const std::string& lead : leads) {
      for (const WaitingEvent& waiting : engine.waiting(tenant, lead)) {
        if (waiting.refusal == Refusal::none) take(lead, waiting.event);
      }
    }
    after = leads.back();
  }
}

}  // namespace

void count_waiting(Engine& engine, std::string_view tenant, std::uint64_t& events,
                   std::uint64_t& leads) {
  std::string last;  // no lead's id is empty
  each_waiting(engine, tenant, [&](const std::string& lead, const Event&) {
    ++events;
    if (lead != last) ++leads;
    last = lead;
  });
}

void EarlierEvents::note(Engine& engine, std::string_view tenant) {
  each_waiting(engine, tenant,
               [&](const std::string& lead, const Event& event) { keys_[lead].insert(event.key); });
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
