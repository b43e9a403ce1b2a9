#include "relance/journal.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "lead_view.hpp"
#include "relance/relance.h"
#include "row_pages.hpp"
#include "rows.hpp"

namespace relance::capi {
namespace {

// Entries with the rules that name their ids, and of a page over many leads their places.
class EntryRows final : public relance_rows {
 public:
  EntryRows(Engine& engine, Journal journal, std::vector<JournalPage::Place> places)
      : journal_(std::move(journal)), places_(std::move(places)) {
    workflows_.reserve(journal_.entries.size());
    std::uint32_t last = 0;  // no rules have this number
    for (const JournalEntry& entry : journal_.entries) {
      const bool same = entry.workflow == last;
      workflows_.push_back(same ? workflows_.back() : engine.workflow(entry.workflow));
      last = entry.workflow;
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
      case RELANCE_FIELD_FINGERPRINT:
        return workflows_[index]->fingerprint();
      case RELANCE_FIELD_TENANT:
        return places_.empty() ? std::string_view() : places_[index].tenant;
      case RELANCE_FIELD_LEAD:
        return places_.empty() ? std::string_view() : places_[index].lead;
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
      case RELANCE_FIELD_LEAD_NUMBER:
        return static_cast<std::int64_t>(entry.lead.number);
      case RELANCE_FIELD_POSITION:
        return places_.empty() ? 0 : static_cast<std::int64_t>(places_[index].position);
      default:
        return flag(entry, field);
    }
  }

 private:
  static std::int64_t flag(const JournalEntry& entry, relance_field field) {
    switch (field) {
      case RELANCE_FIELD_LATE:
        return entry.has(JournalEntry::late) ? 1 : 0;
      case RELANCE_FIELD_BY_TIMER:
        return entry.has(JournalEntry::by_timer) ? 1 : 0;
      case RELANCE_FIELD_DERIVED:
        return entry.has(JournalEntry::derived) ? 1 : 0;
      case RELANCE_FIELD_WAITED:
        return entry.has(JournalEntry::waited) ? 1 : 0;
      default:
        return 0;
    }
  }

  // The candidate that was taken; for an `after` line without an event, that line.
  static std::string_view rule(const Tables& tables, const JournalEntry& entry) {
    const auto& places = entry.event == static_cast<Id>(EventKind::elapsed)
                             ? tables.after_places
                             : tables.candidate_places;
    return entry.rule < places.size() ? std::string_view(places[entry.rule].path)
                                      : std::string_view();
  }

  Journal journal_;
  std::vector<JournalPage::Place> places_;                  // beside the entries, or none
  std::vector<std::shared_ptr<const Workflow>> workflows_;  // of each entry
};

}  // namespace

RowsPage journal_page(Engine& engine, std::optional<std::string_view> tenant, std::uint64_t after,
                      std::size_t at_most) {
  JournalPage found = engine.journal(tenant, after, at_most);
  return {std::make_unique<EntryRows>(engine, std::move(found.journal), std::move(found.places)),
          found.last, found.more};
}

}  // namespace relance::capi

using namespace relance::capi;

relance_code relance_history(relance_engine* engine, relance_str tenant, relance_str lead,
                             uint64_t* after, size_t at_most, int32_t* more, relance_rows** entries,
                             relance_error** error) {
  const PageAt page(after, at_most, more);
  return boundary(error, [&] {
    relance_rows*& out = cleared(entries, "entries");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const relance::LeadRecord known = known_lead(used, tenant_of(tenant), view(lead, "lead")).lead;
    const std::uint64_t first = std::min<std::uint64_t>(page.after(), known.seq);
    const std::uint64_t last = first + std::min<std::uint64_t>(page.at_most(), known.seq - first);
    relance::Journal journal;
    if (last > first) {
      used.history(known, static_cast<std::uint32_t>(first + 1), static_cast<std::uint32_t>(last),
                   journal);
    }
    out = new EntryRows(used, std::move(journal), {});
    page.turn(last, last < known.seq);
  });
}

relance_code relance_journal(relance_engine* engine, relance_str tenant, uint64_t* after,
                             size_t at_most, int32_t* more, relance_rows** entries,
                             relance_error** error) {
  const PageAt page(after, at_most, more);
  return boundary(error, [&] {
    relance_rows*& out = cleared(entries, "entries");
    const Turn turn(given(engine, "engine"));
    std::optional<std::string_view> of;
    if (tenant.size != 0) of = tenant_of(tenant);
    RowsPage found = journal_page(turn.engine(), of, page.after(), page.at_most());
    out = found.rows.release();
    page.turn(found.last, found.more);
  });
}
