#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "handles.hpp"
#include "relance/engine.hpp"
#include "relance/relance.h"
#include "rows.hpp"

namespace relance::capi {
namespace {

class WaitingRow {
 public:
  WaitingRow(const std::string& lead, WaitingEvent event)
      : lead_(lead), text_(to_text(lead, event)), event_(std::move(event)) {
    event_.event.attributes.clear();  // they are not told
  }

  std::string_view text(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_LEAD:
        return lead_;
      case RELANCE_FIELD_EVENT:
        return event_.event.name;
      case RELANCE_FIELD_KEY:
        return event_.event.key;
      case RELANCE_FIELD_ACTOR:
        return event_.event.actor;
      case RELANCE_FIELD_REFUSAL:
        return name(event_.refusal);
      case RELANCE_FIELD_TEXT:
        return text_;
      default:
        return {};
    }
  }
  std::int64_t number(relance_field field) const {
    switch (field) {
      case RELANCE_FIELD_POSITION:
        return static_cast<std::int64_t>(event_.position);
      case RELANCE_FIELD_OCCURRED_AT:
        return event_.event.occurred_at.value_or(kNever).us;
      case RELANCE_FIELD_TOLD_AT:
        return event_.told_at.us;
      case RELANCE_FIELD_REFUSAL:
        return static_cast<std::int64_t>(event_.refusal);
      default:
        return 0;
    }
  }

 private:
  std::string lead_, text_;
  WaitingEvent event_;
};

}  // namespace
}  // namespace relance::capi

relance_code relance_waiting(relance_engine* engine, relance_str tenant, relance_str lead,
                             size_t at_most, relance_rows** events, relance_error** error) {
  using namespace relance::capi;
  return boundary(error, [&] {
    relance_rows*& out = cleared(events, "events");
    const Turn turn(given(engine, "engine"));
    relance::Engine& used = turn.engine();
    const std::string_view of = tenant_of(tenant);
    std::vector<WaitingRow> rows;
    const std::size_t most = at_most == 0 ? 1'000 : at_most;
    for (const std::string& id : used.waiting_leads(of, view(lead, "lead"), most)) {
      for (relance::WaitingEvent& event : used.waiting(of, id)) {
        rows.emplace_back(id, std::move(event));
      }
    }
    out = new RowsOf<WaitingRow>(std::move(rows));
  });
}
