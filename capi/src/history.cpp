#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "lead_view.hpp"
#include "relance/journal.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

// One journal with the texts that its entries name.
class HistoryRows final : public relance_rows {
 public:
  HistoryRows(Engine& engine, const LeadRecord& lead) {
    engine.history(lead, journal_);
    for (const JournalEntry& entry : journal_.entries) {
      workflows_.push_back(engine.workflow(entry.workflow));
    }
  }

  std::size_t count() const override { return journal_.entries.size(); }

  std::string_view text(std::size_t index, relance_field field) const override {
    const JournalEntry& entry = journal_.entries[index];
    const Tables& tables = workflows_[index]->tables();
    switch (field) {
      case RELANCE_FIELD_EVENT:
        return tables.event_name(entry.event);
      case RELANCE_FIELD_FROM:
        return word(tables.state_names, entry.from);
      case RELANCE_FIELD_TO:
        return word(tables.state_names, entry.to);
      case RELANCE_FIELD_RULE:
        return rule(tables, entry);
      case RELANCE_FIELD_VERDICT:
        return name(entry.verdict);
      case RELANCE_FIELD_REFUSAL:
        return name(entry.refusal);
      case RELANCE_FIELD_KEY:
        return journal_.slice(entry.key);
      case RELANCE_FIELD_ACTOR:
        return journal_.slice(entry.actor);
      default:
        return {};
    }
  }

  std::int64_t number(std::size_t index, relance_field field) const override {
    const JournalEntry& entry = journal_.entries[index];
    switch (field) {
      case RELANCE_FIELD_SEQ:
        return entry.seq;
      case RELANCE_FIELD_VERDICT:
        return static_cast<std::int64_t>(entry.verdict);
      case RELANCE_FIELD_REFUSAL:
        return static_cast<std::int64_t>(entry.refusal);
      case RELANCE_FIELD_OCCURRED_AT:
        return entry.occurred_at.us;
      case RELANCE_FIELD_DECIDED_AT:
        return entry.decided_at.us;
      case RELANCE_FIELD_LATE:
        return entry.has(JournalEntry::late) ? 1 : 0;
      default:
        return 0;
    }
  }

 private:
  // The candidate that was taken; for an `after` line without an event, that line.
  static std::string_view rule(const Tables& tables, const JournalEntry& entry) {
    const auto& places = entry.event == static_cast<Id>(EventKind::elapsed)
                             ? tables.after_places
                             : tables.candidate_places;
    return entry.rule < places.size() ? std::string_view(places[entry.rule].path)
                                      : std::string_view();
  }

  Journal journal_;
  std::vector<std::shared_ptr<const Workflow>> workflows_;  // of each entry
};

}  // namespace
}  // namespace relance::capi

relance_code relance_history(relance_engine* engine, relance_str tenant, relance_str lead,
                             relance_rows** entries, relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(entries);
    const auto known = known_lead(given(engine).engine, view(tenant), view(lead));
    out = new HistoryRows(given(engine).engine, known.lead);
  });
}
